// What the administrator sees of a group: to what it is bound, and to what it could be.
import type { Button, PrivateCard } from '../../card.ts'
import type { Reading, View } from '../../feature.ts'
import { type GroupChat, type Office, type Unit, unitName } from '../../people.ts'
import { bindAllButton, bindButton, bindUnitButton } from './buttons.ts'
import { findGroup, type GroupRow } from './store.ts'

export const groupViews: Record<string, View> = {
  group: {
    async person(ctx, chat) {
      const group = await findGroup(ctx.trx, chat)
      return group ? groupCard(ctx, group) : 'gone'
    },
  },
  groups: { person: async (ctx) => groupsCard(ctx) },
}

const kindWords = {
  bureau: '全局群',
  office: '办公室群',
  leaders: '局领导群',
  unbound: '未绑定',
} as const

export const sayBound = (
  office: Office,
  { kind, unit }: Pick<GroupChat, 'kind' | 'unit'>,
): string => (kind === 'unit' ? `${unitName(office, unit)}群` : kindWords[kind])

function groupCard({ office }: Reading, group: GroupRow): PrivateCard {
  const title = `群：${group.name || '未命名'}`
  if (group.status === 'gone')
    return {
      title,
      light: 'grey',
      tag: '已停用',
      blocks: [{ kind: 'text', text: '机器人已不在此群，有关提醒改发私聊。' }],
    }
  if (group.external)
    return {
      title,
      light: 'red',
      tag: '外部群',
      blocks: [{ kind: 'text', text: '此群含外部人员，不发送任何工作内容，也不能绑定。' }],
    }
  return {
    title,
    light: group.kind === 'unbound' ? 'yellow' : 'green',
    tag: sayBound(office, group),
    blocks: [
      {
        kind: 'text',
        text:
          group.kind === 'unbound'
            ? '此群尚未绑定，绑定前不发送工作内容。请选择：'
            : `已绑定为${sayBound(office, group)}。需要更改的，请另选：`,
      },
      { kind: 'buttons', buttons: choices(office, group) },
      {
        kind: 'form',
        name: 'bind',
        fields: [
          {
            kind: 'choice',
            name: 'unit',
            label: '部门',
            options: bindable(office).map(({ id, name }) => ({ text: name, value: id })),
          },
        ],
        buttons: [{ text: '绑定为部门群', payload: bindUnitButton.on(group.chat) }],
      },
    ],
  }
}

/** The unit that the name speaks of comes first. */
function choices(office: Office, { chat, name }: GroupRow): Button[] {
  const meant = bindable(office).find((unit) => name.includes(unit.name))
  const first: Button[] = meant
    ? [
        {
          text: `绑定为${meant.name}群`,
          payload: bindButton.on(chat, { kind: 'unit', unit: meant.id }),
          style: 'primary',
        },
      ]
    : []
  const whole = (['bureau', 'office', 'leaders'] as const).map((kind): Button => {
    const text = `绑定为${kindWords[kind]}`
    const fits = !meant && name.includes(kindWords[kind].replace('群', ''))
    return {
      text,
      payload: bindButton.on(chat, { kind, unit: '' }),
      ...(fits && { style: 'primary' as const }),
    }
  })
  return [
    ...first,
    ...whole,
    { text: '不绑定', payload: bindButton.on(chat, { kind: 'unbound', unit: '' }) },
  ]
}

const bindable = (office: Office): Unit[] =>
  [...office.units.values()].filter(({ kind }) => kind !== 'leaders' && kind !== 'office')

/** What a group's name says that it is. */
export function meantBy(
  office: Office,
  { name }: Pick<GroupChat, 'name'>,
): Pick<GroupChat, 'kind' | 'unit'> | undefined {
  const unit = bindable(office).find((one) => name.includes(one.name))
  if (unit) return { kind: 'unit', unit: unit.id }
  const kind = (['bureau', 'office', 'leaders'] as const).find((one) =>
    name.includes(kindWords[one].replace('群', '')),
  )
  return kind && { kind, unit: null }
}

export const toBind = (office: Office) =>
  office.groups
    .filter(({ kind, external }) => kind === 'unbound' && !external)
    .flatMap((group) => {
      const meant = meantBy(office, group)
      return meant ? [{ group, meant }] : []
    })

function groupsCard({ office }: Reading): PrivateCard {
  const meant = toBind(office)
  const suggestion = (chat: string) => {
    const found = meant.find(({ group }) => group.chat === chat)
    return found ? `未绑定，按群名应为${sayBound(office, found.meant)}` : '未绑定'
  }
  const rows = office.groups.map((group) => [
    group.name || '未命名',
    group.external
      ? '外部群，不发送'
      : group.kind === 'unbound'
        ? suggestion(group.chat)
        : sayBound(office, group),
  ])
  if (rows.length === 0)
    return { title: '群', blocks: [{ kind: 'text', text: '机器人还不在任何群内。' }] }
  return {
    title: '群',
    tag: `${rows.length}个`,
    blocks: [
      { kind: 'table', columns: ['群', '绑定'], rows },
      ...(meant.length > 0
        ? [
            {
              kind: 'buttons' as const,
              buttons: [
                {
                  text: `按群名绑定（${meant.length}个）`,
                  payload: bindAllButton.on('groups'),
                  style: 'primary' as const,
                },
              ],
            },
          ]
        : []),
      { kind: 'note', text: '逐个选择或更改，请发送“群绑定”。未绑定的群不发送工作内容。' },
    ],
  }
}
