// The director's report of a quarter: figures by rule and talker, names of pairs, never content; and 〔发布〕 (domain.md §4.3).
import type { Quarter } from '../../calendar.ts'
import type { Block, PrivateCard } from '../../card.ts'
import type { Reading } from '../../feature.ts'
import { nameOf, unitName } from '../../people.ts'
import { publishButton, settleButton } from '../buttons.ts'
import { figuresOf, sayCoverage, sayFigures } from '../figures.ts'
import type { Standing, Vacancy } from '../obligations.ts'
import { type RuleName, sayBasis, sayQuarter } from '../rules.ts'
import { figuresSubject } from '../subjects.ts'

export interface Report {
  quarter: Quarter
  standings: readonly Standing[]
  vacancies: readonly Vacancy[]
  /** Said where the figures are those of another day, or of a time before the office used this. */
  note: string | null
  publishes: boolean
}

type Seen = Pick<Reading, 'office' | 'today'>

export function reportCard(ctx: Seen, report: Report): PrivateCard {
  const { quarter, standings, vacancies } = report
  const rules = [...new Set(standings.map((s) => s.rule))]
  return {
    title: `${sayQuarter(quarter)}谈话统计`,
    light: 'blue',
    blocks: [
      { kind: 'text', text: sayFigures(quarter, standings, vacancies, ctx.today) },
      ...(report.note ? [{ kind: 'note' as const, text: report.note }] : []),
      table(ctx, report, rules),
      ...pairs(ctx, standings),
      ...vacant(ctx, vacancies),
      ...rules.map((rule) => ({ kind: 'note' as const, text: basis(standings, rule) })),
      ...buttons(report),
    ],
  }
}

function basis(standings: readonly Standing[], rule: RuleName): string {
  const found = standings.find((s) => s.rule === rule)
  return found ? sayBasis(rule, found.reading) : ''
}

const heads: Record<RuleName, string> = {
  R1: '主任与科长',
  R2: '主任与职工（争取）',
  R3: '副主任与分管职工',
  R4: '科室负责人与本科职工',
}

function table(ctx: Seen, { standings, vacancies }: Report, rules: RuleName[]): Block<string> {
  const rows = rules.flatMap((rule) => {
    const of = standings.filter((s) => s.rule === rule)
    return [...Map.groupBy(of, (s) => s.talkers.join(','))].map(([talkers, list]) => {
      const figures = figuresOf(rule, list, rule === 'R1' ? vacancies : [])
      const names = talkers.split(',').map((t) => nameOf(ctx.office, t))
      return [
        `${heads[rule]}：${names.join('、')}`,
        `${figures.due}人`,
        `${figures.talked}人（${figures.held}次）`,
        `${figures.exempt}人`,
        `${figures.vacant}个`,
        sayCoverage(figures),
      ]
    })
  })
  return { kind: 'table', columns: ['谈话', '应谈', '已谈', '暂免', '空缺', '覆盖率'], rows }
}

/** Required and settled ones alone are short of anything. */
function pairs(ctx: Seen, standings: readonly Standing[]): Block<string>[] {
  const open = standings.filter((s) => s.reading.force === 'required' && s.left > 0)
  const exempt = standings.filter((s) => s.exempt && s.rule !== 'R2' && s.rule !== 'R4')
  const pair = (s: Standing) =>
    `${names(ctx, s.talkers)}与${names(ctx, s.talkees)}${s.left > 1 ? `（差${s.left}次）` : ''}`
  return [
    ...(open.length > 0
      ? [
          {
            kind: 'fold' as const,
            title: `尚未完成${open.length}对`,
            blocks: [text(open.map(pair).join('；'))],
          },
        ]
      : []),
    ...(exempt.length > 0
      ? [
          {
            kind: 'fold' as const,
            title: '暂免',
            blocks: [text([...new Set(exempt.map((s) => names(ctx, s.talkees)))].join('、'))],
          },
        ]
      : []),
  ]
}

function vacant(ctx: Seen, vacancies: readonly Vacancy[]): Block<string>[] {
  if (vacancies.length === 0) return []
  const said = vacancies.map(
    ({ rule, section }) =>
      `${unitName(ctx.office, section)}${rule === 'R1' ? '科长' : '分管副主任'}`,
  )
  return [text(`岗位空缺，不计入：${said.join('、')}。`)]
}

const text = (said: string): Block<string> => ({ kind: 'text', text: said })
const names = (ctx: Seen, people: readonly string[]) =>
  people.map((p) => nameOf(ctx.office, p)).join('、')

function buttons({ quarter, standings, publishes }: Report): Block<string>[] {
  const r3 = standings.find((s) => s.rule === 'R3')?.reading
  const publish = {
    text: '发布',
    payload: publishButton.on(figuresSubject(quarter)),
    confirm: { title: '发布到办公室群', text: '只发数字和暂免、空缺人数，不含姓名。' },
  }
  const settle = r3 && {
    text: '确认口径',
    payload: settleButton.on('R3', { times: r3.times, period: r3.period, unit: r3.unit }),
  }
  const shown = [
    ...(publishes ? [publish] : []),
    ...(publishes && settle && r3.force === 'counts' ? [settle] : []),
  ]
  return shown.length > 0 ? [{ kind: 'buttons', buttons: shown }] : []
}

export interface YearRow {
  quarter: Quarter
  standings: readonly Standing[]
  vacancies: readonly Vacancy[]
}

/** The year, quarter by quarter (domain.md §8.4#27). */
export function yearCard(year: number, rows: readonly YearRow[]): PrivateCard {
  return {
    title: `${year}年谈话统计`,
    light: 'blue',
    blocks: [
      {
        kind: 'table',
        columns: ['季度', '主任应谈科长', '已谈', '副主任应谈', '已谈', '谈话次数'],
        rows: rows.map(({ quarter, standings, vacancies }) => {
          const [r1, r3] = (['R1', 'R3'] as const).map((rule) =>
            figuresOf(rule, standings, vacancies),
          )
          return [
            sayQuarter(quarter).slice(5),
            `${r1?.due ?? 0}人`,
            `${r1?.talked ?? 0}人`,
            `${r3?.due ?? 0}人`,
            `${r3?.talked ?? 0}人`,
            `${(r1?.held ?? 0) + (r3?.held ?? 0)}次`,
          ]
        }),
      },
      { kind: 'note', text: '按各季度口径计，暂免和空缺不在应谈之内。' },
    ],
  }
}
