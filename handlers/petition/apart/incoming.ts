// 复查、复核 asked of us: their own way to a bureau leader (第三十五、三十六条).
import { sayDue, yearOf } from '../../calendar.ts'
import {
  type Approvable,
  type Command,
  type Ctx,
  command,
  type Due,
  type Line,
  type Outcome,
  type Reading,
  type View,
} from '../../feature.ts'
import { find, readMatter, readPast, tidy } from '../../phrase.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { feature, viewTo } from '../acts/perform.ts'
import { answered } from '../acts/spoken.ts'
import { reviewLimit } from '../clock.ts'
import { asking } from '../reading/dates.ts'
import { isOfficer, officers } from '../who.ts'
import { type ReviewAsked, readReviewAsked } from './reading.ts'
import * as rule from './review.ts'
import * as store from './store.ts'

const needsOfficer: Refusal = { refused: 'not-allowed', needs: ['信访专员'] }

const registerReview = command<ReviewAsked>({
  name: '登记复查复核申请',
  says: ['登记复查申请 韩某 不服某市局意见书 11月10日送达 今天收到'],
  roles: ['信访专员'],
  inGroup: 'private',
  read: readReviewAsked,
  async act(ctx, said) {
    if (!isOfficer(ctx.office, ctx.by.openId)) return needsOfficer
    const { kind, receivedAt, hearingDays } = said
    const due = reviewLimit(ctx.office.holidays, receivedAt, kind, hearingDays).day
    const it = await store.addReview(
      ctx.trx,
      ctx.vault,
      {
        ...{
          id: ctx.id(),
          state: 'received',
          kind,
          organ: said.organ,
          originalDeliveredOn: said.deliveredOn,
          receivedAt,
          hearingDays,
          due,
        },
        ...{
          result: null,
          decidedOn: null,
          decidedBy: null,
          deliveredOn: null,
          recused: [],
          registrar: ctx.by.openId,
          on: ctx.today,
        },
      },
      { name: said.name, phone: null, address: null, original: said.original },
    )
    return {
      entries: [
        {
          feature,
          subject: it.id,
          verb: 'review',
          facts: { kind, received: receivedAt, hearingDays },
        },
      ],
      tell: [viewTo(ctx.by.openId, it.id, 'review')],
      arm: [armOf(ctx, it)],
    }
  },
})

function armOf(ctx: Pick<Ctx, 'office' | 'now'>, it: rule.Incoming) {
  const kind = 'review'
  const open = it.state !== 'closed' && it.state !== 'delivered'
  return {
    feature,
    subject: it.id,
    kind,
    at: open ? rule.nextReviewMorning(ctx.office.holidays, it.due, ctx.now) : null,
  }
}

/** Said of 复查〔2026〕3号. */
const said = (
  name: string,
  says: string[],
  pattern: RegExp,
  verb: rule.ReviewVerb,
  by: (ctx: Ctx, it: rule.Incoming, text: string) => rule.Incoming | Refusal,
): Command =>
  command<{ year: number; n: number; text: string }>({
    name,
    says,
    roles: ['信访专员'],
    inGroup: 'private',
    read({ text }, { today }) {
      const matter = readMatter(text, ['复查', '复核'])
      if (!matter?.series || !find(text, pattern)) return undefined
      return { slots: { year: matter.year ?? yearOf(today), n: matter.n, text } }
    },
    async act(ctx, { year, n, text }) {
      const found = await store.reviewByNumber(ctx.trx, year, n)
      if (!found) return { refused: 'not-found', what: '此复查复核件' }
      const result = await step(ctx, found.id, verb, (it) => by(ctx, it, text))
      return isRefusal(result) ? result : answered(ctx, result)
    },
  })

async function step(
  ctx: Ctx,
  id: string,
  verb: rule.ReviewVerb,
  change: (it: rule.Incoming) => rule.Incoming | Refusal,
): Promise<Outcome | Refusal> {
  const it = await store.findReview(ctx.trx, id, true)
  if (!it) return { refused: 'not-found', what: '此复查复核件' }
  if (!isOfficer(ctx.office, ctx.by.openId) && verb !== 'approve' && verb !== 'sendBack')
    return needsOfficer
  if (!rule.reviewCan(verb, it)) {
    const wanted = rule.reviewAllows[verb].map((state) => rule.reviewStates[state]).join('、')
    return {
      refused: 'wrong-state',
      what: rule.sayReview(it),
      state: rule.reviewStates[it.state],
      wanted,
    }
  }
  const next = change(it)
  if (isRefusal(next)) return next
  const after = await store.saveReview(ctx.trx, it, next)
  return {
    entries: [
      {
        feature,
        subject: id,
        verb: `review-${verb}`,
        facts: { state: after.state, due: after.due, hearingDays: after.hearingDays },
      },
    ],
    arm: [armOf(ctx, after)],
    offers:
      verb === 'draft'
        ? [{ feature: 'approval', offer: 'ask', args: { feature, subject: id, kind: 'review' } }]
        : [],
    toast: `${rule.sayReview(after)}：${rule.reviewStates[after.state]}`,
  }
}

const onIn = (ctx: Ctx, text: string) => {
  const reading = readPast(text.replace(/(?:复查|复核)[^号]*号/u, ' '), asking(ctx))?.reading
  return reading?.kind === 'day' ? reading.day : ctx.today
}

export const reviewCommands: Command[] = [
  registerReview,
  said(
    '复查意见',
    ['复查〔2026〕3号 意见：维持'],
    /意见[:：]|维持|责令重办|变更|撤销原/u,
    'draft',
    (ctx, it, text) => {
      const result =
        rule.reviewResults.find((word) => text.includes(word)) ??
        tidy(find(text, /意见[:：]\s*(.+)$/su)?.groups[1] ?? '')
      return rule.draftOpinion(it, { by: ctx.by.openId, result })
    },
  ),
  said('复核听证', ['复查〔2026〕3号 听证2天'], /听证/u, 'hearing', (ctx, it, text) => {
    const days = Number(find(text, /听证\D{0,3}(\d{1,2})/u)?.groups[1] ?? '1')
    return rule.withHearing(ctx.office.holidays, it, days)
  }),
  said('复查送达', ['复查〔2026〕3号 今天送达'], /送达/u, 'deliver', (ctx, it, text) =>
    rule.deliverReview(it, onIn(ctx, text), ctx.today),
  ),
  said('复查办结', ['复查〔2026〕3号 办结'], /办结/u, 'close', (_ctx, it) => rule.closeReview(it)),
]

export const reviewView: View = {
  async person(ctx, id, _args, person) {
    const it = await store.findReview(ctx.trx, id)
    if (!it || !isOfficer(ctx.office, person.openId)) return 'gone'
    const who = await store.applicantOf(ctx.trx, ctx.vault, id)
    return {
      title: rule.sayReview(it),
      light: 'blue',
      tag: rule.reviewStates[it.state],
      blocks: [
        {
          kind: 'facts',
          facts: [{ label: '申请人', value: who.name ?? '未填' }, ...reviewFacts(ctx, it)],
        },
        {
          kind: 'note',
          text: `是否逾期不作为拒收理由。意见：${rule.reviewResults.join('、')}，报局领导批准，书面答复。`,
        },
      ],
    }
  },
}

function reviewFacts(ctx: Reading, it: rule.Incoming) {
  const date = (d: Parameters<typeof sayDue>[1]) =>
    sayDue(ctx.office.holidays, d, { today: ctx.today })
  const target = rule.reviewTarget(ctx.office.holidays, it.due)
  return [
    { label: '类别', value: `${rule.reviewKinds[it.kind]}，不服${it.organ}意见` },
    { label: '收到日期', value: date(it.receivedAt) },
    {
      label: '决定期限',
      value: `${date(it.due)}${target.day === it.due ? '' : `，目标${date(target.day)}`}`,
    },
    ...(it.hearingDays > 0
      ? [
          {
            label: '听证',
            value: `${it.hearingDays}日${it.kind === 'review_2' ? '（不计入期限）' : '（计入期限）'}`,
          },
        ]
      : []),
    ...(it.originalDeliveredOn
      ? [
          {
            label: '申请期',
            value: `至${date(rule.applicationWindow(it.originalDeliveredOn))}，不据此拒收`,
          },
        ]
      : []),
    ...(it.result ? [{ label: '意见', value: it.result }] : []),
  ]
}

export const reviewDue: Due = async (ctx, id) => {
  const it = await store.findReview(ctx.trx, id)
  if (!it || it.state === 'closed' || it.state === 'delivered') return { lines: [] }
  const said = sayDue(ctx.office.holidays, it.due, { today: ctx.today })
  const late = ctx.today > it.due
  const text = late
    ? `${rule.sayReview(it)}决定期限${said}已过，请立即办理。`
    : `${rule.sayReview(it)}应于${said}前作出书面决定。`
  const lines = officers(ctx.office).map(
    (o): Line => ({
      to: { person: o.openId },
      text,
      rank: late ? 'late' : 'soon',
      standsOut: 'legal',
    }),
  )
  return { lines, next: rule.nextReviewMorning(ctx.office.holidays, it.due, ctx.now) }
}

export const reviewApproval: Approvable = {
  title: '复查复核意见',
  words: { agree: '批准', refuse: '不批准' },
  role: '局领导',
  reasons: ['事实未查清，请补充审查', '依据不明确', '请听取双方意见后再报'],
  lock: async (ctx, id) => (await store.findReview(ctx.trx, id, true)) !== undefined,
  async shows(ctx, id) {
    const it = await store.findReview(ctx.trx, id)
    if (!it) return 'gone'
    return {
      name: rule.sayReview(it),
      facts: reviewFacts(ctx, it),
      ifNot: '批准前不作出决定，期限照算。',
      decided: rule.reviewStates[it.state],
    }
  },
  decide: (ctx, id, verdict) =>
    verdict.kind === 'refuse'
      ? step(ctx, id, 'sendBack', rule.sendBackReview)
      : step(ctx, id, 'approve', (it) =>
          rule.approveReview(it, { by: ctx.by.openId, on: ctx.today }),
        ),
  withdraw: (ctx, id) => step(ctx, id, 'sendBack', rule.sendBackReview),
}
