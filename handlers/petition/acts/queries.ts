// Questions: answered in private to those who may; a group gets number, state and date, or nothing. Looking for a person is recorded.
import { type Command, type Ctx, command, type Outcome } from '../../feature.ts'
import { isOfficeStaff, unitName } from '../../people.ts'
import { find, tidy } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import * as kept from '../customs/store.ts'
import { figuresOf } from '../figures/figures.ts'
import { countedIn, hiddenIn } from '../figures/store.ts'
import { countingOf } from '../lists/counting.ts'
import * as near from '../nearby/store.ts'
import type { PetitionNumber } from '../petition.ts'
import {
  type FiguresAsked,
  isDueSoon,
  isMine,
  readFiguresAsked,
  readProgress,
  readSearch,
  readWhy,
  type Search,
} from '../reading/asks.ts'
import * as store from '../store.ts'
import { isDirector, isOfficer, seesFacts, seesIdentity } from '../who.ts'
import { keysOf, topicWords } from '../words.ts'
import { feature, viewTo } from './perform.ts'
import { unitsIn } from './sentences.ts'

const askedFor = (
  ctx: Ctx,
  view: string,
  subject = 'list',
  args?: Parameters<typeof viewTo>[3],
): Outcome => ({
  entries: [],
  tell: [viewTo(ctx.by.openId, subject, view, args)],
})

const isStaff = (ctx: Ctx) => {
  const unit = ctx.office.units.get(ctx.by.unit ?? '')
  return isOfficeStaff(ctx.office, ctx.by.openId) || unit?.kind === 'leaders'
}

const staffOnly: Refusal = { refused: 'not-allowed', needs: ['信访专员', '办公室主任'] }

const progress = command<PetitionNumber>({
  name: '信访进度',
  says: ['信访进度 23号'],
  roles: [],
  inGroup: 'answer',
  read: readProgress,
  async act(ctx, number) {
    const petition = await store.petitionByNumber(ctx.trx, number)
    const inGroup = 'group' in ctx.answer.to
    if (!petition || petition.state === 'voided' || !seesFacts(ctx.office, ctx.by.openId, petition))
      return { refused: 'ask-in-private' }
    const view =
      !inGroup &&
      seesIdentity(ctx.office, ctx.by.openId, petition) &&
      isOfficer(ctx.office, ctx.by.openId)
        ? 'file'
        : 'progress'
    return {
      entries: [],
      tell: [{ kind: 'view', ...ctx.answer, feature, subject: petition.id, view }],
    }
  },
})

const figures = command<FiguresAsked>({
  name: '信访数据',
  says: ['今年信访数据 出总结那句话', '本月来访多少人', '三季度信访统计'],
  roles: [],
  inGroup: 'private',
  read: readFiguresAsked,
  async act(ctx, asked) {
    if (!isStaff(ctx)) return staffOnly
    const { period, long, words, what } = asked
    if (what === 'sentence') {
      const counted = figuresOf(
        await countedIn(ctx.trx, period),
        await hiddenIn(ctx.trx, period),
        period,
        countingOf(ctx.office, long),
      )
      if (counted.personTimes === null)
        return { refused: 'unknown-figure', what: `${counted.unsure.length}批次来访的人数` }
    }
    return askedFor(ctx, 'figures', `figures/${period.from}/${period.to}`, {
      ...period,
      words,
      long,
      what,
    })
  },
})

const dueSoon = command<Record<string, never>>({
  name: '快到期的信访件',
  says: ['快到期的信访件'],
  roles: [],
  inGroup: 'private',
  read: (words) => (isDueSoon(words) ? { slots: {} } : undefined),
  act: async (ctx) => (isStaff(ctx) ? askedFor(ctx, 'soon') : staffOnly),
})

const mine = command<Record<string, never>>({
  name: '我经办的',
  says: ['我经办的信访件'],
  roles: [],
  inGroup: 'private',
  read: (words) => (isMine(words) ? { slots: {} } : undefined),
  act: async (ctx) => askedFor(ctx, 'mine', ctx.by.openId),
})

const search = command<Search>({
  name: '查信访件',
  says: ['查信访件 水费', '查一下张某某的信访件'],
  roles: [],
  inGroup: 'private',
  read: readSearch,
  act: (ctx, asked) => searchFor(ctx, asked),
})

/** By name or telephone only those who may see who it is; that they looked is recorded, not whom for. */
async function searchFor(ctx: Ctx, { name, phone, words, on }: Search): Promise<Outcome | Refusal> {
  const field = name ? 'name' : 'phone'
  const secret = name ?? phone
  if (!secret) return isStaff(ctx) ? askedFor(ctx, 'found', 'found', { words, on }) : staffOnly
  if (!isOfficer(ctx.office, ctx.by.openId) && !isDirector(ctx.office, ctx.by.openId))
    return { entries: [] }
  const found = await store.petitionsOf(
    ctx.trx,
    await near.idsOf(ctx.trx, ctx.vault, field, secret),
  )
  const mayHave = found.filter((p) => seesIdentity(ctx.office, ctx.by.openId, p)).map((p) => p.id)
  return {
    ...askedFor(ctx, 'found', 'found', mayHave),
    entries: [
      { feature, subject: 'search', verb: 'search', facts: { by: field, found: mayHave.length } },
    ],
    quiet: true,
  }
}

const why = command<PetitionNumber>({
  name: '期限怎么来的',
  says: ['为什么 信访23号'],
  roles: [],
  inGroup: 'private',
  read: readWhy,
  async act(ctx, number) {
    const petition = await store.petitionByNumber(ctx.trx, number)
    if (!petition || petition.state === 'voided' || !seesFacts(ctx.office, ctx.by.openId, petition))
      return { refused: 'ask-in-private' }
    return askedFor(ctx, 'why', petition.id)
  },
})

/** 惯例：取水许可与水费 水政处 — proposed by the 信访专员, approved once by the director. */
const custom = command<{ topic: string; unit: string }>({
  name: '惯例',
  says: ['惯例：取水许可与水费 水政处'],
  roles: ['信访专员'],
  inGroup: 'private',
  read({ text }, { office }) {
    const said = find(text, /^\s*(?:设|定|新增)?惯例[:：\s]+(.+)$/su)
    if (!said) return undefined
    const topic = keysOf(topicWords).find((one) => text.includes(one))
    const [unit] = unitsIn(tidy(text), office)
    if (!topic || !unit)
      return {
        refused: 'missing',
        what: '内容分类和承办部门',
        example: '惯例：取水许可与水费 水政处',
      }
    return { slots: { topic, unit } }
  },
  async act(ctx, { topic, unit }) {
    const id = await kept.proposeCustom(ctx.trx, { id: ctx.id(), topic, unit, by: ctx.by.openId })
    return {
      entries: [
        {
          feature,
          subject: id,
          verb: 'propose-custom',
          facts: { topic, unit: unitName(ctx.office, unit) },
        },
      ],
      offers: [
        { feature: 'approval', offer: 'ask', args: { feature, subject: id, kind: 'custom' } },
      ],
    }
  },
})

export const queries: Command[] = [figures, progress, dueSoon, mine, search, why, custom]
