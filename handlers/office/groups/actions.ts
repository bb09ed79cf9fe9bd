// Groups: the bot comes in, introduces itself once and asks to be bound; it goes, and its reminders move to private chats.
import { z } from 'zod'
import {
  type Answer,
  type ClockCtx,
  type Ctx,
  command,
  type Outcome,
  type Tap,
  type Tell,
} from '../../feature.ts'
import type { Happening } from '../../outside.ts'
import { type GroupChat, holdersOf, type Office, unique, unitRoles, whyNot } from '../../people.ts'
import { fold } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { entry, show, tellPerson } from '../answers.ts'
import { noteGroup } from '../store.ts'
import { bindAllButton, bindButton, bindUnitButton } from './buttons.ts'
import { chatsErrand } from './errand.ts'
import { bindGroup, findGroup, type GroupRow, lockGroup } from './store.ts'
import { sayBound, toBind } from './views.ts'

type GroupNews = Extract<Happening, { kind: 'group' }>

export async function groupHappened(ctx: ClockCtx, it: GroupNews): Promise<Outcome> {
  const before = await lockGroup(ctx.trx, it.chat)
  const gone = it.change === 'bot-removed' || it.change === 'disbanded'
  const { chat, at, name, external } = it
  await noteGroup(ctx.trx, {
    chat,
    at,
    gone,
    ...(name !== undefined && { name }),
    ...(external !== undefined && { external }),
  })
  const after = await findGroup(ctx.trx, chat)
  if (!after) return { entries: [] }
  const noted = entry(chat, it.change, { name: after.name, external: after.external })
  if (gone || (after.external && before && !before.external))
    return lost(ctx, after, noted, it.change)
  if (it.change !== 'bot-added') return { entries: [noted] }
  return { entries: [noted], tell: [...introduction(after), ...asked(ctx.office, chat)] }
}

const hello =
  '大家好，我是督办助手，协助办公室办理信访登记、督办提醒和谈话计划。群内只发督办通知、提醒和经审定的数字，涉及个人的内容一律私聊。需要时请@我并发送“帮助”。请勿在群内发送信访人信息和涉密内容。'

function introduction({ chat, external }: GroupRow): Tell[] {
  if (external) return []
  return [
    { kind: 'notice', to: { group: chat }, key: `intro/${chat}`, class: 1, body: { said: hello } },
  ]
}

const asked = (office: Office, chat: string): Tell[] =>
  askers(office).map((person) => show(person, chat, 'group'))

/** The administrator, else the director. */
function askers(office: Office): string[] {
  const people = holdersOf(office, '系统管理员')
  return (people.length > 0 ? people : holdersOf(office, '办公室主任')).map(({ openId }) => openId)
}

const whyWords: Record<string, string> = { disbanded: '已解散', 'bot-removed': '已将机器人移出' }

/** Told once to those whom it reminded, and to the administrator. */
function lost(
  { office, now }: ClockCtx,
  group: GroupRow,
  noted: Outcome['entries'][number],
  change: string,
): Outcome {
  const why = whyWords[change] ?? '已加入外部人员'
  const said = `“${group.name}”${why}，今后不再向该群发送内容，有关提醒改发私聊。`
  const people = [...new Set([...ownersOf(office, group), ...askers(office)])]
  return {
    entries: [noted],
    tell: people.map((person) =>
      tellPerson(person, said, `group-lost/${group.chat}/${now}/${person}`),
    ),
    news: [{ kind: 'groupGone', chat: group.chat }],
  }
}

function ownersOf(office: Office, { kind, unit }: GroupChat): string[] {
  if (kind === 'unbound') return []
  const people = unit
    ? unitRoles.flatMap((role) => holdersOf(office, role, unit))
    : holdersOf(office, '办公室主任')
  return unique(people).map(({ openId }) => openId)
}

/** A guest among the members makes it external. */
export async function membersHappened(
  ctx: ClockCtx,
  it: Extract<Happening, { kind: 'members' }>,
): Promise<Outcome> {
  const known = await findGroup(ctx.trx, it.chat)
  if (!known || it.external === undefined || it.external === known.external) return { entries: [] }
  return groupHappened(ctx, {
    kind: 'group',
    change: 'renamed',
    chat: it.chat,
    external: it.external,
    at: it.at,
  })
}

// ── those it was in before it knew anybody ──

const chats = z.object({
  with: z.string(),
  got: z
    .object({
      items: z.array(
        z.object({
          chat_id: z.string(),
          name: z.string().nullish(),
          external: z.boolean().nullish(),
          chat_status: z.string().nullish(),
        }),
      ),
      next: z.string().optional(),
    })
    .optional(),
})

export const chatsAnswer: Answer = async (ctx, result) => {
  const { with: pull, got } = chats.parse(result)
  const entries: Outcome['entries'] = []
  for (const it of got?.items ?? []) {
    if (it.chat_status && it.chat_status !== 'normal') continue
    const known = await findGroup(ctx.trx, it.chat_id)
    if (known?.status === 'active') continue
    await noteGroup(ctx.trx, {
      chat: it.chat_id,
      at: ctx.now,
      gone: false,
      name: it.name ?? '',
      external: it.external ?? false,
    })
    entries.push(entry(it.chat_id, 'found', { name: it.name ?? '' }))
  }
  const tell =
    entries.length > 0 ? askers(ctx.office).map((person) => show(person, 'groups', 'groups')) : []
  return { entries, tell, errands: got?.next ? [chatsErrand(pull, got.next)] : [] }
}

// ── binding ──

export const groupCommands = [
  command<Record<string, never>>({
    name: '群',
    says: ['群绑定'],
    roles: ['系统管理员', '办公室主任'],
    inGroup: 'private',
    read: ({ text }) =>
      /^(?:查看)?(?:群绑定|绑定群|群列表|群)$/u.test(fold(text).text.trim())
        ? { slots: {} }
        : undefined,
    act: async (ctx) => ({
      entries: [],
      tell: [
        show(ctx.by.openId, 'groups', 'groups'),
        ...ctx.office.groups
          .filter(({ kind }) => kind === 'unbound')
          .map(({ chat }) => show(ctx.by.openId, chat, 'group')),
      ],
    }),
  }),
]

async function bind(
  ctx: Ctx,
  chat: string,
  kind: GroupChat['kind'],
  unit: string | null,
): Promise<Outcome | Refusal> {
  const no = whyNot(ctx.office, ctx.by.openId, 'bind_group')
  if (no) return no
  const group = await lockGroup(ctx.trx, chat)
  if (!group || group.status === 'gone') return { refused: 'not-found', what: '此群' }
  if (group.external) return { refused: 'external-group' }
  if (kind === 'unit' && !ctx.office.units.has(unit ?? ''))
    return { refused: 'missing', what: '部门', example: '在“部门”中选择' }
  await bindGroup(ctx.trx, chat, kind, unit)
  const bound = sayBound(ctx.office, { kind, unit })
  return {
    entries: [entry(chat, 'bind', { kind, unit })],
    redraw: [{ feature: 'office', subject: 'groups' }],
    toast: `已设为${bound}`,
  }
}

async function bindAll(ctx: Ctx): Promise<Outcome | Refusal> {
  const no = whyNot(ctx.office, ctx.by.openId, 'bind_group')
  if (no) return no
  const all = toBind(ctx.office)
  for (const { group, meant } of all) {
    if (await lockGroup(ctx.trx, group.chat))
      await bindGroup(ctx.trx, group.chat, meant.kind, meant.unit)
  }
  return {
    entries: all.map(({ group, meant }) => entry(group.chat, 'bind', { ...meant })),
    redraw: [{ feature: 'office', subject: 'groups' }],
    toast: `已绑定${all.length}个群`,
  }
}

export const groupTaps: Record<string, Tap> = {
  bindAll: bindAllButton.tap((ctx) => bindAll(ctx)),
  bind: bindButton.tap((ctx, chat, { kind, unit }) => bind(ctx, chat, kind, unit || null)),
  bindUnit: bindUnitButton.tap((ctx, chat, _value, { unit }) =>
    bind(ctx, chat, 'unit', unit ?? null),
  ),
}
