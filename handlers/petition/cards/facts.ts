// The facts of a petition as cards print them. Identity is handed in only for those who may see it.
import { type Day, PROVISIONAL, sayDue, sayLimit } from '../../calendar.ts'
import type { Block, Fact } from '../../card.ts'
import type { Sight } from '../../feature.ts'
import { nameOf } from '../../people.ts'
import { maskName, maskPhone, type PrivateText } from '../../secret.ts'
import { finishDue, limitOn, senderInternalLimit, targetOf } from '../clock.ts'
import { deliveredOn } from '../course.ts'
import { classWordsOf, type Facts, type Identity, isOpen, type Petition } from '../petition.ts'
import { numbersOf } from '../settings.ts'
import {
  deliveryWords,
  dispositionWords,
  formWords,
  resultWords,
  routeWords,
  sourceActWords,
  sourceBodyWords,
} from '../words.ts'

type Looking = Pick<Sight, 'office' | 'today'>

export const date = ({ office, today }: Looking, on: Day) => sayDue(office.holidays, on, { today })
export const limit = ({ office, today }: Looking, on: Day) =>
  sayLimit(office.holidays, on, { today })

/** 2027年1月22日（周五）（暂按法定节日推算，待国务院办公厅通知确认） */
export function target(looking: Looking, due: Day): string {
  const { office } = looking
  const { day, provisional } = targetOf(limitOn(office.holidays, due), numbersOf(office))
  return `${date(looking, day)}${provisional ? `（${PROVISIONAL}）` : ''}`
}

export const note = (text: string): Block<PrivateText> => ({ kind: 'note', text })
export const line = (text: PrivateText): Block<PrivateText> => ({ kind: 'text', text })

export function headsOf(petition: Facts): string {
  const { headcount, headcountWords, headcountAsked, affected, representatives } = petition
  const came = headcountAsked
    ? '到场人数待确认'
    : headcountWords
      ? `约${headcount}人（${headcountWords}，待核实）`
      : `${headcount}人`
  const reps = representatives ? `，代表${representatives}人` : ''
  return `${came}${affected ? `，涉及${affected}人` : ''}${reps}`
}

export function sourceOf({ source }: Facts): string {
  if (source.body === 'direct') return sourceBodyWords.direct
  return `${source.name ?? sourceBodyWords[source.body]}${source.act ? sourceActWords[source.act] : ''}`
}

/** What the confirm card lists. */
export function toldFacts(
  ctx: Looking,
  petition: Petition,
  identity: Identity,
): Fact<PrivateText>[] {
  const { source } = petition
  return [
    { label: '形式', value: formWords[petition.form] },
    { label: '信访人', value: identity.name ?? (petition.anonymous ? '未留姓名' : '未填') },
    { label: '人数', value: headsOf(petition) },
    {
      label: '事项',
      value: petition.summary ? `${classWordsOf(petition)}，反映${petition.summary}` : '未填',
    },
    ...(identity.phone ? [{ label: '电话', value: identity.phone }] : []),
    ...(identity.address ? [{ label: '住址', value: identity.address }] : []),
    ...(source.body === 'direct' ? [] : [{ label: '来源', value: sourceOf(petition) }]),
    ...dateFacts(ctx, petition),
  ]
}

function dateFacts(ctx: Looking, petition: Petition): Fact<PrivateText>[] {
  const { eventDate, receivedAt, letterDate, source, course } = petition
  const isSent = source.body !== 'direct' || petition.form === 'letter' || petition.form === 'fax'
  return [
    isSent
      ? { label: '收到日期', value: date(ctx, receivedAt) }
      : { label: '日期', value: `${date(ctx, eventDate)}${course.eventTime ?? ''}` },
    ...(letterDate ? [{ label: '来信日期', value: date(ctx, letterDate) }] : []),
    ...(source.docDate ? [{ label: '来文日期', value: date(ctx, source.docDate) }] : []),
  ]
}

/** The limits that begin with the receipt. */
export function limitFacts(ctx: Looking, petition: Petition): Fact<PrivateText>[] {
  const { noticeDue, objectionDue } = petition.clocks
  return [
    { label: '告知期限', value: date(ctx, noticeDue) },
    ...(objectionDue ? [{ label: '异议期限', value: date(ctx, objectionDue) }] : []),
    ...senderFacts(ctx, petition),
  ]
}

/** Theirs and ours beside it (domain.md §3.4). */
export function senderFacts(ctx: Looking, { source, clocks }: Petition): Fact<PrivateText>[] {
  if (!source.due || !clocks.senderInternal) return []
  const internal = senderInternalLimit(
    ctx.office.holidays,
    source.due,
    numbersOf(ctx.office).upperBufferWd,
  )
  return [
    { label: '来文时限', value: date(ctx, source.due) },
    {
      label: '内部时限',
      value: `${date(ctx, clocks.senderInternal)}${internal.provisional ? '（暂按）' : ''}`,
    },
  ]
}

/** What has been done, in order, each with its date; only what there is. */
export function courseFacts(ctx: Looking, petition: Petition): Fact<PrivateText>[] {
  const { course, clocks, route31 } = petition
  const said = (on: Day | null) => (on ? date(ctx, on) : null)
  const due = finishDue(clocks)
  const delivered = deliveredOn(course)
  const facts: [string, string | null][] = [
    [
      '告知',
      course.noticedOn
        ? `${said(course.noticedOn)}${course.noticeWay ? `，${deliveryWords[course.noticeWay]}` : ''}`
        : course.noticeExempt,
    ],
    ['告知期限', course.noticedOn || course.noticeExempt ? null : said(clocks.noticeDue)],
    ['异议期限', objectionRuns(petition) ? said(clocks.objectionDue) : null],
    [
      '办理方式',
      course.handling
        ? `${dispositionWords[course.handling.disposition]}${course.handling.target}`
        : null,
    ],
    ['要求报结果', said(course.handling?.resultDue ?? null)],
    [
      '异议',
      course.objection
        ? `${said(course.objection.on)}提出，${answerWords[course.objection.answer]}${course.objection.late ? '（已超过5个工作日）' : ''}`
        : null,
    ],
    ['途径', route31 ? `第三十一条第${route31}项，${routeWords[route31]}` : null],
    ['受理', said(course.acceptedOn)],
    ['办理期限', due ? `${date(ctx, due)}${clocks.extendedDue ? '（已延期）' : ''}` : null],
    ['内部时限', due && !course.opinion?.on ? target(ctx, due) : null],
    ['延期', extensionWords(ctx, petition)],
    [
      '处理意见',
      course.opinion
        ? `${resultWords[course.opinion.result]}${course.opinion.on ? `，${said(course.opinion.on)}` : '，待审核'}`
        : null,
    ],
    ['送达', said(delivered)],
    [
      '申请复查至',
      clocks.petitionerDeadline
        ? `${date(ctx, clocks.petitionerDeadline)}，是否逾期由复查机关认定`
        : null,
    ],
    [
      '办结报告',
      course.reportSubmitted
        ? `${said(course.reportSubmitted.on)}已报${petition.source.name ?? '来文单位'}`
        : null,
    ],
    [
      '程序',
      petition.simple
        ? `简易办理${clocks.simpleDue ? `，期限${date(ctx, clocks.simpleDue)}` : ''}`
        : null,
    ],
    ['标记', course.flags.join('、') || null],
    ['系统编号', course.externalNo],
    ['退回', course.returned],
    ['去向', course.exitNote],
    ['作废原因', course.voided],
  ]
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}

const objectionRuns = (petition: Petition): boolean =>
  isOpen(petition) && !petition.course.objection && !petition.course.acceptedOn

const answerWords = { pending: '待核', agreed: '来文单位同意', refused: '来文单位不同意' } as const

function extensionWords(ctx: Looking, { course: { extension } }: Petition): string | null {
  if (!extension) return null
  const asked = `${extension.days}日，${nameOf(ctx.office, extension.askedBy)}申请`
  switch (extension.state) {
    case 'pending':
      return `${asked}，待局领导批准`
    case 'approved':
      return `${asked}，${extension.approvedOn ? date(ctx, extension.approvedOn) : ''}批准${extension.backfilled ? '（补录）' : ''}${extension.toldOn ? '，已告知信访人' : '，未告知信访人'}`
    case 'refused':
      return `${asked}，未获批准`
    case 'late':
      return `${asked}，逾期后提出，原期限不变`
  }
}

/** 张**, 138****0000: for whoever works on it and may not see who it is. */
export function masked(identity: Identity): Fact<PrivateText>[] {
  return [
    { label: '信访人', value: identity.name?.map(maskName) ?? '未留姓名' },
    ...(identity.phone ? [{ label: '电话', value: identity.phone.map(maskPhone) }] : []),
  ]
}
