// An office for delivery alone: one feature whose views are what the test says, on a database of its own.
import { buildParts, type Parts } from '../../bot/parts.ts'
import { type Instant, instant, plusMs } from '../../db/instant.ts'
import { addCard, wantRedraw } from '../../db/ledger/cards.ts'
import { enqueue, type Order, wakeLanes } from '../../db/ledger/outbox.ts'
import type { Database } from '../../db/open.ts'
import { createVault, type Vault } from '../../db/vault.ts'
import type { Feature } from '../../handlers/feature.ts'
import type { Messenger } from '../../handlers/outside.ts'

export const person = 'ou_delivery_1'
export const group = 'oc_delivery_1'

export interface TestClock {
  now(): Instant
  stands: true
  set(now: Instant): void
  add(ms: number): void
}

export function testClock(at = '2026-11-25T01:00:00.000Z'): TestClock {
  let now = instant(at)
  return {
    now: () => now,
    stands: true,
    set: (to) => {
      now = to
    },
    add: (ms) => {
      now = plusMs(now, ms)
    },
  }
}

/** Subjects in `gone` are not worth sending any more; what a card says ends with its state in `says`. */
export interface Notes {
  gone: Set<string>
  says: Map<string, string>
}

export function noteFeature(notes: Notes): Feature {
  const draw = async (_: unknown, subject: string) =>
    notes.gone.has(subject)
      ? ('gone' as const)
      : {
          title: '便条',
          blocks: [
            { kind: 'text' as const, text: `${subject}：${notes.says.get(subject) ?? '初'}` },
          ],
        }
  return {
    name: 'notes',
    menu: '便条',
    commands: [],
    taps: {},
    views: { note: { person: draw, group: draw } },
    dues: {},
    answers: {},
    reacts: {},
    waiting: async () => [],
    offers: {},
    settings: [],
    samples: [],
  }
}

const silent = () => {}
let vault: Promise<Vault> | undefined

export async function partsOf(
  db: Parts['db'],
  messenger: Messenger,
  clock: Parts['clock'],
  notes: Notes,
): Promise<Parts> {
  vault ??= createVault(new Uint8Array(32).fill(7))
  const features = [noteFeature(notes)]
  return buildParts({ db, vault: await vault, messenger, features, clock, log: silent })
}

export async function installPerson(database: Database, chat: string | null): Promise<void> {
  await database.db
    .insertInto('person')
    .values({
      ...{ open_id: person, name: '甲', title: '', status: 'active', acting: false },
      p2p_chat: chat,
    })
    .execute()
}

export interface Told {
  id: string
  lane: string
  kind?: 'view' | 'notice'
  said?: string
  statutory?: boolean
  class?: 0 | 1 | 2
}

/** A row as apply.ts writes it. */
export async function tell(database: Database, now: Instant, told: Told): Promise<void> {
  const { id, lane, kind = 'view', said = '', statutory = false } = told
  await database.db.transaction().execute(async (trx) => {
    const order: Order = {
      ...{ id, key: id, lane, class: told.class ?? 0, kind, statutory },
      body: kind === 'notice' ? { said } : {},
      ...{ dueAt: now, now },
    }
    await enqueue(trx, order)
    if (kind === 'view') {
      await addCard(trx, { id, feature: 'notes', subject: id, view: 'note', args: null, lane })
    }
    await wakeLanes(trx, [{ lane, at: now }], now)
  })
}

export async function change(database: Database, now: Instant, subject: string): Promise<void> {
  await database.db.transaction().execute(async (trx) => {
    const lanes = await wantRedraw(trx, [{ feature: 'notes', subject }])
    await wakeLanes(
      trx,
      lanes.map((lane) => ({ lane, at: now })),
      now,
    )
  })
}

export async function rowOf(database: Database, id: string) {
  return database.db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

export const verbsOf = async (database: Database) =>
  (await database.db.selectFrom('record').select('verb').orderBy('id').execute()).map((r) => r.verb)
