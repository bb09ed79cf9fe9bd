// What can be set, as the duties declare it: by topic, with its range and its effect in Chinese, read from its own type.
import { z } from 'zod'
import type { Json } from '../../../db/types.ts'
import { type Feature, type Setting, settingOf } from '../../feature.ts'
import type { Office } from '../../people.ts'
import { readNumber } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'

export interface Topic {
  name: string
  settings: Setting[]
}

export function topicsOf(duties: Feature[]): Topic[] {
  const all = duties.flatMap(({ menu, settings }) =>
    settings.map((setting) => ({ topic: setting.topic ?? menu, setting })),
  )
  const names = [...new Set(all.map(({ topic }) => topic))]
  return names.map((name) => ({
    name,
    settings: all.filter(({ topic }) => topic === name).map(({ setting }) => setting),
  }))
}

type Shape =
  | { kind: 'yes-no' }
  | { kind: 'choice'; values: string[] }
  | { kind: 'number'; min: number | undefined; max: number | undefined }
  | { kind: 'text'; max: number | undefined }
  | { kind: 'list' }

const schema = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
})

export function shapeOf({ value }: Setting): Shape {
  const { type, enum: values, minimum, maximum, maxLength } = schema.parse(z.toJSONSchema(value))
  if (values) return { kind: 'choice', values: values.map(String) }
  if (type === 'boolean') return { kind: 'yes-no' }
  if (type === 'integer' || type === 'number')
    return { kind: 'number', min: minimum, max: bounded(maximum) }
  return type === 'array' ? { kind: 'list' } : { kind: 'text', max: maxLength }
}

const bounded = (most: number | undefined) =>
  most === undefined || most >= Number.MAX_SAFE_INTEGER ? undefined : most

/** 1至10 · 是、否 · the words of its choices. */
export function sayRange(setting: Setting): string {
  const shape = shapeOf(setting)
  switch (shape.kind) {
    case 'yes-no':
      return '是、否'
    case 'choice':
      return shape.values.map((value) => setting.words?.[value] ?? value).join('、')
    case 'number':
      return shape.max === undefined ? `不小于${shape.min ?? 0}` : `${shape.min ?? 0}至${shape.max}`
    case 'list':
      return '多项用顿号分开'
    case 'text':
      return shape.max === undefined ? '文字' : `不超过${shape.max}字`
  }
}

export function sayValue(setting: Setting, value: Json): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.length > 0 ? value.map(String).join('、') : '未设'
  const text = value === null || value === '' ? '未设' : String(value)
  return setting.words?.[text] ?? text
}

export const currentOf = (office: Office, setting: Setting): string =>
  sayValue(setting, settingOf(office, setting))

export const sayEffect = ({ effect }: Setting): string =>
  effect ?? '保存后立即生效，已发出的内容不变'

/** What was typed or chosen, as its value; else why it does not fit. */
export function readValue(setting: Setting, said: string): { value: Json } | Refusal {
  const read = setting.value.safeParse(rawOf(setting, said.trim()))
  if (!read.success)
    return {
      refused: 'field',
      field: setting.title,
      hint: `的范围是${sayRange(setting)}，请核对。`,
    }
  return { value: JSON.parse(JSON.stringify(read.data)) }
}

function rawOf(setting: Setting, said: string): unknown {
  const shape = shapeOf(setting)
  if (shape.kind === 'number')
    return readNumber(said.replace(/(?:个)?(?:工作日|自然日|日|天|人|分钟|次)$/u, '')) ?? said
  if (shape.kind === 'yes-no') return yesNo(said)
  if (shape.kind === 'list')
    return said === '未设' ? [] : said.split(/[、,，;；\s]+/u).filter(Boolean)
  return Object.entries(setting.words ?? {}).find(([, words]) => words === said)?.[0] ?? said
}

function yesNo(said: string): boolean | undefined {
  if (/^(?:是|开|开启|启用|要|true)$/u.test(said)) return true
  return /^(?:否|关|关闭|停用|不要|不|false)$/u.test(said) ? false : undefined
}

export interface SettingChange {
  setting: Setting
  value: Json
}

/** Only what differs from what holds now. */
export function changesIn(
  office: Office,
  settings: Setting[],
  said: Record<string, string>,
): SettingChange[] | Refusal {
  const changes: SettingChange[] = []
  for (const setting of settings) {
    const text = said[setting.key]
    if (text === undefined) continue
    const read = readValue(setting, text)
    if ('refused' in read) return read
    if (JSON.stringify(read.value) !== JSON.stringify(settingOf(office, setting)))
      changes.push({ setting, value: read.value })
  }
  return changes
}

/** By its title, or a part of it that names one alone. */
export function settingNamed(topics: Topic[], said: string): Setting[] {
  const plain = (text: string) => text.replaceAll(/[（(].*?[）)]|\s/gu, '')
  const all = topics.flatMap(({ settings }) => settings)
  const exact = all.filter(({ title }) => plain(title) === plain(said))
  return exact.length > 0
    ? exact
    : all.filter(({ title }) => plain(said).length > 1 && plain(title).includes(plain(said)))
}
