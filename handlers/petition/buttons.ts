// What the buttons of petitions carry, and what its forms bring. Subject: the petition, unless it is said otherwise.
import { z } from 'zod'
import { buttonKind } from '../feature.ts'
import { deliveryWords, dispositionWords, keysOf, ratingWords, resultWords } from './words.ts'

const nothing = z.object({})
const words = z.string().trim().max(1000)
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期请在日历中选择')
const figure = z
  .string()
  .trim()
  .regex(/^\d{1,5}$/, '人数、天数请填数字')
const code = <K extends string>(of: Readonly<Record<K, string>>) => z.enum(keysOf(of))

type Carried = Record<string, string | number | boolean>

const kind = <V extends Carried, F = Record<string, never>>(
  name: string,
  value: z.ZodType<V>,
  form?: z.ZodType<F>,
) => buttonKind<V, F>('petition', name, value, form)

// ── the confirm card ──
export const registerButton = kind(
  'register',
  z.object({
    told: z.boolean(),
    answered: z.boolean().optional().default(false),
    anyway: z.boolean().optional().default(false),
  }),
)
export const dropButton = kind('drop', nothing)
export const headsButton = kind('heads', z.object({ came: z.number().int().positive() }))

// ── turning one card into another ──
export const sheets = [
  'file',
  'amend',
  'plan',
  'opinion',
  'delivery',
  'leave',
  'extension',
  'objection',
  'papers',
] as const
export type SheetName = (typeof sheets)[number]
export const openButton = kind('open', z.object({ to: z.enum(sheets) }))

// ── facts added and corrected ──
const correction = z.object({
  name: words.optional(),
  phone: words.optional(),
  address: words.optional(),
  summary: words.optional(),
  headcount: figure.optional(),
  affected: figure.optional(),
  received: day.optional(),
  event: day.optional(),
  locality: words.optional(),
})
export type Correction = z.infer<typeof correction>
export const amendButton = kind('amend', nothing, correction)
export const voidButton = kind('void', nothing, z.object({ reason: words.optional() }))

// ── notice, acceptance, answer ──
export const noticedButton = kind('noticed', nothing)
export const noticedOnButton = kind(
  'noticedOn',
  nothing,
  z.object({ day: day.optional(), way: code(deliveryWords).optional() }),
)
export const exemptButton = kind('exempt', nothing)
export const acceptButton = kind('accept', z.object({ on: z.string().optional().default('') }))
export const answeredButton = kind('answered', z.object({ short: z.boolean() }))

// ── where it goes ──
const plan = z.object({
  disposition: code(dispositionWords).optional(),
  unit: words.optional(),
  target: words.optional(),
  opinion: words.optional(),
  day: day.optional(),
})
export type PlanForm = z.infer<typeof plan>
export const planButton = kind('plan', z.object({}), plan)
export const customButton = kind('custom', z.object({ unit: z.string() }))
export const pullBackButton = kind('pullBack', nothing)
export const transferToldButton = kind('transferTold', z.object({ unit: z.string() }))

/** 交办 a subordinate: the result is wanted by that day. */
export const assignButton = kind(
  'assign',
  z.object({ unit: z.string() }),
  z.object({ day: day.optional() }),
)

// ── objection, extension ──
export const objectButton = kind(
  'object',
  nothing,
  z.object({ reason: words.optional(), day: day.optional() }),
)
export const objectionAnswerButton = kind('objectionAnswer', z.object({ agreed: z.boolean() }))
export const extendButton = kind(
  'extend',
  nothing,
  z.object({ days: figure.optional(), reason: words.optional() }),
)
export const extensionToldButton = kind('extensionTold', nothing, z.object({ day: day.optional() }))

// ── opinion, delivery, report ──
export const opinionButton = kind(
  'opinion',
  nothing,
  z.object({
    result: code(resultWords).optional(),
    basis: words.optional(),
    text: words.optional(),
    leader: z.enum(['yes', 'no']).optional(),
  }),
)
export const deliveredTodayButton = kind('deliveredToday', nothing)
export const deliverButton = kind(
  'deliver',
  nothing,
  z.object({
    day: day.optional(),
    way: code(deliveryWords).optional(),
    note: z.enum(['signed', 'refused', 'returned_by_post', 'moved', 'none']).optional(),
  }),
)
export const reportInButton = kind('reportIn', nothing, z.object({ day: day.optional() }))
export const reportAcceptButton = kind('reportAccept', nothing)
export const reportReturnButton = kind(
  'reportReturn',
  nothing,
  z.object({ reason: words.optional() }),
)
export const reportSubmitButton = kind(
  'reportSubmit',
  nothing,
  z.object({ day: day.optional(), docNo: words.optional() }),
)

// ── leaving by another way ──
export const ways = {
  routed_elsewhere: '导入其他途径',
  told_where: '告知应向有权机关提出',
  declined: '不予受理',
  no_longer_accepted: '不再受理',
  withdrawn: '信访人撤回',
  settled: '调解、和解',
} as const
export const leaveButton = kind(
  'leave',
  nothing,
  z.object({
    way: code(ways).optional(),
    note: words.optional(),
    day: day.optional(),
    route: z.enum(['1', '2', '3', '4', '5']).optional(),
    same: z.enum(['yes', 'no']).optional(),
  }),
)

// ── afterwards ──
export const rateButton = kind('rate', z.object({ rating: code(ratingWords) }))
export const executeButton = kind('execute', nothing)
export const urgeButton = kind('urge', nothing)
export const reviewAskedButton = kind('reviewAsked', nothing, z.object({ day: day.optional() }))
export const reviewDoneButton = kind(
  'reviewDone',
  nothing,
  z.object({ day: day.optional(), received: day.optional(), result: words.optional() }),
)
export const archiveButton = kind('archive', nothing)

// ── repeats, urgent matters ──
export const linkButton = kind('link', z.object({ matter: z.string() }))
export const threatButton = kind('threat', z.object({ real: z.boolean() }))
export const toLeaderButton = kind('toLeader', nothing)
export const reportedButton = kind(
  'reported',
  nothing,
  z.object({ whom: words.optional(), when: words.optional() }),
)

// ── 督办 proposals: the petition and the cause ──
export const superviseButton = kind(
  'supervise',
  z.object({ cause: z.string(), agreed: z.boolean() }),
)

// ── papers ──
export const paperButton = kind('paper', z.object({ kind: z.string() }))

// ── 检举控告 (subject: the entry in the hidden series) ──
export const handedButton = kind(
  'handed',
  nothing,
  z.object({ day: day.optional(), signer: words.optional() }),
)

// ── the director's table of customs (subject: the topic) ──
export const customAskButton = kind('customAsk', z.object({ unit: z.string() }))

// ── lists ──
export const showButton = kind('show', nothing)
/** Subject: `<from>/<to>`. */
export const rowsButton = kind('rows', z.object({ of: z.enum(['visit', 'letter', 'forwarded']) }))
