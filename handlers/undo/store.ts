// What can still be taken back.
import { actedOnAfter, type Trail, trailsOf } from '../../db/ledger/trail.ts'
import type { Reading, SubjectRef } from '../feature.ts'
import { undoableSince } from './undo.ts'

/** The person's latest act on that subject, where it can be taken back now. */
export async function lastUndoable(
  ctx: Reading,
  person: string,
  { feature, subject }: SubjectRef,
): Promise<string | undefined> {
  const trails = await trailsOf(ctx.trx, person, undoableSince(ctx))
  const touched = trails.find((trail) =>
    trail.subjects.some((ref) => ref.feature === feature && ref.subject === subject),
  )
  return touched && (await stands(ctx, touched)) ? touched.act : undefined
}

export async function isUndoable(ctx: Reading, person: string, act: string): Promise<boolean> {
  const trails = await trailsOf(ctx.trx, person, undoableSince(ctx))
  const trail = trails.find((one) => one.act === act)
  return trail !== undefined && stands(ctx, trail)
}

async function stands(ctx: Reading, trail: Trail): Promise<boolean> {
  return trail.final === null && (await actedOnAfter(ctx.trx, trail)) === undefined
}
