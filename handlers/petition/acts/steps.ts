// The acts on a registered petition, for buttons and sentences alike: who may, what changes, what the record keeps, whom it is told.

export * from './steps/after.ts'
export * from './steps/exits.ts'
export * from './steps/limits.ts'
export * from './steps/notice.ts'
export * from './steps/reply.ts'
export * from './steps/routing.ts'
