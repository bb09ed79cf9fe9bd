// Sentences of talks → values: whom, which day, how. What was said in the talk is not read, and not kept.
import type { Day, Quarter } from '../calendar.ts'
import { quarterOf } from '../calendar.ts'
import type { Ctx, Understood, Words } from '../feature.ts'
import { isOfficeStaff, type Office, type Person } from '../people.ts'
import { fold, readPast } from '../phrase.ts'
import type { Refusal } from '../refusal.ts'
import { instantFor } from '../when.ts'
import type { Way } from './talk.ts'

type Given = Pick<Ctx, 'today' | 'now' | 'office' | 'by'>

export interface TalkSaid {
  talkees: string[]
  day: Day
  time: string | null
  way: Way
  backfilled: boolean
}

const logs = /^(?:请)?(?:登记谈话|谈话登记|谈话记录|补录)|谈了|谈过|谈心/u
const disciplinary = /诫勉|函询|提醒谈话|约谈|审查谈话/u

export function readTalk(words: Words, given: Given): Understood<TalkSaid> {
  const folded = fold(words.original).text.trim()
  if (!logs.test(folded) || (/^补录/u.test(folded) && !/谈/u.test(folded))) return undefined
  if (/^谈话(?:计划|统计|覆盖)/u.test(folded)) return undefined
  if (disciplinary.test(folded)) return { refused: 'disciplinary' }
  const found = talkees(folded, words, given)
  if ('refused' in found) return found
  const past = readPast(folded, {
    today: given.today,
    now: instantFor(given.now),
    holidays: given.office.holidays,
  })
  const read = past?.reading
  if (read && read.kind !== 'day')
    return { refused: 'unclear', what: '谈话日期', hint: '请写明哪一天，例如11月20日。' }
  return {
    slots: {
      talkees: found.map((p) => p.openId),
      day: read?.day ?? given.today,
      time: read?.time ?? null,
      way: /电话|微信|视频/u.test(folded)
        ? 'remote'
        : /集体|全体/u.test(folded)
          ? 'group'
          : 'individual',
      backfilled: /^补录/u.test(folded),
    },
  }
}

/** Mentions first, then unique names of the office's people, then a title ("李科长"); else a question with the candidates. */
function talkees(text: string, words: Words, { office, by }: Given): Person[] | Refusal {
  const mentioned = words.mentions.flatMap((m) => office.people.get(m.openId) ?? [])
  const staff = [...office.people.values()].filter((p) => isOfficeStaff(office, p.openId))
  const named =
    mentioned.length > 0 ? mentioned : staff.filter((p) => p.name && text.includes(p.name))
  if (named.length > 0)
    return named.some((p) => p.openId === by.openId) ? { refused: 'with-oneself' } : named
  const title = /(\p{Script=Han})(科长|主任)/u.exec(text)
  const titled = title
    ? staff.filter((p) => p.name.startsWith(title[1] ?? '') && p.title.includes(title[2] ?? ''))
    : []
  if (titled.length === 1) return titled
  if (titled.length > 1) {
    return {
      refused: 'unclear',
      what: '谈话对象',
      hint: `有${titled.map((p) => `${unitOf(office, p)}${p.name}`).join('、')}，请写全名。`,
    }
  }
  return { refused: 'missing', what: '谈话对象', example: '登记谈话 今天和文书科何小雨谈了' }
}

const unitOf = (office: Office, p: Person) => office.units.get(p.unit ?? '')?.name ?? ''

/** 四季度 · 本季度 · 2027年一季度; for a plan, a quarter that has passed this year means the next one. */
export function readQuarter(text: string, today: Day): Quarter | undefined {
  const now = quarterOf(today)
  if (/下季度|下个季度/u.test(text))
    return now.quarter === 4
      ? { year: now.year + 1, quarter: 1 }
      : { year: now.year, quarter: next(now.quarter) }
  const match = /(?:(20\d\d)年)?第?([一二三四1-4])季度/u.exec(text)
  if (!match) return /季度/u.test(text) && !/本季度|这季度|这个季度/u.test(text) ? undefined : now
  const quarter = quarters[match[2] ?? '']
  if (!quarter) return undefined
  if (match[1]) return { year: Number(match[1]), quarter }
  return { year: quarter < now.quarter ? now.year + 1 : now.year, quarter }
}

const quarters: Record<string, 1 | 2 | 3 | 4> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
}
const next = (quarter: 1 | 2 | 3 | 4): 1 | 2 | 3 | 4 => (quarter === 1 ? 2 : quarter === 2 ? 3 : 4)
