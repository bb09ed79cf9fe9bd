// Registering: the sentence becomes a draft on the clerk's own card; a tap takes the number. Nothing that is missing holds it back.
import type { Ctx, Outcome, Tell } from '../../feature.ts'
import { whyNot } from '../../people.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { clocksOf } from '../clock.ts'
import { newCourse } from '../course.ts'
import * as near from '../nearby/store.ts'
import {
  type Facts,
  nameOfPetition,
  type Petition,
  type Registered,
  sayNumber,
  sayState,
} from '../petition.ts'
import type { Registration } from '../reading/registration.ts'
import { collectiveFrom, numbersOf } from '../settings.ts'
import * as store from '../store.ts'
import { answer, exemptNotice, notice, whyNotAnswered } from '../transitions.ts'
import { firstOfWeek } from '../weekly.ts'
import { directors, dutyOfficers, officers } from '../who.ts'
import { topicOf } from '../words.ts'
import { armsOf, changed, feature, viewTo } from './perform.ts'
import { causedNow } from './steps.ts'

export async function draft(ctx: Ctx, said: Registration): Promise<Outcome | Refusal> {
  const no = whyNot(ctx.office, ctx.by.openId, 'register_petition')
  if (no) return no
  const id = ctx.id()
  await store.addDraft(ctx.trx, ctx.vault, factsOf(ctx, id, said), said.identity)
  const { openId: registrar } = ctx.by
  const facts = { form: said.form, headcount: said.heads.count, source: said.source.body }
  return {
    entries: [{ feature, subject: id, verb: 'draft', facts }],
    tell: [
      viewTo(registrar, id, 'registration', {
        kind: said.kind,
        notes: said.dates.notes,
        receivedSaid: said.dates.receivedSaid,
      }),
      // 是否扬言由信访专员确认，确认前不存（domain.md §8.2#29）。
      ...(said.threat ? officers(ctx.office).map((o) => viewTo(o.openId, id, 'verify')) : []),
    ],
  }
}

function factsOf(ctx: Ctx, id: string, said: Registration): Facts {
  const { heads, dates } = said
  const holidays = ctx.office.holidays
  const counted = Math.max(heads.count, heads.affected ?? 0)
  const base = {
    id,
    revision: 1,
    form: said.form,
    eventDate: dates.eventDate,
    receivedAt: dates.receivedAt,
    letterDate: dates.letterDate,
    headcount: heads.count,
    headcountWords: heads.words,
    headcountAsked: heads.asked,
    representatives: heads.representatives,
    affected: heads.affected,
    collective: counted >= collectiveFrom(ctx.office),
    anonymous: said.anonymous,
    urgent: said.urgent,
    purpose: said.purpose,
    summary: said.summary,
    topic: topicOf(said.summary ?? ''),
    locality: null,
    source: said.source,
    route31: null,
    simple: false,
    registrar: ctx.by.openId,
    createdAt: ctx.now,
    matter: id,
    sameVisit: null,
    unit: null,
    handler: null,
    course: { ...newCourse, eventTime: dates.eventTime },
  }
  return { ...base, clocks: clocksOf(holidays, base, numbersOf(ctx.office)) }
}

export interface Registering {
  told: boolean
  /** 〔当场告知并答复，办结〕 */
  answered: boolean
  /** Registered although somebody else has the same visit. */
  anyway: boolean
}

export async function register(ctx: Ctx, id: string, how: Registering): Promise<Outcome | Refusal> {
  const found = await ownDraft(ctx, id)
  if (isRefusal(found)) return found
  if (found.headcountAsked)
    return { refused: 'missing', what: '到场人数', example: '按“登记：到场N人”' }
  const no = how.answered ? whyNotAnswered(found, true) : undefined
  if (no) return no
  const twins = how.anyway ? [] : await near.twinsOf(ctx.trx, ctx.vault, found)
  if (twins.length > 0)
    return {
      entries: [],
      card: { view: 'twins', args: { told: how.told, answered: how.answered } },
      toast: '可能已由他人登记，请核对',
    }
  const registered = await store.register(ctx.trx, found, { on: ctx.today, now: ctx.now })
  const after = await settled(ctx, registered, how)
  if (isRefusal(after)) return after
  return {
    entries: [{ feature, subject: id, verb: 'register', facts: recorded(after, how) }],
    arm: [...armsOf(ctx, after), ...firstOfWeek(ctx)],
    tell: [...urgentTells(ctx, after), ...causedNow(ctx, after)],
    toast: `已登记：${sayNumber(after.number)}`,
    card: { view: 'registration' },
  }
}

/** What is settled with the same tap: told on the spot, answered, no notice owed to nobody. */
async function settled(
  ctx: Ctx,
  petition: Registered,
  how: Registering,
): Promise<Registered | Refusal> {
  if (petition.state !== 'registered') return petition
  // 当场: the day of the visit itself, though it may be entered the day after.
  const dated = { on: petition.receivedAt, today: ctx.today }
  if (how.answered) return stepped(ctx, petition, answer(petition, { ...dated, short: true }))
  if (how.told) return stepped(ctx, petition, notice(petition, { ...dated, way: 'in_person' }))
  if (petition.anonymous) return stepped(ctx, petition, exemptNotice(petition, '姓名、住址不清'))
  return petition
}

async function stepped(
  ctx: Ctx,
  petition: Registered,
  change: ReturnType<typeof notice>,
): Promise<Registered | Refusal> {
  return isRefusal(change) ? change : changed(ctx, petition, change)
}

/** What a recount needs: the dates that start the clocks. */
export const recorded = (p: Registered, how: Partial<Registering> = {}) => ({
  number: sayNumber(p.number),
  form: p.form,
  event: p.eventDate,
  received: p.receivedAt,
  headcount: p.headcount,
  source: p.source.body,
  act: p.source.act,
  senderDue: p.source.due,
  noticedOn: p.course.noticedOn,
  exempt: p.course.noticeExempt !== null,
  answered: how.answered ?? false,
  state: p.state,
})

/** 重大、紧急（第二十五条）：立即私聊主任和值班员，不进群。 */
export function urgentTells(ctx: Ctx, petition: Registered): Tell[] {
  if (!petition.urgent) return []
  const people = [...directors(ctx.office, petition), ...dutyOfficers(ctx.office)]
  return [...new Set(people.map((p) => p.openId))].map((person) => ({
    ...viewTo(person, petition.id, 'urgent'),
    statutory: true,
    atOnce: true,
  }))
}

export async function drop(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const found = await ownDraft(ctx, id)
  if (isRefusal(found)) return found
  await store.dropDraft(ctx.trx, ctx.vault, found)
  return {
    entries: [{ feature, subject: id, verb: 'drop', facts: {} }],
    toast: '已取消',
    final: '已取消的登记未保存内容',
  }
}

/** 〔登记：到场5人，涉及12人〕: who came is settled, and the number taken with the same tap. */
export async function heads(ctx: Ctx, id: string, came: number): Promise<Outcome | Refusal> {
  const found = await ownDraft(ctx, id)
  if (isRefusal(found)) return found
  const { affected } = found
  const facts = {
    headcount: came,
    headcountAsked: false,
    affected: affected === came ? null : affected,
  }
  await store.save(
    ctx.trx,
    found,
    { facts },
    { holidays: ctx.office.holidays, numbers: numbersOf(ctx.office) },
  )
  return register(ctx, id, { told: false, answered: false, anyway: false })
}

export async function ownDraft(ctx: Ctx, id: string) {
  const petition = await store.lockPetition(ctx.trx, id)
  if (!petition) return { refused: 'not-found', what: '这次登记' } as const
  if (petition.state !== 'draft') return already(petition)
  if (petition.registrar !== ctx.by.openId)
    return { refused: 'not-yours', who: '登记人本人' } as const
  return petition
}

export function already(petition: Petition): Refusal {
  return {
    refused: 'wrong-state',
    what: nameOfPetition(petition),
    state: sayState(petition),
    wanted: '待登记',
  }
}
