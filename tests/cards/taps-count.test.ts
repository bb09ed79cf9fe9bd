// Few taps: messages typed and buttons pressed for each job, counted as the cast does it.
import { describe, expect, it } from 'vitest'
import { type House, type Shown, useHouse } from '../house.ts'
import { buttonsOf, idOf } from './seen.ts'

type Move = string | { tap: string; form?: Record<string, unknown> }

interface Job {
  name: string
  who: string
  moves: Move[]
  /** What is shown to somebody at the end. */
  ends: string
  typed: number
  pressed: number
}

const jobs: Job[] = [
  {
    name: '主任本人的话立项交办',
    who: '周明远',
    moves: ['督办 工程处 12月4日前 上报标准化堤防建设进度'],
    ends: '已批准立项并交办：周明远',
    ...{ typed: 1, pressed: 0 },
  },
  {
    name: '签收',
    who: '邹亚楠',
    moves: [{ tap: '签收' }],
    ends: '已签收：邹亚楠',
    typed: 0,
    pressed: 1,
  },
  {
    name: '反馈',
    who: '邹亚楠',
    moves: ['反馈 督1号 已完成招标'],
    ends: '已收到反馈：督〔2026〕1号',
    ...{ typed: 1, pressed: 0 },
  },
  {
    name: '申请延期',
    who: '邹亚楠',
    moves: ['督1号延期到12月18日 原因是合同审核未完'],
    ends: '申请延至 12月18日',
    ...{ typed: 1, pressed: 0 },
  },
  {
    name: '同意',
    who: '周明远',
    moves: [{ tap: '同意' }],
    ends: '已同意，时限改为12月18日',
    ...{ typed: 0, pressed: 1 },
  },
  {
    name: '报请办结',
    who: '邹亚楠',
    moves: ['督1号办完了 进度表已上报'],
    ends: '报请办结 督〔2026〕1号',
    ...{ typed: 1, pressed: 0 },
  },
  {
    name: '不同意并说明原因',
    who: '周明远',
    moves: [{ tap: '退回重办' }, { tap: '未附佐证材料，请补充' }],
    ends: '已退回重办：周明远',
    ...{ typed: 0, pressed: 2 },
  },
]

describe('每件事打几句话、按几下', () => {
  const house = useHouse('postgres')

  it.each(jobs)('$name：$typed 句，$pressed 下', async ({ who, moves, ends, typed, pressed }) => {
    const count = { typed: 0, pressed: 0 }
    for (const move of moves) {
      if (typeof move === 'string') {
        await house().say(who, move)
        count.typed += 1
      } else {
        await house().tap(who, cardWith(house(), who, move.tap), move.tap, move.form)
        count.pressed += 1
      }
    }
    expect(seenBy(house(), who).some((m) => m.text.includes(ends))).toBe(true)
    expect(count).toEqual({ typed, pressed })
  })
})

function seenBy(house: House, who: string): Shown[] {
  const groups = house.playground.chats().filter((c) => c.members.includes(idOf(who)))
  return [...house.shown(who), ...groups.flatMap((group) => house.playground.messages(group.id))]
}

function cardWith(house: House, who: string, button: string): Shown {
  const card = seenBy(house, who).findLast((m) => buttonsOf(m).includes(button))
  if (!card) throw new Error(`nobody can tap ${button}`)
  return card
}
