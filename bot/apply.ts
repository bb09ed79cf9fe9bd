// Turns an outcome into rows, inside the transaction that decided it: record, outbox, cards, agenda. Nothing is sent here.
import type { Transaction } from 'kysely'
import { instant } from '../db/instant.ts'
import { arm, disarm } from '../db/ledger/agenda.ts'
import { wantRedraw } from '../db/ledger/cards.ts'
import { type Wake, wakeLanes } from '../db/ledger/outbox.ts'
import { recordAct } from '../db/ledger/record.ts'
import {
  type Armed,
  addTrail,
  changedRows,
  dueAtOf,
  findTrail,
  noteUndone,
} from '../db/ledger/trail.ts'
import { takeBackMessages } from '../db/ledger/undo.ts'
import type { DB } from '../db/schema.ts'
import type { Arm, Entry, Outcome, SubjectRef } from '../handlers/feature.ts'
import { type Applying, errandLane, laneOf, order, orderErrand } from './order.ts'

export { errandLane, laneOf }

/** One act and what it decided. */
interface Done {
  act: string
  outcome: Outcome
}

/** Order of locks: the subjects are locked already; then agenda, cards, lanes. */
export async function applyOutcome(it: Applying, outcome: Outcome): Promise<void> {
  const all: Done[] = [{ act: it.act, outcome }, ...(outcome.acts ?? [])]
  for (const one of all) {
    await recordAct(
      it.trx,
      one.outcome.entries.map((entry) => recorded({ ...it, act: one.act }, entry)),
    )
  }
  const armed: Armed[][] = []
  for (const one of all) armed.push(await armAll(it.trx, one.outcome.arm ?? []))
  const behind = await wantRedraw(it.trx, all.flatMap(changed), it.tapped)
  for (const [place, one] of all.entries()) {
    const messages = await orderAll({ ...it, act: one.act }, one.outcome)
    await leaveTrail(it, one, armed[place] ?? [], messages)
  }
  const back = await takeBack(it, outcome)
  const wakes = all.flatMap((one) => wakesOf(it, one.outcome, []))
  await wakeLanes(
    it.trx,
    [...wakes, ...wakesOf(it, nothing, behind), ...back, ...(it.wakes ?? [])],
    it.now,
  )
}

const nothing: Outcome = { entries: [] }

/** As it was before, for the day when the act is taken back. */
async function armAll(trx: Transaction<DB>, arms: Arm[]): Promise<Armed[]> {
  const armed: Armed[] = []
  for (const row of arms) {
    armed.push({ ...key(row), before: await dueAtOf(trx, key(row)) })
    await (row.at === null ? disarm(trx, key(row)) : arm(trx, key(row), row.at))
  }
  return armed
}

async function orderAll(it: Applying, outcome: Outcome): Promise<string[]> {
  const ids: string[] = []
  for (const [place, tell] of (outcome.tell ?? []).entries()) {
    ids.push(...(await order(it, tell, tell.key ?? `${it.act}/${place}`)))
  }
  for (const errand of outcome.errands ?? []) await orderErrand(it, errand)
  return ids
}

async function leaveTrail(
  it: Applying,
  { act, outcome }: Done,
  agenda: Armed[],
  messages: string[],
): Promise<void> {
  if (it.by === 'clock' || outcome.quiet || outcome.undoes || outcome.entries.length === 0) return
  // Who only looked has done nothing that could be taken back.
  if (!(await changedRows(it.trx, act))) return
  const subjects = changed({ outcome }).map(({ feature, subject }) => ({ feature, subject }))
  const final = outcome.final ?? null
  await addTrail(it.trx, { act, by: it.by, at: it.now, subjects, agenda, messages, final })
}

/** Agenda and messages of the act that is taken back; its rows have gone back already. */
async function takeBack(it: Applying, { undoes }: Outcome): Promise<Wake[]> {
  const trail = undoes ? await findTrail(it.trx, undoes) : undefined
  if (!trail) return []
  for (const { before, ...row } of trail.agenda) {
    await (before === null ? disarm(it.trx, row) : arm(it.trx, row, instant(before)))
  }
  await noteUndone(it.trx, trail.act, it.act)
  return takeBackMessages(it.trx, trail.messages, it.takenBack ?? '已撤回', it)
}

function wakesOf({ now }: Applying, outcome: Outcome, behind: string[]): Wake[] {
  return [
    ...behind.map((lane) => ({ lane, at: now })),
    ...(outcome.tell ?? []).map((tell) => ({ lane: laneOf(tell.to), at: tell.at ?? now })),
    ...(outcome.errands ?? []).map(({ at = now }) => ({ lane: errandLane, at })),
    ...(outcome.wake ?? []).map((lane) => ({ lane, at: now })),
  ]
}

const key = ({ feature, subject, kind }: SubjectRef & { kind: string }) => ({
  feature,
  subject,
  kind,
})

function recorded(it: Applying, entry: Entry) {
  return {
    id: it.id(),
    act: it.act,
    at: it.now,
    by: it.by,
    onBehalfOf: entry.onBehalfOf ?? null,
    feature: entry.feature,
    subject: entry.subject,
    verb: entry.verb,
    facts: entry.facts,
  }
}

/** Every subject that has an entry has changed; in one order, so that two acts never wait for each other. */
function changed({ outcome }: Pick<Done, 'outcome'>): SubjectRef[] {
  if (outcome.quiet) return []
  const all = [...outcome.entries, ...(outcome.redraw ?? [])]
  const byName = new Map(all.map((ref) => [`${ref.feature}/${ref.subject}`, ref]))
  return [...byName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ref]) => ref)
}
