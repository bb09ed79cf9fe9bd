// Settings: typed, shown with their range, changed with a preview, recorded, taken back; and 初始化 in few cards.
import { describe, expect, it } from 'vitest'
import { features } from '../../handlers/index.ts'
import {
  changesIn,
  readValue,
  sayRange,
  sayValue,
  shapeOf,
  topicsOf,
} from '../../handlers/office/settings/catalogue.ts'
import { useHouse } from '../house.ts'
import { anOffice } from './builders.ts'

const all = features.flatMap(({ settings }) => settings)
const setting = (key: string) => {
  const found = all.find((one) => one.key === key)
  if (!found) throw new Error(`no setting ${key}`)
  return found
}

describe('设置的类型、范围和默认值', () => {
  it.each(all.map((one) => [one.title, one] as const))(
    '%s：默认值在范围内，能读回',
    (_title, one) => {
      expect(one.value.safeParse(one.fallback).success).toBe(true)
      expect(sayRange(one)).not.toBe('')
      if (shapeOf(one).kind === 'text') return
      expect(readValue(one, sayValue(one, one.fallback))).toEqual({ value: one.fallback })
    },
  )

  it.each([
    ['3', { value: 3 }],
    ['三个工作日', { value: 3 }],
    ['3天', { value: 3 }],
    ['0', 'field'],
    ['100', 'field'],
    ['很快', 'field'],
  ] as const)('审批提醒间隔写“%s”', (said, expected) => {
    const read = readValue(setting('approval.silent_days'), said)
    if (expected === 'field') expect(read).toMatchObject({ refused: 'field' })
    else expect(read).toEqual(expected)
  })

  it('与现值相同的不算修改', () => {
    const one = setting('approval.silent_days')
    expect(changesIn(anOffice(), [one], { [one.key]: '2' })).toEqual([])
    expect(changesIn(anOffice(), [one], { [one.key]: '3' })).toHaveLength(1)
  })
})

describe('修改设置与初始化', () => {
  const house = useHouse('pglite')

  it('一句话修改：先看影响，确认后生效，可以撤销', async () => {
    const said = await house().say('姜海涛', '把审批提醒间隔设为3')
    const card = said.new[0]
    if (!card) throw new Error('no preview')
    expect(card.text).toContain('审批提醒间隔（工作日） | 2 | 3')
    const done = await house().tap('姜海涛', card, '确认')
    expect(done.message.text).toContain('审批提醒间隔（工作日） | 3 | 1至10')
    const undone = await house().tap('姜海涛', done.message, '撤销')
    expect(undone.message.text).toContain('审批提醒间隔（工作日） | 2 | 1至10')
  })

  it('无权的人不能改，也不能用别人的卡片改', async () => {
    const said = await house().say('何小雨', '把审批提醒间隔设为3')
    expect(said.new.map(({ text }) => text)).toEqual([
      '此项由办公室主任、系统管理员办理，您可转请其操作。',
    ])
  })

  it('初始化不超过18张卡片，逐页默认已选，可全部用默认', async () => {
    const started = await house().say('姜海涛', '初始化')
    const card = started.new[0]
    if (!card) throw new Error('no card')
    const pages = Number(/初始化 1\/(\d+)/u.exec(card.text)?.[1])
    expect(pages).toBeGreaterThan(3)
    expect(pages).toBeLessThanOrEqual(18)
    const done = await house().tap('姜海涛', card, '全部用默认')
    expect(done.message.text).toContain('初始化完成')
    const stored = await house().database.db.selectFrom('setting').select('key').execute()
    expect(stored).toEqual([])
  })

  it('逐页走完，改了的保存，其余不动', async () => {
    const started = await house().say('姜海涛', '初始化')
    let card = started.new[0]
    for (let n = 0; n < 18 && card && !card.text.includes('初始化完成'); n++) {
      const form =
        card.buttons.some(({ text }) => text === '保存并继续') &&
        card.fields.some(({ label }) => label.startsWith('审批提醒'))
      const button = form
        ? '保存并继续'
        : card.buttons.some(({ text }) => text === '用默认，继续')
          ? '用默认，继续'
          : '下一页'
      const turned = await house().tap(
        '姜海涛',
        card,
        button,
        form ? { '审批提醒间隔（工作日）': '4' } : undefined,
      )
      card = turned.message
    }
    expect(card?.text).toContain('初始化完成')
    const stored = await house()
      .database.db.selectFrom('setting')
      .select(['key', 'value'])
      .execute()
    expect(stored).toEqual([{ key: 'approval.silent_days', value: 4 }])
  })
})

describe('类别', () => {
  it('每项设置都归入一个类别，标题不重复', () => {
    const titles = topicsOf(features).flatMap(({ settings }) => settings.map(({ title }) => title))
    expect(new Set(titles).size).toBe(titles.length)
    expect(titles).toHaveLength(all.length)
  })
})
