// Sentences about appointments → values: book, put off, cancel, ask for a talk.
import { type Day, isWorkday, sayDue } from '../../calendar.ts'
import type { Question, SubjectRef, Understood, Words } from '../../feature.ts'
import { holdersOf, type Role } from '../../people.ts'
import { fold, type PartOfDay, readDue } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { namedIn } from '../names.ts'
import { asking, chinese, disciplinary, type Given } from '../reading.ts'

export interface When {
  day: Day
  time: string | null
  part: PartOfDay | null
}

export interface BookingSaid extends When {
  talkees: string[]
  way: 'individual' | 'group'
}

const book = /预约.*谈话?|^(?:请|帮我)?约.+谈(?:话|谈|心|一谈)?/u
const example = '约何小雨周五上午谈话'

export function readBooking(words: Words, given: Given): Understood<BookingSaid> {
  const folded = fold(words.original).text.trim()
  if (!book.test(folded) || /取消|推迟|改期/u.test(folded)) return undefined
  if (disciplinary.test(folded)) return { refused: 'disciplinary' }
  const named = namedIn(folded, words, given.office)
  if (!('people' in named)) return named
  const talkees = named.people.map((p) => p.openId).filter((id) => id !== given.by.openId)
  if (talkees.length === 0)
    return named.people.length > 0
      ? { refused: 'with-oneself' }
      : { refused: 'missing', what: '谈话对象', example }
  const when = readWhen(words.original, given)
  if ('ask' in when || 'refused' in when) return when
  const group = named.whole !== null || /集体|全体|座谈/u.test(folded)
  return { slots: { ...when, talkees, way: group ? 'group' : 'individual' } }
}

/** A day to come; a rest day is asked about, never shifted. */
function readWhen(text: string, given: Given): When | { ask: Question } | Refusal {
  const found = readDue(text, asking(given))
  if (!found) return { refused: 'missing', what: '日期', example }
  const { reading, said } = found
  const sentence = (day: Day) => text.replace(said, chinese(day))
  if (reading.kind === 'ask') {
    const choices = reading.choices.map((c) => ({ label: c.label, sentence: sentence(c.day) }))
    return { ask: { question: reading.question, choices } }
  }
  if (reading.kind !== 'day')
    return {
      refused: 'unclear',
      what: '日期',
      hint: reading.kind === 'no' ? reading.reason : `例如：${example}`,
    }
  const { holidays } = given.office
  if (reading.day < given.today) return { refused: 'past', what: '预约日期', day: reading.day }
  if (!isWorkday(holidays, reading.day) && reading.choices) {
    const choices = reading.choices
      .filter((c) => isWorkday(holidays, c.day))
      .map((c) => ({ label: c.label, sentence: sentence(c.day) }))
    return { ask: { question: `${sayDue(holidays, reading.day, given)}，约在哪一天？`, choices } }
  }
  return { day: reading.day, time: reading.time ?? null, part: reading.part ?? null }
}

export interface MoveSaid extends When {
  /** Whom the talk is with, where it is said. */
  with: string | null
  about: SubjectRef | null
}

const move = /^(?:把)?(?:(?:和|与|跟).{1,12}的)?(?:谈话|预约)?(?:推迟|改期|改约|改|延)(?:到|至|在)/u

/** 推迟到下周一: the booking that was spoken of last, or the card that is replied to. */
export function readMove(words: Words, given: Given): Understood<MoveSaid> {
  const folded = fold(words.original).text.trim()
  const about = words.about?.feature === 'talk' ? words.about : null
  if (!move.test(folded) || (words.about && !about) || /号/u.test(folded)) return undefined
  const named = namedIn(folded, words, given.office)
  if (!('people' in named)) return named
  const when = readWhen(words.original, given)
  if ('ask' in when || 'refused' in when) return when
  return { slots: { ...when, with: named.people[0]?.openId ?? null, about } }
}

const cancel = /^取消.*谈话?(?:预约)?$/u

export function readCancel(words: Words, given: Given): Understood<{ with: string | null }> {
  const folded = fold(words.original)
    .text.trim()
    .replace(/[。.]$/u, '')
  if (!cancel.test(folded)) return undefined
  const named = namedIn(folded, words, given.office)
  if (!('people' in named)) return named
  return { slots: { with: named.people[0]?.openId ?? null } }
}

const wish =
  /^我?想(?:和|与|跟|找)(.+?)(?:谈谈|谈一?次|谈心|谈话|聊聊)|^申请(?:和|与|跟)?(.*?)谈话/u
const leaders: Role[] = ['办公室主任', '办公室副主任', '科长']

/** 我想和主任谈谈: for the chosen leader alone. */
export function readWish(words: Words, given: Given): Understood<{ talker: string }> {
  const folded = fold(words.original).text.trim()
  const said = wish.exec(folded)
  if (!said) return undefined
  const who = (said[1] ?? said[2] ?? '').trim()
  const named = namedIn(who, words, given.office)
  if (!('people' in named)) return named
  const director = /^(?:办公室)?主任$/u.test(who)
    ? holdersOf(given.office, '办公室主任')[0]
    : undefined
  const talker = named.people[0] ?? director
  const leads = leaders.some((role) =>
    given.office.roles.some((r) => r.role === role && !r.deputy && r.person === talker?.openId),
  )
  if (!talker || !leads)
    return { refused: 'missing', what: '想和哪位领导谈', example: '我想和主任谈谈' }
  return talker.openId === given.by.openId
    ? { refused: 'with-oneself' }
    : { slots: { talker: talker.openId } }
}
