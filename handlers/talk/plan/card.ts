// The plan: who, how often talked with, by when; with the tick list for whoever it is for (domain.md §7.2#16, §8.4#36).
import { type Quarter, quarterKey, quarterRange, sayDay, within } from '../../calendar.ts'
import type { Block, PrivateCard } from '../../card.ts'
import type { Reading } from '../../feature.ts'
import { nameOf, unitName } from '../../people.ts'
import { exemptButton, replanButton, restoreButton, settleButton, tickButton } from '../buttons.ts'
import type { Standing } from '../obligations.ts'
import { sayPace } from '../pace.ts'
import { type RuleName, type RuleReading, sayBasis, sayQuarter, sayReading } from '../rules.ts'
import type { Schedule } from '../schedule.ts'
import type { Planned } from '../store.ts'
import { planSubject } from '../subjects.ts'

export interface PlanShown {
  schedule: Schedule
  planned: readonly Planned[]
  /** Shown to the talker, who may tick; the director sees it without. */
  own: boolean
  ticks: boolean
  /** R3 as it would be confirmed, for the director. */
  settle: RuleReading | null
}

type Seen = Pick<Reading, 'office' | 'today'>

export function planCard(ctx: Seen, shown: PlanShown): PrivateCard {
  const { schedule, own } = shown
  const { quarter, talker, standings } = schedule
  const rules = [...new Set(standings.map((s) => s.rule))]
  const current = within(ctx.today, quarterRange(quarter))
  return {
    title: `${sayQuarter(quarter)}谈话安排${own ? '' : `（${nameOf(ctx.office, talker)}）`}`,
    light: schedule.pace.late.length > 0 ? 'yellow' : 'blue',
    blocks: [
      ...rules.flatMap((rule) => ruleBlocks(ctx, shown, rule)),
      ...(current && own ? paceNote(ctx, schedule) : []),
      ...(shown.ticks && quarterRange(quarter).from <= ctx.today ? [tickForm(ctx, schedule)] : []),
      ...rules.map((rule) => ({
        kind: 'note' as const,
        text: sayBasis(rule, readingIn(standings, rule)),
      })),
      ...(shown.settle ? settleBlocks(shown.settle) : []),
    ],
  }
}

const readingIn = (standings: readonly Standing[], rule: RuleName) => {
  const found = standings.find((s) => s.rule === rule)
  if (!found) throw new Error(`no standing of ${rule}`)
  return found.reading
}

function ruleBlocks(ctx: Seen, { schedule, planned }: PlanShown, rule: RuleName): Block<string>[] {
  const of = schedule.standings.filter((s) => s.rule === rule)
  const table: Block<string> = {
    kind: 'table',
    columns: ['姓名', '科室', '已谈', '建议时间'],
    rows: rowsOf(ctx, of, rule === 'R2' ? [] : planned),
  }
  const text = summary(ctx, schedule, rule)
  if (rule === 'R2') return [{ kind: 'fold', title: text, blocks: [table] }]
  return [{ kind: 'text', text }, table]
}

function rowsOf(ctx: Seen, of: readonly Standing[], planned: readonly Planned[]): string[][] {
  return of.flatMap((standing) =>
    standing.talkees.map((talkee) => {
      const person = ctx.office.people.get(talkee)
      const days = planned.filter((p) => p.talkee === talkee).map((p) => sayDay(p.day, ctx))
      const held = standing.talkees.length > 1 ? talkedWord(standing, talkee) : `${standing.held}次`
      return [
        nameOf(ctx.office, talkee),
        unitName(ctx.office, person?.unit ?? null),
        standing.exempt ? '暂免' : held,
        standing.newcomer ? '新到，建议谈一次' : days.join('、') || '—',
      ]
    }),
  )
}

const talkedWord = (standing: Standing, talkee: string) =>
  standing.talked.includes(talkee) ? '已谈' : '未谈'

/** R3 that is not confirmed: only what was held, never what is lacking (§4.2, §7.2#16). */
function summary(ctx: Seen, schedule: Schedule, rule: RuleName): string {
  const of = schedule.standings.filter((s) => s.rule === rule)
  const due = of.filter((s) => !s.exempt)
  const people = due.flatMap((s) => s.talkees)
  const held = due.reduce((sum, s) => sum + s.held, 0)
  const talked = due.reduce((sum, s) => sum + s.talked.length, 0)
  const count = `共${people.length}人，已谈${held}次、${talked}人`
  const end = sayDay(schedule.end, ctx)
  const names = (list: readonly Standing[]) =>
    list.flatMap((s) => s.talkees.map((t) => nameOf(ctx.office, t))).join('、')
  const open = due.filter((s) => s.left > 0)
  switch (rule) {
    case 'R1': {
      const rest =
        open.length > 0
          ? `尚有${open.length}人未谈：${names(open)}。请于${end}前完成。`
          : '均已谈到。'
      return `主任与各科科长谈话：应谈${due.length}人，已谈${due.length - open.length}人，剩余${open.length}人。${rest}`
    }
    case 'R2':
      return `与职工谈话（争取）：${count}`
    case 'R3':
      return `您分管${sections(ctx, people)}，${count === '' ? '' : deputy(due, open, count, end)}`
    case 'R4':
      return `本科职工${count}（名单见下）。`
  }
}

function deputy(
  due: readonly Standing[],
  open: readonly Standing[],
  count: string,
  end: string,
): string {
  const [first] = due
  if (!first || first.times === null) return `${count}（名单见下）。`
  const wanted = due.reduce((sum, s) => sum + (s.times ?? 0), 0)
  const held = due.reduce((sum, s) => sum + Math.min(s.held, s.times ?? 0), 0)
  const people = due.reduce((sum, s) => sum + s.talkees.length, 0)
  const lacking =
    open.length === 0
      ? '均已完成。'
      : `尚有${open.length}${first.talkees.length > 1 ? '项' : '人'}未达${first.times}次（名单见下）。请于${end}前完成。`
  return `共${people}人。按${sayReading(first.reading)}计，应谈${wanted}次，已谈${held}次，${lacking}`
}

function sections(ctx: Seen, people: string[]): string {
  const units = people.map((p) => unitName(ctx.office, ctx.office.people.get(p)?.unit ?? null))
  return [...new Set(units)].join('、')
}

/** While it helps, how fast; once it cannot be done, that it cannot (§4.3). */
export function sayLeft(ctx: Seen, { pace, standings }: Schedule): string | undefined {
  const hard = standings.filter((s) => s.reading.force === 'required')
  const open = hard.filter((s) => s.left > 0)
  if (hard.length === 0 || open.length === 0) return undefined
  const days = `含今日还有${pace.days}个工作日`
  if (pace.late.length > 0) {
    const names = pace.late.map((p) => nameOf(ctx.office, p)).join('、')
    return `${days}，${names}已不能谈足次数，请如实说明，其余抓紧安排。`
  }
  const times = open.find((s) => s.rule === 'R3')?.times ?? 1
  const people = new Set(open.flatMap((s) => s.talkees)).size
  const lacking = open[0]?.rule === 'R3' ? `未达${times}次` : '未谈'
  return `${days}，尚有${people}人${lacking}，${sayPace(pace)}。`
}

function paceNote(ctx: Seen, schedule: Schedule): Block<string>[] {
  const text = sayLeft(ctx, schedule)
  return text ? [{ kind: 'text', text }] : []
}

function tickForm(ctx: Seen, schedule: Schedule): Block<string> {
  const people = [
    ...new Set(schedule.standings.filter((s) => !s.exempt || s.newcomer).flatMap((s) => s.talkees)),
  ]
  const subject = planSubject(schedule.talker, schedule.quarter)
  const options = people.map((value) => ({ text: nameOf(ctx.office, value), value }))
  return {
    kind: 'form',
    name: 'tick',
    fields: [
      { kind: 'choices', name: 'people', label: '人员', options, required: true },
      { kind: 'date', name: 'day', label: '日期（登记时不填为今天）' },
      { kind: 'input', name: 'days', label: '日期各不相同的，逐人写：何小雨 11月20日', lines: 2 },
    ],
    buttons: [
      { text: '登记', payload: tickButton.on(subject), style: 'primary' },
      { text: '换时间', payload: replanButton.on(subject) },
      { text: '暂免', payload: exemptButton.on(subject) },
    ],
  }
}

/** The director's to settle: until then R3 only counts. */
function settleBlocks(reading: RuleReading): Block<string>[] {
  const { times, period, unit } = reading
  const payload = settleButton.on('R3', { times, period, unit })
  return [
    {
      kind: 'text',
      text: `副主任谈话口径尚未确认：${sayReading(reading)}。确认前只列次数、人数。`,
    },
    { kind: 'buttons', buttons: [{ text: '确认口径', payload }] },
  ]
}

interface Exempted {
  quarter: Quarter
  person: string
  by: readonly string[]
  fresh: boolean
}

/** Whoever is left out, by whom: never why. */
export function exemptedCard(ctx: Seen, { quarter, person, by, fresh }: Exempted): PrivateCard {
  const who = by.map((b) => (b === 'all' ? '主任' : nameOf(ctx.office, b))).join('、')
  const live = by.length > 0
  return {
    title: '谈话暂免',
    light: live ? 'blue' : 'grey',
    tag: live ? '暂免' : '已恢复安排',
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: '季度', value: sayQuarter(quarter) },
          { label: '人员', value: nameOf(ctx.office, person) },
          ...(live ? [{ label: '登记人', value: who }] : []),
        ],
      },
      ...(live && fresh
        ? [
            {
              kind: 'buttons' as const,
              buttons: [
                { text: '恢复安排', payload: restoreButton.on(`${quarterKey(quarter)}/${person}`) },
              ],
            },
          ]
        : []),
    ],
  }
}
