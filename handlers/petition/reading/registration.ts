// One sentence of a clerk, or several lines → a registration. Only what the rulebook marks ★ is asked for, and a missing one stands
// on the confirm card. What was typed is kept as typed; identity goes apart, as secrets.
import type { Understood, Words } from '../../feature.ts'
import {
  find,
  type Headcount,
  isName,
  readHeadcount,
  readPhone,
  type Span,
  tidy,
  without,
} from '../../phrase.ts'
import { Secret } from '../../secret.ts'
import type { Identity, Source } from '../petition.ts'
import type { Form, Purpose } from '../words.ts'
import { type Dates, type Given, readDates } from './dates.ts'
import { neutral } from './neutral.ts'
import { type Opening, readOpening } from './opening.ts'

export interface Registration {
  kind: Opening['kind']
  form: Form
  formSaid: boolean
  identity: Identity
  anonymous: boolean
  heads: Heads
  summary: string | null
  purpose: Purpose
  urgent: boolean
  /** Said in a way that the 信访专员 must look at; stored nowhere until confirmed. */
  threat: boolean
  source: Source
  dates: Dates
}

export interface Heads {
  count: number
  words: string | null
  /** 等12人 代表5人: who came is asked on the card. */
  asked: boolean
  representatives: number | null
  affected: number | null
}

const accusation =
  /举报|检举|控告|受贿|行贿|收好处|贪污|索贿|招待费|公款|吃拿卡要|以权谋私|违规(?:吃喝|收受)|作风问题/u
const threatening =
  /(?:说|称|扬言)?[，,\s]*(?:不解决|不处理|不答复|不给钱|不给说法|再不[^\s,，]{0,6}?)就(?:去|到|上)[^\s,，。;；]{0,8}|扬言[^,，。;；\s]*/u
const gathering = /大门口|堵(?:门|路|大门)|围堵|聚集|静坐|拉横幅|冲击|打砸/u
const nameless =
  /匿名|(?:没有?|未|不肯|不愿|拒绝)(?:留|说|透露|提供)?(?:下)?(?:姓名|名字|名)|姓名不详/u

export function isAccusation(text: string): boolean {
  return find(text, accusation) !== undefined
}

/** Begins as a registration does, whatever follows. */
export function readRegistration(words: Words, given: Given): Understood<Registration> {
  const opening = readOpening(words.text)
  if (!opening) return undefined
  if (words.where === 'group') return { refused: 'said-in-group' }
  if (isAccusation(words.text)) return { refused: 'accusation' }
  return registrationFrom(words, opening, given)
}

function registrationFrom(words: Words, opening: Opening, given: Given): Understood<Registration> {
  const text = words.text.slice(opening.from)
  const threat = find(text, threatening)
  const told = threat ? without(text, [threat.span]) : text
  const dates = readDates(told, given, opening.source.body !== 'direct')
  if ('ask' in dates || 'refused' in dates)
    return withOpening(dates, words.text.slice(0, opening.from))
  const phone = readPhone(told)
  const heads = readHeadcount(phone ? blank(told, phone.span) : told)
  const place = find(told, address)
  const spans = [
    ...dates.spans,
    ...(phone ? [phone.span] : []),
    ...headSpans(told, heads),
    ...(place ? [place.span] : []),
  ]
  const parts = partsOf(told, spans, opening)
  const secret = (value: string | undefined) => (value ? new Secret(value) : null)
  const count = headsOf(heads)
  return {
    slots: {
      ...{ kind: opening.kind, form: opening.form, formSaid: opening.formSaid },
      identity: {
        name: secret(parts.name),
        phone: secret(phone?.phone),
        address: secret(place && typedPart(told, place.span, addressLabel)),
        original: new Secret(
          threat ? without(words.original, foundIn(words.original)).trim() : words.original,
        ),
      },
      anonymous: find(told, nameless) !== undefined,
      heads: count,
      summary: neutral(parts.summary, [parts.name, phone?.phone]),
      purpose: purposeOf(told),
      urgent: find(told, gathering) !== undefined && (count.count >= 5 || count.words !== null),
      threat: threat !== undefined,
      source: {
        ...opening.source,
        docNo: docNoIn(told),
        docDate: dates.docDate,
        due: dates.senderDue,
      },
      dates,
    },
  }
}

const foundIn = (text: string): Span[] => {
  const threat = find(text, threatening)
  return threat ? [threat.span] : []
}

/** A ready answer is a whole sentence again. */
function withOpening(
  asked: Exclude<ReturnType<typeof readDates>, Dates>,
  before: string,
): Understood<Registration> {
  if (!('ask' in asked)) return asked
  const choices = asked.ask.choices.map((c) => ({ ...c, sentence: before + c.sentence }))
  return { ask: { ...asked.ask, choices } }
}

const blank = (text: string, [from, to]: Span) =>
  text.slice(0, from) + ' '.repeat(to - from) + text.slice(to)

/** Where both figures were said, what stands between them is the matter. */
function headSpans(told: string, heads: Headcount | undefined): Span[] {
  if (heads?.kind !== 'ask') return heads ? [heads.span] : []
  const figures = [
    /等?\s*[0-9零一二三四五六七八九十百两]+\s*(?:多|余)?(?:个人|人|名|位)/u,
    /(?:推选|选派|派)?代表\s*[0-9一二三四五六七八九十两]+\s*(?:人|名|位)?/u,
  ]
  return figures.flatMap((figure) => {
    const said = find(told, figure)
    return said ? [said.span] : []
  })
}

function headsOf(heads: Headcount | undefined): Heads {
  const plain = { words: null, asked: false, representatives: null, affected: null }
  switch (heads?.kind) {
    case undefined:
      return { ...plain, count: 1 }
    case 'count':
      return { ...plain, count: heads.count }
    case 'about':
      return { ...plain, count: heads.about, words: heads.said }
    case 'ask':
      return {
        count: heads.affected,
        words: null,
        asked: true,
        representatives: heads.representatives,
        affected: heads.affected,
      }
  }
}

function purposeOf(said: string): Purpose {
  if (find(said, /咨询|怎么办|如何办/u)) return 'consultation'
  if (find(said, /感谢|锦旗|表扬/u)) return 'thanks'
  if (find(said, /不服|申诉/u)) return 'appeal'
  return find(said, /建议/u) ? 'suggestion' : 'appeal_request'
}

const docNoIn = (text: string) =>
  find(text, /(?:文号|来文号)[:：]?\s*([^\s,，。;；]+)/u)?.groups[1] ?? null

const address = /(?:住址|地址|住在|家住|住)[:：是]?\s*([^,，。;；\s]+)/u
const addressLabel = /^(?:住址|地址|住在|家住|住)[:：是]?\s*/u
const topicLabel =
  /反映(?:的)?(?:问题|情况)?[:：]?|(?:来访|来电|来信)?咨询|(?:内容|事项|诉求|概况|主要内容)[:：]|建议[:：]/u
const topicEnd =
  /[,，。;；\n]|\s*(?:联系|手机)?(?:电话|号码)|\s*手机|\s*(?:住址|地址|住在|家住)[:：]?/u
const noise =
  /在大门口|还是上次(?:那个|的)?(?:事|问题|那件事)|当场答复了?|当面答复了?|单子也给了|已答复|(?:还是)?老问题/gu

interface Parts {
  name: string | undefined
  summary: string | null
}

/** Name, then the matter: by their labels where there are some, else in that order. */
function partsOf(told: string, spans: Span[], opening: Opening): Parts {
  const left = spans.reduce(blank, told)
  const label = find(left, topicLabel)
  if (label) {
    const before = left.slice(0, label.span[0])
    return {
      name: nameIn(before, opening) ?? labelledName(left),
      summary: summaryOf(left.slice(label.span[1])),
    }
  }
  const name = labelledName(left) ?? nameIn(left, opening)
  if (opening.kind === 'again') return { name, summary: null }
  const rest = name ? left.slice(left.indexOf(name) + name.length) : left
  return { name, summary: summaryOf(rest.replace(/^\s*等/u, ' ')) }
}

function summaryOf(rest: string): string | null {
  const whole = tidy(rest)
  const cut = tidy(
    whole.slice(0, find(whole, topicEnd)?.span[0]).replaceAll(noise, ' ').replace(nameless, ' '),
  )
  return cut.replace(/的$/u, '').slice(0, 200) || null
}

const nameLabel = /(?:信访人|姓名|来信人|来访人)[:：]\s*/u

/** As typed: what stands after the label, up to the next sign. */
function labelledName(text: string): string | undefined {
  const label = find(text, nameLabel)
  return label && good(text.slice(label.span[1]).split(/[\s,，。;；]/u)[0])
}

/** The piece as typed, its label taken off. */
const typedPart = (text: string, span: Span, label: RegExp) => {
  const piece = text.slice(...span)
  return piece.slice(find(piece, label)?.span[1] ?? 0)
}

function nameIn(before: string, opening: Opening): string | undefined {
  const said = opening.kind === 'again' ? (before.split(/又|再次/u)[0] ?? '') : before
  const labelled = labelledName(said)
  if (labelled) return labelled
  const words = said
    .replaceAll(/(?:信访人|姓名)[:：]/gu, ' ')
    .split(/[\s,，。;；:：、]+|等(?=\s|$)/u)
  return words.map((word) => word.trim()).find((word) => good(word) !== undefined)
}

function good(word: string | undefined): string | undefined {
  if (!word || /[0-9]/u.test(word) || !isName(word) || [...word].length > 20) return undefined
  return /匿名|没留|未留|不详|收到|大门口|实名|一封|一件|时间|日期|姓名|人数|说$|补偿|问题/u.test(
    word,
  )
    ? undefined
    : word
}
