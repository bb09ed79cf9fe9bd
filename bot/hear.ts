// What was said: words → the one command that understands them → outcome. What is not understood gets a clear answer.
import { cardOfMessage } from '../db/ledger/cards.ts'
import type { Command, Ctx, Outcome, SubjectRef, Words } from '../handlers/feature.ts'
import { commandsOf, understand } from '../handlers/language/index.ts'
import { menuSays } from '../handlers/office/index.ts'
import { clean } from '../handlers/phrase.ts'
import { guard, type Heard } from '../handlers/privacy/index.ts'
import { isRefusal, sayRefusal } from '../handlers/refusal.ts'
import type { Inbound } from './feishu/inbound.ts'
import type { Parts } from './parts.ts'

type Message = Extract<Inbound, { kind: 'message' }>
type Spoken = Extract<Inbound, { kind: 'message' | 'menu' | 'entered' }>

const nothing: Outcome = { entries: [] }

export async function hear(parts: Parts, ctx: Ctx, inbound: Spoken): Promise<Outcome> {
  if (inbound.kind === 'entered') return welcome(ctx)
  if (inbound.kind === 'message' && inbound.chatKind === 'group' && !inbound.mentionsBot)
    return nothing
  if (ctx.by.status !== 'active') return answer(ctx, sayRefusal({ refused: 'stranger' }))
  const words =
    inbound.kind === 'menu'
      ? plainWords(menuSays[inbound.key] ?? inbound.key)
      : await wordsOf(ctx, inbound)
  const kept = inbound.kind === 'message' ? await guard(ctx, heard(inbound, words)) : undefined
  if (kept) return kept
  const file = inbound.kind === 'message' ? await filed(parts, ctx, inbound) : undefined
  if (file) return file
  if (!words)
    return answer(ctx, '目前只能识别文字消息。请用文字说明，或发送“帮助”查看可以办理的事项。')
  return understood(parts, ctx, words, inbound.kind === 'message' ? inbound : undefined)
}

function heard({ chatKind, attachment }: Message, words: Words | undefined): Heard {
  const where = chatKind === 'p2p' ? 'private' : 'group'
  return {
    text: words?.original ?? '',
    where,
    ...(attachment?.name && { fileName: attachment.name }),
  }
}

/** A file sent in private, to the duty that takes it. */
async function filed(parts: Parts, ctx: Ctx, message: Message): Promise<Outcome | undefined> {
  const { attachment, messageId, chatKind } = message
  if (attachment?.kind !== 'file' || chatKind !== 'p2p') return undefined
  const file = { messageId, key: attachment.key, name: attachment.name ?? '' }
  for (const feature of parts.features) {
    const result = await feature.files?.(ctx, file)
    if (result) return isRefusal(result) ? answer(ctx, sayRefusal(result)) : result
  }
  return undefined
}

function understood(
  parts: Parts,
  ctx: Ctx,
  words: Words,
  message: Message | undefined,
): Promise<Outcome> {
  return understand(commandsOf(parts.features), ctx, words, (command) =>
    placed(ctx, command, message),
  )
}

/** In a group, only what may be said there is answered there; all else in private. */
function placed(ctx: Ctx, command: Command, message: Message | undefined): Ctx {
  if (message?.chatKind !== 'group' || command.inGroup === 'private') return ctx
  // With people of other tenants in it, a group gets nothing.
  if (ctx.office.groups.some(({ chat, external }) => chat === message.chat && external)) return ctx
  return { ...ctx, answer: { to: { group: message.chat }, replyTo: message.messageId } }
}

function answer(ctx: Ctx, sentence: string): Outcome {
  return { entries: [], tell: [{ kind: 'notice', ...ctx.answer, body: { said: sentence } }] }
}

function welcome(ctx: Ctx): Outcome {
  if (ctx.by.status !== 'active') return nothing
  const body = { said: `${ctx.by.name}，您好。发送“帮助”可查看可以办理的事项。请勿录入涉密内容。` }
  return {
    entries: [],
    tell: [{ kind: 'notice', ...ctx.answer, key: `welcome/${ctx.by.openId}`, body }],
  }
}

function plainWords(text: string): Words {
  return { text, original: text, mentions: [], where: 'private' }
}

async function wordsOf(ctx: Ctx, message: Message): Promise<Words | undefined> {
  if (message.text === null) return undefined
  const others = message.mentions.filter((m) => !m.isBot)
  const withoutBot = message.mentions
    .filter((m) => m.isBot)
    .reduce((text, bot) => text.replaceAll(mentionPattern(bot.key), ' '), clean(message.text))
  const about = message.parentId ? await subjectOf(ctx, message.parentId) : undefined
  return {
    text: withoutBot.trim(),
    original: others
      .toSorted((a, b) => b.key.length - a.key.length)
      .reduce((text, m) => text.replaceAll(mentionPattern(m.key), `@${m.name}`), withoutBot)
      .trim(),
    mentions: others.flatMap(({ key, openId, name }) => (openId ? [{ key, openId, name }] : [])),
    where: message.chatKind === 'p2p' ? 'private' : 'group',
    ...(about && { about }),
  }
}

/** `@_user_1` is a prefix of `@_user_10`. */
function mentionPattern(key: string): RegExp {
  return new RegExp(`${key.replaceAll(/[^@\w]/g, '')}(?!\\d)`, 'g')
}

async function subjectOf(ctx: Ctx, messageId: string): Promise<SubjectRef | undefined> {
  const card = await cardOfMessage(ctx.trx, messageId)
  return card && { feature: card.feature, subject: card.subject }
}
