// Random histories of the cast: whatever they do, every visible card equals the rendering of the present state for whoever
// looks, or says that it is superseded and has no buttons; and whoever must act has a card with buttons.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawRow } from '../../bot/render.ts'
import type { Reading } from '../../handlers/feature.ts'
import { dayAt } from '../../handlers/when.ts'
import { members } from '../../playground/cast.ts'
import { type House, type Shown, useHouse } from '../house.ts'
import { buttonsOf, dutyRows, idOf } from './seen.ts'

type Step = { who: string; say: string } | { who: string; button: string; nth: number }

const says: Step[] = [
  { who: '金若水', say: '督办 工程处 12月4日前 上报堤防建设进度' },
  { who: '周明远', say: '督办 水政处 12月7日前 上报采砂巡查情况' },
  { who: '邹亚楠', say: '督1号延期到12月18日 原因是合同审核未完' },
  { who: '章若兰', say: '反馈 督1号 已完成现场核查' },
  { who: '邹亚楠', say: '督1号办完了 进度表已上报' },
  { who: '金若水', say: '督1号 工程处电话反馈 正在签合同' },
  { who: '周明远', say: '同意' },
  { who: '周明远', say: '撤销' },
  { who: '邹亚楠', say: '撤销' },
  { who: '金若水', say: '撤销' },
]
const opening: Step[] = [
  { who: '金若水', say: '督办 工程处 12月4日前 上报堤防建设进度' },
  { who: '周明远', button: '批准立项', nth: 0 },
  { who: '邹亚楠', button: '签收', nth: 0 },
]
const taps = [
  '批准立项',
  '不予立项',
  '同意',
  '同意办结并销号',
  '签收',
  '撤回申请',
  '撤销',
  '返回',
  '有误',
]
const people = ['周明远', '金若水', '邹亚楠', '章若兰']

const step = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...says) },
  {
    weight: 3,
    arbitrary: fc.record({
      who: fc.constantFrom(...people),
      button: fc.constantFrom(...taps),
      nth: fc.nat(2),
    }),
  },
)

describe('任意经过', () => {
  const house = useHouse('postgres')

  it('每张可见的卡片都是现在的样子，要办的人都有带按钮的卡片', { timeout: 60_000 }, async () => {
    const histories = fc.sample(fc.array(step, { minLength: 10, maxLength: 12 }), {
      numRuns: 3,
      seed: 20_261_125,
    })
    for (const steps of histories) {
      for (const one of steps) await follow(house(), one)
      await everyCardIsTrue(house())
      await nobodyIsLeftOut(house())
    }
  })

  it('每个操作撤销后，各项台账都与操作前一样，编号除外', { timeout: 60_000 }, async () => {
    const steps = fc.sample(step, { numRuns: 8, seed: 7 })
    const undone: string[] = []
    for (const one of [...opening, ...says, ...steps]) {
      const before = await dutyRows(house())
      const acts = await standingActs(house(), one.who)
      await follow(house(), one)
      if ((await standingActs(house(), one.who)) <= acts) continue
      await house().say(one.who, '撤销')
      expect(await dutyRows(house()), JSON.stringify(one)).toEqual(before)
      undone.push('say' in one ? one.say : one.button)
      await follow(house(), one)
    }
    expect(new Set(undone).size).toBeGreaterThan(6)
    await everyCardIsTrue(house())
  })
})

async function standingActs(house: House, who: string): Promise<number> {
  const rows = await house.database.db
    .selectFrom('act_trail')
    .select('act')
    .where('by', '=', idOf(who))
    .where('undone_by', 'is', null)
    .execute()
  return rows.length
}

/** The nth card with that button in the person's chat, or in a group where the person is. */
async function follow(house: House, one: Step): Promise<void> {
  if ('say' in one) {
    await house.say(one.who, one.say.replace('督1号', await lastNumber(house, one.who)))
    return
  }
  const cards = visible(house, one.who).filter((m) => buttonsOf(m).includes(one.button))
  const card = cards[one.nth % Math.max(1, cards.length)]
  if (!card) return
  await house.playground.tap({
    as: one.who,
    message_id: card.message_id,
    button: one.button,
    nth: 1,
  })
}

/** 督3号: the latest that has been ordered, of the person's own unit. */
async function lastNumber(house: House, who: string): Promise<string> {
  const unit = who === '章若兰' ? 'shuizheng' : 'gongcheng'
  const row = await house.database.db
    .selectFrom('task')
    .select('n')
    .where('n', 'is not', null)
    .where('lead_unit', '=', unit)
    .orderBy('n', 'desc')
    .executeTakeFirst()
  return `督${row?.n ?? 1}号`
}

const chats = ['工程处工作群', '水政处工作群']

function visible(house: House, who: string): Shown[] {
  const groups = house.playground.chats().filter((c) => c.members.includes(idOf(who)))
  const names = chats.filter((name) => groups.some((group) => group.name === name))
  return [...house.shown(who), ...names.flatMap((name) => house.shown(name))].filter((m) => m.card)
}

async function everyCardIsTrue(house: House): Promise<void> {
  const rows = await house.database.db.selectFrom('card').selectAll().execute()
  const shown = new Map(
    [...people, '王建国'].flatMap((who) => visible(house, who)).map((m) => [m.message_id, m]),
  )
  await house.database.db.transaction().execute(async (trx) => {
    const reading = await readingOf(house, trx)
    for (const row of rows) {
      const message = shown.get(row.message_id ?? '')
      if (!message) continue
      const wire = await drawRow(house.parts, reading, row)
      const now = wire === 'gone' ? 'gone' : JSON.parse(wire.content)
      if (row.retired) expect(buttonsOf(message)).toEqual([])
      else expect(withoutUndo(message.card)).toEqual(withoutUndo(now))
    }
  })
}

async function readingOf(house: House, trx: Reading['trx']): Promise<Reading> {
  const now = house.parts.clock.now()
  const office = await house.parts.office.get(trx, now)
  return { trx, vault: house.parts.vault, now, today: dayAt(now), office }
}

/** 〔撤销〕 leaves with time alone, or when somebody else acts on another matter: no call is spent on that. */
function withoutUndo(card: unknown): unknown {
  return JSON.parse(JSON.stringify(card), (_key, value: unknown) =>
    Array.isArray(value) ? value.filter((one) => !isUndo(one)) : value,
  )
}

function isUndo(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false
  const button = node as { tag?: string; text?: { content?: string } }
  return button.tag === 'button' && button.text?.content === '撤销'
}

async function nobodyIsLeftOut(house: House): Promise<void> {
  const { db } = house.database
  const pending = await db
    .selectFrom('approval')
    .selectAll()
    .where('state', '=', 'pending')
    .execute()
  const director = house.shown('周明远').flatMap(buttonsOf)
  if (pending.length > 0) expect(director.join()).toMatch(/批准立项|同意|返回/)
  const open = await db.selectFrom('task').selectAll().where('state', '=', 'ordered').execute()
  for (const task of open) {
    const liaison = members.find(
      (m) => m.department === task.lead_unit && m.roles.includes('联络员'),
    )
    const cards = visible(house, liaison?.name ?? '').filter((m) => m.text.includes(`${task.n}号`))
    expect(cards.flatMap(buttonsOf)).toContain('签收')
  }
}
