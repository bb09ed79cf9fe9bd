// Questions about petitions: figures of a period, what is due, one's own, a search. A name or a telephone is a secret from here on.
import { type Day, day, daysBetween, type Period, yearOf } from '../../calendar.ts'
import type { Understood, Words } from '../../feature.ts'
import {
  find,
  fold,
  isName,
  readMatter,
  readPast,
  readPeriod,
  readPhone,
  tidy,
} from '../../phrase.ts'
import { Secret } from '../../secret.ts'
import type { PetitionNumber } from '../petition.ts'
import { asking, type Given } from './dates.ts'

export function readProgress(
  { text }: Words,
  { today }: Pick<Given, 'today'>,
): Understood<PetitionNumber> {
  const asked = find(text, /^\s*(?:查一?下?)?信访(?:件)?(?:进度|进展)(.*)$/su)
  if (!asked) return undefined
  const matter = readMatter(asked.groups[1] ?? '', ['信访'])
  if (!matter) return { refused: 'missing', what: '编号', example: '信访进度 23号' }
  return { slots: { year: matter.year ?? yearOf(today), n: matter.n } }
}

export interface FiguresAsked {
  period: Period
  /** 今年, 三季度 … as a sentence begins. */
  words: string
  /** A month or longer. */
  long: boolean
  what: 'sentence' | 'visits' | 'all'
}

export function readFiguresAsked({ text }: Words, given: Given): Understood<FiguresAsked> {
  const said = find(
    text,
    /信访(?:数据|统计|情况|数字)|来访(?:多少|几|人次|人数|统计)|接访(?:多少|几)|来信(?:多少|几|统计)|出总结那句话/u,
  )
  if (!said || find(text, /^\s*(?:登记|补录)|督办|谈话/u)) return undefined
  const found = readPeriod(text, asking(given))
  if (!found) return { refused: 'missing', what: '时段', example: '本月来访多少人' }
  const { reading } = found
  if (reading.kind === 'no') return { refused: 'unclear', what: '时段', hint: reading.reason }
  if (reading.kind === 'ask') return { ask: { question: reading.question, choices: [] } }
  const period = { from: reading.from, to: reading.to }
  const long = daysBetween(reading.whole.from, reading.whole.to) >= 27
  const what = find(text, /总结|那句话/u) ? 'sentence' : find(text, /来访|接访/u) ? 'visits' : 'all'
  const words =
    yearOf(period.from) === yearOf(given.today) && reading.unit === 'year' ? '今年' : reading.words
  return { slots: { period, words, long, what } }
}

export function isDueSoon({ text }: Words): boolean {
  return /^(?:快|即将|将要|7日内|七日内|近期)?(?:要)?到期的?信访件?(?:有哪些)?[?？]?$|^信访(?:件)?(?:快|即将)?到期/u.test(
    fold(text).text.trim(),
  )
}

export function isMine({ text }: Words): boolean {
  return /^(?:我(?:经办|登记|承办|办理?|手上|手里)的?(?:信访件?)?|我的信访件?)[。?？]?$/u.test(
    fold(text).text.trim(),
  )
}

export interface Search {
  name: Secret | null
  phone: Secret | null
  words: string | null
  on: Day | null
}

const searching =
  /^\s*(?:查询|查找|查一下|查下|查查|查|搜索|搜|找一下|找)\s*(?:信访件?[:： ])?\s*(.+)$/su

/** 查一下张某某的信访件; 查信访 水费; 查 11月20日的信访件. */
export function readSearch({ text }: Words, given: Given): Understood<Search> {
  const said = find(text, searching)
  if (!said || !find(text, /信访|来访件|来信件/u) || find(text, /进度|进展|统计|数据/u))
    return undefined
  const asked = tidy(
    text
      .slice(
        find(text, /^\s*(?:查询|查找|查一下|查下|查查|查|搜索|搜|找一下|找)\s*/u)?.span[1] ?? 0,
      )
      .replaceAll(/(?:的)?(?:信访件?|来访件?|来信件?)/gu, ' '),
  )
  const none = { name: null, phone: null, words: null, on: null }
  if (!asked) return { refused: 'missing', what: '查询内容', example: '查信访件 水费' }
  const phone = readPhone(asked)
  if (phone) return { slots: { ...none, phone: new Secret(phone.phone) } }
  const past = readPast(asked, asking(given))
  if (past?.reading.kind === 'day') return { slots: { ...none, on: day(past.reading.day) } }
  const byName =
    find(text, /的(?:信访件?|来访件?|来信件?)/u) && isName(asked) && [...asked].length <= 4
  return { slots: byName ? { ...none, name: new Secret(asked) } : { ...none, words: asked } }
}

/** 为什么 23号 */
export function readWhy(
  { text }: Words,
  { today }: Pick<Given, 'today'>,
): Understood<PetitionNumber> {
  const asked = find(text, /^\s*为(?:什么|何)\s*(.*)$/su)
  const matter = asked && readMatter(asked.groups[1] ?? '')
  if (!matter || (matter.series !== undefined && matter.series !== '信访')) return undefined
  return { slots: { year: matter.year ?? yearOf(today), n: matter.n } }
}
