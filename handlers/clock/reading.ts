// Sentences of the clock's switches → values.
import type { Day } from '../calendar.ts'
import type { Ctx, Understood, Words } from '../feature.ts'
import { fold, readDue } from '../phrase.ts'
import { instantFor } from '../when.ts'

export type Given = Pick<Ctx, 'today' | 'now' | 'office'>

export const whole = (pattern: RegExp) => (words: Words) =>
  pattern.test(fold(words.text).text.trim()) ? { slots: {} } : undefined

export interface Declaring {
  kind: string
  until: Day
}

const opening = /^启动\s*([\p{Script=Han}]{1,8}?)应急(?:状态|响应)?/u
const example = '启动防汛应急 至12月5日'
/** Nobody declares an emergency for ever by a slip of the year. */
export const longestDays = 31

export function readDeclaring(words: Words, given: Given): Understood<Declaring> {
  const text = fold(words.text).text.trim()
  const found = text.match(opening)
  const kind = found?.[1]
  if (!found || !kind) return undefined
  const { today, now, office } = given
  const rest = text.slice(found[0].length)
  const due = readDue(rest, { today, now: instantFor(now), holidays: office.holidays })
  if (!due) return { refused: 'missing', what: '截止日期', example }
  const { reading } = due
  // A flood keeps no working days: a rest day will do.
  if (reading.kind !== 'day') {
    return { refused: 'unclear', what: '截止日期', hint: `请写明一个日期，例如：${example}` }
  }
  return { slots: { kind, until: reading.day } }
}
