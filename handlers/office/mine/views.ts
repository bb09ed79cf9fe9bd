// 我的: everything that waits for this person, across the duties, with its buttons; 查找: people and units by name or initials.
import type { Block, PrivateCard } from '../../card.ts'
import type { Feature, Reading, View, Waiting } from '../../feature.ts'
import {
  absenceOf,
  activePerson,
  nameOf,
  type Office,
  type Person,
  rolesOf,
  search,
  standIn,
  unitName,
} from '../../people.ts'
import { openAwayButton } from '../absence/buttons.ts'

const atMost = 20

export const mineViews = (
  duties: Feature[],
  own: Pick<Feature, 'menu' | 'waiting'>,
): Record<string, View> => ({
  mine: { person: (ctx, _subject, _args, person) => mineCard(ctx, [...duties, own], person) },
  found: {
    person: async ({ office }, _subject, args) =>
      foundCard(office, typeof args === 'string' ? args : ''),
  },
})

export async function mineCard(
  ctx: Reading,
  duties: Pick<Feature, 'menu' | 'waiting'>[],
  person: Person,
): Promise<PrivateCard> {
  const all: { menu: string; one: Waiting }[] = []
  for (const { menu, waiting } of duties)
    for (const one of await waiting(ctx, person)) all.push({ menu, one })
  const menus = [...new Set(all.map(({ menu }) => menu))]
  const listed = all.slice(0, atMost)
  return {
    title: '我的待办',
    light: all.length > 0 ? 'yellow' : 'green',
    tag: `${all.length}项`,
    blocks: [
      ...(all.length === 0 ? [{ kind: 'text' as const, text: '目前没有待您办理的事项。' }] : []),
      ...menus.flatMap((menu): Block<string>[] => [
        { kind: 'note', text: menu },
        ...listed.filter((it) => it.menu === menu).flatMap(({ one }) => waitingBlocks(one)),
      ]),
      ...(all.length > atMost
        ? [{ kind: 'note' as const, text: `余${all.length - atMost}项，办理后接着列出。` }]
        : []),
      { kind: 'buttons', buttons: [{ text: '出差授权', payload: openAwayButton.on('away') }] },
    ],
  }
}

function waitingBlocks({ text, buttons }: Waiting): Block<string>[] {
  return [
    { kind: 'text', text },
    ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
  ]
}

function foundCard(office: Office, said: string): PrivateCard {
  const { people, units } = search(office, said)
  const rows = people.slice(0, 30).map((person) => personRow(office, person))
  return {
    title: `查找：${said}`,
    tag: `${people.length + units.length}项`,
    blocks: [
      ...(rows.length > 0
        ? [{ kind: 'table' as const, columns: ['姓名', '单位', '岗位', '状态'], rows }]
        : []),
      ...units.map(
        ({ id, name }): Block<string> => ({
          kind: 'text',
          text: `单位：${name}（${membersOf(office, id)}人）`,
        }),
      ),
      ...(rows.length + units.length === 0
        ? [{ kind: 'text' as const, text: '名册中没有找到。可输入姓名、单位或姓名拼音首字母。' }]
        : []),
    ],
  }
}

const membersOf = (office: Office, unit: string) =>
  [...office.people.values()].filter((person) => person.unit === unit && person.status === 'active')
    .length

function personRow(office: Office, { openId, unit, status }: Person): string[] {
  const away = absenceOf(office, openId)
  const instead = away && standIn(office, openId)
  const state =
    status === 'left' ? '已离职' : away ? `外出${instead ? `，由${instead.name}代` : ''}` : '在岗'
  const posts = activePerson(office, openId) ? rolesOf(office, openId).join('、') : ''
  return [nameOf(office, openId), unit ? unitName(office, unit) : '—', posts || '—', state]
}
