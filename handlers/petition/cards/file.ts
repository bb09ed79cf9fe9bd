// The file of a petition: what it is, what was done, and the buttons that its state and the person's role allow.
import type { Block, Button, PrivateCard } from '../../card.ts'
import type { Sight } from '../../feature.ts'
import { type Person, unitName } from '../../people.ts'
import { isRefusal } from '../../refusal.ts'
import type { PrivateText } from '../../secret.ts'
import * as buttons from '../buttons.ts'
import type { Custom } from '../customs/store.ts'
import {
  can,
  classWordsOf,
  type Identity,
  isOpen,
  nameOfPetition,
  type Registered,
  sayState,
} from '../petition.ts'
import { archive, whyNotShort } from '../transitions.ts'
import { actsForUnit, isDirector, isOfficer, seesIdentity } from '../who.ts'
import { ratingWords } from '../words.ts'
import { courseFacts, headsOf, masked, note, senderFacts, sourceOf, toldFacts } from './facts.ts'

export function fileCard(
  ctx: Sight,
  petition: Registered,
  identity: Identity,
  person: Person,
  custom: Custom | undefined,
): PrivateCard {
  const sees = seesIdentity(ctx.office, person.openId, petition)
  const about = sees
    ? toldFacts(ctx, petition, identity)
    : [
        { label: '事项', value: `${classWordsOf(petition)}，${petition.summary ?? '待补充'}` },
        { label: '人数', value: headsOf(petition) },
        { label: '来源', value: sourceOf(petition) },
        ...masked(identity),
      ]
  const actions = buttonsFor(ctx, petition, person, custom)
  return {
    title: nameOfPetition(petition),
    light: isOpen(petition) ? 'blue' : 'grey',
    tag: sayState(petition),
    blocks: [
      { kind: 'facts', facts: about },
      { kind: 'facts', facts: [...courseFacts(ctx, petition), ...senderFacts(ctx, petition)] },
      ...(sees ? [note('请勿在群内提及信访人信息。')] : []),
      ...rowsOf(actions),
    ],
  }
}

/** Five in a row at most. */
function rowsOf(all: Button[]): Block<PrivateText>[] {
  const rows = Array.from({ length: Math.ceil(all.length / 5) }, (_, i) =>
    all.slice(i * 5, i * 5 + 5),
  )
  return rows.map((row) => ({ kind: 'buttons', buttons: row }))
}

function buttonsFor(
  ctx: Sight,
  p: Registered,
  { openId }: Person,
  custom: Custom | undefined,
): Button[] {
  const officer = isOfficer(ctx.office, openId)
  const director = isDirector(ctx.office, openId)
  const unit = actsForUnit(ctx.office, openId, p)
  return [
    ...(officer ? officersButtons(ctx, p, custom) : []),
    ...(director ? directorsButtons(p) : []),
    ...(unit || officer ? handlersButtons(p) : []),
    ...(officer || p.registrar === openId
      ? [{ text: '补充信息', payload: buttons.openButton.on(p.id, { to: 'amend' }) }]
      : []),
  ]
}

function officersButtons(ctx: Sight, p: Registered, custom: Custom | undefined): Button[] {
  const { id, course } = p
  const open = (to: buttons.SheetName, text: string): Button => ({
    text,
    payload: buttons.openButton.on(id, { to }),
  })
  const short = whyNotShort(p) === undefined
  return [
    ...(can('accept', p) && course.objection?.answer !== 'pending'
      ? [{ text: '告知并受理', payload: buttons.acceptButton.on(id, { on: '' }) }]
      : []),
    ...(can('notice', p) && !course.noticedOn
      ? [{ text: '已告知', payload: buttons.noticedButton.on(id) }]
      : []),
    ...(can('routeByCustom', p) && short && custom?.approvedBy
      ? [
          {
            text: `按惯例分办${unitName(ctx.office, custom.unit)}`,
            payload: buttons.customButton.on(id, { unit: custom.unit }),
          },
        ]
      : []),
    ...(can('propose', p) ? [open('plan', '呈主任')] : []),
    ...(course.objection?.answer === 'pending'
      ? [
          {
            text: '来文单位同意异议',
            payload: buttons.objectionAnswerButton.on(id, { agreed: true }),
          },
          {
            text: '来文单位不同意',
            payload: buttons.objectionAnswerButton.on(id, { agreed: false }),
          },
        ]
      : []),
    ...(can('deliver', p)
      ? [
          { text: '今日当面送达', payload: buttons.deliveredTodayButton.on(id) },
          open('delivery', '送达情况'),
        ]
      : []),
    ...(p.source.act === 'assign' && can('submitReport', p) && !course.reportSubmitted
      ? [open('delivery', '上报办结报告')]
      : []),
    ...(isOpen(p) ? [open('leave', '其他去向')] : []),
    ...(can('rate', p) && course.finishedOn && !course.rating ? ratings(id) : []),
    ...(can('execute', p) && course.opinion?.result === 'support' && !course.executedOn
      ? [{ text: '意见已执行', payload: buttons.executeButton.on(id) }]
      : []),
    ...(can('askReview', p) || can('finishReview', p) ? [open('delivery', '复查复核')] : []),
    ...(can('notice', p) && !course.noticedOn && !course.noticeExempt
      ? [{ text: '无法告知', payload: buttons.exemptButton.on(id) }]
      : []),
    ...(can('archive', p) && !isRefusal(archive(p, ctx.today))
      ? [{ text: '归档', payload: buttons.archiveButton.on(id) }]
      : []),
    open('papers', '出文书'),
  ]
}

const ratings = (id: string): Button[] =>
  (['satisfied', 'fairly_satisfied', 'dissatisfied'] as const).map((rating) => ({
    text: ratingWords[rating],
    payload: buttons.rateButton.on(id, { rating }),
  }))

function directorsButtons(p: Registered): Button[] {
  return [
    ...(p.state === 'registered'
      ? [{ text: '分办', payload: buttons.openButton.on(p.id, { to: 'plan' }) }]
      : []),
    ...(p.state === 'routed' && p.handling.custom
      ? [{ text: '收回', payload: buttons.pullBackButton.on(p.id) }]
      : []),
    ...(p.course.report?.state === 'in'
      ? [
          { text: '认可', payload: buttons.reportAcceptButton.on(p.id) },
          { text: '退回', payload: buttons.openButton.on(p.id, { to: 'delivery' }) },
        ]
      : []),
    ...(isOpen(p) ? [{ text: '催办', payload: buttons.urgeButton.on(p.id) }] : []),
  ]
}

function handlersButtons(p: Registered): Button[] {
  const open = (to: buttons.SheetName, text: string): Button => ({
    text,
    payload: buttons.openButton.on(p.id, { to }),
  })
  return [
    ...(can('submitOpinion', p) ? [open('opinion', '提交答复意见')] : []),
    ...(can('extend', p) && p.clocks.legalDue && !p.course.extension
      ? [open('extension', '申请延期')]
      : []),
    ...(p.clocks.objectionDue && can('object', p) && !p.course.objection
      ? [open('objection', '提出异议')]
      : []),
    ...(p.state === 'routed' && p.handling.resultDue && p.course.report?.state !== 'in'
      ? [open('delivery', '报办结报告')]
      : []),
  ]
}
