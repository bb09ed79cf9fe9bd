// A tap: payload → feature → act. Every payload is treated as forged: shape, subject and person are checked again.
import type { Ctx, Outcome } from '../handlers/feature.ts'
import type { Refusal } from '../handlers/refusal.ts'
import { unpackPayload } from './feishu/encode.ts'
import type { Inbound } from './feishu/inbound.ts'
import type { Parts } from './parts.ts'

export async function readTap(
  parts: Parts,
  ctx: Ctx,
  inbound: Extract<Inbound, { kind: 'tap' }>,
): Promise<Outcome | Refusal> {
  if (ctx.by.status !== 'active') return { refused: 'stranger' }
  const payload = unpackPayload(inbound.value)
  const tap = parts.features.find((f) => f.name === payload?.feature)?.taps[payload?.tap ?? '']
  if (!payload || !tap) return { refused: 'stale-button' }
  const value = tap.value.safeParse(payload.value)
  if (!value.success) return { refused: 'stale-button' }
  const form = tap.form?.safeParse(inbound.form)
  if (form && !form.success) {
    const field = form.error.issues[0]
    return { refused: 'missing', what: '表单内容', example: field?.message ?? '按提示填写' }
  }
  return tap.act(ctx, payload.subject, value.data, form?.data ?? {})
}
