// SQL of the roster: departments and people as Feishu tells of them, and the pull that is under way.
import type { Selectable, Transaction } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../../../db/instant.ts'
import type { DB } from '../../../db/schema.ts'
import type { PersonTable } from '../../../db/tables/office.ts'
import { json } from '../../../db/types.ts'
import type { Unit } from '../../people.ts'

type Trx = Transaction<DB>

// ── departments ──

export interface UnitRow extends Unit {
  department: string | null
}

export async function unitRows(trx: Trx): Promise<UnitRow[]> {
  const rows = await trx.selectFrom('unit').selectAll().execute()
  return rows.map(({ id, name, kind, parent_id: parent, department_id: department }) => ({
    id,
    name,
    kind,
    parent,
    department,
  }))
}

export async function addUnits(trx: Trx, units: UnitRow[]): Promise<void> {
  if (units.length === 0) return
  await trx
    .insertInto('unit')
    .values(
      units.map(({ id, name, kind, parent, department }) => ({
        id,
        name,
        kind,
        parent_id: parent,
        department_id: department,
      })),
    )
    .execute()
}

export async function renameUnit(trx: Trx, id: string, name: string): Promise<void> {
  await trx.updateTable('unit').set({ name }).where('id', '=', id).execute()
}

export async function tieUnit(trx: Trx, id: string, department: string): Promise<void> {
  await trx.updateTable('unit').set({ department_id: department }).where('id', '=', id).execute()
}

// ── people ──

export type PersonRow = Selectable<PersonTable>

export async function personRows(trx: Trx, openIds: string[]): Promise<PersonRow[]> {
  if (openIds.length === 0) return []
  return trx
    .selectFrom('person')
    .selectAll()
    .where('open_id', 'in', openIds)
    .orderBy('open_id')
    .execute()
}

export interface PersonFacts {
  openId: string
  unionId: string | null
  userId: string | null
  name: string
  title: string
  unit: string | null
}

export async function addPeople(trx: Trx, people: PersonFacts[]): Promise<void> {
  if (people.length === 0) return
  await trx
    .insertInto('person')
    .values(
      people.map((it) => ({
        ...columns(it),
        open_id: it.openId,
        status: 'active' as const,
        acting: false,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function changePerson(trx: Trx, it: PersonFacts): Promise<void> {
  await trx
    .updateTable('person')
    .set({ ...columns(it), status: 'active', left_on: null })
    .where('open_id', '=', it.openId)
    .execute()
}

export async function nameStranger(trx: Trx, openId: string, name: string): Promise<void> {
  await trx
    .updateTable('person')
    .set({ name })
    .where('open_id', '=', openId)
    .where('name', '=', '')
    .execute()
}

export async function namelessPeople(trx: Trx): Promise<string[]> {
  const rows = await trx
    .selectFrom('person')
    .select('open_id')
    .where('name', '=', '')
    .orderBy('open_id')
    .limit(10)
    .execute()
  return rows.map((row) => row.open_id)
}

function columns({ unionId, userId, name, title, unit }: PersonFacts) {
  return { union_id: unionId, user_id: userId, name, title, unit_id: unit }
}

// ── the pull ──

export interface Pull {
  id: string
  startedBy: string
  startedAt: Instant
  state: 'running' | 'done' | 'failed'
  waiting: string[]
  units: number
  people: number
  seen: string[]
  why: string | null
}

const texts = z.array(z.string())

export async function addPull(
  trx: Trx,
  it: Pick<Pull, 'id' | 'startedBy' | 'startedAt'>,
): Promise<void> {
  const counts = { waiting: json([]), units: 0, people: 0, seen: json([]) }
  await trx
    .insertInto('roster_pull')
    .values({
      id: it.id,
      revision: 1,
      started_by: it.startedBy,
      started_at: it.startedAt,
      state: 'running',
      ...counts,
    })
    .execute()
}

export async function runningPull(trx: Trx): Promise<Pull | undefined> {
  const row = await trx
    .selectFrom('roster_pull')
    .selectAll()
    .where('state', '=', 'running')
    .executeTakeFirst()
  return row && pullOf(row)
}

export async function findPull(trx: Trx, id: string): Promise<Pull | undefined> {
  const row = await trx
    .selectFrom('roster_pull')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && pullOf(row)
}

export async function lockPull(trx: Trx, id: string): Promise<Pull | undefined> {
  const row = await trx
    .selectFrom('roster_pull')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && pullOf(row)
}

export async function savePull(trx: Trx, it: Pull): Promise<void> {
  const { state, units, people, why } = it
  await trx
    .updateTable('roster_pull')
    .set((row) => ({
      state,
      units,
      people,
      why,
      waiting: json(it.waiting),
      seen: json(it.seen),
      revision: row('revision', '+', 1),
    }))
    .where('id', '=', it.id)
    .execute()
}

function pullOf(row: Selectable<DB['roster_pull']>): Pull {
  return {
    id: row.id,
    startedBy: row.started_by,
    startedAt: row.started_at,
    state: row.state,
    waiting: texts.parse(row.waiting),
    units: row.units,
    people: row.people,
    seen: texts.parse(row.seen),
    why: row.why,
  }
}
