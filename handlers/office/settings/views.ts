// 设置 by topic, what a change would change, and 初始化: a card a topic, every default chosen.
import { z } from 'zod'
import type { Json } from '../../../db/types.ts'
import type { Block, Field, PrivateCard } from '../../card.ts'
import { type Feature, type Reading, type Setting, settingOf, type View } from '../../feature.ts'
import type { Office } from '../../people.ts'
import { sayVacancy, vacancies } from '../posts/posts.ts'
import * as buttons from './buttons.ts'
import {
  changesIn,
  currentOf,
  sayEffect,
  sayRange,
  sayValue,
  shapeOf,
  type Topic,
  topicsOf,
} from './catalogue.ts'

export const settingViews = (duties: Feature[]): Record<string, View> => ({
  settings: { person: async (ctx) => overview(ctx.office, topicsOf(duties)) },
  topic: {
    person: async (ctx, _subject, args) =>
      topicCard(ctx.office, topicNamed(duties, textIn(args, 'topic'))),
  },
  preview: {
    person: async (ctx, _subject, args) =>
      previewCard(ctx.office, topicsOf(duties), valuesIn(args)),
  },
  setup: { person: async (ctx, _subject, args) => setupCard(ctx, topicsOf(duties), stepIn(args)) },
})

const none: Topic = { name: '', settings: [] }
export const topicNamed = (duties: Feature[], name: string) =>
  topicsOf(duties).find((topic) => topic.name === name) ?? none

function overview(office: Office, topics: Topic[]): PrivateCard {
  const rows = topics.flatMap(({ name, settings }) =>
    settings.map((setting) => [name, setting.title, currentOf(office, setting), sayRange(setting)]),
  )
  return {
    title: '设置',
    blocks: [
      { kind: 'table', columns: ['类别', '设置', '现值', '范围'], rows },
      {
        kind: 'buttons',
        buttons: topics.map(({ name }) => ({
          text: name,
          payload: buttons.openTopicButton.on('settings', { topic: name }),
        })),
      },
      { kind: 'note', text: '也可以直接说，例如：把审批提醒间隔设为3。' },
    ],
  }
}

function topicCard(office: Office, topic: Topic): PrivateCard {
  return {
    title: `设置：${topic.name}`,
    blocks: [
      {
        kind: 'form',
        name: 'topic',
        fields: fieldsOf(office, topic),
        buttons: [
          {
            text: '核对',
            payload: buttons.checkButton.on('settings', { topic: topic.name }),
            style: 'primary',
          },
        ],
      },
      ...effects(topic),
    ],
  }
}

const effects = ({ settings }: Topic): Block<string>[] =>
  settings.map((setting) => ({
    kind: 'note',
    text: `${setting.title}：范围${sayRange(setting)}，${sayEffect(setting)}。`,
  }))

const fieldsOf = (office: Office, { settings }: Topic): Field[] =>
  settings.map((setting, place) => fieldOf(setting, `s${place}`, settingOf(office, setting)))

function fieldOf(setting: Setting, name: string, value: Json): Field {
  const shape = shapeOf(setting)
  const head = { name, label: setting.title }
  const chosen = sayValue(setting, value)
  if (shape.kind === 'yes-no')
    return {
      kind: 'choice',
      ...head,
      options: ['是', '否'].map((text) => ({ text, value: text })),
      value: chosen,
    }
  if (shape.kind !== 'choice')
    return {
      kind: 'input',
      ...head,
      value: value === null || value === '' ? '' : chosen,
      maxLength: 60,
    }
  const options = shape.values.map((one) => ({ text: sayValue(setting, one), value: one }))
  return { kind: 'choice', ...head, options, value: String(value) }
}

/** What stood in the fields, by the keys of the settings. */
export function saidIn({ settings }: Topic, form: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    settings.flatMap(({ key }, place) =>
      form[`s${place}`] === undefined ? [] : [[key, form[`s${place}`] ?? '']],
    ),
  )
}

function previewCard(office: Office, topics: Topic[], said: Record<string, string>): PrivateCard {
  const changes = changesIn(
    office,
    topics.flatMap(({ settings }) => settings),
    said,
  )
  if ('refused' in changes || changes.length === 0)
    return {
      title: '设置',
      light: 'green',
      blocks: [{ kind: 'text', text: '与现值相同，没有变化。' }],
    }
  return {
    title: '设置：请核对',
    light: 'yellow',
    tag: `${changes.length}项`,
    blocks: [
      {
        kind: 'table',
        columns: ['设置', '现值', '改为', '影响'],
        rows: changes.map(({ setting, value }) => [
          setting.title,
          currentOf(office, setting),
          sayValue(setting, value),
          sayEffect(setting),
        ]),
      },
      {
        kind: 'buttons',
        buttons: [
          {
            text: '确认',
            payload: buttons.confirmButton.on('settings', { values: JSON.stringify(said) }),
            style: 'primary',
          },
        ],
      },
    ],
  }
}

// ── 初始化 ──

/** 1 people and posts · 2 groups · then a topic each. */
export const firstTopicStep = 3

function setupCard({ office }: Reading, topics: Topic[], step: number): PrivateCard {
  const last = firstTopicStep + topics.length - 1
  const title = `初始化 ${Math.min(step, last)}/${last}`
  if (step > last) return doneCard(office)
  const onward = { text: '下一页', payload: buttons.stepButton.on('settings', { to: step + 1 }) }
  if (step <= 1)
    return {
      title,
      blocks: [
        ...peopleBlocks(office),
        {
          kind: 'buttons',
          buttons: [
            {
              text: '全部用默认',
              payload: buttons.allDefaultsButton.on('settings'),
              style: 'primary',
            },
            onward,
          ],
        },
      ],
    }
  if (step === 2)
    return { title, blocks: [...groupBlocks(office), { kind: 'buttons', buttons: [onward] }] }
  const topic = topics[step - firstTopicStep] ?? none
  return {
    title: `${title}：${topic.name}`,
    blocks: [
      {
        kind: 'form',
        name: 'step',
        fields: fieldsOf(office, topic),
        buttons: [
          {
            text: '保存并继续',
            payload: buttons.saveStepButton.on('settings', { step }),
            style: 'primary',
          },
        ],
      },
      ...effects(topic),
      { kind: 'buttons', buttons: [{ ...onward, text: '用默认，继续' }] },
    ],
  }
}

function peopleBlocks(office: Office): Block<string>[] {
  const staff = [...office.people.values()].filter(
    ({ status, unit }) => status === 'active' && unit,
  )
  const empty = vacancies(office).map((one) => sayVacancy(office, one))
  return [
    {
      kind: 'text',
      text: `名册：单位${office.units.size}个，人员${staff.length}名。${staff.length === 0 ? '请先发送“同步通讯录”。' : ''}`,
    },
    {
      kind: 'text',
      text:
        empty.length > 0
          ? `岗位空缺：${empty.join('、')}。可直接说“督查专员是某某”登记。`
          : '岗位已齐。',
    },
    { kind: 'note', text: '以下各项都有默认值，可全部采用，以后随时用“设置”修改。' },
  ]
}

function groupBlocks({ groups }: Office): Block<string>[] {
  const unbound = groups.filter(({ kind, external }) => kind === 'unbound' && !external)
  const said =
    unbound.length > 0
      ? `待绑定：${unbound.map(({ name }) => name || '未命名').join('、')}。发送“群绑定”逐个选择。`
      : '已在的群都已绑定。'
  return [
    {
      kind: 'text',
      text:
        groups.length === 0
          ? '机器人还不在任何群内。请把机器人加入全局群、办公室群和各部门群，入群后逐个绑定。'
          : said,
    },
  ]
}

function doneCard(office: Office): PrivateCard {
  const empty = vacancies(office).map((one) => sayVacancy(office, one))
  return {
    title: '初始化完成',
    light: empty.length > 0 ? 'yellow' : 'green',
    blocks: [
      { kind: 'text', text: '可以开始使用。发送“帮助”查看写法，发送“体检”检查配置。' },
      ...(empty.length > 0
        ? [{ kind: 'note' as const, text: `仍有岗位空缺：${empty.join('、')}。` }]
        : []),
    ],
  }
}

const args = z
  .object({ topic: z.string(), step: z.number(), values: z.record(z.string(), z.string()) })
  .partial()

function textIn(given: unknown, name: 'topic'): string {
  const read = args.safeParse(given)
  return (read.success && read.data[name]) || ''
}
function stepIn(given: unknown): number {
  const read = args.safeParse(given)
  return (read.success && read.data.step) || 1
}
function valuesIn(given: unknown): Record<string, string> {
  const read = args.safeParse(given)
  return (read.success && read.data.values) || {}
}
