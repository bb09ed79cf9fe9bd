// Sentences about the plan, exemptions and reminders → values.
import { type Quarter, quarterOf } from '../../calendar.ts'
import type { Understood, Words } from '../../feature.ts'
import { fold, readPeriod } from '../../phrase.ts'
import type { RemindBy } from '../dates.ts'
import { namedIn } from '../names.ts'
import { asking, type Given } from '../reading.ts'

export interface PlanAsked {
  quarter: Quarter
  talker: string
}

const plan = /谈话(?:计划|安排)|还(?:差|有)谁(?:没谈)?|待谈名单/u

export function readPlan(words: Words, given: Given): Understood<PlanAsked> {
  const folded = fold(words.original).text.trim()
  if (!plan.test(folded) || /不安排谈话|^(?:督办|登记|反馈)/u.test(folded)) return undefined
  const quarter = quarterIn(folded, given, /计划|安排/u.test(folded))
  if (!quarter) return { refused: 'missing', what: '季度', example: '谈话计划 四季度' }
  const named = namedIn(folded, words, given.office)
  const other = 'people' in named ? named.people[0]?.openId : undefined
  return { slots: { quarter, talker: other ?? given.by.openId } }
}

/** None is said: the one that runs. Undefined: a period that is no quarter. */
export function quarterIn(text: string, given: Given, ahead: boolean): Quarter | undefined {
  const found = readPeriod(text, asking(given), ahead)
  if (!found) return quarterOf(given.today)
  const { reading } = found
  return reading.kind === 'range' && reading.unit === 'quarter'
    ? quarterOf(reading.from)
    : undefined
}

// ── 暂免 ──

export interface ExemptSaid {
  talkees: string[]
  quarter: Quarter
}

const exempt = /不安排谈话|暂免谈话|谈话暂免|暂不谈话/u

/** The reason is neither read nor kept (domain.md §4.3). */
export function readExempt(words: Words, given: Given): Understood<ExemptSaid> {
  const folded = fold(words.original).text.trim()
  if (!exempt.test(folded)) return undefined
  const named = namedIn(folded, words, given.office)
  if (!('people' in named)) return named
  const quarter = quarterIn(folded, given, true)
  if (named.people.length === 0 || !quarter)
    return { refused: 'missing', what: '人员', example: '何小雨 本季度不安排谈话' }
  return { slots: { talkees: named.people.map((p) => p.openId), quarter } }
}

// ── 谈话提醒 ──

const remind = /^谈话提醒(?:设为|改为|改成|定为)/u
const count = /前?(?:倒数第|提前)?\s*(十|\d{1,2}|五|三|八|七|六|四|二|两|一|九)\s*个?工作日/u
const numbers: Record<string, number> = {
  ...{ 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 },
}

export function readRemind(words: Words): Understood<{ n: number; from: RemindBy['from'] | null }> {
  const folded = fold(words.text).text.trim()
  if (!remind.test(folded)) return undefined
  const said = count.exec(folded)?.[1] ?? ''
  const n = numbers[said] ?? Number(said)
  if (!Number.isInteger(n) || n < 1 || n > 30)
    return { refused: 'missing', what: '工作日数', example: '谈话提醒设为季度末倒数第10个工作日' }
  const from = /倒数/u.test(folded) ? 'last' : /提前/u.test(folded) ? 'before' : null
  return { slots: { n, from } }
}
