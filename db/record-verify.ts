// Proves the record: names what was altered, removed, put in another place, cut off, left unsealed for an hour, and each
// row of a duty that is not as its last act left it. Reads only.
import { type Kysely, sql, type Transaction } from 'kysely'
import { hours, type Instant, plusMs } from './instant.ts'
import { sealOf } from './ledger/record.ts'
import { rowFindings } from './record-replay.ts'
import type { DB } from './schema.ts'

export type Finding =
  | { what: 'altered' | 'reordered'; entry: string; place: number }
  | { what: 'removed'; entry: string | null; place: number }
  /** The end of the chain is not where the head says. */
  | { what: 'cut'; place: number }
  | { what: 'unsealed'; entry: string; at: Instant }
  /** A root that was noted down outside does not stand in the chain. */
  | { what: 'root'; place: number }
  | { what: 'row'; table: string; row: string }

export interface Root {
  place: number
  hash: string
}

export interface Verified {
  sealed: number
  head: Root
  findings: Finding[]
}

const chunk = 2_000

/** `roots`: what the administrator's sheets showed, to be found again in the chain. */
export async function verifyRecord(
  db: Kysely<DB>,
  now: Instant,
  roots: Root[] = [],
  progress: (place: number) => void = () => {},
): Promise<Verified> {
  // One picture of all of it: what commits meanwhile is not half seen.
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => verifyWithin(trx, now, roots, progress))
}

export async function verifyWithin(
  trx: Transaction<DB>,
  now: Instant,
  roots: Root[] = [],
  progress: (place: number) => void = () => {},
): Promise<Verified> {
  await sql`set local timezone = 'UTC'`.execute(trx)
  const walked = await walk(trx, progress)
  const head = await trx.selectFrom('seal_head').selectAll().executeTakeFirstOrThrow()
  const { place, hash } = head
  const isCut = place !== walked.last.place || hash !== walked.last.hash
  const findings: Finding[] = [
    ...walked.findings,
    ...misplaced(walked.doubtful),
    ...(isCut ? [{ what: 'cut', place: walked.last.place } as const] : []),
    ...(await leftOpen(trx, now)),
    ...(await lostRoots(trx, roots)),
    ...(await rowFindings(trx)),
  ]
  return { sealed: walked.last.place, head: { place, hash }, findings }
}

interface Link {
  place: number
  entry: string
  hash: string
  /** Null: the entry is no more. */
  canonical: string | null
  /** The columns still say what the sealed text says. */
  same: boolean | null
}

/** A link whose seal does not follow from its text and the seal before it. */
interface Doubtful {
  place: number
  entry: string
  before: string
  hash: string
  canonical: string
}

interface Walked {
  last: Root
  findings: Finding[]
  doubtful: Doubtful[]
}

async function walk(trx: Transaction<DB>, progress: (place: number) => void): Promise<Walked> {
  const walked: Walked = { last: { place: 0, hash: '0'.repeat(64) }, findings: [], doubtful: [] }
  for (;;) {
    const links = await linksAfter(trx, walked.last.place)
    if (links.length === 0) return walked
    for (const link of links) follow(walked, link)
    progress(walked.last.place)
  }
}

function follow(walked: Walked, link: Link): void {
  const { last, findings, doubtful } = walked
  const { place, entry, hash, canonical } = link
  for (let lost = last.place + 1; lost < place; lost++)
    findings.push({ what: 'removed', entry: null, place: lost })
  walked.last = { place, hash }
  if (canonical === null) findings.push({ what: 'removed', entry, place })
  else if (!link.same) findings.push({ what: 'altered', entry, place })
  // After a gap the seal before it is not known: what stands next can be checked by its columns alone.
  else if (place === last.place + 1 && sealOf(last.hash, canonical) !== hash)
    doubtful.push({ place, entry, before: last.hash, hash, canonical })
}

/** As it was written: jsonb prints the same value in one way only. */
const asWritten = sql<boolean>`record.canonical = jsonb_build_array(record.id, act,
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), by, on_behalf_of, feature, subject,
  verb, facts, images)::text`

function linksAfter(trx: Transaction<DB>, place: number): Promise<Link[]> {
  return trx
    .selectFrom('seal')
    .leftJoin('record', 'record.id', 'seal.entry')
    .select(['seal.place', 'seal.entry', 'seal.hash', 'record.canonical', asWritten.as('same')])
    .where('seal.place', '>', place)
    .orderBy('seal.place')
    .limit(chunk)
    .execute()
}

/** So many links out of place are told apart; of more it is only said that they are not as sealed. */
const toldApart = 300

/** A text that fits another place of the chain stands in the wrong one; one that fits none was altered. */
function misplaced(doubtful: Doubtful[]): Finding[] {
  const few = doubtful.slice(0, toldApart)
  const befores = [...new Set(few.flatMap(({ before, hash }) => [before, hash]))]
  const fitting = new Set(few.flatMap((d) => befores.map((before) => sealOf(before, d.canonical))))
  return doubtful.map(({ place, entry, hash }) => ({
    what: fitting.has(hash) ? 'reordered' : 'altered',
    entry,
    place,
  }))
}

async function leftOpen(trx: Transaction<DB>, now: Instant): Promise<Finding[]> {
  const open = await trx
    .selectFrom('record')
    .leftJoin('seal', 'seal.entry', 'record.id')
    .select(['record.id', 'record.at'])
    .where('seal.entry', 'is', null)
    .where('record.at', '<', plusMs(now, -hours(1)))
    .orderBy('record.id')
    .execute()
  return open.map(({ id, at }) => ({ what: 'unsealed', entry: id, at }))
}

async function lostRoots(trx: Transaction<DB>, roots: Root[]): Promise<Finding[]> {
  if (roots.length === 0) return []
  const places = roots.map(({ place }) => place)
  const kept = await trx.selectFrom('seal').selectAll().where('place', 'in', places).execute()
  return roots
    .filter(({ place, hash }) => !kept.some((k) => k.place === place && k.hash.startsWith(hash)))
    .map(({ place }) => ({ what: 'root', place }))
}
