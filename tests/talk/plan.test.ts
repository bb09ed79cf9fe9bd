// The plan against an exact solver, the dates of a quarter, and what is said of the pace.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  type Day,
  day,
  daysBetween,
  quarterRange,
  shippedHolidays,
  weekOf,
  withNotice,
  workdaysIn,
} from '../../handlers/calendar.ts'
import { isClosed, quarterDates, remindDay, workdaysLeft } from '../../handlers/talk/dates.ts'
import { paceOf, sayPace } from '../../handlers/talk/pace.ts'
import { costOf, planTalks, type Wanted, wantedGap } from '../../handlers/talk/planner.ts'
import { changeFrom, defaultReadings, sayBasis, sayReading } from '../../handlers/talk/rules.ts'
import { q4 } from './builders.ts'

interface Worth {
  late: number
  gap: number
  cost: number
}

const better = (a: Worth, b: Worth) =>
  a.late !== b.late ? a.late < b.late : a.gap !== b.gap ? a.gap > b.gap : a.cost < b.cost

function worthOf(wanted: readonly Wanted[], dates: Map<string, readonly Day[]>): Worth {
  const whole = wanted.filter(({ talkee, times }) => dates.get(talkee)?.length === times)
  const kept = new Map(whole.map(({ talkee }) => [talkee, dates.get(talkee) ?? []]))
  const gaps = whole.flatMap(({ talkee, after }) => {
    const all = [...(after ? [after] : []), ...(kept.get(talkee) ?? [])]
    return all.slice(1).map((at, i) => daysBetween(all[i] ?? at, at))
  })
  return {
    late: wanted.length - whole.length,
    gap: Math.min(wantedGap, ...gaps),
    cost: costOf(kept),
  }
}

/** Tries everything: every person every set of days, or nothing. */
function exact(wanted: readonly Wanted[], perDay: number): Worth {
  let best: Worth = { late: Number.POSITIVE_INFINITY, gap: 0, cost: 0 }
  const go = (i: number, dates: Map<string, readonly Day[]>) => {
    const one = wanted[i]
    if (!one) {
      const worth = worthOf(wanted, dates)
      if (better(worth, best)) best = worth
      return
    }
    go(i + 1, new Map(dates))
    for (const set of sets(one.days, one.times)) {
      const load = [...dates.values()].flat()
      if (set.some((at) => load.filter((x) => x === at).length >= perDay)) continue
      go(i + 1, new Map([...dates, [one.talkee, set]]))
    }
  }
  go(0, new Map())
  return best
}

function sets(days: readonly Day[], n: number): Day[][] {
  if (n === 0) return [[]]
  return days.flatMap((at, i) => sets(days.slice(i + 1), n - 1).map((tail) => [at, ...tail]))
}

const monday = day('2026-11-02')
const anyWanted = fc
  .array(
    fc.record({
      times: fc.integer({ min: 1, max: 2 }),
      offsets: fc.uniqueArray(fc.nat({ max: 27 }), { maxLength: 6 }),
      after: fc.option(fc.nat({ max: 20 })),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((list) =>
    list.map(
      ({ times, offsets, after }, i): Wanted => ({
        talkee: `人${i}`,
        times,
        days: offsets.map((n) => addDays(monday, n)).toSorted(),
        after: after === null ? null : addDays(monday, -1 - after),
      }),
    ),
  )

describe('计划：先求迟的人最少，再求最小间隔最大，再求各周最匀', () => {
  it('小规模时与穷举的结果一样好', () => {
    fc.assert(
      fc.property(anyWanted, fc.integer({ min: 1, max: 2 }), (wanted, perDay) => {
        const plan = planTalks({ wanted, perDay })
        const kept = new Map([...plan.dates].filter(([who]) => !plan.late.includes(who)))
        expect(worthOf(wanted, kept)).toEqual(exact(wanted, perDay))
      }),
      { numRuns: Number(process.env.PROOF ?? 120) },
    )
  })

  const days = workdaysIn(shippedHolidays, quarterRange(q4))
  const nine = Array.from(
    { length: 9 },
    (_, i): Wanted => ({ talkee: `人${i}`, times: 2, days, after: null }),
  )

  it('九个人各两次：每人间隔不少于两周，各周至多两人次', () => {
    const { dates, late } = planTalks({ wanted: nine, perDay: 3 })
    expect(late).toEqual([])
    for (const [first = monday, second = monday] of dates.values())
      expect(daysBetween(first, second)).toBeGreaterThanOrEqual(14)
    const weeks = Map.groupBy([...dates.values()].flat(), (at) => weekOf(at).from)
    expect(Math.max(...[...weeks.values()].map((w) => w.length))).toBe(2)
  })

  it('同样的情况总得到同样的计划', () => {
    expect(planTalks({ wanted: nine, perDay: 3 })).toEqual(planTalks({ wanted: nine, perDay: 3 }))
  })

  it('在岗日不够的人列为来不及，其余照排', () => {
    const two: Wanted[] = [
      { talkee: '何', times: 2, days: [day('2026-12-31')], after: null },
      { talkee: '陶', times: 1, days: [day('2026-12-31')], after: null },
    ]
    const plan = planTalks({ wanted: two, perDay: 1 })
    expect(plan.late).toEqual(['何'])
    expect(plan.dates.get('陶')).toEqual(['2026-12-31'])
  })
})

describe('季度的日子', () => {
  const dates = quarterDates(shippedHolidays, q4)
  it.each([
    ['start', '2026-10-08', false],
    ['middle', '2026-11-18', false],
    ['tenth', '2026-12-18', true],
    ['third', '2026-12-29', true],
    ['report', '2027-01-04', true],
  ] as const)('四季度 %s 是 %s，暂按：%s', (occasion, on, provisional) => {
    expect([dates[occasion].day, dates[occasion].provisional]).toEqual([on, provisional])
  })

  it('四季度有62个工作日，12月18日起含当日还有10个', () => {
    expect(workdaysIn(shippedHolidays, quarterRange(q4))).toHaveLength(62)
    expect(workdaysLeft(shippedHolidays, day('2026-12-18'), day('2026-12-31'))).toHaveLength(10)
  })

  it('明年的放假通知到了，年末的日子不再暂按，并随通知移动', () => {
    const rows = [
      { day: day('2026-12-31'), kind: 'off' as const, name: '元旦', source: '通知' },
      { day: day('2027-01-01'), kind: 'off' as const, name: '元旦', source: '通知' },
    ]
    const moved = quarterDates(withNotice(shippedHolidays, 2027, rows), q4)
    expect([moved.tenth.day, moved.tenth.provisional]).toEqual(['2026-12-17', false])
    expect(moved.third.day).toBe('2026-12-28')
  })

  it('倒数第10个与提前10个差一天', () => {
    expect(remindDay(shippedHolidays, q4, { from: 'last', n: 10 }).day).toBe('2026-12-18')
    expect(remindDay(shippedHolidays, q4, { from: 'before', n: 10 }).day).toBe('2026-12-17')
  })

  it('三季度在10月8日出报表之日结账', () => {
    const q3 = { year: 2026, quarter: 3 } as const
    expect(isClosed(shippedHolidays, q3, day('2026-10-07'))).toBe(false)
    expect(isClosed(shippedHolidays, q3, day('2026-10-08'))).toBe(true)
  })
})

describe('进度', () => {
  const left = workdaysLeft(shippedHolidays, day('2026-12-18'), day('2026-12-31'))
  const lacking = (n: number, times = 1) =>
    Array.from(
      { length: n },
      (_, i): Wanted => ({ talkee: `人${i}`, times, days: left, after: null }),
    )
  it.each([
    [5, 1, '需每两天谈1人'],
    [3, 1, '需每3天谈1人'],
    [10, 1, '需每天谈1人'],
    [6, 1, '需每天谈1人'],
    [9, 2, '需每天谈2人'],
  ])('%i人各差%i次，还有10个工作日：%s', (n, times, said) => {
    expect(sayPace(paceOf(lacking(n, times), left, 3))).toBe(said)
  })
  it('只剩一天还差两次的，说明来不及', () => {
    const last = left.slice(-1)
    const wanted = [{ talkee: '何', times: 2, days: last, after: null }]
    expect(paceOf(wanted, last, 3).late).toEqual(['何'])
  })
})

describe('口径', () => {
  it('默认口径的说法', () => {
    expect(sayReading(defaultReadings.R3)).toBe('每人每季度不少于2次')
    expect(sayBasis('R3', { ...defaultReadings.R3, force: 'required' })).toBe(
      '口径：副主任对分管科室职工每人每季度不少于2次，同日多次按1次计。',
    )
    expect(sayBasis('R3', defaultReadings.R3)).toContain('口径未经主任确认')
  })
  it.each([
    ['quarter', 'quarter', '2026-11-25', '2027-01-01'],
    ['quarter', 'half', '2026-11-25', '2027-01-01'],
    ['quarter', 'half', '2026-08-25', '2027-01-01'],
    ['half', 'quarter', '2026-08-25', '2027-01-01'],
    ['quarter', 'quarter', '2026-08-25', '2026-10-01'],
    ['quarter', 'year', '2026-02-25', '2027-01-01'],
  ] as const)('由%s改为%s，%s提出，自%s起', (before, after, on, from) => {
    expect(changeFrom(before, after, day(on))).toBe(from)
  })
})
