// The clerk's own card: first to confirm, then the receipt (domain.md §7.2#1). A missing ★ stands on it and holds nothing back.
import type { Block, Button, PrivateCard } from '../../card.ts'
import type { Sight } from '../../feature.ts'
import { nameOf } from '../../people.ts'
import type { PrivateText } from '../../secret.ts'
import * as buttons from '../buttons.ts'
import {
  classWordsOf,
  type Facts,
  type Identity,
  type In,
  nameOfPetition,
  type Registered,
  sayNumber,
  sayState,
} from '../petition.ts'
import { whyNotAnswered } from '../transitions.ts'
import { formWords } from '../words.ts'
import { date, limit, limitFacts, line, note, toldFacts } from './facts.ts'

export interface Told {
  kind: 'register' | 'again' | 'answered'
  notes: string[]
  receivedSaid: boolean
}

export const droppedCard: PrivateCard = {
  title: '信访登记',
  light: 'grey',
  tag: '已取消',
  blocks: [{ kind: 'text', text: '本次登记已取消，未占用编号，未保存内容。' }],
}

export function confirmCard(
  ctx: Sight,
  draft: In<'draft'>,
  identity: Identity,
  told: Told,
  candidates: Registered[],
): PrivateCard {
  return {
    title: '信访登记（请核对）',
    tag: '待登记',
    blocks: [
      {
        kind: 'facts',
        facts: [...toldFacts(ctx, draft, identity), ...limitFacts(ctx, draft)],
      },
      ...hints(draft, identity, told).map(note),
      ...repeats(draft, candidates, told),
      note('请勿录入涉密内容。'),
      {
        kind: 'buttons',
        buttons: draft.headcountAsked ? whoCame(draft) : confirmButtons(draft, told),
      },
    ],
  }
}

function hints(draft: In<'draft'>, identity: Identity, told: Told): string[] {
  const missing = [
    ...(identity.name || draft.anonymous ? [] : ['信访人']),
    ...(identity.address ? [] : ['住址']),
    ...(draft.summary || draft.matter !== draft.id ? [] : ['事项']),
  ]
  const isSent = draft.form === 'letter' || draft.form === 'fax' || draft.source.body !== 'direct'
  return [
    ...(missing.length > 0 ? [`未填：${missing.join('、')}。可先登记，再补充。`] : []),
    ...(isSent && !told.receivedSaid
      ? [`未写明收到日期，按${draft.receivedAt}计，请核对；不符的请登记后更正。`]
      : []),
    ...(draft.headcountWords
      ? [`人数“${draft.headcountWords}”为约数，请核实后补充准确人数。`]
      : []),
    ...(draft.collective ? ['集体访、联名信。'] : []),
    ...((draft.representatives ?? 0) > 5 || (draft.form === 'visit' && draft.headcount > 5)
      ? ['多人反映同一事项的，请推选代表，不超过5人（第二十条）。']
      : []),
    ...(draft.urgent ? ['按重大紧急事项登记，登记后立即私聊办公室主任和值班员。'] : []),
    ...told.notes,
  ]
}

function repeats(draft: In<'draft'>, candidates: Registered[], told: Told): Block<PrivateText>[] {
  if (draft.matter !== draft.id) return [note('已关联为重复件，不新开60日期限。')]
  if (candidates.length === 0)
    return told.kind === 'again' ? [note('没有找到此前的信访件，按初次登记。')] : []
  const list = candidates.map(
    (one) => `${sayNumber(one.number)} ${one.summary ?? ''}（${sayState(one)}）`,
  )
  const pick = candidates.map(
    (one): Button => ({
      text: `同${sayNumber(one.number)}`,
      payload: buttons.linkButton.on(draft.id, { matter: one.id }),
    }),
  )
  return [note(`可能为重复件，请选择：${list.join('；')}`), { kind: 'buttons', buttons: pick }]
}

/** 等12人 代表5人: 到场几人？ (domain.md §8.2#4) */
function whoCame({ id, affected, representatives }: In<'draft'>): Button[] {
  const all = affected ?? 1
  const reps = representatives ?? 1
  return [
    {
      text: `登记：到场${all}人`,
      payload: buttons.headsButton.on(id, { came: all }),
      style: 'primary',
    },
    {
      text: `登记：到场${reps}人，涉及${all}人`,
      payload: buttons.headsButton.on(id, { came: reps }),
    },
    { text: '取消', payload: buttons.dropButton.on(id) },
  ]
}

function confirmButtons(draft: In<'draft'>, told: Told): Button[] {
  const { id } = draft
  const mayTell =
    draft.source.body === 'direct' && (draft.form === 'visit' || draft.form === 'phone_call')
  const mayAnswer = mayTell && whyNotAnswered(draft, true) === undefined
  const answered: Button = {
    text: '当场告知并答复，办结',
    payload: buttons.registerButton.on(id, { told: true, answered: true, anyway: false }),
    ...(told.kind === 'answered' && { style: 'primary' as const }),
  }
  const toldNow: Button = {
    text: '登记，已当场书面告知',
    payload: buttons.registerButton.on(id, { told: true, answered: false, anyway: false }),
    ...(told.kind !== 'answered' && { style: 'primary' as const }),
  }
  return [
    ...(mayAnswer && told.kind === 'answered' ? [answered] : []),
    ...(mayTell ? [toldNow] : []),
    ...(mayAnswer && told.kind !== 'answered' ? [answered] : []),
    {
      text: '登记',
      payload: buttons.registerButton.on(id, { told: false, answered: false, anyway: false }),
    },
    { text: '补充信息', payload: buttons.openButton.on(id, { to: 'amend' }) },
    { text: '取消', payload: buttons.dropButton.on(id) },
  ]
}

/** Somebody else has registered what looks like the same visit: said before the number is taken. */
export function twinsCard(
  ctx: Sight,
  draft: In<'draft'>,
  twins: Registered[],
  how: { told: boolean; answered: boolean },
): PrivateCard {
  return {
    title: '可能已由他人登记',
    light: 'yellow',
    blocks: [
      ...twins.map((one) =>
        line(
          `${sayNumber(one.number)}，${nameOf(ctx.office, one.registrar)}登记，${formWords[one.form]}，${one.headcount}人，${one.summary ?? ''}`,
        ),
      ),
      note('同一次来访不重复登记。'),
      {
        kind: 'buttons',
        buttons: [
          {
            text: '不是同一次，仍登记',
            payload: buttons.registerButton.on(draft.id, {
              ...how,
              anyway: true,
            }),
          },
          { text: '取消', payload: buttons.dropButton.on(draft.id), style: 'primary' },
        ],
      },
    ],
  }
}

export function receiptCard(ctx: Sight, petition: Registered): PrivateCard {
  const owed = !petition.course.noticedOn && !petition.course.noticeExempt
  return {
    title: nameOfPetition(petition),
    light: owed ? 'blue' : 'green',
    tag: sayState(petition),
    blocks: [
      line(
        `登记编号：${nameOfPetition(petition)}。${sentence(petition)}。${toldWords(ctx, petition)}${objectionWords(ctx, petition)}`,
      ),
      note(`登记人：${nameOf(ctx.office, petition.registrar)}。请勿在群内提及信访人信息。`),
      { kind: 'buttons', buttons: receiptButtons(petition, owed) },
    ],
  }
}

function receiptButtons(petition: Registered, owed: boolean): Button[] {
  const { id } = petition
  const fresh = petition.state === 'registered'
  const answer = fresh && whyNotAnswered(petition, true) === undefined
  return [
    ...(owed
      ? [
          {
            text: noticeWords(petition),
            payload: buttons.noticedButton.on(id),
            style: 'primary' as const,
          },
        ]
      : []),
    ...(answer
      ? [{ text: '当场告知并答复，办结', payload: buttons.answeredButton.on(id, { short: true }) }]
      : []),
    { text: '补充信息', payload: buttons.openButton.on(id, { to: 'amend' }) },
    { text: '办理', payload: buttons.openButton.on(id, { to: 'file' }) },
  ]
}

/** 当场 is said of who stood or called here; a letter is answered by a notice. */
export const noticeWords = ({ form, source }: Pick<Facts, 'form' | 'source'>): string =>
  source.body === 'direct' && (form === 'visit' || form === 'phone_call')
    ? '已当场书面告知'
    : '已告知'

function toldWords(ctx: Sight, petition: Registered): string {
  const { course, clocks, source } = petition
  if (course.noticedOn) return `已于${date(ctx, course.noticedOn)}书面告知。`
  if (course.noticeExempt) return `${course.noticeExempt}，不作书面告知。`
  const owed = `应于${limit(ctx, clocks.noticeDue)}书面告知信访人接收情况以及处理途径和程序、是否受理。`
  return source.body === 'direct' ? `已给书面告知单？未给的，${owed}` : owed
}

function objectionWords(ctx: Sight, { clocks, course, source }: Registered): string {
  const parts = [
    clocks.objectionDue && !course.objection
      ? `如不属本单位职权，请于${limit(ctx, clocks.objectionDue)}向来文单位提出异议并说明理由。`
      : '',
    source.due && clocks.senderInternal
      ? `来文时限${date(ctx, source.due)}，内部时限${date(ctx, clocks.senderInternal)}。`
      : '',
  ]
  return parts.join('')
}

function sentence(petition: Registered): string {
  const { form, headcount, summary } = petition
  const unit = form === 'visit' ? '人次' : '人'
  const about = petition.headcountWords ? '约' : ''
  return `${formWords[form]}，${about}${headcount}${unit}，${classWordsOf(petition)}，反映${summary ?? '（待补充）'}`
}
