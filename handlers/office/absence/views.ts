// What people see of an absence: the principal, who may come back at any time; who acts instead; and the list handed over.
import { sayDay } from '../../calendar.ts'
import type { Block, PrivateCard } from '../../card.ts'
import type { Reading, View } from '../../feature.ts'
import { activePerson, nameOf, type Office, type Person } from '../../people.ts'
import { sayInstant } from '../../when.ts'
import { uncovered } from './absence.ts'
import * as buttons from './buttons.ts'
import {
  findAbsence,
  findHandover,
  type HandedItem,
  type Handover,
  type StoredAbsence,
} from './store.ts'

export const absenceViews: Record<string, View> = {
  absence: {
    async person(ctx, id, _args, person) {
      const it = await findAbsence(ctx.trx, id)
      return it ? absenceCard(ctx, it, person) : 'gone'
    },
  },
  away: { person: async (ctx, _subject, _args, person) => awayForm(ctx, person) },
  handover: {
    async person(ctx, id, _args, person) {
      const it = await findHandover(ctx.trx, id)
      return it ? handoverCard(ctx, it, person) : 'gone'
    },
  },
}

export const sayDays = (
  { today }: Pick<Reading, 'today'>,
  { from, to }: Pick<StoredAbsence, 'from' | 'to'>,
): string =>
  from === to ? sayDay(from, { today }) : `${sayDay(from, { today })}至${sayDay(to, { today })}`

function absenceCard(ctx: Reading, it: StoredAbsence, person: Person): PrivateCard {
  const { office, today } = ctx
  const over = it.to < today || it.to < it.from
  const instead = it.delegate ? nameOf(office, it.delegate) : 'B角'
  const bare = it.delegate ? [] : uncovered(office, it.person)
  const principal = person.openId === it.person
  return {
    title: `外出：${nameOf(office, it.person)}`,
    light: over ? 'grey' : 'blue',
    tag: over ? '已返岗' : it.from > today ? '未开始' : '外出中',
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: '事由', value: it.why },
          { label: '时间', value: it.to < it.from ? '已取消' : sayDays(ctx, it) },
          { label: '代办', value: instead },
        ],
      },
      {
        kind: 'note',
        text: over
          ? '待办事项已回到本人。'
          : `期间待办、审批和提醒由${instead}办理，记录写明“由${instead}代${nameOf(office, it.person)}”。`,
      },
      ...(bare.length > 0 && !over
        ? [
            {
              kind: 'note' as const,
              text: `${bare.join('、')}没有B角，期间事项按顺序转请办公室主任、局领导。`,
            },
          ]
        : []),
      ...(over || !principal ? [] : [ending(it)]),
    ],
  }
}

function ending(it: StoredAbsence): Block<string> {
  return {
    kind: 'buttons',
    buttons: [
      { text: '提前返岗', payload: buttons.backButton.on(it.id), style: 'primary' },
      ...(it.delegate
        ? [{ text: '撤回授权', payload: buttons.withdrawDelegateButton.on(it.id) }]
        : []),
    ],
  }
}

function awayForm({ office, today }: Reading, person: Person): PrivateCard {
  const among = [...office.people.values()].filter(
    ({ openId, unit }) => activePerson(office, openId) && unit && openId !== person.openId,
  )
  return {
    title: '出差授权',
    blocks: [
      {
        kind: 'form',
        name: 'away',
        fields: [
          { kind: 'date', name: 'from', label: '开始', value: today },
          { kind: 'date', name: 'to', label: '结束' },
          {
            kind: 'person',
            name: 'person',
            label: '代办人',
            among: among.map(({ openId }) => openId),
          },
        ],
        buttons: [{ text: '登记', payload: buttons.awayButton.on('away'), style: 'primary' }],
      },
      { kind: 'note', text: '不选代办人的，由B角办理。' },
    ],
  }
}

// ── hand-over ──

function handoverCard(ctx: Reading, it: Handover, person: Person): PrivateCard {
  const { office } = ctx
  const name = nameOf(office, it.person)
  const mine = it.receiver === person.openId
  return {
    title: `交接清单：${name}`,
    light: it.receivedAt ? 'green' : 'yellow',
    tag: `${it.items.length}项`,
    blocks: [
      {
        kind: 'text',
        text: `${name}已离职或调离，以下事项由${nameOf(office, it.receiver)}接续办理，时限不变。`,
      },
      ...listed(it.items),
      ...(it.receivedAt
        ? [
            {
              kind: 'note' as const,
              text: `${nameOf(office, it.receiver)}已于${sayInstant(it.receivedAt, ctx.today)}接收。`,
            },
          ]
        : []),
      ...(it.receivedAt || !mine
        ? []
        : [
            {
              kind: 'buttons' as const,
              buttons: [
                {
                  text: '已接收',
                  payload: buttons.receivedButton.on(it.id),
                  style: 'primary' as const,
                },
              ],
            },
          ]),
      ...(it.receivedAt || person.openId !== it.superior ? [] : [passOn(office, it)]),
    ],
  }
}

function listed(items: HandedItem[]): Block<string>[] {
  if (items.length === 0) return [{ kind: 'text', text: '没有未办结事项。' }]
  return items.map(({ menu, text }, place) => ({
    kind: 'text',
    text: `${place + 1}. ${menu} ${text}`,
  }))
}

function passOn(office: Office, it: Handover): Block<string> {
  const unit = office.people.get(it.superior)?.unit
  const among = [...office.people.values()].filter(
    ({ openId, unit: of }) => activePerson(office, openId) && of !== null && openId !== it.receiver,
  )
  const near = among.toSorted((a, b) => Number(b.unit === unit) - Number(a.unit === unit))
  return {
    kind: 'form',
    name: 'passOn',
    fields: [
      {
        kind: 'person',
        name: 'person',
        label: '改由谁接收',
        among: near.map(({ openId }) => openId),
      },
    ],
    buttons: [{ text: '移交', payload: buttons.passOnButton.on(it.id) }],
  }
}
