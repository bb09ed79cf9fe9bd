// The office value: loaded in one go, kept by its version. And what is written to its tables.
import { sql, type Transaction } from 'kysely'
import type { Instant } from '../../db/instant.ts'
import { arm } from '../../db/ledger/agenda.ts'
import type { DB } from '../../db/schema.ts'
import {
  type Day,
  day,
  firstWorkdayAfter,
  type Holidays,
  holidaysOf,
  shippedHolidays,
  shippedRows,
  shippedYears,
} from '../calendar.ts'
import {
  type Absence,
  type GroupChat,
  type Office,
  type Person,
  type Role,
  roles,
} from '../people.ts'
import { dayAt, instantAt } from '../when.ts'

type Trx = Transaction<DB>

export async function officeVersion(trx: Trx): Promise<number> {
  const row = await trx.selectFrom('office_version').select('version').executeTakeFirstOrThrow()
  return row.version
}

export async function loadOffice(trx: Trx, version: number, now: Instant): Promise<Office> {
  const people = await trx.selectFrom('person').selectAll().execute()
  const units = await trx.selectFrom('unit').selectAll().execute()
  const held = await trx.selectFrom('role').selectAll().execute()
  const portfolios = await trx.selectFrom('portfolio').selectAll().execute()
  const groups = await trx
    .selectFrom('group_chat')
    .selectAll()
    .where('status', '=', 'active')
    .execute()
  const settings = await trx.selectFrom('setting').selectAll().execute()
  const today = dayAt(now)
  return {
    version,
    today,
    people: new Map(people.map((row) => [row.open_id, personOf(row)])),
    units: new Map(
      units.map((row) => [
        row.id,
        { id: row.id, name: row.name, kind: row.kind, parent: row.parent_id },
      ]),
    ),
    roles: held.flatMap((row) =>
      isRole(row.role)
        ? [{ person: row.person, role: row.role, unit: row.unit_id, deputy: row.deputy }]
        : [],
    ),
    portfolios: portfolios.map((row) => ({ person: row.person, section: row.section_id })),
    absences: await loadAbsences(trx, today),
    groups: groups.map(groupOf),
    holidays: await loadHolidays(trx),
    settings: new Map(settings.map((row) => [row.key, row.value])),
    loadedAt: now,
  }
}

/** Those that have not ended. */
async function loadAbsences(trx: Trx, today: Day): Promise<Absence[]> {
  const rows = await trx
    .selectFrom('absence')
    .selectAll()
    .where('to_day', '>=', today)
    .orderBy('from_day')
    .orderBy('id')
    .execute()
  return rows.map(({ id, person, delegate, from_day: from, to_day: to, why }) => ({
    ...{ id, person, delegate, why },
    ...{ from: day(from), to: day(to) },
  }))
}

function isRole(text: string): text is Role {
  return roles.some((role) => role === text)
}

function personOf(row: {
  open_id: string
  name: string
  unit_id: string | null
  title: string
  status: Person['status']
  acting: boolean
}): Person {
  return {
    openId: row.open_id,
    name: row.name,
    unit: row.unit_id,
    title: row.title,
    status: row.status,
    acting: row.acting,
  }
}

function groupOf(row: {
  chat_id: string
  name: string
  kind: GroupChat['kind']
  unit_id: string | null
  external: boolean
}): GroupChat {
  return {
    chat: row.chat_id,
    name: row.name,
    kind: row.kind,
    unit: row.unit_id,
    external: row.external,
  }
}

async function loadHolidays(trx: Trx): Promise<Holidays> {
  const rows = await trx.selectFrom('holiday').selectAll().execute()
  const years = await trx
    .selectFrom('holiday_year')
    .select('year')
    .where('coverage', '=', 'official')
    .execute()
  return holidaysOf(
    rows.map((row) => ({ day: day(row.day), kind: row.kind, name: row.name, source: row.source })),
    years.map((row) => row.year),
  )
}

/** The sender, locked: one person's messages are taken one after the other. A stranger gets a row to lock. */
export async function lockSender(
  trx: Trx,
  openId: string,
): Promise<{ person: Person; p2pChat: string | null; version: number }> {
  const find = () =>
    trx
      .selectFrom('person')
      .selectAll('person')
      .select(sql<number>`(select version from office_version)`.as('version'))
      .where('open_id', '=', openId)
      .forUpdate()
      .executeTakeFirst()
  const row = (await find()) ?? (await addStranger(trx, openId).then(find))
  if (!row) throw new Error('the sender has no row')
  return { person: personOf(row), p2pChat: row.p2p_chat, version: row.version }
}

async function addStranger(trx: Trx, openId: string): Promise<void> {
  await trx
    .insertInto('person')
    .values({ open_id: openId, name: '', title: '', status: 'stranger', acting: false })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function noteP2pChat(trx: Trx, openId: string, chat: string): Promise<void> {
  await trx.updateTable('person').set({ p2p_chat: chat }).where('open_id', '=', openId).execute()
}

export async function p2pChatOf(trx: Trx, openId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('person')
    .select('p2p_chat')
    .where('open_id', '=', openId)
    .executeTakeFirst()
  return row?.p2p_chat ?? null
}

export interface GroupNews {
  chat: string
  at: Instant
  gone: boolean
  name?: string
  external?: boolean
}

/** An older event never turns a newer one back. */
export async function noteGroup(trx: Trx, news: GroupNews): Promise<void> {
  const status = news.gone ? 'gone' : 'active'
  await trx
    .insertInto('group_chat')
    .values({
      chat_id: news.chat,
      name: news.name ?? '',
      kind: 'unbound',
      status,
      external: news.external ?? false,
      changed_at: news.at,
    })
    .onConflict((conflict) =>
      conflict
        .column('chat_id')
        .doUpdateSet({
          status,
          changed_at: news.at,
          ...(news.name !== undefined && { name: news.name }),
          ...(news.external !== undefined && { external: news.external }),
        })
        .where('group_chat.changed_at', '<=', news.at),
    )
    .execute()
}

/** The notices that come with the program, once. */
export async function installHolidays(trx: Trx, now: Instant): Promise<void> {
  const known = await trx.selectFrom('holiday_year').select('year').limit(1).executeTakeFirst()
  if (known) return
  const rows = shippedRows.map((row) => ({ ...row, imported_at: now }))
  await trx
    .insertInto('holiday')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute()
  await trx
    .insertInto('holiday_year')
    .values(shippedYears.map((year) => ({ year, coverage: 'official' as const })))
    .onConflict((c) => c.doNothing())
    .execute()
  // Whether next year's notice is in is asked from the first morning on.
  const morning = instantAt(firstWorkdayAfter(shippedHolidays, dayAt(now)).day, '08:35')
  await arm(trx, { feature: 'language', subject: 'notice', kind: 'missing' }, morning)
}

/** How many people have ids of another app than this one: known once, when it first starts (TC-098). */
export async function noteApp(trx: Trx, appId: string, now: Instant): Promise<number> {
  const known = await trx.selectFrom('app_seen').select('app_id').execute()
  if (known.some((row) => row.app_id === appId)) return 0
  await trx.insertInto('app_seen').values({ app_id: appId, at: now }).execute()
  if (known.length === 0) return 0
  const people = await trx
    .selectFrom('person')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('status', '=', 'active')
    .where('union_id', 'is not', null)
    .executeTakeFirstOrThrow()
  return people.n
}

/** The first administrators, from the settings; their names come with the roster. */
export async function installAdmins(trx: Trx, openIds: string[]): Promise<void> {
  for (const openId of openIds) {
    await trx
      .insertInto('person')
      .values({ open_id: openId, name: '', title: '系统管理员', status: 'active', acting: false })
      .onConflict((c) => c.doNothing())
      .execute()
    await trx
      .insertInto('role')
      .values({ person: openId, role: '系统管理员', unit_id: '', deputy: false })
      .onConflict((c) => c.doNothing())
      .execute()
  }
}
