// The figures of a quarter: persons due, persons talked with, exempt, vacant; and the director's one sentence (domain.md §7.2#18).
import type { Day, Quarter } from '../calendar.ts'
import type { Standing, Vacancy } from './obligations.ts'
import { type RuleName, shortQuarter } from './rules.ts'

export interface Figures {
  rule: RuleName
  /** 应谈: persons, without those exempt. */
  due: number
  /** 已谈: persons talked with at least once. */
  talked: number
  /** Persons for whom the rule is met; null where it only counts. */
  met: number | null
  /** Talks that count. */
  held: number
  exempt: number
  vacant: number
  times: number
}

export function figuresOf(
  rule: RuleName,
  standings: readonly Standing[],
  vacancies: readonly Vacancy[] = [],
): Figures {
  const of = standings.filter((s) => s.rule === rule)
  const due = of.filter((s) => !s.exempt)
  const settled = due.every((s) => s.times !== null)
  return {
    rule,
    due: people(due),
    talked: due.reduce((sum, s) => sum + s.talked.length, 0),
    met: settled ? people(due.filter((s) => s.met)) : null,
    held: due.reduce((sum, s) => sum + s.held, 0),
    exempt: of.length - due.length,
    vacant: vacancies.filter((v) => v.rule === rule).length,
    times: of[0]?.reading.times ?? 0,
  }
}

const people = (list: readonly Standing[]) => list.reduce((sum, s) => sum + s.talkees.length, 0)

/** Talked persons ÷ persons due, never talks ÷ persons (§4.3). */
export function sayCoverage({ due, talked }: Figures): string {
  return due === 0 ? '—' : `${((talked * 100) / due).toFixed(1).replace(/\.0$/u, '')}%`
}

export function sayFigures(
  quarter: Quarter,
  standings: readonly Standing[],
  vacancies: readonly Vacancy[],
  today: Day,
): string {
  const r1 = figuresOf('R1', standings, vacancies)
  const r3 = figuresOf('R3', standings, vacancies)
  // A person whom two rules exempt is one person.
  const exempt = new Set(
    standings
      .filter((s) => s.exempt && (s.rule === 'R1' || s.rule === 'R3'))
      .flatMap((s) => s.talkees),
  ).size
  const deputies =
    r3.met === null
      ? `副主任已谈${r3.held}次、${r3.talked}人`
      : `副主任应谈${r3.due}人，已达${r3.times}次${r3.met}人`
  const heads = `主任应谈科长${r1.due}人，已谈${r1.talked}人`
  const rest = `暂免${exempt}人，岗位空缺${r1.vacant + r3.vacant}个`
  return `${shortQuarter(quarter, today)}谈话进展：${heads}；${deputies}；${rest}。`
}
