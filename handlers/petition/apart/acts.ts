// What stands apart from the ledger: accusations, and reviews asked of us.
import type { Command, Due, Tap, View } from '../../feature.ts'
import { accusationView, handed, handOver, registerAccusation } from './accusation.ts'
import { reviewCommands, reviewDue, reviewView } from './incoming.ts'

export { reviewApproval } from './incoming.ts'

export const apartCommands: Command[] = [registerAccusation, ...reviewCommands]
export const apartTaps: Record<string, Tap> = { handed }
export const apartViews: Record<string, View> = { accusation: accusationView, review: reviewView }
export const apartDues: Record<string, Due> = { hand_over: handOver, review: reviewDue }
