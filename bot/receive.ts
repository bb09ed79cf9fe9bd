// Where both doors meet: a body whose sender is known is decoded, taken, and answered. The door puts the answer on its wire.
import type { Answer } from './dispatch.ts'
import { answered, take } from './door.ts'
import { decode } from './feishu/decode.ts'
import { encodeAnswer } from './feishu/encode.ts'
import type { Inbound } from './feishu/inbound.ts'
import type { Parts } from './parts.ts'

export interface Receiving {
  parts: Parts
  /** Keeps the process for work that goes on after the answer. */
  lasting(work: Promise<unknown>): void
  /** There may be something to deliver. */
  wake(): void
}

/** `taken`: committed, or nothing that pushing again could help. A tap always has a body. */
export type Received = { kind: 'event'; taken: boolean } | { kind: 'tap'; body: object }

export async function receive(it: Receiving, body: unknown): Promise<Received> {
  const inbound = decode(body, (await it.parts.whoAmI()).openId)
  return inbound.kind === 'tap'
    ? { kind: 'tap', body: await tapAnswer(it, inbound) }
    : { kind: 'event', taken: await eventTaken(it, inbound) }
}

/** Only after the commit; what cannot be used is taken too, with one line in the log: pushing it again would not help. */
async function eventTaken(it: Receiving, inbound: Inbound): Promise<boolean> {
  if (inbound.kind === 'ignored' || inbound.kind === 'refused') {
    it.parts.log('info', 'an event was left aside', { why: inbound.why })
    return true
  }
  const taken = await take(it.parts, inbound, it.lasting, it.wake)
  return taken.kind === 'done'
}

async function tapAnswer(it: Receiving, inbound: Inbound): Promise<object> {
  const taken = await take(it.parts, inbound, it.lasting, it.wake)
  switch (taken.kind) {
    case 'done':
      it.lasting(answered(it.parts, taken.answer).finally(it.wake))
      return answerBody(taken.answer)
    case 'late':
      return encodeAnswer({ toast: { type: 'info', content: '处理中，请稍候，卡片会自动更新。' } })
    case 'failed':
      return encodeAnswer({
        toast: { type: 'warning', content: '系统繁忙，正在重试，请留意卡片变化。' },
      })
  }
}

function answerBody({ toast, card }: Answer): object {
  return encodeAnswer({ ...(toast && { toast }), ...(card && { card: JSON.parse(card.content) }) })
}
