// The seed's rules R1–R4 as data, in the reading that the office uses (domain.md §4.2). A change of reading counts
// from the next period only; R3 is no duty until the director has confirmed how it is read.
import {
  addDays,
  type Day,
  halfOf,
  halfRange,
  type Period,
  parts,
  type Quarter,
  quarterOf,
  quarterRange,
  yearOf,
  yearRange,
} from '../calendar.ts'

/** R1 主任↔科长 · R2 主任↔职工（争取） · R3 副主任↔分管科室职工 · R4 科室负责人↔本科职工（经常） */
export const ruleNames = ['R1', 'R2', 'R3', 'R4'] as const
export type RuleName = (typeof ruleNames)[number]
export const rulePeriods = ['quarter', 'half', 'year'] as const
export type RulePeriod = (typeof rulePeriods)[number]
export const ruleUnits = ['per_person', 'per_section', 'total'] as const
export type RuleUnit = (typeof ruleUnits)[number]

export interface RuleReading {
  times: number
  period: RulePeriod
  unit: RuleUnit
  /** `counts`: talks are counted, nobody is ever short of them. */
  force: 'required' | 'target' | 'counts' | 'off'
}

export const defaultReadings: Record<RuleName, RuleReading> = {
  R1: { times: 1, period: 'quarter', unit: 'per_person', force: 'required' },
  R2: { times: 1, period: 'quarter', unit: 'per_person', force: 'target' },
  R3: { times: 2, period: 'quarter', unit: 'per_person', force: 'counts' },
  R4: { times: 1, period: 'quarter', unit: 'per_person', force: 'target' },
}

/** As a fact's value, and back; what cannot be read is the default reading. */
export function packReading({ times, period, unit, force }: RuleReading): string[] {
  return [String(times), period, unit, force]
}

export function unpackReading(rule: RuleName, value: string[]): RuleReading {
  const [times = '', period, unit, force] = value
  const read = {
    times: Number(times),
    period: rulePeriods.find((p) => p === period),
    unit: ruleUnits.find((u) => u === unit),
    force: (['required', 'target', 'counts', 'off'] as const).find((f) => f === force),
  }
  const { period: p, unit: u, force: f } = read
  return p && u && f && read.times >= 1
    ? { times: read.times, period: p, unit: u, force: f }
    : defaultReadings[rule]
}

export function windowOf(period: RulePeriod, quarter: Quarter): Period {
  if (period === 'quarter') return quarterRange(quarter)
  if (period === 'year') return yearRange(quarter.year)
  return halfRange(quarter.year, quarter.quarter <= 2 ? 1 : 2)
}

/** The first day on which a period of the old and one of the new reading begin together (§4.2, next period only). */
export function changeFrom(before: RulePeriod, after: RulePeriod, today: Day): Day {
  const longest = Math.max(rulePeriods.indexOf(before), rulePeriods.indexOf(after))
  return addDays(periodAround(rulePeriods[longest] ?? 'year', today).to, 1)
}

/** A confirmation settles the reading in use: it counts from the period that runs. */
export function periodAround(period: RulePeriod, on: Day): Period {
  if (period === 'quarter') return quarterRange(quarterOf(on))
  return period === 'half' ? halfOf(on) : yearRange(yearOf(on))
}

const periodWords: Record<RulePeriod, string> = { quarter: '每季度', half: '每半年', year: '每年' }
const unitWords: Record<RuleUnit, string> = { per_person: '每人', per_section: '每科', total: '' }

/** 每人每季度不少于2次 */
export function sayReading({ times, period, unit }: RuleReading): string {
  return `${unitWords[unit]}${periodWords[period]}${unit === 'total' ? '合计' : ''}不少于${times}次`
}

/** Printed under every table (§4.2). */
export function sayBasis(rule: RuleName, reading: RuleReading): string {
  const said = sayReading(reading)
  switch (rule) {
    case 'R1':
      return `口径：主任与各科科长${said}，主持工作的按科长计。`
    case 'R2':
      return `口径：主任与每个职工争取${said.replace('不少于', '谈')}，不作为未完成。`
    case 'R3':
      return reading.force === 'counts'
        ? `口径未经主任确认（拟按分管科室职工${said}），只列已谈次数、人数。`
        : `口径：副主任对分管科室职工${said}，同日多次按1次计。`
    case 'R4':
      return '口径：科室负责人与本科职工经常谈话，不设硬性次数。'
  }
}

export const sayQuarter = ({ year, quarter }: Quarter): string =>
  `${year}年${'一二三四'[quarter - 1]}季度`

/** 第四季度 in the year that runs, else with its year. */
export const shortQuarter = (quarter: Quarter, today: Day): string =>
  quarter.year === parts(today).year ? `第${sayQuarter(quarter).slice(5)}` : sayQuarter(quarter)
