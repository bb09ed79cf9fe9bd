// Figures: asked for in private, published by the director alone; and the deputies called to mind one by one.
import type { Json } from '../../../db/types.ts'
import { type Day, type Quarter, quarterKey, quarterOf } from '../../calendar.ts'
import {
  type Ctx,
  command,
  type Outcome,
  type Tap,
  type Understood,
  type Words,
} from '../../feature.ts'
import { fold, readPast, readPeriod } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { openFiguresButton, publishButton } from '../buttons.ts'
import { sayFigures } from '../figures.ts'
import { dutiesOf, standingsOf, standingTalks } from '../obligations.ts'
import { openPlan, said } from '../plan/actions.ts'
import { asking, type Given } from '../reading.ts'
import { scheduleOf } from '../schedule.ts'
import * as store from '../store.ts'
import { feature, figuresSubject, planSubject, readQuarterKey } from '../subjects.ts'
import { isDirector } from '../views.ts'

type Asked =
  | { of: 'quarter'; quarter: Quarter; asOf: Day | null; own: boolean }
  | { of: 'year'; year: number }

const figures = /谈话.{0,6}(?:统计|汇总|情况|覆盖率|进展|进度)|谁还没谈|几个科长谈/u
/** Asked about the director's own talks: answered to nobody else (§8.4#35). */
const directorsOwn = /主任.*几个科长谈/u

function read(words: Words, given: Given): Understood<Asked> {
  const folded = fold(words.original).text.trim()
  if (!figures.test(folded) || /^(?:督办|登记|反馈)/u.test(folded)) return undefined
  const [asked = '', until] = folded.split(/截至|截止到?/u)
  const found = readPeriod(asked, asking(given))
  const own = directorsOwn.test(folded)
  if (!found) return quarterSlots(quarterOf(given.today), until, own, given)
  const { reading } = found
  if (reading.kind === 'range' && reading.unit === 'year')
    return { slots: { of: 'year', year: Number(reading.from.slice(0, 4)) } }
  if (reading.kind === 'range' && reading.unit === 'quarter')
    return quarterSlots(quarterOf(reading.from), until, own, given)
  return {
    refused: 'unclear',
    what: '统计时段',
    hint: '谈话按季度统计，例如：三季度谈话统计、今年谈话统计。',
  }
}

function quarterSlots(
  quarter: Quarter,
  until: string | undefined,
  own: boolean,
  given: Given,
): Understood<Asked> {
  if (until === undefined) return { slots: { of: 'quarter', quarter, asOf: null, own } }
  const found = readPast(until, asking(given))
  if (found?.reading.kind !== 'day')
    return { refused: 'unclear', what: '截至的日期', hint: '例如：三季度谈话统计 截至10月31日' }
  return { slots: { of: 'quarter', quarter, asOf: found.reading.day, own } }
}

export const ask = command<Asked>({
  name: '谈话统计',
  says: ['本季度谈话完成情况', '谈话覆盖率', '三季度谈话统计 截至10月31日', '今年谈话统计'],
  roles: [],
  inGroup: 'private',
  read,
  async act(ctx, asked) {
    await store.noteRoster(ctx.trx, ctx.office, ctx.today)
    if (!isDirector(ctx, ctx.by.openId)) return ownFigures(ctx, asked)
    const view = { kind: 'view', ...ctx.answer, feature } as const
    if (asked.of === 'year')
      return { entries: [], tell: [{ ...view, subject: `year/${asked.year}`, view: 'year' }] }
    const on = { on: ctx.today }
    const before = asked.asOf && asked.asOf < ctx.today ? asked.asOf : null
    const args: Json = before ? { ...on, asOf: before } : on
    return {
      entries: [],
      tell: [{ ...view, subject: figuresSubject(asked.quarter), view: 'figures', args }],
    }
  },
})

/** A talker sees his own plan and figures; whoever owes no talks sees none. */
async function ownFigures(ctx: Ctx, asked: Asked): Promise<Outcome | Refusal> {
  if (asked.of === 'year' || asked.own) return { refused: 'not-allowed', needs: ['办公室主任'] }
  return openPlan(ctx, { talker: ctx.by.openId, quarter: asked.quarter })
}

export const taps: Record<string, Tap> = {
  openFigures: openFiguresButton.tap(async (ctx, subject) => {
    if (!isDirector(ctx, ctx.by.openId)) return { refused: 'not-allowed', needs: ['办公室主任'] }
    return {
      entries: [],
      tell: [
        { kind: 'view', ...ctx.answer, feature, subject, view: 'figures', args: { on: ctx.today } },
      ],
    }
  }),
  publish: publishButton.tap((ctx, subject) => publish(ctx, subject)),
}

/** The only way in which a figure of talks reaches a group (domain.md §4.3): by the director, frozen, without names. */
async function publish(ctx: Ctx, subject: string): Promise<Outcome | Refusal> {
  const quarter = readQuarterKey(subject.split('/')[1] ?? '')
  if (!quarter) return { refused: 'stale-button' }
  if (!isDirector(ctx, ctx.by.openId)) return { refused: 'not-allowed', needs: ['办公室主任'] }
  const group = ctx.office.groups.find((g) => g.kind === 'office' && !g.external)
  if (!group) return { refused: 'not-found', what: '已绑定的办公室工作群' }
  await store.noteRoster(ctx.trx, ctx.office, ctx.today)
  const about = await store.loadQuarter(ctx, quarter)
  const standings = standingsOf(about, standingTalks(about.talks, ctx.today))
  const words = sayFigures(quarter, standings, dutiesOf(about).vacancies, ctx.today)
  const key = `talk/published/${quarterKey(quarter)}/${ctx.today}`
  return {
    entries: [{ feature, subject, verb: 'publish', facts: { quarter: quarterKey(quarter) } }],
    tell: [{ kind: 'notice', to: { group: group.chat }, key, class: 1, body: { said: words } }],
    toast: '已发布到办公室群',
  }
}

const urging = /提醒(?:一下)?(?:各位|所有|全体)?副主任.{0,6}谈话/u

export const urge = command<Record<string, never>>({
  name: '提醒副主任谈话',
  says: ['提醒各位副主任抓紧谈话'],
  roles: ['办公室主任'],
  inGroup: 'private',
  read: ({ text }) => (urging.test(fold(text).text.trim()) ? { slots: {} } : undefined),
  async act(ctx) {
    if (!isDirector(ctx, ctx.by.openId)) return { refused: 'not-allowed', needs: ['办公室主任'] }
    await store.noteRoster(ctx.trx, ctx.office, ctx.today)
    const quarter = quarterOf(ctx.today)
    const about = await store.loadQuarter(ctx, quarter)
    const all = standingsOf(about, standingTalks(about.talks, ctx.today))
    const deputies = [...new Set(all.filter((s) => s.rule === 'R3').flatMap((s) => s.talkers))]
    const open = deputies.filter((person) => needsUrging(scheduleOf(about, person).standings))
    const key = (person: string) => `talk/urge/${ctx.today}/${person}`
    return {
      ...said(
        ctx,
        open.length > 0
          ? `已逐一私聊提醒${open.length}位副主任。`
          : '各位副主任均已完成，未作提醒。',
      ),
      entries: [
        {
          feature,
          subject: planSubject(ctx.by.openId, quarter),
          verb: 'urge',
          facts: { people: open },
        },
      ],
      tell: [
        ...(said(
          ctx,
          open.length > 0
            ? `已逐一私聊提醒${open.length}位副主任。`
            : '各位副主任均已完成，未作提醒。',
        ).tell ?? []),
        ...open.map((person) => ({
          ...{ kind: 'view' as const, to: { person }, key: key(person), class: 1 as const },
          ...{
            feature,
            subject: planSubject(person, quarter),
            view: 'plan',
            args: { on: ctx.today },
          },
        })),
      ],
    }
  },
})

/** While the reading is not confirmed nobody is short of anything, and all are asked to go on. */
function needsUrging(standings: ReturnType<typeof standingsOf>): boolean {
  const r3 = standings.filter((s) => s.rule === 'R3' && !s.exempt)
  return r3.some((s) => s.times === null || s.left > 0)
}
