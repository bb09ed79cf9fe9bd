// SQL of talks.
import type { Selectable, Transaction } from 'kysely'
import type { DB } from '../../db/schema.ts'
import type { TalkTable } from '../../db/tables/talk.ts'
import { day, type Period } from '../calendar.ts'
import type { Talk } from './talk.ts'

type Trx = Transaction<DB>

export async function addTalk(trx: Trx, talk: Omit<Talk, 'state' | 'revision'>): Promise<void> {
  await trx
    .insertInto('talk')
    .values({
      id: talk.id,
      revision: 1,
      state: 'held',
      talker: talk.talker,
      talkee: talk.talkee,
      day: talk.day,
      time: talk.time,
      minutes: talk.minutes,
      way: talk.way,
      backfilled: talk.backfilled,
      recorded_by: talk.recordedBy,
      recorded_at: talk.recordedAt,
    })
    .execute()
}

export async function findTalk(trx: Trx, id: string): Promise<Talk | undefined> {
  const row = await trx.selectFrom('talk').selectAll().where('id', '=', id).executeTakeFirst()
  return row && talkOf(row)
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

export async function voidTalk(trx: Trx, talk: Talk): Promise<void> {
  await trx
    .updateTable('talk')
    .set({ state: 'voided', revision: talk.revision + 1 })
    .where('id', '=', talk.id)
    .execute()
}

export async function talksOf(trx: Trx, talker: string, { from, to }: Period): Promise<Talk[]> {
  const rows = await trx
    .selectFrom('talk')
    .selectAll()
    .where('talker', '=', talker)
    .where('state', '=', 'held')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute()
  return rows.map(talkOf)
}

function talkOf(row: Selectable<TalkTable>): Talk {
  return {
    id: row.id,
    revision: row.revision,
    state: row.state,
    talker: row.talker,
    talkee: row.talkee,
    day: day(row.day),
    time: row.time,
    minutes: row.minutes,
    way: row.way,
    backfilled: row.backfilled,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
  }
}
