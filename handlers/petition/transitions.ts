// What each verb does to a petition (domain.md §1.7): a change, or the reason why not. Who may is asked elsewhere, the state
// that a verb needs stands in `allows`.

export * from './transitions/after.ts'
export type { Change } from './transitions/change.ts'
export { whyNotOn } from './transitions/change.ts'
export * from './transitions/exits.ts'
export * from './transitions/extension.ts'
export * from './transitions/notice.ts'
export * from './transitions/objection.ts'
export * from './transitions/reply.ts'
export * from './transitions/review.ts'
export * from './transitions/routing.ts'
