// 算期限 2026-09-18 5个工作日 · 今天上班吗 → values.
import { type Day, isDay } from '../../calendar.ts'
import type { Ctx, Understood, Words } from '../../feature.ts'
import { find, fold, readDue, readNumber, readPast, tidy, without } from '../../phrase.ts'
import { instantFor } from '../../when.ts'

type Given = Pick<Ctx, 'today' | 'now' | 'office'>

export interface Counting {
  start: Day
  n: number
  unit: 'workday' | 'day'
}

const opening =
  /^\s*(?:请|帮我)?\s*(?:算一?下?|计算|推算)\s*(?:一下)?\s*(?:期限|时限|日期|到期日)[:：\s]*/u
const example = '算期限 2026-09-18 5个工作日'
const longest = 3660

export function readCounting({ text }: Words, given: Given): Understood<Counting> {
  const said = find(text, opening)
  if (!said) return undefined
  const rest = text.slice(said.span[1])
  const amount = amountIn(rest)
  if (!amount) return { refused: 'missing', what: '天数', example }
  if (amount.n > longest)
    return { refused: 'unclear', what: '天数', hint: `请写${longest}天以内的天数。` }
  const start = startIn(tidy(without(rest, [amount.span])), given)
  if (!start) return { refused: 'missing', what: '起算日期', example }
  return { slots: { start, n: amount.n, unit: amount.unit } }
}

const AMOUNT =
  /(?<![0-9一二三四五六七八九十百两第])([0-9]{1,4}|[一二三四五六七八九十百零两廿]{1,7})\s?个?(工作日|日历日|自然日|日历天|天|日(?=之?内|以内|后|$))(?:之内|以内|内|后)?/u

/** 2026-09-18 is a date, 5个工作日 an amount; of 9月18日 5日内 the second. */
function amountIn(text: string) {
  const said = find(text, AMOUNT)
  const n = readNumber(said?.groups[1] ?? '')
  if (!said || n === undefined || n < 1) return undefined
  return {
    n,
    unit: said.groups[2] === '工作日' ? ('workday' as const) : ('day' as const),
    span: said.span,
  }
}

const FULL = /^(?:自|从)?(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:起|开始)?$/u

/** A full date is taken as it stands; else as a date that was or that comes. None said: none taken. */
function startIn(text: string, given: Given): Day | undefined {
  const [, y = '', m = '', d = ''] = FULL.exec(fold(text).text.trim()) ?? []
  const full = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  if (isDay(full)) return full
  const asking = { today: given.today, now: instantFor(given.now), holidays: given.office.holidays }
  for (const found of [readPast(text, asking), readDue(text, asking)])
    if (found?.reading.kind === 'day' && !found.reading.confirm) return found.reading.day
  return undefined
}

export interface DayAsked {
  day: Day
}

const worksAsked =
  /^(.{0,20}?)\s*(?:要不要|用不用|需不需要|要|用|是不是|是否)?(?:上班|放假|休息|工作日)\s*(?:吗|么|不|嘛)?[?？。]*$/u

/** Only a question, and only about one day. */
export function readDayAsked({ text }: Words, given: Given): Understood<DayAsked> {
  const folded = fold(text).text.trim()
  const when = worksAsked.exec(folded)?.[1]
  if (when === undefined || !/[吗么不嘛?？]|是否|要不要/u.test(folded)) return undefined
  const asking = { today: given.today, now: instantFor(given.now), holidays: given.office.holidays }
  const plain = when.trim()
  if (/^今[天日]$/u.test(plain)) return { slots: { day: given.today } }
  const found = readDue(`${plain}`, asking) ?? readPast(plain, asking)
  return found?.reading.kind === 'day' && found.said.trim() === plain
    ? { slots: { day: found.reading.day } }
    : undefined
}
