// Changing settings: shown before, recorded, told to the duties in the same transaction. And 初始化.
import { z } from 'zod'
import { type Ctx, command, type Feature, type Outcome, type Tap } from '../../feature.ts'
import { rolesFor, whyNot } from '../../people.ts'
import { fold } from '../../phrase.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { entry, show } from '../answers.ts'
import * as buttons from './buttons.ts'
import {
  changesIn,
  readValue,
  type SettingChange,
  sayValue,
  settingNamed,
  type Topic,
  topicsOf,
} from './catalogue.ts'
import { saveSetting } from './store.ts'
import { firstTopicStep, saidIn, topicNamed } from './views.ts'

const whole =
  (pattern: RegExp) =>
  ({ text }: { text: string }) =>
    pattern.test(fold(text).text.trim()) ? { slots: {} } : undefined

export const settingCommands = (duties: Feature[]) => [
  command<Record<string, never>>({
    name: '设置',
    says: ['设置'],
    roles: rolesFor('see_settings'),
    inGroup: 'private',
    read: whole(/^(?:查看)?(?:设置|配置|参数)$/u),
    act: async (ctx) => ({ entries: [], tell: [show(ctx.by.openId, 'settings', 'settings')] }),
  }),
  command<{ key: string; said: string }>({
    name: '修改设置',
    says: ['把审批提醒间隔设为3'],
    roles: rolesFor('set'),
    inGroup: 'private',
    read({ text }) {
      const match = fold(text)
        .text.trim()
        .match(/^(?:把|将)?(.{2,30}?)(?:设为|设成|设置为|改为|改成|调整为)\s*(.{1,60}?)[。.]?$/u)
      const [, name = '', said = ''] = match ?? []
      const found = match ? settingNamed(topicsOf(duties), name.replace(/^设置/u, '').trim()) : []
      const [only, ...others] = found
      if (!only) return undefined
      if (others.length > 0)
        return {
          refused: 'unclear',
          what: `“${name}”`,
          hint: `有${found.map(({ title }) => title).join('、')}，请写全。`,
        }
      const read = readValue(only, said)
      return isRefusal(read) ? read : { slots: { key: only.key, said } }
    },
    act: async (ctx, { key, said }) => ({
      entries: [],
      tell: [show(ctx.by.openId, 'settings', 'preview', { values: { [key]: said } })],
    }),
  }),
  command<Record<string, never>>({
    name: '初始化',
    says: ['初始化'],
    roles: rolesFor('set'),
    inGroup: 'private',
    read: whole(/^(?:开始)?初始化(?:向导|设置)?$/u),
    act: async (ctx) => ({
      entries: [],
      tell: [show(ctx.by.openId, 'settings', 'setup', { step: 1 })],
    }),
  }),
]

/** Saved one by one, in one act: 撤销 takes all of them back. */
async function save(ctx: Ctx, changes: SettingChange[]): Promise<Outcome> {
  for (const { setting, value } of changes) await saveSetting(ctx.trx, setting.key, value)
  return {
    entries: changes.map(({ setting, value }) =>
      entry('settings', 'set', {
        key: setting.key,
        from: shownNow(ctx, setting),
        to: sayValue(setting, value),
      }),
    ),
    news: changes.map(({ setting: { key } }) => ({ kind: 'settingChanged', key })),
    toast: changes.length === 0 ? '没有变化' : `已修改${changes.length}项设置`,
  }
}

const shownNow = ({ office }: Ctx, setting: SettingChange['setting']) =>
  sayValue(
    setting,
    setting.value.safeParse(office.settings.get(setting.key)).success
      ? JSON.parse(JSON.stringify(office.settings.get(setting.key)))
      : setting.fallback,
  )

const allOf = (duties: Feature[]) => topicsOf(duties).flatMap(({ settings }) => settings)
const values = z.record(z.string(), z.string())

export const settingTaps = (duties: Feature[]): Record<string, Tap> => ({
  openTopic: buttons.openTopicButton.tap(async (_ctx, _subject, { topic }) => ({
    entries: [],
    card: { view: 'topic', args: { topic } },
  })),
  check: buttons.checkButton.tap(async (ctx, _subject, { topic }, form) => {
    const said = saidIn(topicNamed(duties, topic), form)
    const changes = changesIn(ctx.office, topicNamed(duties, topic).settings, said)
    return isRefusal(changes)
      ? changes
      : { entries: [], card: { view: 'preview', args: { values: said } } }
  }),
  confirmSettings: buttons.confirmButton.tap(async (ctx, _subject, packed) => {
    const read = values.safeParse(JSON.parse(packed.values))
    if (!read.success) return { refused: 'stale-button' }
    return allowed(ctx, changesIn(ctx.office, allOf(duties), read.data), { view: 'settings' })
  }),
  step: buttons.stepButton.tap(async (_ctx, _subject, { to }) => ({
    entries: [],
    card: { view: 'setup', args: { step: to } },
  })),
  saveStep: buttons.saveStepButton.tap(async (ctx, _subject, { step }, form) => {
    const topic: Topic | undefined = topicsOf(duties)[step - firstTopicStep]
    if (!topic) return { refused: 'stale-button' }
    return allowed(ctx, changesIn(ctx.office, topic.settings, saidIn(topic, form)), {
      view: 'setup',
      args: { step: step + 1 },
    })
  }),
  allDefaults: buttons.allDefaultsButton.tap(async (ctx) => {
    const defaults = Object.fromEntries(
      allOf(duties).map((setting) => [setting.key, sayValue(setting, setting.fallback)]),
    )
    const last = firstTopicStep + topicsOf(duties).length
    const changes = changesIn(
      ctx.office,
      allOf(duties).filter(({ fallback }) => fallback !== null && fallback !== ''),
      defaults,
    )
    return allowed(ctx, changes, { view: 'setup', args: { step: last } })
  }),
})

async function allowed(
  ctx: Ctx,
  changes: SettingChange[] | Refusal,
  card: NonNullable<Outcome['card']>,
): Promise<Outcome | Refusal> {
  if (isRefusal(changes)) return changes
  const no = whyNot(ctx.office, ctx.by.openId, 'set')
  if (no) return no
  return { ...(await save(ctx, changes)), card }
}
