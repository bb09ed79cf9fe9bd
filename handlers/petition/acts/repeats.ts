// 重复件: a new visit record on the same matter; no new 60 days. And other matters brought with the same visit.
import type { Ctx, Outcome } from '../../feature.ts'
import { find, tidy } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { Secret } from '../../secret.ts'
import { clocksOf } from '../clock.ts'
import { newCourse } from '../course.ts'
import * as near from '../nearby/store.ts'
import { nameOfPetition } from '../petition.ts'
import { neutral } from '../reading/neutral.ts'
import { numbersOf } from '../settings.ts'
import * as store from '../store.ts'
import { seesIdentity } from '../who.ts'
import { topicOf } from '../words.ts'
import { feature, viewTo } from './perform.ts'
import { proposalTells } from './steps.ts'

/** Tapped on the confirm card or afterwards: this item belongs to that matter. */
export async function link(ctx: Ctx, id: string, matter: string): Promise<Outcome | Refusal> {
  const petition = await store.lockPetition(ctx.trx, id)
  const earlier = await store.findPetition(ctx.trx, matter)
  if (!petition || !earlier || earlier.state === 'draft')
    return { refused: 'not-found', what: '要关联的信访件' }
  if (!seesIdentity(ctx.office, ctx.by.openId, petition))
    return { refused: 'not-allowed', needs: ['信访专员'] }
  if (petition.state === 'voided' || petition.state === 'archived')
    return {
      refused: 'wrong-state',
      what: nameOfPetition(petition),
      state: '作废、归档',
      wanted: '办理中',
    }
  const facts = {
    matter: earlier.matter,
    ...(petition.summary === null && { summary: earlier.summary, topic: earlier.topic }),
  }
  const after = await store.save(
    ctx.trx,
    petition,
    { facts },
    { holidays: ctx.office.holidays, numbers: numbersOf(ctx.office) },
  )
  const visits = await near.visitsOf(ctx.trx, earlier.matter)
  return {
    entries: [{ feature, subject: id, verb: 'link', facts: { matter: earlier.matter } }],
    tell: after.state !== 'draft' && visits >= 3 ? proposalTells(ctx, after, 'three_visits') : [],
    toast: `已关联为重复件：${nameOfPetition(earlier)}`,
  }
}

/** The later one is the repeat of the earlier. */
export async function linkTwo(ctx: Ctx, one: string, other: string): Promise<Outcome | Refusal> {
  const [a, b] = [await store.findPetition(ctx.trx, one), await store.findPetition(ctx.trx, other)]
  if (!a || !b) return { refused: 'not-found', what: '此信访件' }
  const [early, late] = a.createdAt <= b.createdAt ? [a, b] : [b, a]
  return link(ctx, late.id, early.id)
}

/** 一次来访反映几件事: one visit, counted once, several matters, each with its own number and clocks. */
export async function otherMatter(ctx: Ctx, id: string, text: string): Promise<Outcome | Refusal> {
  const visit = await store.lockPetition(ctx.trx, id)
  if (!visit || visit.state === 'draft' || visit.state === 'voided')
    return { refused: 'not-found', what: '此信访件' }
  if (!seesIdentity(ctx.office, ctx.by.openId, visit))
    return { refused: 'not-allowed', needs: ['信访专员'] }
  const summary = neutral(tidy(text.slice(find(text, /反映/u)?.span[1] ?? 0)), [])
  if (!summary)
    return { refused: 'missing', what: '反映的事项', example: '信访23号 还反映 宿舍区供暖' }
  const identity = await store.identityOf(ctx.trx, ctx.vault, id)
  const fresh = ctx.id()
  const facts = {
    ...visit,
    ...{
      id: fresh,
      revision: 1,
      summary,
      topic: topicOf(summary),
      matter: fresh,
      sameVisit: visit.sameVisit ?? id,
    },
    ...{ course: newCourse, unit: null, handler: null, route31: null, createdAt: ctx.now },
  }
  const clocks = clocksOf(ctx.office.holidays, facts, numbersOf(ctx.office))
  await store.addDraft(
    ctx.trx,
    ctx.vault,
    { ...facts, clocks },
    { ...identity, original: new Secret(text) },
  )
  return {
    entries: [{ feature, subject: fresh, verb: 'draft', facts: { sameVisit: facts.sameVisit } }],
    tell: [viewTo(ctx.by.openId, fresh, 'registration')],
  }
}
