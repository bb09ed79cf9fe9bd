// Commands and taps of petitions: load, decide, save, say what follows.
import { yearOf } from '../calendar.ts'
import { type Ctx, command, type Tap } from '../feature.ts'
import { actsAs, isOfficeStaff } from '../people.ts'
import { find, readMatter } from '../phrase.ts'
import type { Refusal } from '../refusal.ts'
import { dropButton, noticedButton, registerButton } from './buttons.ts'
import { nextNoticeReminder } from './clock.ts'
import { canNotice, noticeDue, type Petition, sayNumber, sayState } from './petition.ts'
import { type Registration, readRegistration } from './reading.ts'
import {
  addDraft,
  dropDraft,
  lockPetition,
  noteNoticed,
  petitionByNumber,
  registerDraft,
} from './store.ts'

const feature = 'petition'

export const register = command<Registration>({
  name: '登记来访',
  says: [
    '登记来访 张某某 3人 反映淤区土地补偿 联系电话13800000000',
    '登记来信 周某 11月20日收到 反映供暖',
  ],
  roles: [],
  inGroup: 'private',
  read: readRegistration,
  async act(ctx, said) {
    if (!isOfficeStaff(ctx.office, ctx.by.openId))
      return { refused: 'not-allowed', needs: ['科员'] }
    const id = ctx.id()
    const { identity, on, ...facts } = said
    const due = noticeDue(ctx.office.holidays, on)
    const { openId: registrar } = ctx.by
    const collective = said.headcount >= 5
    const dates = { eventDate: on, receivedAt: on, noticeDue: due }
    await addDraft(
      ctx.trx,
      ctx.vault,
      { ...facts, ...dates, id, revision: 1, collective, registrar },
      identity,
      ctx.now,
    )
    return {
      entries: [
        {
          feature,
          subject: id,
          verb: 'draft',
          facts: { form: said.form, headcount: said.headcount },
        },
      ],
      tell: [
        { kind: 'view', to: { person: registrar }, feature, subject: id, view: 'registration' },
      ],
    }
  },
})

export const progress = command<{ year: number; n: number }>({
  name: '信访进度',
  says: ['信访进度 23号'],
  roles: [],
  inGroup: 'answer',
  read(words, { today }) {
    const asked = find(words.text, /^\s*(?:查一?下?)?信访(?:件)?(?:进度|进展)(.*)$/su)
    if (!asked) return undefined
    const matter = readMatter(asked.groups[1] ?? '', ['信访'])
    if (!matter) return { refused: 'missing', what: '编号', example: '信访进度 23号' }
    return { slots: { year: matter.year ?? yearOf(today), n: matter.n } }
  },
  async act(ctx, { year, n }) {
    const petition = await petitionByNumber(ctx.trx, year, n)
    if (!petition || !mayAsk(ctx)) return { refused: 'ask-in-private' }
    const view = { feature, subject: petition.id, view: 'progress' }
    return { entries: [], tell: [{ kind: 'view', ...ctx.answer, ...view }] }
  },
})

/** Number, state and due date: office staff and leaders. */
function mayAsk(ctx: Ctx): boolean {
  const unit = ctx.office.units.get(ctx.by.unit ?? '')
  return isOfficeStaff(ctx.office, ctx.by.openId) || unit?.kind === 'leaders'
}

export const taps: Record<string, Tap> = {
  register: registerButton.tap(async (ctx, id, { told }) => {
    const petition = await lockPetition(ctx.trx, id)
    if (!petition) return { refused: 'not-found', what: '这次登记' }
    if (petition.state !== 'draft') return already(petition)
    if (petition.registrar !== ctx.by.openId) return { refused: 'not-yours', who: '登记人本人' }
    const registered = await registerDraft(ctx.trx, petition, ctx.today, told, ctx.now)
    const number = sayNumber(registered.number)
    return {
      entries: [{ feature, subject: id, verb: 'register', facts: { number, told } }],
      arm: [
        {
          feature,
          subject: id,
          kind: 'notice',
          at: told ? null : nextNoticeReminder(ctx, registered),
        },
      ],
      toast: `已登记：${number}`,
    }
  }),

  drop: dropButton.tap(async (ctx, id) => {
    const petition = await lockPetition(ctx.trx, id)
    if (!petition) return { refused: 'not-found', what: '这次登记' }
    if (petition.state !== 'draft') return already(petition)
    if (petition.registrar !== ctx.by.openId) return { refused: 'not-yours', who: '登记人本人' }
    await dropDraft(ctx.trx, ctx.vault, petition)
    return { entries: [{ feature, subject: id, verb: 'drop', facts: {} }], toast: '已取消' }
  }),

  noticed: noticedButton.tap(async (ctx, id) => {
    const petition = await lockPetition(ctx.trx, id)
    if (!petition) return { refused: 'not-found', what: '此件' }
    if (!canNotice(petition)) return already(petition)
    if (!mayNotice(ctx, petition)) return { refused: 'not-allowed', needs: ['信访专员'] }
    await noteNoticed(ctx.trx, petition, ctx.today)
    return {
      entries: [{ feature, subject: id, verb: 'notice', facts: { on: ctx.today } }],
      arm: [{ feature, subject: id, kind: 'notice', at: null }],
      toast: '已记录书面告知',
    }
  }),
}

/** Whoever received the visit, or the 信访专员 (domain.md §1.7). */
function mayNotice(ctx: Ctx, petition: Petition): boolean {
  return petition.registrar === ctx.by.openId || actsAsOfficer(ctx)
}

const actsAsOfficer = (ctx: Ctx) => actsAs(ctx.office, ctx.by.openId, '信访专员')

function already(petition: Petition): Refusal {
  const what = petition.state === 'draft' ? '此件' : sayNumber(petition.number)
  return { refused: 'wrong-state', what, state: sayState(petition), wanted: '尚未办理' }
}
