// Inbound → person → feature → outcome → rows → answer, in one transaction. Mark and effect commit together.
import type { Transaction } from 'kysely'
import { plusMs } from '../db/instant.ts'
import { cardOfMessage, redrawFrom, turnInto } from '../db/ledger/cards.ts'
import { arrive, noteToast, toastOf } from '../db/ledger/inbox.ts'
import type { DB } from '../db/schema.ts'
import type { Ctx, Outcome } from '../handlers/feature.ts'
import { lockSender, noteP2pChat } from '../handlers/office/store.ts'
import { isRefusal, type Refusal, sayRefusal } from '../handlers/refusal.ts'
import { dayAt } from '../handlers/when.ts'
import { applyOutcome } from './apply.ts'
import { happened } from './events.ts'
import type { Inbound } from './feishu/inbound.ts'
import { hear } from './hear.ts'
import { runOffers } from './offers.ts'
import type { Parts } from './parts.ts'
import { type DrawnCard, drawCard } from './render.ts'
import { readTap } from './tap.ts'

export interface Answer {
  toast?: { type: 'success' | 'error' | 'info' | 'warning'; content: string }
  card?: DrawnCard
}

/** What a door hands in: decoded, verified. Throws on a fault; the transaction is then rolled back. */
export async function dispatch(parts: Parts, inbound: Inbound): Promise<Answer> {
  if (inbound.kind === 'ignored' || inbound.kind === 'refused') return {}
  const now = parts.clock.now()
  return parts.db.transaction().execute(async (trx) => {
    const act = parts.id()
    const sender = senderOf(inbound)
    const isNew = await arrive(trx, {
      id: inbound.id,
      kind: inbound.kind,
      sender,
      chat: 'chat' in inbound ? inbound.chat : null,
      at: now,
      act,
    })
    if (!isNew) return inbound.kind === 'tap' ? repeatTap(parts, trx, inbound) : {}
    if (!byPerson(inbound) || !sender) {
      await happened(trx, inbound, now)
      return inbound.kind === 'tap' ? { toast: unknownPerson } : {}
    }
    const locked = await lockSender(trx, sender)
    const office = await parts.office.get(trx, now, locked.version)
    await learnP2pChat(trx, inbound, locked.p2pChat)
    const ctx: Ctx = {
      trx,
      vault: parts.vault,
      now,
      today: dayAt(now),
      office,
      by: locked.person,
      id: parts.id,
      answer: { to: { person: sender } },
    }
    return inbound.kind === 'tap'
      ? tapped(parts, ctx, inbound, act)
      : spoken(parts, ctx, inbound, act)
  })
}

const unknownPerson = {
  type: 'error',
  content: '无法确认您的身份，请在飞书中重新打开后再按。',
} as const

type ByPerson = Extract<Inbound, { kind: 'message' | 'tap' | 'menu' | 'entered' }>

function byPerson(inbound: Inbound): inbound is ByPerson {
  return ['message', 'tap', 'menu', 'entered'].includes(inbound.kind)
}

type Tap = Extract<Inbound, { kind: 'tap' }>
type Spoken = Extract<Inbound, { kind: 'message' | 'menu' | 'entered' }>

function senderOf(inbound: Inbound): string | null {
  switch (inbound.kind) {
    case 'message':
      return inbound.sender.openId
    case 'tap':
      return inbound.operator?.openId ?? null
    case 'menu':
    case 'entered':
      return inbound.openId
    default:
      return null
  }
}

async function learnP2pChat(
  trx: Transaction<DB>,
  inbound: Inbound,
  known: string | null,
): Promise<void> {
  const chat =
    inbound.kind === 'entered' || (inbound.kind === 'message' && inbound.chatKind === 'p2p')
      ? inbound.chat
      : null
  const sender = senderOf(inbound)
  if (chat && sender && chat !== known) await noteP2pChat(trx, sender, chat)
}

async function spoken(parts: Parts, ctx: Ctx, inbound: Spoken, act: string): Promise<Answer> {
  const outcome = await hear(parts, ctx, inbound)
  await settle(parts, ctx, outcome, act)
  return {}
}

async function tapped(parts: Parts, ctx: Ctx, inbound: Tap, act: string): Promise<Answer> {
  const card = await cardOfMessage(ctx.trx, inbound.messageId)
  if (!card) return { toast: { type: 'warning', content: '此卡片正在更新，请稍后再按。' } }
  const result = await readTap(parts, ctx, inbound)
  const outcome = isRefusal(result) ? refusedTap(result, card) : result
  await settle(parts, ctx, outcome, act)
  if (outcome.card) await turnInto(ctx.trx, card.id, outcome.card.view, outcome.card.args ?? null)
  const toast = isRefusal(result) ? sayRefusal(result) : outcome.toast
  if (toast) await noteToast(ctx.trx, inbound.id, toast)
  const drawn = await drawCard(parts, ctx, inbound.messageId)
  // Until the answer is known to have been shown in time, the card stays behind; it is drawn again 3 s from now.
  if (drawn) await redrawFrom(ctx.trx, card.id, card.lane, plusMs(ctx.now, 3_000), ctx.now)
  return {
    ...(toast && { toast: { type: isRefusal(result) ? 'error' : 'success', content: toast } }),
    ...(drawn && { card: drawn }),
  }
}

/** Refused taps are recorded and change nothing; the card heals in the answer. */
function refusedTap(no: Refusal, card: { feature: string; subject: string }): Outcome {
  const { feature, subject } = card
  return { entries: [{ feature, subject, verb: 'tap-refused', facts: { refused: no.refused } }] }
}

/** The same tap again: nothing changes, and its answer is drawn anew. */
async function repeatTap(parts: Parts, trx: Transaction<DB>, inbound: Tap): Promise<Answer> {
  const now = parts.clock.now()
  const office = await parts.office.get(trx, now)
  const toast = await toastOf(trx, inbound.id)
  const reading = { trx, vault: parts.vault, now, today: dayAt(now), office }
  const drawn = await drawCard(parts, reading, inbound.messageId)
  return {
    ...(toast && { toast: { type: 'info', content: toast } }),
    ...(drawn && { card: drawn }),
  }
}

async function settle(parts: Parts, ctx: Ctx, outcome: Outcome, act: string): Promise<void> {
  const whole = await runOffers(parts, ctx, outcome)
  const { trx, vault, now } = ctx
  await applyOutcome({ trx, vault, now, act, by: ctx.by.openId, id: parts.id }, whole)
}
