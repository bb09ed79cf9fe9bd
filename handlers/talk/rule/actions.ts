// 口径: a reading is proposed by sentence and confirmed by the director's tap; who may enter dates on one's word.
import { command, type Tap } from '../../feature.ts'
import { nameOf } from '../../people.ts'
import { fold, readNumber } from '../../phrase.ts'
import { settleButton } from '../buttons.ts'
import { namedIn } from '../names.ts'
import { said } from '../plan/actions.ts'
import { beginning } from '../roster.ts'
import { packReading, type RulePeriod, type RuleUnit, sayReading } from '../rules.ts'
import * as store from '../store.ts'
import { feature } from '../subjects.ts'
import { isDirector } from '../views.ts'
import { type Proposed, stepTo } from './card.ts'

const about = /^副主任谈话(?:次数|口径)?(?:改成|改为|定为|设为|按)/u
const periods: Record<string, RulePeriod> = {
  ...{ 季度: 'quarter', 季: 'quarter', 半年: 'half', 年: 'year' },
}

/** 副主任谈话改成每半年不少于两次 */
function readProposed(folded: string): Proposed | undefined {
  const period = periods[/每(季度?|半年|年)/u.exec(folded)?.[1] ?? '']
  const times = readNumber(/(?:少于|至少)\s*(\p{Script=Han}|\d+)\s*次/u.exec(folded)?.[1] ?? '')
  if (!period || !times) return undefined
  const unit: RuleUnit = /每科/u.test(folded)
    ? 'per_section'
    : /合计/u.test(folded)
      ? 'total'
      : 'per_person'
  return { times, period, unit }
}

export const propose = command<Proposed>({
  name: '谈话口径',
  says: ['副主任谈话改成每半年不少于两次'],
  roles: ['办公室主任', '系统管理员'],
  inGroup: 'private',
  read({ text }) {
    const folded = fold(text).text.trim()
    if (!about.test(folded)) return undefined
    const slots = readProposed(folded)
    return slots
      ? { slots }
      : { refused: 'missing', what: '期间和次数', example: '副主任谈话改成每人每半年不少于两次' }
  },
  async act(ctx, asked) {
    await store.noteRoster(ctx.trx, ctx.office, ctx.today)
    const view = {
      kind: 'view',
      feature,
      subject: 'R3',
      view: 'reading',
      args: { ...asked },
    } as const
    const directors = ctx.office.roles.filter((r) => r.role === '办公室主任' && !r.deputy)
    const own = isDirector(ctx, ctx.by.openId)
    const outcome = own ? { entries: [] } : said(ctx, '已呈主任确认。')
    return {
      ...outcome,
      tell: [
        ...('tell' in outcome ? (outcome.tell ?? []) : []),
        ...directors.map(({ person }) => ({ ...view, to: { person } })),
      ],
    }
  },
})

export const taps: Record<string, Tap> = {
  settle: settleButton.tap(async (ctx, subject, asked) => {
    if (!isDirector(ctx, ctx.by.openId)) return { refused: 'not-allowed', needs: ['办公室主任'] }
    await store.noteRoster(ctx.trx, ctx.office, ctx.today)
    const step = stepTo(await store.loadKnown(ctx), asked, ctx.today)
    const words = sayReading({ ...asked, force: 'required' })
    if (step.kind === 'same') return { entries: [], toast: `口径已是${words}` }
    const value = packReading({ ...asked, force: 'required' })
    const fact = { kind: 'rule' as const, key: 'R3', value, from: step.from }
    await store.addFacts(ctx.trx, [fact], ctx.today, ctx.by.openId)
    return {
      entries: [{ feature, subject, verb: 'settle', facts: { ...asked, from: step.from } }],
      redraw: await store.openCards(ctx.trx),
      toast: `已确认：${words}`,
    }
  }),
}

const clerk = /谈话代录人(?:设为|定为|为|是)/u

/** 谈话代录人设为何小雨: may enter dates on one's word, nothing else. */
export const nameClerk = command<{ clerk: string }>({
  name: '谈话代录人',
  says: ['谈话代录人设为何小雨'],
  roles: ['办公室主任', '办公室副主任', '科长'],
  inGroup: 'private',
  read(words, { office, by }) {
    const folded = fold(words.original).text.trim()
    if (!clerk.test(folded)) return undefined
    const named = namedIn(folded, words, office)
    if (!('people' in named)) return named
    const [person] = named.people
    if (!person) return { refused: 'missing', what: '代录人', example: '谈话代录人设为何小雨' }
    return person.openId === by.openId
      ? { refused: 'for-oneself' }
      : { slots: { clerk: person.openId } }
  },
  async act(ctx, { clerk: person }) {
    const fact = { kind: 'clerk' as const, key: ctx.by.openId, value: [person], from: beginning }
    await store.noteRoster(ctx.trx, ctx.office, ctx.today)
    await store.addFacts(ctx.trx, [fact], ctx.today, ctx.by.openId)
    const name = nameOf(ctx.office, person)
    return {
      ...said(ctx, `已设定：${name}可按您的口述代录谈话日期，内容不录。`),
      entries: [
        {
          feature,
          subject: `clerk/${ctx.by.openId}`,
          verb: 'name-clerk',
          facts: { clerk: person },
        },
      ],
    }
  },
})
