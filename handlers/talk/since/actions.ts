// From which day somebody is in a section, where that is not the day on which it was entered (domain.md §8.4#16, #17): what
// earlier talks count for follows from it. The move itself is the office's.
import { z } from 'zod'
import { type Day, day, isDay, sayDay } from '../../calendar.ts'
import { type Ctx, command, type Offer, type Outcome } from '../../feature.ts'
import { nameOf, type Person, type Unit, unitName } from '../../people.ts'
import { fold, readDue, readPast } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { namedIn } from '../names.ts'
import { said } from '../plan/actions.ts'
import { asking, type Given } from '../reading.ts'
import * as store from '../store.ts'
import { feature } from '../subjects.ts'

interface Since {
  person: Person
  section: Unit
  from: Day
  /** 报到: not of the office before that day. */
  joins: boolean
}

const moved = /(?:调到|调入|报到|分在|起在)/u

export const since = command<Since>({
  name: '到岗日期',
  says: ['何小雨11月16日调到宣传科'],
  roles: ['办公室主任', '系统管理员'],
  inGroup: 'private',
  read(words, given) {
    const folded = fold(words.original).text.trim()
    if (!moved.test(folded) || /^(?:督办|登记|反馈)/u.test(folded)) return undefined
    const from = dayIn(folded, given)
    const section = [...given.office.units.values()].find(
      (unit) => unit.kind === 'section' && folded.includes(unit.name),
    )
    const named = namedIn(folded.replace(section?.name ?? ' ', ' '), words, given.office)
    const person = 'people' in named ? named.people[0] : undefined
    if (!from || !section || !person) return undefined
    return { slots: { person, section, from, joins: /报到/u.test(folded) } }
  },
  async act(ctx, it) {
    const outcome = await note(ctx, it)
    return 'refused' in outcome
      ? outcome
      : { ...outcome, ...said(ctx, words(ctx, it)), entries: outcome.entries }
  },
})

function dayIn(text: string, given: Given): Day | undefined {
  const past = readPast(text, asking(given))?.reading
  if (past?.kind === 'day') return past.day
  const due = readDue(text, asking(given))?.reading
  return due?.kind === 'day' ? due.day : undefined
}

const words = (ctx: Ctx, { person, section, from, joins }: Since): string =>
  joins
    ? `已记：${person.name}自${sayDay(from, ctx)}起在${section.name}。`
    : `已记：${person.name}自${sayDay(from, ctx)}起在${section.name}，此前原副主任已谈的次数计入。`

async function note(ctx: Ctx, { person, section, from, joins }: Since): Promise<Outcome | Refusal> {
  if (ctx.office.people.get(person.openId)?.unit !== section.id)
    return {
      refused: 'unclear',
      what: `${person.name}的科室`,
      hint: `名册中现为${unitName(ctx.office, person.unit)}，请先发送：${person.name}调到${section.name}`,
    }
  await store.noteRoster(ctx.trx, ctx.office, ctx.today)
  const fact = { kind: 'member' as const, key: person.openId, value: [section.id], from }
  const known = await store.loadKnown(ctx)
  // Entered in the roster before he came: he was not of the office until he did.
  const before = joins ? known.turns('member', person.openId).filter((at) => at < from) : []
  const none = before.map((at) => ({ ...fact, value: [], from: at }))
  await store.addFacts(ctx.trx, [...none, fact], ctx.today, ctx.by.openId)
  const subject = `member/${person.openId}`
  const entry = { feature, subject, verb: 'since', facts: { section: section.id, from } }
  return { entries: [entry], redraw: await store.openCards(ctx.trx) }
}

const args = z.object({ person: z.string(), unit: z.string(), from: z.string() })

/** For whoever moves people: the day from which it holds. */
export const offer: Offer = async (ctx, given) => {
  const { person: id, unit, from } = args.parse(given)
  const person = ctx.office.people.get(id)
  const section = ctx.office.units.get(unit)
  if (!person || !section || !isDay(from))
    return { refused: 'not-found', what: nameOf(ctx.office, id) }
  const fact = { kind: 'member' as const, key: id, value: [unit], from: day(from) }
  await store.noteRoster(ctx.trx, ctx.office, ctx.today)
  await store.addFacts(ctx.trx, [fact], ctx.today, ctx.by.openId)
  const subject = `member/${id}`
  return { entries: [{ feature, subject, verb: 'since', facts: { section: unit, from } }] }
}
