// Understanding: words → the one command that reads them → outcome. What is half understood waits for its answer, and the
// answer, a tap or the next private message, completes the sentence.
import { minutes, plusMs } from '../../db/instant.ts'
import {
  type Command,
  type Ctx,
  type Feature,
  type Outcome,
  settingOf,
  type Tap,
  type Words,
} from '../feature.ts'
import { actsAs } from '../people.ts'
import { isAccusation } from '../privacy/index.ts'
import { isRefusal, type Refusal, sayRefusal } from '../refusal.ts'
import * as buttons from './buttons.ts'
import { corrections, openingsOf } from './near.ts'
import {
  completions,
  halfUnderstood,
  namesChoice,
  nearMiss,
  questionOf,
  type WaitingQuestion,
  wordsOf,
} from './question.ts'
import { questionMinutes } from './settings.ts'
import * as store from './store.ts'

const feature = 'language'

/** Where a command of the group may answer: in the group itself, where it says so; else in private. */
export type Placed = (command: Command) => Ctx

export async function understand(
  commands: readonly Command[],
  ctx: Ctx,
  words: Words,
  placed: Placed = () => ctx,
): Promise<Outcome> {
  const open = words.where === 'private' ? await store.openQuestionsOf(ctx, ctx.by.openId) : []
  const alone = reading(commands, ctx, words)
  for (const one of open.filter(({ asked }) => mayAnswer(alone, asked, words))) {
    const answered = answerTo(commands, ctx, one, words)
    if (answered) return finish(ctx, one.id, await follow(ctx, answered, () => ctx))
  }
  if (alone) return follow(ctx, alone, placed)
  const half = open.find(({ asked }) => asked.kind === 'half')
  const near = nearTo(commands, ctx, words)
  if (near.length > 0) return ask(ctx, nearMiss(words, near))
  return half ? again(ctx, half.id) : answer(ctx, notUnderstood)
}

const notUnderstood = '没有看懂。发送“帮助”可查看可以办理的事项和写法。'

interface Read {
  command: Command
  words: Words
  understood: NonNullable<ReturnType<Command['read']>>
}

function reading(commands: readonly Command[], ctx: Ctx, words: Words): Read | undefined {
  for (const command of commands) {
    const understood = command.read(words, ctx)
    if (understood !== undefined) return { command, words, understood }
  }
  return undefined
}

/** A sentence that begins a matter of its own is no answer, even where it lacks something itself. */
function mayAnswer(alone: Read | undefined, asked: WaitingQuestion, words: Words): boolean {
  return !alone || (!isWhole(alone) && namesChoice(asked, words))
}

const isWhole = ({ understood }: Read) => !isRefusal(understood) && !('ask' in understood)

/** The first sentence that says more than the one before: understood, or asking for something else. */
function answerTo(
  commands: readonly Command[],
  ctx: Ctx,
  { asked }: store.Kept,
  words: Words,
): Read | undefined {
  const tried = completions(asked, words).flatMap((one) => reading(commands, ctx, one) ?? [])
  const ofSame = tried.filter(({ command }) => command.name === asked.command)
  return (
    ofSame.find(isWhole) ??
    tried.find(isWhole) ??
    (asked.kind === 'near' ? tried : ofSame).find(({ understood }) => saysMore(understood, asked))
  )
}

function saysMore(understood: Read['understood'], { question }: WaitingQuestion): boolean {
  if (isRefusal(understood))
    return understood.refused === 'missing' && sayRefusal(understood) !== question
  return 'ask' in understood && understood.ask.question !== question
}

/** The command itself, its question, or its no. */
async function follow(ctx: Ctx, read: Read, placed: Placed): Promise<Outcome> {
  const result = await carryOut(ctx, read, placed)
  return isRefusal(result) ? answer(placed(read.command), sayRefusal(result)) : result
}

async function carryOut(
  ctx: Ctx,
  { command, words, understood }: Read,
  placed: Placed,
): Promise<Outcome | Refusal> {
  if (!may(ctx, command)) return { refused: 'not-allowed', needs: command.roles }
  const half = (no: Refusal) =>
    no.refused === 'missing'
      ? ask(ctx, halfUnderstood(words, command.name, questionOf(no), command.keeps))
      : no
  if (isRefusal(understood)) return half(understood)
  if ('ask' in understood)
    return ask(ctx, halfUnderstood(words, command.name, understood.ask, command.keeps))
  const result = await command.act(placed(command), understood.slots)
  return isRefusal(result) ? half(result) : result
}

function may(ctx: Ctx, { roles }: Command): boolean {
  return roles.length === 0 || roles.some((role) => actsAs(ctx.office, ctx.by.openId, role))
}

// ── asking ──

/** Always in private: the card shows what was typed. */
async function ask(ctx: Ctx, asked: WaitingQuestion): Promise<Outcome> {
  if (isAccusation(asked.original))
    return answer(ctx, `${asked.question}\n此类内容不作留存，请补充后重发整句。`)
  const person = ctx.by.openId
  const kinds = asked.kind === 'near' ? (['near'] as const) : (['half', 'near'] as const)
  const before = await store.closeOpen(ctx, person, kinds)
  await store.pruneQuestions(ctx.trx, plusMs(ctx.now, -minutes(24 * 60 * 7)))
  const wait = Number(settingOf(ctx.office, questionMinutes))
  const [id, expires] = [ctx.id(), plusMs(ctx.now, minutes(wait))]
  await store.keepQuestion(ctx, { id, person, expires, asked })
  return {
    entries: [],
    tell: [shown(ctx, id)],
    redraw: before.map((subject) => ({ feature, subject })),
    arm: [
      ...before.map((subject) => ({ feature, subject, kind: 'expire', at: null })),
      { feature, subject: id, kind: 'expire', at: expires },
    ],
  }
}

function shown(ctx: Ctx, subject: string) {
  const to = { person: ctx.by.openId }
  const replyTo = 'group' in ctx.answer.to ? undefined : ctx.answer.replyTo
  return {
    kind: 'view' as const,
    ...{ feature, subject, view: 'question', to },
    ...(replyTo && { replyTo }),
  }
}

/** The reply was no answer: what was typed stays, and the question is put again. */
const again = (ctx: Ctx, id: string): Outcome => ({ entries: [], tell: [shown(ctx, id)] })

/** Closed once its sentence has been taken up, also where that asks for the next thing. */
async function finish(ctx: Ctx, id: string, outcome: Outcome): Promise<Outcome> {
  await store.closeQuestion(ctx, id, 'answered')
  return {
    ...outcome,
    redraw: [...(outcome.redraw ?? []), { feature, subject: id }],
    arm: [...(outcome.arm ?? []), { feature, subject: id, kind: 'expire', at: null }],
  }
}

/** Each of them some command reads, and this person may give it. */
function nearTo(commands: readonly Command[], ctx: Ctx, words: Words) {
  return corrections(words.text, openingsOf(commands)).flatMap(({ word, sentence }) => {
    const read = reading(commands, ctx, { ...words, text: sentence, original: sentence })
    return read && may(ctx, read.command)
      ? [{ label: word, sentence, keeps: read.command.keeps ?? ((text: string) => text) }]
      : []
  })
}

function answer(ctx: Ctx, sentence: string): Outcome {
  return { entries: [], tell: [{ kind: 'notice', ...ctx.answer, body: { said: sentence } }] }
}

// ── taps ──

export const commandsOf = (features: readonly Feature[]): Command[] =>
  features.flatMap((one) => one.commands)

export function tapsFor(all: () => readonly Feature[]): Record<string, Tap> {
  return {
    answer: buttons.answerButton.tap((ctx, id, { n }) => choose(commandsOf(all()), ctx, id, n)),
    drop: buttons.dropButton.tap(drop),
  }
}

async function choose(
  commands: readonly Command[],
  ctx: Ctx,
  id: string,
  n: number,
): Promise<Outcome | Refusal> {
  const open = await mine(ctx, id)
  const chosen = open?.asked.choices[n]
  if (!open || !chosen) return { refused: 'stale-button' }
  const read = reading(commands, ctx, wordsOf(open.asked, chosen.sentence))
  if (!read) return { refused: 'stale-button' }
  const result = await carryOut(ctx, read, () => ctx)
  return isRefusal(result) ? result : finish(ctx, id, result)
}

async function drop(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  if (!(await mine(ctx, id))) return { refused: 'stale-button' }
  await store.closeQuestion(ctx, id, 'dropped')
  const gone = { feature, subject: id }
  return { entries: [], redraw: [gone], arm: [{ ...gone, kind: 'expire', at: null }] }
}

async function mine(ctx: Ctx, id: string): Promise<store.Kept | undefined> {
  const open = await store.lockQuestion(ctx, id)
  return open?.person === ctx.by.openId ? open : undefined
}
