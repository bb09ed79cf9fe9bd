// Corrections: the old value is kept, the clocks are computed anew and shown old → new; a date that starts a clock also goes to 主任.
import { type Day, day, sayDue } from '../../calendar.ts'
import type { Ctx, Outcome, Tell, Understood, Words } from '../../feature.ts'
import { find, readHeadcount, readNumber, readPast, readPhone, tidy } from '../../phrase.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { Secret } from '../../secret.ts'
import type { Correction } from '../buttons.ts'
import { clockNames, clocksChanged } from '../changes.ts'
import { type Facts, type Identity, nameOfPetition, type Petition } from '../petition.ts'
import { type About, refsIn } from '../reading/about.ts'
import { asking, type Given } from '../reading/dates.ts'
import { neutral } from '../reading/neutral.ts'
import { collectiveFrom, numbersOf } from '../settings.ts'
import * as store from '../store.ts'
import { directors } from '../who.ts'
import { topicOf } from '../words.ts'
import { armsOf, feature, noticeTo, ready } from './perform.ts'

// ── by sentence ──

const fields: Record<string, keyof Correction> = {
  到场人数: 'headcount',
  来访人数: 'headcount',
  信访人数: 'headcount',
  涉及人数: 'affected',
  人数: 'headcount',
  收信日期: 'received',
  收到日期: 'received',
  收文日期: 'received',
  来访日期: 'event',
  信访日期: 'event',
  姓名: 'name',
  电话: 'phone',
  住址: 'address',
  地址: 'address',
  反映事项: 'summary',
  事项: 'summary',
  概况: 'summary',
  属地: 'locality',
}
const names = Object.keys(fields)
  .toSorted((a, b) => b.length - a.length)
  .join('|')
const says = new RegExp(
  `(?:核实|更正|补充)?(${names})\\s*(?:改成|改为|应为|应是|更正为|核实为|补充为|是|为|[:])\\s*(?=\\S)`,
  'su',
)

export interface Amendment extends About {
  correction: Correction
}

export function readAmendment(words: Words, given: Given): Understood<Amendment> {
  const said = find(words.text, says)
  const { refs } = refsIn(words, given.today)
  const [ref] = refs
  const field = fields[said?.groups[1] ?? '']
  if (!said || !ref || refs.length > 1 || !field || find(words.text, /^\s*(?:登记|补录)/u))
    return undefined
  const value = tidy(words.text.slice(said.span[1]))
  const read = valueIn(field, value, given)
  if (!read)
    return {
      refused: 'unclear',
      what: said.groups[1] ?? '更正内容',
      hint: '例如：信访23号 人数改成4人。',
    }
  if (typeof read !== 'string') return read
  const correction = { [field]: read }
  return { slots: { ref, text: value, on: given.today, onSaid: false, due: null, correction } }
}

function valueIn(
  field: keyof Correction,
  value: string,
  given: Given,
): string | Exclude<Understood<Amendment>, undefined | { slots: Amendment }> | undefined {
  if (field === 'headcount' || field === 'affected') {
    const heads = readHeadcount(value)
    const n = heads?.kind === 'count' ? heads.count : readNumber(value)
    return n && Number.isInteger(n) ? String(n) : undefined
  }
  if (field === 'received' || field === 'event') {
    const found = readPast(value, asking(given))?.reading
    if (found?.kind === 'ask') return { ask: { question: found.question, choices: [] } }
    return found?.kind === 'day' ? found.day : undefined
  }
  return field === 'phone' ? (readPhone(value)?.phone ?? value) : value
}

// ── the act ──

export async function amend(
  ctx: Ctx,
  id: string,
  correction: Correction,
): Promise<Outcome | Refusal> {
  const petition = await ready(ctx, id, 'amend', ['correct_petition'])
  if (isRefusal(petition)) return petition
  const facts = factsFrom(ctx, petition, correction)
  if (isRefusal(facts)) return facts
  const secret = await amendIdentity(ctx, petition, correction)
  if (Object.keys(facts).length === 0 && secret.length === 0)
    return { refused: 'missing', what: '更正内容', example: '信访23号 人数改成4人' }
  const fresh = { ...petition, revision: petition.revision + (secret.length > 0 ? 1 : 0) }
  const after = await store.save(
    ctx.trx,
    fresh,
    { facts },
    { holidays: ctx.office.holidays, numbers: numbersOf(ctx.office) },
  )
  const moved = clocksChanged(petition.clocks, after.clocks)
  return {
    entries: [
      { feature, subject: id, verb: 'amend', facts: recordedChange(petition, facts, secret) },
    ],
    arm: after.state === 'draft' ? [] : armsOf(ctx, after),
    tell: movedTells(ctx, petition, after, moved),
    toast: amendedWords(ctx, petition, after, moved),
  }
}

function factsFrom(ctx: Ctx, petition: Petition, it: Correction): Partial<Facts> | Refusal {
  const received = it.received ? day(it.received) : undefined
  const event = it.event ? day(it.event) : undefined
  for (const on of [received, event])
    if (on && on > ctx.today) return { refused: 'future', what: '更正的日期', day: on }
  const { noticedOn, acceptedOn } = petition.course
  for (const later of [noticedOn, acceptedOn])
    if (received && later && received > later)
      return { refused: 'before-receipt', what: '已记录的告知、受理日期', day: later, received }
  const headcount = it.headcount ? Number(it.headcount) : undefined
  const affected = it.affected ? Number(it.affected) : undefined
  if (headcount === 0 || affected === 0)
    return { refused: 'unclear', what: '人数', hint: '人数应为1人以上。' }
  const heads = headcount ?? petition.headcount
  return {
    ...(headcount !== undefined && { headcount, headcountWords: null, headcountAsked: false }),
    ...(affected !== undefined && { affected }),
    ...((headcount ?? affected) !== undefined && {
      collective: Math.max(heads, affected ?? petition.affected ?? 0) >= collectiveFrom(ctx.office),
    }),
    ...(received && { receivedAt: received }),
    ...(event && {
      eventDate: event,
      ...(petition.form === 'visit' || petition.form === 'phone_call' ? { receivedAt: event } : {}),
    }),
    ...(it.summary && {
      summary: neutral(it.summary, [it.name, it.phone]),
      topic: topicOf(it.summary),
    }),
    ...(it.locality && { locality: it.locality }),
  }
}

async function amendIdentity(ctx: Ctx, petition: Petition, it: Correction): Promise<string[]> {
  const given = (['name', 'phone', 'address'] as const).filter((field) => it[field])
  if (given.length === 0) return []
  const old = await store.identityOf(ctx.trx, ctx.vault, petition.id)
  const fresh: Identity = { ...old }
  for (const field of given) fresh[field] = new Secret(it[field] ?? '')
  await store.putIdentity(ctx.trx, ctx.vault, petition, fresh)
  return given
}

/** Old and new of what is no secret; of identity only that it was changed. */
function recordedChange(petition: Petition, facts: Partial<Facts>, secret: string[]) {
  return {
    ...(facts.receivedAt && { received: facts.receivedAt, receivedBefore: petition.receivedAt }),
    ...(facts.eventDate && { event: facts.eventDate, eventBefore: petition.eventDate }),
    ...(facts.headcount && { headcount: facts.headcount, headcountBefore: petition.headcount }),
    ...(facts.affected && { affected: facts.affected, affectedBefore: petition.affected }),
    ...(facts.summary && { summaryChanged: true }),
    ...(secret.length > 0 && { identity: secret }),
  }
}

type Moved = ReturnType<typeof clocksChanged>

function amendedWords(ctx: Ctx, before: Petition, after: Petition, moved: Moved): string {
  const said = (on: Day | null) =>
    on ? sayDue(ctx.office.holidays, on, { today: ctx.today }) : '无'
  const clocks = moved.map(({ clock, from, to }) => `${clockNames[clock]}${said(from)}→${said(to)}`)
  const heads =
    before.headcount === after.headcount ? [] : [`人数${before.headcount}人→${after.headcount}人`]
  return [`已更正：${nameOfPetition(after)}`, ...heads, ...clocks].join('，')
}

function movedTells(ctx: Ctx, before: Petition, after: Petition, moved: Moved): Tell[] {
  if (after.state === 'draft' || before.receivedAt === after.receivedAt) return []
  const said = amendedWords(ctx, before, after, moved)
  return directors(ctx.office, after)
    .filter((d) => d.openId !== ctx.by.openId)
    .map((d) =>
      noticeTo(d.openId, `收到日期${before.receivedAt}更正为${after.receivedAt}。${said}。`),
    )
}
