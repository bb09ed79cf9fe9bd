// What hangs on a petition besides its course: urgent matters, threats, recusal, the accused, 督办 proposals, attachments.

import { addWorkdays } from '../../calendar.ts'
import { type Command, type Ctx, command, type Outcome } from '../../feature.ts'
import { actsAs, unitName } from '../../people.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { causeWords, isCause } from '../causes.ts'
import { finishDue } from '../clock.ts'
import * as kept from '../customs/store.ts'
import { isRegistered, nameOfPetition, type Registered, sayNumber } from '../petition.ts'
import { type About, readAbout } from '../reading/about.ts'
import { chinese } from '../reading/dates.ts'
import { numbersOf } from '../settings.ts'
import * as store from '../store.ts'
import * as to from '../transitions.ts'
import { isDirector, isOfficer } from '../who.ts'
import { changed, feature, noticeTo, perform, ready } from './perform.ts'
import { unitsIn } from './sentences.ts'
import { onPetition } from './spoken.ts'

// ── 重大、紧急（第二十五条） ──

/** 〔报局领导〕: the one case in which the duty officer's press is enough (domain.md §3.5). */
export async function toLeader(ctx: Ctx, id: string): Promise<Outcome | Refusal> {
  const petition = await urgentOne(ctx, id)
  if (isRefusal(petition)) return petition
  const leaders = ctx.office.roles
    .filter((held) => held.role === '局领导' && !held.deputy)
    .map((held) => held.person)
  const said = `重大紧急信访事项：${sayNumber(petition.number)}，约${petition.headcount}人，反映${petition.summary ?? '有关问题'}。请阅示。`
  return {
    entries: [{ feature, subject: id, verb: 'toLeader', facts: { to: leaders } }],
    tell: [...new Set(leaders)].map((person) => ({
      ...noticeTo(person, said),
      class: 0,
      statutory: true,
      atOnce: true,
    })),
    toast: '已报局领导',
  }
}

async function urgentOne(ctx: Ctx, id: string): Promise<Registered | Refusal> {
  return ready(
    ctx,
    id,
    'followUp',
    actsAs(ctx.office, ctx.by.openId, '值班员')
      ? ['register_petition']
      : ['route_petition', 'handle_petition'],
  )
}

/** 〔已报告：对象、时间〕 */
export async function reported(
  ctx: Ctx,
  id: string,
  whom: string,
  when: string,
): Promise<Outcome | Refusal> {
  const petition = await urgentOne(ctx, id)
  if (isRefusal(petition)) return petition
  if (!whom) return { refused: 'missing', what: '已报告的对象', example: '黄委办公室' }
  await changed(
    ctx,
    petition,
    to.followUp(petition, ctx.today, `已报告：${whom}，${when || '刚才'}`),
  )
  return {
    entries: [{ feature, subject: id, verb: 'reported', facts: { whom, when } }],
    toast: '已记录报告情况',
  }
}

/** Nothing is stored unless it is confirmed. */
export async function threat(ctx: Ctx, id: string, real: boolean): Promise<Outcome | Refusal> {
  if (!isOfficer(ctx.office, ctx.by.openId)) return { refused: 'not-allowed', needs: ['信访专员'] }
  if (!real) return { entries: [], quiet: true, toast: '已核实，不作记录' }
  const petition = await ready(ctx, id, 'amend', ['handle_petition'])
  if (isRefusal(petition)) return petition
  await store.save(
    ctx.trx,
    petition,
    { course: { threat: true } },
    { holidays: ctx.office.holidays, numbers: numbersOf(ctx.office) },
  )
  return { entries: [{ feature, subject: id, verb: 'threat', facts: {} }], toast: '已确认' }
}

// ── 回避、被反映人 ──

const personIn = (ctx: Ctx, text: string) =>
  [...ctx.office.people.values()].filter((p) => p.name && text.includes(p.name))

async function recuse(ctx: Ctx, id: string, { text }: About): Promise<Outcome | Refusal> {
  const people = personIn(ctx, text).map((p) => p.openId)
  if (people.length === 0)
    return { refused: 'missing', what: '回避的人员', example: '信访23号 喻成林回避' }
  return perform(ctx, id, {
    verb: 'amend',
    by: ['handle_petition', 'route_petition'],
    change: (p) => ({ course: { recused: [...new Set([...p.course.recused, ...people])] } }),
    facts: { recused: people },
    done: '已记录回避',
  })
}

async function accuse(ctx: Ctx, id: string, { text }: About): Promise<Outcome | Refusal> {
  const named = [...unitsIn(text, ctx.office), ...personIn(ctx, text).map((p) => p.openId)]
  if (named.length === 0)
    return { refused: 'missing', what: '被反映单位', example: '信访23号 被反映单位 工程处' }
  return perform(ctx, id, {
    verb: 'amend',
    by: ['handle_petition'],
    change: (p) => ({ course: { accused: [...new Set([...p.course.accused, ...named])] } }),
    facts: { accused: named.length },
    done: '已记录被反映单位',
  })
}

const about = (name: string, says: string[], pattern: RegExp, act: typeof recuse): Command =>
  command<About>({
    name,
    says,
    roles: ['信访专员', '办公室主任'],
    inGroup: 'private',
    read: (words, given) => readAbout(words, given, { says: pattern, date: 'none' }),
    act: (ctx, said) => onPetition(ctx, said.ref, (id) => act(ctx, id, said)),
  })

export const flagCommands: Command[] = [
  about('回避', ['信访23号 喻成林回避'], /回避/u, recuse),
  about('被反映单位', ['信访23号 被反映单位 工程处'], /被反映/u, accuse),
  about('转督办', ['信访23号 转督办'], /转督办/u, (ctx, id) =>
    supervise(ctx, id, 'instructed', true),
  ),
]

// ── 督办 proposals ──

/** The director's tap: once per cause. Agreed: a supervision item, linked, with nobody's name in it. */
export async function supervise(
  ctx: Ctx,
  id: string,
  cause: string,
  agreed: boolean,
): Promise<Outcome | Refusal> {
  const petition = await store.lockPetition(ctx.trx, id)
  if (!petition || !isRegistered(petition)) return { refused: 'not-found', what: '此件' }
  if (!isCause(cause)) return { refused: 'stale-button' }
  if (!isDirector(ctx.office, ctx.by.openId))
    return { refused: 'not-allowed', needs: ['办公室主任'] }
  if (petition.course.recused.includes(ctx.by.openId)) return { refused: 'recused' }
  const made = { id: ctx.id(), petition: id, cause, agreed, by: ctx.by.openId, on: ctx.today }
  if (!(await kept.decideProposal(ctx.trx, made)))
    return { refused: 'pending', what: `${nameOfPetition(petition)}转督办` }
  return {
    entries: [{ feature, subject: id, verb: 'supervise', facts: { cause, agreed } }],
    offers: agreed
      ? [{ feature: 'supervision', offer: 'propose', args: proposalOf(ctx, petition, cause) }]
      : [],
    toast: agreed ? '已转督办' : '暂不转督办',
  }
}

/** A neutral title, the number, the unit and the date: no summary, which may be told by its place. */
function proposalOf(ctx: Ctx, petition: Registered, cause: string) {
  const registrars = ctx.office.people.get(petition.registrar)?.unit ?? null
  const unit = unitName(ctx.office, petition.unit ?? registrars)
  const legal = finishDue(petition.clocks) ?? petition.clocks.noticeDue
  const due = legal > ctx.today ? legal : addWorkdays(ctx.office.holidays, ctx.today, 5).day
  const title = `办理${sayNumber(petition.number)}信访事项（${causeWords(cause)}）`
  return {
    text: `督办 ${unit} ${chinese(due)}前 ${title} 来源：信访事项`,
    ...{ title, source: '信访事项', unit, due, petition: petition.id },
  }
}
