// SQL of petitions; the only crossing between row and domain.
import { type Insertable, type Selectable, sql, type Transaction } from 'kysely'
import type { Instant } from '../../db/instant.ts'
import { nextNumber } from '../../db/ledger/numbers.ts'
import type { DB } from '../../db/schema.ts'
import type { PetitionTable } from '../../db/tables/petition.ts'
import { json } from '../../db/types.ts'
import type { Vault } from '../../db/vault.ts'
import { type Day, day, type Holidays, parts } from '../calendar.ts'
import { Secret } from '../secret.ts'
import { clocksOf, type Numbers } from './clock.ts'
import { courseShape } from './course.ts'
import type { Facts, Identity, In, Petition, PetitionNumber, Registered } from './petition.ts'
import type { Change } from './transitions.ts'
import type { Route31 } from './words.ts'

type Trx = Transaction<DB>
type Row = Selectable<PetitionTable>

export const matterOf = (id: string) => `petition/${id}`

export async function findPetition(trx: Trx, id: string): Promise<Petition | undefined> {
  const row = await trx.selectFrom('petition').selectAll().where('id', '=', id).executeTakeFirst()
  return row && petitionOf(row)
}

export async function lockPetition(trx: Trx, id: string): Promise<Petition | undefined> {
  const row = await trx
    .selectFrom('petition')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && petitionOf(row)
}

export async function petitionByNumber(
  trx: Trx,
  { year, n }: PetitionNumber,
): Promise<Registered | undefined> {
  const row = await trx
    .selectFrom('petition')
    .selectAll()
    .where('year', '=', year)
    .where('n', '=', n)
    .executeTakeFirst()
  const found = row && petitionOf(row)
  return found && found.state !== 'draft' ? found : undefined
}

export async function petitionsOf(trx: Trx, ids: string[]): Promise<Registered[]> {
  if (ids.length === 0) return []
  const rows = await trx
    .selectFrom('petition')
    .selectAll()
    .where('id', 'in', ids)
    .where('state', '<>', 'draft')
    .orderBy('year')
    .orderBy('n')
    .execute()
  return registered(rows)
}

export async function addDraft(
  trx: Trx,
  vault: Vault,
  facts: Facts,
  identity: Identity,
): Promise<void> {
  const matter = matterOf(facts.id)
  const sealed = await vault.seal(trx, matter, document(identity))
  await trx
    .insertInto('petition')
    .values({ ...rowOf(facts), state: 'draft', identity: sealed })
    .execute()
  await remember(trx, vault, matter, identity)
}

async function remember(trx: Trx, vault: Vault, matter: string, it: Identity): Promise<void> {
  if (it.name) await vault.remember(trx, matter, 'name', it.name)
  if (it.phone) await vault.remember(trx, matter, 'phone', it.phone)
}

/** Takes the next number of the year of the registration's Shanghai day. */
export async function register(
  trx: Trx,
  draft: In<'draft'>,
  { on, now }: { on: Day; now: Instant },
): Promise<Registered> {
  const { year } = parts(on)
  const n = await nextNumber(trx, 'petition', year)
  const row = await trx
    .updateTable('petition')
    .set({
      ...{ state: 'registered', year, n, registered_at: now, registered_on: on },
      revision: draft.revision + 1,
    })
    .where('id', '=', draft.id)
    .where('revision', '=', draft.revision)
    .returningAll()
    .executeTakeFirstOrThrow()
  return oneRegistered(row)
}

/** What a change leaves: the clocks follow from the facts, whatever the change was. */
export async function save<P extends Petition>(
  trx: Trx,
  petition: P,
  change: Change,
  given: { holidays: Holidays; numbers: Numbers },
): Promise<Petition> {
  const course = { ...petition.course, ...change.course }
  const facts: Facts = { ...petition, ...change.facts, course, revision: petition.revision + 1 }
  const told = petition.clocks.petitionerDeadline
  facts.clocks = clocksOf(given.holidays, facts, given.numbers, told)
  const row = await trx
    .updateTable('petition')
    .set({ ...rowOf(facts), state: change.state ?? petition.state })
    .where('id', '=', petition.id)
    .where('revision', '=', petition.revision)
    .returningAll()
    .executeTakeFirstOrThrow()
  return petitionOf(row)
}

/** A draft that was not wanted leaves nothing behind, its identity least of all. */
export async function dropDraft(trx: Trx, vault: Vault, draft: In<'draft'>): Promise<void> {
  await trx.deleteFrom('petition').where('id', '=', draft.id).execute()
  await vault.forget(trx, matterOf(draft.id))
}

// ── identity ──

export async function identityOf(trx: Trx, vault: Vault, id: string): Promise<Identity> {
  const row = await trx
    .selectFrom('petition')
    .select('identity')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return openIdentity(await vault.open(trx, matterOf(id), row.identity))
}

export function openIdentity(opened: Secret): Identity {
  const read: Record<string, unknown> = JSON.parse(opened.reveal())
  const secret = (key: string) => (typeof read[key] === 'string' ? new Secret(read[key]) : null)
  return {
    name: secret('name'),
    phone: secret('phone'),
    address: secret('address'),
    original: secret('original') ?? new Secret(''),
  }
}

/** The old value stays in the row's image, as ciphertext. */
export async function putIdentity(
  trx: Trx,
  vault: Vault,
  petition: Petition,
  identity: Identity,
): Promise<void> {
  const matter = matterOf(petition.id)
  const identityBytes = await vault.seal(trx, matter, document(identity))
  await trx
    .updateTable('petition')
    .set({ identity: identityBytes, revision: petition.revision + 1 })
    .where('id', '=', petition.id)
    .where('revision', '=', petition.revision)
    .executeTakeFirstOrThrow()
  await remember(trx, vault, matter, identity)
}

export function document(identity: Identity): Secret {
  const open = Object.entries(identity).map(([key, value]) => [key, value?.reveal() ?? null])
  return new Secret(JSON.stringify(Object.fromEntries(open)))
}

// ── rows ──

type Written = Omit<
  Insertable<PetitionTable>,
  'state' | 'year' | 'n' | 'registered_at' | 'registered_on' | 'identity'
>

function rowOf(facts: Facts): Written {
  const { source, course, clocks } = facts
  return {
    id: facts.id,
    revision: facts.revision,
    form: facts.form,
    event_date: facts.eventDate,
    received_at: facts.receivedAt,
    letter_date: facts.letterDate,
    headcount: facts.headcount,
    headcount_words: facts.headcountWords,
    headcount_asked: facts.headcountAsked,
    representatives: facts.representatives,
    affected: facts.affected,
    collective: facts.collective,
    anonymous: facts.anonymous,
    urgent: facts.urgent,
    purpose: facts.purpose,
    summary: facts.summary,
    topic: facts.topic,
    locality: facts.locality,
    source_body: source.body,
    source_act: source.act,
    source_name: source.name,
    source_doc_no: source.docNo,
    source_doc_date: source.docDate,
    source_due: source.due,
    route31: facts.route31,
    simple: facts.simple,
    registrar: facts.registrar,
    created_at: facts.createdAt,
    matter: facts.matter,
    same_visit: facts.sameVisit,
    unit: facts.unit,
    handler: facts.handler,
    disposition: course.handling?.disposition ?? null,
    exit: course.exit,
    course: json(course),
    notice_due: clocks.noticeDue,
    noticed_on: course.noticedOn,
    objection_due: clocks.objectionDue,
    legal_due: clocks.legalDue,
    extended_due: clocks.extendedDue,
    internal_target: clocks.internalTarget,
    sender_internal: clocks.senderInternal,
    simple_due: clocks.simpleDue,
    petitioner_deadline: clocks.petitionerDeadline,
    archive_on: clocks.archiveOn,
    finished_on: course.finishedOn,
  }
}

const dayOr = (text: string | null): Day | null => (text === null ? null : day(text))

function factsOf(row: Row): Facts {
  return {
    id: row.id,
    revision: row.revision,
    form: row.form,
    eventDate: day(row.event_date),
    receivedAt: day(row.received_at),
    letterDate: dayOr(row.letter_date),
    headcount: row.headcount,
    headcountWords: row.headcount_words,
    headcountAsked: row.headcount_asked,
    representatives: row.representatives,
    affected: row.affected,
    collective: row.collective,
    anonymous: row.anonymous,
    urgent: row.urgent,
    purpose: row.purpose,
    summary: row.summary,
    topic: row.topic,
    locality: row.locality,
    source: {
      body: row.source_body,
      act: row.source_act,
      name: row.source_name,
      docNo: row.source_doc_no,
      docDate: dayOr(row.source_doc_date),
      due: dayOr(row.source_due),
    },
    route31: routeOf(row.route31),
    simple: row.simple,
    registrar: row.registrar,
    createdAt: row.created_at,
    matter: row.matter,
    sameVisit: row.same_visit,
    unit: row.unit,
    handler: row.handler,
    course: courseShape.parse(row.course),
    clocks: {
      noticeDue: day(row.notice_due),
      objectionDue: dayOr(row.objection_due),
      legalDue: dayOr(row.legal_due),
      extendedDue: dayOr(row.extended_due),
      internalTarget: dayOr(row.internal_target),
      senderInternal: dayOr(row.sender_internal),
      simpleDue: dayOr(row.simple_due),
      petitionerDeadline: dayOr(row.petitioner_deadline),
      archiveOn: dayOr(row.archive_on),
    },
  }
}

const routes: readonly Route31[] = [1, 2, 3, 4, 5, 6]
const routeOf = (n: number | null): Route31 | null => routes.find((route) => route === n) ?? null

function petitionOf(row: Row): Petition {
  const facts = factsOf(row)
  const { state } = row
  if (state === 'draft') return { ...facts, state }
  const { handling, opinion, exit } = facts.course
  const numbered = { ...facts, ...numberOf(row) }
  switch (state) {
    case 'proposed':
    case 'routed':
      return { ...numbered, state, handling: there(handling, '拟办意见') }
    case 'under_review':
    case 'replied':
      return { ...numbered, state, opinion: there(opinion, '处理意见') }
    case 'exited':
      return { ...numbered, state, exit: there(exit, '去向') }
    default:
      return { ...numbered, state }
  }
}

function numberOf(row: Row) {
  const { year, n, registered_at: registeredAt, registered_on: on } = row
  if (year === null || n === null || registeredAt === null || on === null)
    throw new Error('a petition without a number')
  return { number: { year, n }, registeredAt, registeredOn: day(on) }
}

function there<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`a petition without its ${what}`)
  return value
}

function oneRegistered(row: Row): Registered {
  const petition = petitionOf(row)
  if (petition.state === 'draft') throw new Error('a registered petition is still a draft')
  return petition
}

export function registered(rows: Row[]): Registered[] {
  return rows.map(oneRegistered)
}

// ── looking for others ──

/** Others' registrations of the same day and form that may be the same visit. */
export async function twinsOf(trx: Trx, vault: Vault, draft: Petition): Promise<Registered[]> {
  const known = await sameIdentity(trx, vault, draft)
  const rows = await trx
    .selectFrom('petition')
    .selectAll()
    .where('event_date', '=', draft.eventDate)
    .where('form', '=', draft.form)
    .where('registrar', '<>', draft.registrar)
    .where('state', 'not in', ['draft', 'voided'])
    .orderBy('n')
    .execute()
  return registered(rows).filter((other) => known.has(other.id) || isAlike(other, draft))
}

const isAlike = (a: Facts, b: Facts) =>
  a.summary !== null && a.summary === b.summary && a.headcount === b.headcount

/** Ids of petitions with the same name or telephone, by keyed hash. */
export async function sameIdentity(trx: Trx, vault: Vault, it: Petition): Promise<Set<string>> {
  const identity = await identityOf(trx, vault, it.id)
  const byName = identity.name ? await vault.matters(trx, 'name', identity.name) : []
  const byPhone = identity.phone ? await vault.matters(trx, 'phone', identity.phone) : []
  return new Set([...byName, ...byPhone].map(idOf).filter((id) => id !== it.id))
}

const idOf = (matter: string) => matter.replace(/^petition\//u, '')

/** Whose name or telephone it is. */
export async function idsOf(
  trx: Trx,
  vault: Vault,
  field: 'name' | 'phone',
  value: Secret,
): Promise<string[]> {
  return (await vault.matters(trx, field, value)).map(idOf)
}

/** Earlier matters that this may be another visit of: the same person first, then the same place and topic. */
export async function candidatesOf(trx: Trx, vault: Vault, it: Petition): Promise<Registered[]> {
  const same = await petitionsOf(trx, [...(await sameIdentity(trx, vault, it))])
  const alike = it.locality
    ? registered(
        await trx
          .selectFrom('petition')
          .selectAll()
          .where('locality', '=', it.locality)
          .where('topic', '=', it.topic)
          .where('id', '<>', it.id)
          .where('state', 'not in', ['draft', 'voided'])
          .limit(5)
          .execute(),
      )
    : []
  const all = [...same, ...alike].filter((p) => p.state !== 'voided')
  return [...new Map(all.map((p) => [p.matter, p])).values()].slice(0, 5)
}

/** How often a matter was brought. */
export async function visitsOf(trx: Trx, matter: string): Promise<number> {
  const row = await trx
    .selectFrom('petition')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('matter', '=', matter)
    .where('state', 'not in', ['draft', 'voided'])
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** 复核意见已出 on the matter (第三十六条第三款). */
export async function isTerminated(trx: Trx, matter: string): Promise<boolean> {
  const row = await trx
    .selectFrom('petition')
    .select('id')
    .where('matter', '=', matter)
    .where('state', 'in', ['terminated', 'archived'])
    .where('course', '@>', json({ reviews: [{ kind: 'review_2' }] }))
    .executeTakeFirst()
  return row !== undefined
}

export async function lastOf(
  trx: Trx,
  registrar: string,
  on: Day,
): Promise<Registered | undefined> {
  const row = await trx
    .selectFrom('petition')
    .selectAll()
    .where('registrar', '=', registrar)
    .where('registered_on', '=', on)
    .where('state', '<>', 'voided')
    .orderBy('registered_at', 'desc')
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && oneRegistered(row)
}

// ── customs and proposals ──

export interface Custom {
  topic: string
  unit: string
  proposedBy: string
  approvedBy: string | null
}

export async function customFor(trx: Trx, topic: string): Promise<Custom | undefined> {
  const row = await trx
    .selectFrom('petition_custom')
    .selectAll()
    .where('topic', '=', topic)
    .executeTakeFirst()
  return row && { topic, unit: row.unit, proposedBy: row.proposed_by, approvedBy: row.approved_by }
}

export async function customs(trx: Trx): Promise<(Custom & { id: string; revision: number })[]> {
  const rows = await trx.selectFrom('petition_custom').selectAll().orderBy('topic').execute()
  return rows.map((row) => ({
    id: row.id,
    revision: row.revision,
    topic: row.topic,
    unit: row.unit,
    proposedBy: row.proposed_by,
    approvedBy: row.approved_by,
  }))
}

export async function lockCustom(trx: Trx, id: string) {
  return trx
    .selectFrom('petition_custom')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Proposed anew for a topic: it stands approved again only after the director's word. */
export async function proposeCustom(
  trx: Trx,
  it: { id: string; topic: string; unit: string; by: string },
): Promise<string> {
  const row = await trx
    .insertInto('petition_custom')
    .values({
      id: it.id,
      revision: 1,
      topic: it.topic,
      unit: it.unit,
      proposed_by: it.by,
      approved_by: null,
    })
    .onConflict((c) =>
      c.column('topic').doUpdateSet((row) => ({
        unit: it.unit,
        proposed_by: it.by,
        approved_by: null,
        revision: sql<number>`${row.ref('petition_custom.revision')} + 1`,
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function settleCustom(trx: Trx, id: string, approvedBy: string | null): Promise<void> {
  if (approvedBy === null) {
    await trx.deleteFrom('petition_custom').where('id', '=', id).execute()
    return
  }
  await trx
    .updateTable('petition_custom')
    .set({ approved_by: approvedBy, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .execute()
}

export interface Proposal {
  id: string
  revision: number
  petition: string
  cause: string
  state: 'open' | 'agreed' | 'declined'
}

export async function proposalsOf(trx: Trx, petition: string): Promise<Proposal[]> {
  const rows = await trx
    .selectFrom('petition_proposal')
    .selectAll()
    .where('petition', '=', petition)
    .orderBy('id')
    .execute()
  return rows.map(({ id, revision, petition: of, cause, state }) => ({
    id,
    revision,
    petition: of,
    cause,
    state,
  }))
}

/** Decided, whether or not it was put down before; false where it had been decided already. */
export async function decideProposal(
  trx: Trx,
  it: { id: string; petition: string; cause: string; agreed: boolean; by: string; on: Day },
): Promise<boolean> {
  const state = it.agreed ? 'agreed' : 'declined'
  const row = await trx
    .insertInto('petition_proposal')
    .values({
      id: it.id,
      revision: 1,
      petition: it.petition,
      cause: it.cause,
      state,
      decided_by: it.by,
      decided_on: it.on,
    })
    .onConflict((c) => c.columns(['petition', 'cause']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

// ── papers ──

export async function addPaper(
  trx: Trx,
  it: { id: string; petition: string; kind: string; by: string; at: Instant },
): Promise<void> {
  await trx
    .insertInto('paper')
    .values({
      id: it.id,
      revision: 1,
      petition: it.petition,
      kind: it.kind,
      made_by: it.by,
      made_at: it.at,
      doc_no: null,
    })
    .execute()
}

export async function findPaper(trx: Trx, id: string) {
  return trx.selectFrom('paper').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function templateOf(trx: Trx, kind: string): Promise<Uint8Array | undefined> {
  const row = await trx
    .selectFrom('paper_template')
    .select('bytes')
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row && new Uint8Array(row.bytes)
}

export async function putTemplate(
  trx: Trx,
  it: { id: string; kind: string; name: string; bytes: Uint8Array; by: string; at: Instant },
): Promise<void> {
  const values = { name: it.name, bytes: it.bytes, put_by: it.by, put_at: it.at }
  await trx
    .insertInto('paper_template')
    .values({ id: it.id, revision: 1, kind: it.kind, ...values })
    .onConflict((c) =>
      c.column('kind').doUpdateSet((row) => ({
        ...values,
        revision: sql<number>`${row.ref('paper_template.revision')} + 1`,
      })),
    )
    .execute()
}

export async function addFile(
  trx: Trx,
  petition: Registered,
  file: { key: string; kind: string; message: string },
): Promise<void> {
  const course = { ...petition.course, files: [...petition.course.files, file] }
  await trx
    .updateTable('petition')
    .set({ course: json(course), revision: petition.revision + 1 })
    .where('id', '=', petition.id)
    .where('revision', '=', petition.revision)
    .executeTakeFirstOrThrow()
}
