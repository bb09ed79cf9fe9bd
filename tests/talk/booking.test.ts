// Appointments: who sees them, who is reminded, what follows when times change, and that they stand without the calendar.
import { describe, expect, it } from 'vitest'
import { day } from '../../handlers/calendar.ts'
import { HOURS } from '../../handlers/phrase.ts'
import {
  allows,
  type Booking,
  type BookingState,
  can,
} from '../../handlers/talk/booking/booking.ts'
import { freeSlots } from '../../handlers/talk/booking/slots.ts'
import { bothDatabases } from '../databases.ts'
import { useHouse, withButton } from '../house.ts'

describe('空闲时段', () => {
  const friday = { day: day('2026-11-27'), part: '上午' as const, minutes: 30, after: null }
  const times = (busy: { from: string; to: string }[], wish = {}) =>
    freeSlots({ ...friday, ...wish }, busy, HOURS).map((slot) => slot.time)

  it('上午从8:30到12:00，每半小时一档', () =>
    expect(times([])).toEqual(['08:30', '09:00', '09:30', '10:00', '10:30', '11:00', '11:30']))
  it('忙的时段避开，挨着的可以', () =>
    expect(times([{ from: '2026-11-27T09:00:00+08:00', to: '2026-11-27T11:00:00+08:00' }])).toEqual(
      ['08:30', '11:00', '11:30'],
    ))
  it('一小时的谈话要整段空闲', () =>
    expect(
      times([{ from: '2026-11-27T09:30:00+08:00', to: '2026-11-27T11:00:00+08:00' }], {
        minutes: 60,
      }),
    ).toEqual(['08:30', '11:00']))
  it('当天的，已过的时间不提', () =>
    expect(times([], { part: '下午', after: '16:00' })).toEqual(['16:30', '17:00']))
})

describe('预约的状态', () => {
  const states: BookingState[] = ['asked', 'choosing', 'booked', 'held', 'cancelled']
  const at = { day: day('2026-11-27'), time: '09:00' }
  const common = {
    ...{
      id: 'b',
      revision: 1,
      talker: '周',
      talkees: ['吴'],
      askedBy: '周',
      minutes: 30,
      slots: [],
    },
    ...{ way: 'individual' as const, proposed: null, event: null, calendar: 'none' as const },
    askedAt: '2026-11-25T01:00:00Z' as Booking['askedAt'],
  }
  const inState = (state: BookingState): Booking => ({ ...common, ...at, state })
  it.each([
    ['choose', ['asked', 'choosing']],
    ['book', ['asked', 'choosing']],
    ['move', ['booked']],
    ['propose', ['booked']],
    ['accept', ['booked']],
    ['hold', ['booked']],
    ['cancel', ['asked', 'choosing', 'booked']],
  ] as const)('%s 只在%s', (verb, allowed) => {
    expect(states.filter((state) => can(verb, inState(state)))).toEqual(allowed)
  })
  it('办结以后什么都不能再做', () =>
    expect(Object.values(allows).flat()).not.toContain('held' satisfies BookingState))
})

describe.each(bothDatabases)('预约谈话（%s）', (kind) => {
  const house = useHouse(kind)
  const last = (who: string) => house().shown(who).at(-1)?.text ?? ''

  it('当天早上双方各有一行，谈后问谈话人一句，一点已谈即登记', async () => {
    const booked = await house().say('孙晓东', '约曹一鸣明天下午三点谈话')
    expect(withButton(booked, '已谈').text).toContain('11月26日（周四）15:00')
    const early = await house().tap('孙晓东', withButton(booked, '已谈'), '已谈')
    expect(early.toast?.content).toContain('约定的时间还没有到')
    await house().turn({ to: '2026-11-26T09:00' })
    expect(last('孙晓东')).toContain('今日15:00与曹一鸣谈话。')
    expect(last('曹一鸣')).toContain('今日15:00与孙晓东谈话。')
    const after = await house().turn({ to: '2026-11-27T09:00' })
    const asked = withButton(after, '已谈', '是否已谈')
    const done = await house().tap('孙晓东', asked, '已谈')
    expect(done.toast?.content).toBe('已登记1条谈话')
    const plan = await house().say('孙晓东', '谈话计划')
    expect(plan.new.map((m) => m.text).join()).toMatch(/曹一鸣 \| 宣传科 \| 1次/u)
  })

  it('对方可另约时间，谈话人同意后双方的卡和日历都改', async () => {
    const booked = await house().say('孙晓东', '约冯雪松12月3日上午十点谈话')
    const theirs = withButton(booked, '另约时间')
    await house().tap('冯雪松', theirs, '另约时间', { day: '2026-12-04', time: '14:30' })
    const own = house()
      .shown('孙晓东')
      .findLast((m) => m.buttons.some((b) => b.text === '同意'))
    if (!own) throw new Error('nothing to agree to')
    expect(own.text).toContain('冯雪松希望改为12月4日（周五）14:30')
    const agreed = await house().tap('孙晓东', own, '同意')
    expect(agreed.toast?.content).toBe('已预约12月4日（周五）14:30')
    expect(
      house()
        .shown('冯雪松')
        .some((m) => m.text.includes('时间 12月4日（周五）14:30')),
    ).toBe(true)
    expect(JSON.stringify(house().playground.calendar('冯雪松'))).toContain('2026-12-04T14:30')
  })

  it('没有日历权限的，预约照常，卡上写明', async () => {
    house().playground.chaos({
      ...{ side: 'api', kind: 'error', path: '/calendar/', method: null, times: 20, ms: null },
      code: 99991672,
    })
    const booked = await house().say('孙晓东', '约严丽华12月7日上午十点谈话')
    expect(withButton(booked, '已谈').text).toContain('未能使用飞书日历，预约照常有效')
    const looked = await house().say('孙晓东', '约华国梁12月7日下午谈话')
    expect(withButton(looked, '12月7日（周一）13:30').text).toContain('未能使用飞书日历')
  })

  it('谈话人以外的人按不动谈话人的按钮', async () => {
    const card = house()
      .shown('孙晓东')
      .findLast((m) => m.buttons.some((b) => b.text === '已谈'))
    if (!card) throw new Error('no card')
    await expect(house().tap('何小雨', card, '已谈')).rejects.toThrow()
  })
})
