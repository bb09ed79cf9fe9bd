// What people see of petitions. Identity stands on the handler's own private card alone; a group gets number, state, date.
import { sayDue, sayLimit } from '../calendar.ts'
import type { Block, Fact, PrivateCard, Said } from '../card.ts'
import type { Reading, View } from '../feature.ts'
import { nameOf } from '../people.ts'
import type { PrivateText } from '../secret.ts'
import { dropButton, noticedButton, registerButton } from './buttons.ts'
import {
  type Draft,
  formWords,
  type Identity,
  type Petition,
  purposeWords,
  type Registered,
  sayNumber,
  sayState,
} from './petition.ts'
import { findPetition, identityOf } from './store.ts'

export const views: Record<string, View> = {
  /** The clerk's own card: first to confirm, then the receipt. */
  registration: {
    async person(ctx, id) {
      const petition = await findPetition(ctx.trx, id)
      if (!petition) return droppedCard
      switch (petition.state) {
        case 'draft':
          return confirmCard(ctx, petition, await identityOf(ctx.trx, ctx.vault, id))
        case 'registered':
          return receiptCard(ctx, petition)
        case 'voided':
          return { title: sayNumber(petition.number), light: 'grey', tag: '作废', blocks: [] }
      }
    },
  },
  /** Asked by number: number, state, due date. */
  progress: {
    group: async (ctx, id) => progress(ctx, await findPetition(ctx.trx, id)),
    person: async (ctx, id) => progress(ctx, await findPetition(ctx.trx, id)),
  },
}

const droppedCard: PrivateCard = {
  title: '信访登记',
  light: 'grey',
  tag: '已取消',
  blocks: [{ kind: 'text', text: '本次登记已取消，未占用编号，未保存内容。' }],
}

function confirmCard(ctx: Reading, draft: Draft, identity: Identity): PrivateCard {
  const buttons = [
    ...(draft.form === 'visit' || draft.form === 'phone_call'
      ? [
          {
            text: '登记，已当场书面告知',
            payload: registerButton.on(draft.id, { told: true }),
            style: 'primary' as const,
          },
        ]
      : []),
    { text: '登记', payload: registerButton.on(draft.id, { told: false }) },
    { text: '取消', payload: dropButton.on(draft.id) },
  ]
  return {
    title: '信访登记（请核对）',
    tag: '待登记',
    blocks: [
      { kind: 'facts', facts: draftFacts(ctx, draft, identity) },
      ...(draft.headcountWords ? [guess(draft.headcountWords)] : []),
      { kind: 'note', text: '请勿录入涉密内容。' },
      { kind: 'buttons', buttons },
    ],
  }
}

const guess = (words: string): Block<PrivateText> => ({
  kind: 'note',
  text: `人数“${words}”为约数，请核实后补充准确人数。`,
})

function draftFacts(ctx: Reading, draft: Draft, identity: Identity): Fact<PrivateText>[] {
  const { today } = ctx
  return [
    { label: '形式', value: formWords[draft.form] },
    { label: '信访人', value: identity.name ?? '未留姓名' },
    { label: '人数', value: `${draft.headcount}人` },
    { label: '事项', value: `${purposeWords[draft.purpose]}，反映${draft.topic}` },
    ...(identity.phone ? [{ label: '电话', value: identity.phone }] : []),
    ...(identity.address ? [{ label: '住址', value: identity.address }] : []),
    { label: '日期', value: sayDue(ctx.office.holidays, draft.eventDate, { today }) },
    { label: '告知期限', value: sayDue(ctx.office.holidays, draft.noticeDue, { today }) },
  ]
}

function receiptCard(ctx: Reading, petition: Registered): PrivateCard {
  const limit = sayLimit(ctx.office.holidays, petition.noticeDue, { today: ctx.today })
  const owed = petition.noticedOn === null
  const told = owed
    ? `已给书面告知单？未给的，应于${limit}书面告知信访人接收情况以及处理途径和程序、是否受理。`
    : `已于${sayDue(ctx.office.holidays, petition.noticedOn ?? ctx.today, { today: ctx.today })}书面告知。`
  return {
    title: sayNumber(petition.number),
    light: owed ? 'blue' : 'green',
    tag: sayState(petition),
    blocks: [
      {
        kind: 'text',
        text: `登记编号：${sayNumber(petition.number)}。${sentence(petition)}。${told}`,
      },
      {
        kind: 'note',
        text: `登记人：${nameOf(ctx.office, petition.registrar)}。请勿在群内提及信访人信息。`,
      },
      ...(owed
        ? [
            {
              kind: 'buttons' as const,
              buttons: [
                {
                  text: '已当场书面告知',
                  payload: noticedButton.on(petition.id),
                  style: 'primary' as const,
                },
              ],
            },
          ]
        : []),
    ],
  }
}

function sentence({ form, headcount, purpose, topic }: Petition): string {
  const unit = form === 'visit' ? '人次' : '人'
  return `${formWords[form]}，${headcount}${unit}，${purposeWords[purpose]}，反映${topic}`
}

/** Unknown, voided and restricted numbers all get the one sentence (domain.md §6.2). */
function progress(ctx: Reading, petition: Petition | undefined): Said {
  if (petition?.state !== 'registered') return { said: '请私聊查询。' }
  const due = sayDue(ctx.office.holidays, petition.noticeDue, { today: ctx.today })
  const clock = petition.noticedOn ? '已书面告知' : `书面告知期限${due}`
  return { said: `${sayNumber(petition.number)}：${sayState(petition)}，${clock}。` }
}
