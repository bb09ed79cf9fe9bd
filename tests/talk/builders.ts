// Builders of the talk tests: a small office told as its history, and talks held in it.
import { instant } from '../../db/instant.ts'
import { day, type Quarter, shippedHolidays } from '../../handlers/calendar.ts'
import {
  dutiesOf,
  type Standing,
  standingsOf,
  standingTalks,
} from '../../handlers/talk/obligations.ts'
import {
  beginning,
  type Fact,
  type FactKind,
  type Known,
  knownOn,
} from '../../handlers/talk/roster.ts'
import { packReading, type RuleReading } from '../../handlers/talk/rules.ts'
import type { Talk, Way } from '../../handlers/talk/talk.ts'

export const q4: Quarter = { year: 2026, quarter: 4 }

/** `from` the beginning and known since 10-08, where nothing else is said. */
export function fact(
  kind: FactKind,
  key: string,
  value: string[],
  from?: string,
  known?: string,
): Fact {
  return {
    kind,
    key,
    value,
    from: from ? day(from) : beginning,
    known: day(known ?? from ?? '2026-10-08'),
  }
}

export const requiredR3: RuleReading = {
  times: 2,
  period: 'quarter',
  unit: 'per_person',
  force: 'required',
}
export const reading = (rule: string, how: RuleReading, from?: string, known?: string) =>
  fact('rule', rule, packReading(how), from, known)

/**
 * 主任 周; 副主任 李 has 文书科 and 秘书科, 孙 has 宣传科; 科长 吴 (文书科), 郑 (秘书科), 冯 (宣传科);
 * 职工 何 陶 (文书科), 施 (秘书科), 孔 曹 (宣传科). R3 is confirmed.
 */
export const office: Fact[] = [
  ...['文书科', '秘书科', '宣传科'].map((section) => fact('section', section, ['open'])),
  ...Object.entries({
    办公室: ['周', '李', '孙'],
    文书科: ['吴', '何', '陶'],
    秘书科: ['郑', '施'],
    宣传科: ['冯', '孔', '曹'],
  }).flatMap(([unit, people]) => people.map((person) => fact('member', person, [unit]))),
  fact('director', '', ['周']),
  fact('head', '文书科', ['吴']),
  fact('head', '秘书科', ['郑']),
  fact('head', '宣传科', ['冯']),
  fact('charge', '文书科', ['李']),
  fact('charge', '秘书科', ['李']),
  fact('charge', '宣传科', ['孙']),
  reading('R3', requiredR3),
]

let n = 0
export function talk(
  talker: string,
  talkee: string,
  on: string,
  more: { way?: Way; countsFrom?: string | null; voidedOn?: string } = {},
): Talk {
  n += 1
  const { countsFrom = on } = more
  const facts = {
    ...{ id: `t${n}`, revision: 1, talker, talkee, day: day(on), time: null, minutes: null },
    ...{ way: more.way ?? 'individual', place: null, requested: false, backfilled: false },
    ...{ recordedBy: talker, recordedAt: instant('2026-11-25T01:00:00Z') },
    countsFrom: countsFrom === null ? null : day(countsFrom),
    voidedOn: more.voidedOn ? day(more.voidedOn) : null,
  }
  return { ...facts, state: countsFrom === null ? 'awaiting' : more.voidedOn ? 'voided' : 'held' }
}

export interface Seen {
  known: Known
  standings: Standing[]
  /** `周→吴`, of one rule, those who are not exempt. */
  due(rule: string): string[]
  exempt(rule: string): string[]
  vacant(rule: string): string[]
  held(rule: string, talkee: string): number
  left(rule: string, talkee: string): number
}

/** What a history comes to, seen on a day. */
export function seen(facts: Fact[], talks: Talk[] = [], asOf = '2026-12-31', quarter = q4): Seen {
  const known = knownOn(facts, day(asOf))
  const given = { known, holidays: shippedHolidays, quarter }
  const standings = standingsOf(given, standingTalks(talks, day(asOf)))
  const { vacancies } = dutiesOf(given)
  const of = (rule: string, exempt: boolean) =>
    standings
      .filter((s) => s.rule === rule && s.exempt === exempt)
      .map((s) => `${s.talkers.join('、')}→${s.talkees.join('、')}`)
      .toSorted()
  const about = (rule: string, talkee: string) =>
    standings.find((s) => s.rule === rule && s.talkees.includes(talkee))
  return {
    known,
    standings,
    due: (rule) => of(rule, false),
    exempt: (rule) => of(rule, true),
    vacant: (rule) => vacancies.filter((v) => v.rule === rule).map((v) => v.section),
    held: (rule, talkee) => about(rule, talkee)?.held ?? -1,
    left: (rule, talkee) => about(rule, talkee)?.left ?? -1,
  }
}
