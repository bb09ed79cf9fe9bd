// A tap: payload → feature → act. Every payload is treated as forged: shape, subject and person are checked again.
import type { Ctx, Outcome } from '../handlers/feature.ts'
import { refusedForm } from '../handlers/privacy/index.ts'
import type { Refusal } from '../handlers/refusal.ts'
import { unpackPayload } from './feishu/encode.ts'
import type { Inbound } from './feishu/inbound.ts'
import type { Parts } from './parts.ts'
import type { Typed } from './typed.ts'

export interface TapRead {
  result: Outcome | Refusal
  /** What stood in the form, to be shown again should it be refused. */
  typed?: Typed
}

export async function readTap(
  parts: Parts,
  ctx: Ctx,
  inbound: Extract<Inbound, { kind: 'tap' }>,
): Promise<TapRead> {
  if (ctx.by.status !== 'active') return { result: { refused: 'stranger' } }
  const payload = unpackPayload(inbound.value)
  const taps = parts.features.find((f) => f.name === payload?.feature)?.taps ?? {}
  // `__proto__` names no button.
  const tap = payload && Object.hasOwn(taps, payload.tap) ? taps[payload.tap] : undefined
  if (!payload || !tap) return { result: { refused: 'stale-button' } }
  const value = tap.value.safeParse(payload.value)
  if (!value.success) return { result: { refused: 'stale-button' } }
  const kept = refusedForm(inbound.form)
  if (kept) return { result: kept }
  const typed = { payload, form: inbound.form }
  const form = tap.form?.safeParse(inbound.form)
  if (form && !form.success) return { result: badField(form.error.issues[0]?.path[0]), typed }
  return { result: await tap.act(ctx, payload.subject, value.data, form?.data ?? {}), typed }
}

const badField = (field: unknown): Refusal => ({
  refused: 'field',
  field: String(field ?? '表单内容'),
  hint: '填写不符合要求，请核对格式和长度后再提交。',
})
