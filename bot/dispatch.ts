// Inbound → person → feature → outcome → rows → answer, in one transaction. Mark and effect commit together.
import type { Transaction } from 'kysely'
import { type Instant, plusMs } from '../db/instant.ts'
import { cardOfMessage, redrawFrom, turnInto } from '../db/ledger/cards.ts'
import { arrive, noteToast, openAct, toastOf } from '../db/ledger/inbox.ts'
import type { DB } from '../db/schema.ts'
import type { Ctx, Outcome } from '../handlers/feature.ts'
import { lockSender, noteP2pChat } from '../handlers/office/store.ts'
import { nameOf } from '../handlers/people.ts'
import { isRefusal, type Refusal, sayRefusal } from '../handlers/refusal.ts'
import { renewalAt } from '../handlers/renewal/renewal.ts'
import { dayAt, sayInstant } from '../handlers/when.ts'
import { applyOutcome } from './apply.ts'
import { happened } from './events.ts'
import type { Inbound } from './feishu/inbound.ts'
import { hear } from './hear.ts'
import { runOffers } from './offers.ts'
import type { Parts } from './parts.ts'
import { quietly } from './quiet.ts'
import { withReacts } from './reacts.ts'
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
      await happened(parts, trx, inbound, act)
      return inbound.kind === 'tap' ? nobodyTapped(parts, trx, inbound, act) : {}
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
      // Whoever comes from another tenant is nobody here, whatever the roster says of that id.
      by: isForeign(inbound) ? { ...locked.person, status: 'stranger' } : locked.person,
      id: parts.id,
      act,
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
  // A forwarded private card: whoever else has it before him sees no more of it, and decides nothing.
  if (isSomebodyElses(card.lane, ctx.by.openId)) {
    const no: Refusal = { refused: 'not-yours', who: '收到此卡片的本人' }
    await settle(parts, ctx, refusedTap(no, card), act)
    return { toast: { type: 'error', content: sayRefusal(no) } }
  }
  const { result, typed } = await readTap(parts, ctx, inbound)
  const outcome = isRefusal(result) ? refusedTap(result, card) : result
  // Until the answer is known to have been shown in time, the card stays behind; it is drawn again 3 s from now.
  const later = plusMs(ctx.now, 3_000)
  await settle(parts, ctx, outcome, act, { card, at: later })
  // A line of a sheet does not turn the sheet into its own card.
  if (outcome.card && typed?.payload.feature === card.feature)
    await turnInto(ctx.trx, card.id, outcome.card.view, outcome.card.args ?? null)
  const kept = isRefusal(result) ? typed : undefined
  // The act may have changed the office itself: people, posts, groups, settings.
  const now = { ...ctx, office: await parts.office.get(ctx.trx, ctx.now) }
  const drawn = await drawCard(parts, now, inbound.messageId, kept)
  if (drawn) await redrawFrom(ctx.trx, card.id, later)
  const toast = isRefusal(result) ? sayRefusal(named(result, drawn)) : outcome.toast
  if (toast) await noteToast(ctx.trx, inbound.id, toast)
  return {
    ...(toast && { toast: { type: isRefusal(result) ? 'error' : 'success', content: toast } }),
    ...(drawn && { card: drawn }),
  }
}

const isSomebodyElses = (lane: string, who: string) => lane.startsWith('ou_') && lane !== who

/** The field by the name that people see. */
function named(no: Refusal, drawn: { label(field: string): string } | undefined): Refusal {
  return no.refused === 'field' && drawn ? { ...no, field: drawn.label(no.field) } : no
}

/** Refused taps are recorded and change nothing; the card heals in the answer. */
function refusedTap(no: Refusal, card: { feature: string; subject: string }): Outcome {
  const { feature, subject } = card
  const entry = { feature, subject, verb: 'tap-refused', facts: { refused: no.refused } }
  return { entries: [entry], quiet: true }
}

/** Nobody stands behind the tap: refused, and recorded where the card is known. */
async function nobodyTapped(
  parts: Parts,
  trx: Transaction<DB>,
  inbound: Tap,
  act: string,
): Promise<Answer> {
  const card = await cardOfMessage(trx, inbound.messageId)
  const { vault } = parts
  const now = parts.clock.now()
  const outcome = card ? refusedTap({ refused: 'stranger' }, card) : { entries: [] }
  await applyOutcome({ trx, vault, now, act, by: 'nobody', id: parts.id }, outcome)
  return { toast: unknownPerson }
}

function isForeign(inbound: ByPerson): boolean {
  return 'foreign' in inbound && inbound.foreign === true
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

async function settle(
  parts: Parts,
  ctx: Ctx,
  outcome: Outcome,
  act: string,
  tapped?: { card: { id: string; lane: string }; at: Instant },
): Promise<void> {
  const whole = await quietly(parts, ctx, await withOffers(parts, ctx, outcome, act), act)
  const { trx, vault, now } = ctx
  const { card, at } = tapped ?? {}
  const by = ctx.by.openId
  const renewAt = renewalAt(ctx.office.holidays, now)
  const takenBack = `${nameOf(ctx.office, by)}已于${sayInstant(now, ctx.today)}撤回。`
  await applyOutcome(
    {
      ...{ trx, vault, now, act, by, id: parts.id, takenBack, renewAt },
      ...(card && at && { tapped: card.id, wakes: [{ lane: card.lane, at }] }),
    },
    whole,
  )
}

/** Each act's offers belong to it: what they change is taken back with it. */
async function withOffers(parts: Parts, ctx: Ctx, outcome: Outcome, act: string): Promise<Outcome> {
  const acts: NonNullable<Outcome['acts']> = []
  for (const one of outcome.acts ?? []) {
    await openAct(ctx.trx, one.act)
    acts.push({ act: one.act, outcome: await runOffers(parts, ctx, one.outcome) })
  }
  if (acts.length > 0) await openAct(ctx.trx, act)
  const whole = await withReacts(parts, ctx, await runOffers(parts, ctx, outcome))
  return { ...whole, ...(acts.length > 0 && { acts }) }
}
