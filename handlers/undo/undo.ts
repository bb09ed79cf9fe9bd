// Taking back: within a window, by the actor, while nobody has acted on it and nothing of it is final.
import { z } from 'zod'
import { type Instant, minutes, plusMs } from '../../db/instant.ts'
import { type Reading, type Setting, settingOf } from '../feature.ts'
import type { Office } from '../people.ts'
import type { Refusal } from '../refusal.ts'

/** Minutes in which an act can be taken back; later only a formal 更正. */
export const undoWindow: Setting = {
  key: 'undo.minutes',
  title: '撤销时限（分钟）',
  topic: '操作',
  value: z.number().int().min(1).max(60),
  fallback: 10,
}

export const windowOf = (office: Office): number => Number(settingOf(office, undoWindow))

/** Acts since then can still be taken back. */
export function undoableSince({ office, now }: Pick<Reading, 'office' | 'now'>): Instant {
  return plusMs(now, -minutes(windowOf(office)))
}

export interface Act {
  by: string
  at: Instant
  final: string | null
  undoneBy: string | null
}

export function whyNotUndo(
  act: Act | undefined,
  by: string,
  ctx: Pick<Reading, 'office' | 'now'>,
): Refusal | undefined {
  if (!act || act.by !== by) return { refused: 'not-yours', who: '操作人本人' }
  if (act.undoneBy)
    return { refused: 'wrong-state', what: '此项操作', state: '已撤销', wanted: '已生效' }
  if (act.at <= undoableSince(ctx)) return { refused: 'undo-late', minutes: windowOf(ctx.office) }
  return act.final ? { refused: 'undo-final', why: act.final } : undefined
}
