// Commands and taps of petitions, in order: what is asked first, then what is said of a numbered one, then what is registered.
import { type Day, day as dayFrom, isDay } from '../calendar.ts'
import { type Command, type Ctx, command, type Outcome, type Tap } from '../feature.ts'
import { unitName } from '../people.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { amend } from './acts/amend.ts'
import * as flags from './acts/flags.ts'
import { makePaper, paperCommands } from './acts/papers.ts'
import { feature } from './acts/perform.ts'
import { queries } from './acts/queries.ts'
import * as reg from './acts/registration.ts'
import { link } from './acts/repeats.ts'
import { sentences } from './acts/sentences.ts'
import * as step from './acts/steps.ts'
import { apartCommands, apartTaps } from './apart/acts.ts'
import * as b from './buttons.ts'
import { maySeeRows } from './lists/views.ts'
import { type Registration, readRegistration } from './reading/registration.ts'
import { findPetition } from './store.ts'
import { seesFacts } from './who.ts'
import type { Disposition, Route31 } from './words.ts'

const register = command<Registration>({
  name: '登记信访件',
  says: [
    '登记来访 张某某 3人 反映淤区土地补偿 联系电话13800000000',
    '登记来信 周某 11月20日收到 反映供暖',
    '省信访局转来一件 冯某 堤防占压补偿 来文11月24日',
    '张某某又来了 还是上次那个事 2个人',
  ],
  roles: [],
  inGroup: 'private',
  read: readRegistration,
  act: reg.draft,
})

export const commands: Command[] = [
  ...queries,
  ...apartCommands,
  ...paperCommands,
  ...flags.flagCommands,
  ...sentences,
  register,
]

type Done = Promise<Outcome | Refusal>

/** After a form the card is the file again. */
async function back(result: Done): Done {
  const outcome = await result
  return isRefusal(outcome) ? outcome : { ...outcome, card: { view: 'file' } }
}

const on = (ctx: Ctx, day: string | undefined): Day => (day ? dayFrom(day) : ctx.today)

async function open(ctx: Ctx, id: string, to: b.SheetName): Done {
  const petition = await findPetition(ctx.trx, id)
  if (!petition) return { refused: 'not-found', what: '此件' }
  const mine = petition.registrar === ctx.by.openId
  if (petition.state === 'draft' && !(mine && to === 'amend'))
    return { entries: [], card: { view: 'registration' } }
  if (!mine && !seesFacts(ctx.office, ctx.by.openId, petition))
    return { refused: 'not-allowed', needs: ['信访专员'] }
  return { entries: [], card: { view: to } }
}

async function plan(ctx: Ctx, id: string, form: b.PlanForm): Done {
  const { unit, target, opinion, day } = form
  if (!unit && !target)
    return { refused: 'missing', what: '承办单位', example: '在“承办单位”中选择' }
  const name = unit ? unitName(ctx.office, unit) : (target ?? '')
  const resultDue = day ? dayFrom(day) : null
  const disposition: Disposition =
    form.disposition ?? step.dispositionFor(ctx, unit ?? null, resultDue)
  return step.propose(ctx, id, {
    disposition,
    unit: unit ?? null,
    target: name,
    opinion: opinion || `请${name}研究办理`,
    resultDue,
  })
}

type Leaving = {
  way?: keyof typeof b.ways | undefined
  note?: string | undefined
  day?: string | undefined
  route?: string | undefined
  same?: string | undefined
}

async function leave(ctx: Ctx, id: string, { way, note = '', day, route, same }: Leaving): Done {
  const when = on(ctx, day)
  switch (way) {
    case undefined:
      return { refused: 'missing', what: '去向', example: '在“去向”中选择' }
    case 'routed_elsewhere':
      return route
        ? step.routeElsewhere(ctx, id, when, routeOf(route), note)
        : { refused: 'missing', what: '途径', example: '第三十一条第4项' }
    case 'told_where':
      return step.tellWhere(ctx, id, when, note)
    case 'declined':
      return step.decline(ctx, id, when, note)
    case 'no_longer_accepted':
      return step.noLongerAccept(ctx, id, when, same === 'yes')
    case 'withdrawn':
      return step.withdraw(ctx, id, when, note)
    case 'settled':
      return step.settle(ctx, id, when, note)
  }
}

const routeOf = (text: string): Route31 =>
  ([1, 2, 3, 4, 5] as const).find((n) => String(n) === text) ?? 5

/** An amended draft is the confirm card again. */
async function amended(ctx: Ctx, id: string, form: b.Correction): Done {
  const result = await amend(ctx, id, form)
  if (isRefusal(result)) return result
  const petition = await findPetition(ctx.trx, id)
  return { ...result, card: { view: petition?.state === 'draft' ? 'registration' : 'file' } }
}

export const taps: Record<string, Tap> = {
  register: b.registerButton.tap((ctx, id, how) => reg.register(ctx, id, how)),
  drop: b.dropButton.tap((ctx, id) => reg.drop(ctx, id)),
  heads: b.headsButton.tap((ctx, id, { came }) => reg.heads(ctx, id, came)),
  open: b.openButton.tap((ctx, id, { to }) => open(ctx, id, to)),
  amend: b.amendButton.tap((ctx, id, _v, form) => amended(ctx, id, form)),
  void: b.voidButton.tap((ctx, id, _v, { reason }) => step.voidIt(ctx, id, reason ?? '')),
  noticed: b.noticedButton.tap((ctx, id) => step.noticeToday(ctx, id)),
  noticedOn: b.noticedOnButton.tap((ctx, id, _v, { day, way }) =>
    back(step.notice(ctx, id, on(ctx, day), way ?? null)),
  ),
  exempt: b.exemptButton.tap((ctx, id) => step.exempt(ctx, id)),
  accept: b.acceptButton.tap((ctx, id, value) =>
    step.accept(ctx, id, isDay(value.on) ? value.on : ctx.today),
  ),
  answered: b.answeredButton.tap((ctx, id, { short }) => step.answer(ctx, id, ctx.today, short)),
  plan: b.planButton.tap((ctx, id, _v, form) => back(plan(ctx, id, form))),
  custom: b.customButton.tap((ctx, id) => step.byCustom(ctx, id)),
  pullBack: b.pullBackButton.tap((ctx, id) => step.pullBack(ctx, id)),
  transferTold: b.transferToldButton.tap((ctx, id, { unit }) =>
    step.transferTold(ctx, id, unit, ctx.today),
  ),
  assign: b.assignButton.tap((ctx, id, { unit }, { day }) => assign(ctx, id, unit, day)),
  object: b.objectButton.tap((ctx, id, _v, { reason, day }) =>
    back(step.object(ctx, id, on(ctx, day), reason ?? '')),
  ),
  objectionAnswer: b.objectionAnswerButton.tap((ctx, id, { agreed }) =>
    step.answerObjection(ctx, id, agreed),
  ),
  extend: b.extendButton.tap((ctx, id, _v, { days, reason }) =>
    back(step.askExtension(ctx, id, Number(days ?? '0'), reason ?? '')),
  ),
  extensionTold: b.extensionToldButton.tap((ctx, id, _v, { day }) =>
    back(step.tellExtension(ctx, id, on(ctx, day))),
  ),
  opinion: b.opinionButton.tap((ctx, id, _v, form) =>
    form.result
      ? back(
          step.submitOpinion(ctx, id, {
            result: form.result,
            basis: form.basis ?? '',
            text: form.text ?? '',
            needsLeader: form.leader === 'yes',
          }),
        )
      : Promise.resolve<Refusal>({
          refused: 'missing',
          what: '处理结果',
          example: '支持、解释说明或不予支持',
        }),
  ),
  deliveredToday: b.deliveredTodayButton.tap((ctx, id) =>
    step.deliver(ctx, id, { on: ctx.today, way: 'in_person', note: 'signed' }),
  ),
  deliver: b.deliverButton.tap((ctx, id, _v, { day, way, note }) =>
    back(step.deliver(ctx, id, { on: on(ctx, day), way: way ?? 'other', note: note ?? 'none' })),
  ),
  reportIn: b.reportInButton.tap((ctx, id, _v, { day }) =>
    back(step.receiveReport(ctx, id, on(ctx, day))),
  ),
  reportAccept: b.reportAcceptButton.tap((ctx, id) => step.acceptReport(ctx, id)),
  reportReturn: b.reportReturnButton.tap((ctx, id, _v, { reason }) =>
    back(step.returnReport(ctx, id, reason ?? '')),
  ),
  reportSubmit: b.reportSubmitButton.tap((ctx, id, _v, { day, docNo }) =>
    back(step.submitReport(ctx, id, on(ctx, day), docNo || null)),
  ),
  leave: b.leaveButton.tap((ctx, id, _v, form) => back(leave(ctx, id, form))),
  rate: b.rateButton.tap((ctx, id, { rating }) => step.rate(ctx, id, rating)),
  execute: b.executeButton.tap((ctx, id) => step.execute(ctx, id, ctx.today)),
  urge: b.urgeButton.tap((ctx, id) => step.urge(ctx, id)),
  reviewAsked: b.reviewAskedButton.tap((ctx, id, _v, { day }) =>
    back(step.askReview(ctx, id, on(ctx, day))),
  ),
  reviewDone: b.reviewDoneButton.tap((ctx, id, _v, { day, received, result }) =>
    back(
      step.finishReview(ctx, id, {
        on: on(ctx, day),
        deliveredOn: on(ctx, received ?? day),
        result: result ?? '',
      }),
    ),
  ),
  archive: b.archiveButton.tap((ctx, id) => step.archive(ctx, id)),
  link: b.linkButton.tap((ctx, id, { matter }) => link(ctx, id, matter)),
  threat: b.threatButton.tap((ctx, id, { real }) => flags.threat(ctx, id, real)),
  toLeader: b.toLeaderButton.tap((ctx, id) => flags.toLeader(ctx, id)),
  reported: b.reportedButton.tap((ctx, id, _v, { whom, when }) =>
    flags.reported(ctx, id, whom ?? '', when ?? ''),
  ),
  supervise: b.superviseButton.tap((ctx, id, { cause, agreed }) =>
    flags.supervise(ctx, id, cause, agreed),
  ),
  paper: b.paperButton.tap((ctx, id, { kind }) => makePaper(ctx, id, kind)),
  show: b.showButton.tap(async (ctx, id) => ({
    entries: [],
    tell: [{ kind: 'view', to: { person: ctx.by.openId }, feature, subject: id, view: 'file' }],
  })),
  rows: b.rowsButton.tap(async (ctx, subject, { of }) =>
    maySeeRows(ctx.office, ctx.by.openId)
      ? {
          entries: [],
          tell: [
            {
              kind: 'view',
              to: { person: ctx.by.openId },
              feature,
              subject,
              view: 'rows',
              args: of,
            },
          ],
        }
      : { refused: 'not-allowed', needs: ['信访专员', '办公室主任'] },
  ),
  ...apartTaps,
}

async function assign(ctx: Ctx, id: string, unit: string, day: string | undefined): Done {
  if (!day)
    return { refused: 'missing', what: '报办结报告的日期', example: '在“何日报办结报告”中选择' }
  const target = unitName(ctx.office, unit)
  return step.propose(ctx, id, {
    disposition: 'assign_with_report',
    unit,
    target,
    opinion: `交${target}办理`,
    resultDue: dayFrom(day),
  })
}
