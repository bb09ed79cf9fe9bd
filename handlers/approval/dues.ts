// Silence is called to mind on the morning sheet: the approver, then the B角 too, then the asker hears of it; then it ends.
import type { Button } from '../card.ts'
import type { Due, Feature, Line } from '../feature.ts'
import { activePerson, type Office, type Person, type Role } from '../people.ts'
import { approversOf, nextCall, silentDays, stepAt } from './approval.ts'
import * as buttons from './buttons.ts'
import { isPending } from './store.ts'
import { type Whole, wholeOf } from './views.ts'

export const duesFor = (duties: Feature[]): Record<string, Due> => ({
  async silent(ctx, id) {
    const whole = await wholeOf(ctx, duties, id)
    if (!whole || !isPending(whole.approval)) return { lines: [] }
    const { approval, of, matter } = whole
    const next = nextCall(ctx, approval.askedAt)
    const step = stepAt(ctx, approval.askedAt)
    const days = silentDays(ctx.office.holidays, approval.askedAt, ctx.today)
    const what = `${of.title} ${matter.name}已报审${days}个工作日`
    const first = approversOf(ctx.office, of.role, approval)
    const deputies = step >= 2 && !approval.approver ? deputiesOf(ctx.office, of.role) : []
    const approvers = unique([...first, ...deputies])
    const lines: Line[] = [
      ...(step >= 1 ? approvers : []).map((person) => ({
        to: { person: person.openId },
        text: `${what}，妥否，请批示。${matter.ifNot}`,
        rank: 'today' as const,
        buttons: first.includes(person) ? decideNow(whole) : [],
      })),
      ...(step >= 3 ? [toAsker(whole, what)] : []),
    ]
    return { lines, ...(next && { next }) }
  },
})

const decideNow = ({ approval, of }: Whole): Button[] => [
  { text: of.words.agree, payload: buttons.agreeButton.on(approval.id), style: 'primary' },
]

const toAsker = ({ approval }: Whole, what: string): Line => ({
  to: { person: approval.askedBy },
  text: `${what}，尚未批复，可当面请示或撤回申请。`,
  rank: 'info',
  buttons: [{ text: '撤回申请', payload: buttons.withdrawButton.on(approval.id) }],
})

function deputiesOf(office: Office, role: Role): Person[] {
  const held = office.roles.filter((h) => h.role === role && h.deputy)
  return held.flatMap((h) => activePerson(office, h.person) ?? [])
}

const unique = (people: Person[]) => [...new Map(people.map((p) => [p.openId, p])).values()]
