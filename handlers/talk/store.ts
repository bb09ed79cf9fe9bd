// SQL of talks; the only crossing between row and domain.
import type { Selectable, Transaction, Updateable } from 'kysely'
import type { DB } from '../../db/schema.ts'
import type { TalkTable } from '../../db/tables/talk.ts'
import { json } from '../../db/types.ts'
import { type Day, day, type Period, type Quarter, yearRange } from '../calendar.ts'
import type { Ctx, Reading, SubjectRef } from '../feature.ts'
import type { Office } from '../people.ts'
import type { Secret } from '../secret.ts'
import { differences, type Fact, factKinds, type Known, knownOn, type NewFact } from './roster.ts'
import type { About } from './schedule.ts'
import type { Facts, In, Talk } from './talk.ts'

type Trx = Transaction<DB>

export async function addTalk(
  trx: Trx,
  talk: Facts & { state: 'held' | 'awaiting' },
): Promise<void> {
  await trx
    .insertInto('talk')
    .values({
      id: talk.id,
      revision: 1,
      state: talk.state,
      talker: talk.talker,
      talkee: talk.talkee,
      day: talk.day,
      time: talk.time,
      minutes: talk.minutes,
      way: talk.way,
      place: talk.place,
      requested: talk.requested,
      backfilled: talk.backfilled,
      recorded_by: talk.recordedBy,
      recorded_at: talk.recordedAt,
      counts_from: talk.countsFrom,
    })
    .execute()
}

export async function findTalk(trx: Trx, id: string): Promise<Talk | undefined> {
  const row = await trx.selectFrom('talk').selectAll().where('id', '=', id).executeTakeFirst()
  return row && talkOf(row)
}

export async function talksByIds(trx: Trx, ids: string[]): Promise<Talk[]> {
  if (ids.length === 0) return []
  const rows = await trx
    .selectFrom('talk')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('id')
    .execute()
  return rows.map(talkOf)
}

export async function lockTalk(trx: Trx, id: string): Promise<Talk | undefined> {
  const row = await trx
    .selectFrom('talk')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && talkOf(row)
}

export async function voidTalk(trx: Trx, talk: In<'held' | 'awaiting'>, today: Day): Promise<void> {
  await change(trx, talk, { state: 'voided', voided_on: today })
}

export async function agree({ trx, by, now, today }: Ctx, talk: In<'awaiting'>): Promise<void> {
  const decided = { decided_by: by.openId, decided_at: now }
  await change(trx, talk, { state: 'held', counts_from: today, ...decided })
}

export async function decline({ trx, by, now }: Ctx, talk: In<'awaiting'>): Promise<void> {
  await change(trx, talk, { state: 'declined', decided_by: by.openId, decided_at: now })
}

async function change(trx: Trx, talk: Talk, set: Updateable<TalkTable>): Promise<void> {
  await trx
    .updateTable('talk')
    .set({ ...set, revision: talk.revision + 1 })
    .where('id', '=', talk.id)
    .execute()
}

/** All of a period, the voided and the waiting among them: who counts follows from the day asked about. */
export async function talksIn(trx: Trx, { from, to }: Period): Promise<Talk[]> {
  const rows = await trx
    .selectFrom('talk')
    .selectAll()
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .orderBy('id')
    .execute()
  return rows.map(talkOf)
}

function talkOf(row: Selectable<TalkTable>): Talk {
  const facts: Facts = {
    id: row.id,
    revision: row.revision,
    talker: row.talker,
    talkee: row.talkee,
    day: day(row.day),
    time: row.time,
    minutes: row.minutes,
    way: row.way,
    place: row.place,
    requested: row.requested,
    backfilled: row.backfilled,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    countsFrom: row.counts_from === null ? null : day(row.counts_from),
    voidedOn: row.voided_on === null ? null : day(row.voided_on),
  }
  if (row.state !== 'declined') return { ...facts, state: row.state }
  if (!row.decided_by || !row.decided_at) throw new Error(`talk ${row.id}: declined by nobody`)
  return { ...facts, state: 'declined', decidedBy: row.decided_by, decidedAt: row.decided_at }
}

/** Talks of one pair, newest first, as the talker entered them. */
export async function talksOfPair(trx: Trx, talker: string, talkee: string): Promise<Talk[]> {
  const rows = await trx
    .selectFrom('talk')
    .selectAll()
    .where('talker', '=', talker)
    .where('talkee', '=', talkee)
    .orderBy('day', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  return rows.map(talkOf)
}

// ── content, where it may be kept at all: under the talk's own key ──

const matterOf = (id: string) => `talk/${id}`

export async function keepNote({ trx, vault }: Ctx, id: string, content: Secret): Promise<void> {
  const sealed = await vault.seal(trx, matterOf(id), content)
  await trx.insertInto('talk_note').values({ id, sealed, for_talkee: false }).execute()
}

export interface Note {
  sealed: Uint8Array
  forTalkee: boolean
}

export async function findNote(trx: Trx, id: string): Promise<Note | undefined> {
  const row = await trx.selectFrom('talk_note').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { sealed: row.sealed, forTalkee: row.for_talkee }
}

export async function notedAmong(trx: Trx, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await trx.selectFrom('talk_note').select('id').where('id', 'in', ids).execute()
  return rows.map(({ id }) => id)
}

export async function shareNote(trx: Trx, id: string): Promise<void> {
  await trx.updateTable('talk_note').set({ for_talkee: true }).where('id', '=', id).execute()
}

export const openNote = ({ trx, vault }: Reading, id: string, { sealed }: Note): Promise<Secret> =>
  vault.open(trx, matterOf(id), sealed)

// ── the roster's history and the rules ──

async function loadFacts(trx: Trx): Promise<Fact[]> {
  const rows = await trx.selectFrom('talk_fact').selectAll().orderBy('n').execute()
  return rows.flatMap((row) => {
    const kind = factKinds.find((known) => known === row.kind)
    const { key, value } = row
    return kind ? [{ kind, key, value, from: day(row.from_day), known: day(row.known_on) }] : []
  })
}

/** What is known as of a day; what the office says and nobody has noted yet is known from today. */
export async function loadKnown(
  { trx, office, today }: Pick<Reading, 'trx' | 'office' | 'today'>,
  asOf: Day = today,
): Promise<Known> {
  const facts = await loadFacts(trx)
  const news = differences(office, facts, today).map((fact) => ({ ...fact, known: today }))
  return knownOn([...facts, ...news], asOf)
}

/** Notes what the office says by now: before each act, and every night. */
export async function noteRoster(
  trx: Trx,
  office: Office,
  today: Day,
  by = 'clock',
): Promise<void> {
  await addFacts(trx, differences(office, await loadFacts(trx), today), today, by)
}

export async function addFacts(
  trx: Trx,
  facts: readonly NewFact[],
  today: Day,
  by: string,
): Promise<void> {
  if (facts.length === 0) return
  const rows = facts.map(({ kind, key, value, from }) => ({
    ...{ kind, key, value: json(value), from_day: from, known_on: today, entered_by: by },
  }))
  await trx.insertInto('talk_fact').values(rows).execute()
}

// ── the plan ──

export interface Planned {
  talkee: string
  nth: number
  day: Day
}

export async function planOf(trx: Trx, talker: string, quarter: string): Promise<Planned[]> {
  const rows = await trx
    .selectFrom('talk_plan')
    .select(['talkee', 'nth', 'day'])
    .where('talker', '=', talker)
    .where('quarter', '=', quarter)
    .orderBy('day')
    .orderBy('talkee')
    .execute()
  return rows.map((row) => ({ ...row, day: day(row.day) }))
}

export async function writePlan(
  { trx, id }: Pick<Ctx, 'trx' | 'id'>,
  talker: string,
  quarter: string,
  planned: readonly Planned[],
): Promise<void> {
  await trx
    .deleteFrom('talk_plan')
    .where('talker', '=', talker)
    .where('quarter', '=', quarter)
    .execute()
  if (planned.length === 0) return
  await trx
    .insertInto('talk_plan')
    .values(planned.map((one) => ({ ...one, id: id(), talker, quarter })))
    .execute()
}

// ── what a quarter's view or act looks at ──

/** `asOf`: as it was on that day. Talks of the whole year: a reading may count by half or year. */
export async function loadQuarter(
  ctx: Reading,
  quarter: Quarter,
  asOf: Day = ctx.today,
): Promise<About> {
  const { holidays } = ctx.office
  return {
    ...{ quarter, holidays, today: asOf },
    known: await loadKnown(ctx, asOf),
    talks: await talksIn(ctx.trx, yearRange(quarter.year)),
  }
}

/** Plans and figures that stand somewhere: all of them look different under another reading. */
export async function openCards(trx: Trx): Promise<SubjectRef[]> {
  const rows = await trx
    .selectFrom('card')
    .select('subject')
    .distinct()
    .where('feature', '=', 'talk')
    .where('view', 'in', ['plan', 'figures'])
    .where('retired', '=', false)
    .execute()
  return rows.map(({ subject }) => ({ feature: 'talk', subject }))
}
