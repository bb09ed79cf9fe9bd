// People, units, posts, absences in one door: the office as a value, who holds what, who instead, who may do what.
export * from './people/decider.ts'
export * from './people/find.ts'
export * from './people/holders.ts'
export * from './people/may.ts'
export * from './people/office.ts'
