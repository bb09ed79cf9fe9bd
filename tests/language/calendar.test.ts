// Days and working days: the vectors of domain.md §1.2, the reminders of §3.5, the quarter of §4.3,
// missing notices (§5), and the cases about time.
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  addWorkdays,
  at,
  coverage,
  type Day,
  dayOf,
  daysBetween,
  festivalDay,
  firstWorkdayAfter,
  holidaysOf,
  isDay,
  isProvisional,
  isWorkday,
  lastWorkdayOnOrBefore,
  legalDue,
  nthWorkday,
  PROVISIONAL,
  provisionalYear,
  quarterKey,
  quarterOf,
  quarterRange,
  readNotice,
  reasonOf,
  sayDated,
  sayDay,
  sayDue,
  sayLimit,
  shippedHolidays,
  shippedRows,
  day as theDay,
  weekdayOf,
  withNotice,
  workdaysBetween,
  workdaysIn,
} from '../../handlers/calendar.ts'
import { NOTICE_2026 } from './notices.ts'

const h = shippedHolidays
const today = theDay('2026-11-25')
const workdays = (from: string, n: number) => addWorkdays(h, theDay(from), n)
const legal = (from: string, n: number) => legalDue(h, theDay(from), n)

describe('期限的计算（《信访工作条例》，开始之日不算在内）', () => {
  test.each([
    ['2026-11-25', 15, '2026-12-10', '2026-12-10', '2026-12-10'],
    ['2026-11-25', 60, '2027-01-24', '2027-01-22', '2027-01-25'],
    ['2026-11-25', 90, '2027-02-23', '2027-02-23', '2027-02-23'],
    ['2026-11-25', 30, '2026-12-25', '2026-12-25', '2026-12-25'],
    ['2026-09-01', 30, '2026-10-01', '2026-09-30', '2026-10-08'],
    ['2026-12-02', 30, '2027-01-01', '2026-12-31', '2027-01-04'],
    ['2026-09-18', 15, '2026-10-03', '2026-09-30', '2026-10-08'],
    ['2026-02-10', 15, '2026-02-25', '2026-02-25', '2026-02-25'],
    ['2026-11-20', 15, '2026-12-05', '2026-12-04', '2026-12-07'],
  ])('%s 起 %i 日：法定期限 %s，目标 %s，顺延 %s', (from, n, due, target, rolled) => {
    const found = legal(from, n)
    expect([found.day, found.internalTarget.day, found.rolled.day]).toEqual([due, target, rolled])
  })

  test('法定期限是日历日，不标暂按；目标和顺延日跨入没有通知的年份，标暂按', () => {
    const found = legal('2026-11-25', 60)
    expect(found.provisional).toBe(false)
    expect(found.restDay).toBe(true)
    expect(found.internalTarget.provisional).toBe(true)
    expect(found.rolled.provisional).toBe(true)
    expect(legal('2026-09-01', 30).rolled.provisional).toBe(false)
  })

  test.each([
    ['2026-11-25', 5, '2026-12-02', false],
    ['2026-09-18', 5, '2026-09-24', false],
    ['2026-02-12', 5, '2026-02-26', false],
    ['2026-04-30', 3, '2026-05-08', false],
    ['2026-12-29', 5, '2027-01-06', true],
    ['2026-09-30', 3, '2026-10-10', false],
    ['2026-02-10', 15, '2026-03-09', false],
    ['2026-10-09', -3, '2026-09-29', false],
    ['2026-11-28', 1, '2026-11-30', false],
    ['2026-11-28', 3, '2026-12-02', false],
    ['2026-12-15', -3, '2026-12-10', false],
    ['2026-12-01', -3, '2026-11-26', false],
    ['2026-11-28', 0, '2026-11-28', false],
  ])('%s 起 %i 个工作日是 %s', (from, n, due, provisional) => {
    const found = workdays(from, n)
    expect([found.day, found.provisional]).toEqual([due, provisional])
  })

  test.each([
    ['2026-12-04', ['2026-12-01', '2026-12-03', '2026-12-04', '2026-12-07']],
    ['2026-12-05', ['2026-12-01', '2026-12-03', '2026-12-04', '2026-12-07']],
    ['2026-12-07', ['2026-12-02', '2026-12-04', '2026-12-07', '2026-12-08']],
    ['2026-11-28', ['2026-11-24', '2026-11-26', '2026-11-27', '2026-11-30']],
  ])('到期日 %s：提前三日、一日、当日提醒和逾期首日', (due, expected) => {
    const last = lastWorkdayOnOrBefore(h, theDay(due)).day
    const days = [-3, -1, 0].map((n) => addWorkdays(h, last, n).day)
    expect([...days, firstWorkdayAfter(h, theDay(due)).day]).toEqual(expected)
  })

  test('“还有几个工作日”不含今日、含到期日', () => {
    expect(workdaysBetween(h, today, theDay('2026-12-02'))).toBe(5)
    expect(workdaysBetween(h, theDay('2026-12-02'), today)).toBe(-5)
    expect(workdaysBetween(h, today, today)).toBe(0)
  })
})

describe('期限能说明自己是怎样算出来的', () => {
  test('跨国庆的三个工作日，逐日写明计入或不计入的缘由', () => {
    const ledger = workdays('2026-09-30', 3).ledger()
    expect(ledger.map(({ day, n, why }) => `${day} ${n ?? '—'} ${why}`)).toEqual([
      '2026-10-01 — 国庆节',
      '2026-10-02 — 国庆节',
      '2026-10-03 — 国庆节',
      '2026-10-04 — 国庆节',
      '2026-10-05 — 国庆节',
      '2026-10-06 — 国庆节',
      '2026-10-07 — 国庆节',
      '2026-10-08 1 工作日',
      '2026-10-09 2 工作日',
      '2026-10-10 3 调休上班',
    ])
  })

  test('日历日逐日计数，并写明休息日', () => {
    const ledger = legal('2026-11-25', 15).ledger()
    expect(ledger.at(-1)).toEqual({ day: '2026-12-10', n: 15, why: '工作日', provisional: false })
    expect(ledger[2]).toMatchObject({ day: '2026-11-28', n: 3, why: '周六' })
  })

  test('没有通知的那几天在台账里标暂按', () => {
    const ledger = workdays('2026-12-23', 8).ledger()
    expect(ledger.filter((row) => !row.provisional).map((row) => row.day)).toEqual(['2026-12-24'])
  })
})

describe('调休', () => {
  test.each([
    ['2026-09-20', true, '调休上班'],
    ['2026-10-06', false, '国庆节'],
    ['2026-10-10', true, '调休上班'],
    ['2026-02-14', true, '调休上班'],
    ['2026-11-28', false, '周六'],
    ['2026-11-25', true, '工作日'],
  ])('%s 是否上班、为何', (d, works, why) => {
    expect(reasonOf(h, theDay(d))).toEqual({ works, why })
  })

  test('国务院办公厅2026年通知的原文，读出来就是2026年的表', () => {
    const notice = readNotice(NOTICE_2026, 2026, '国务院办公厅2025年11月4日通知')
    expect(notice.problems).toEqual([])
    expect(notice.missing).toEqual([])
    expect(notice.rows).toEqual(shippedRows.filter((row) => row.day.startsWith('2026')))
  })

  test('通知与日历不符、天数不符、日期重复时指出来', () => {
    const wrong = '元旦：1月1日（周五）至3日（周六）放假调休，共4天。1月3日（周六）上班。'
    expect(readNotice(wrong, 2026, '').problems).toEqual([
      '元旦：1月1日（周五）与日历不符',
      '元旦：写明4天，算得3天',
      '2026-01-03重复',
    ])
  })

  test.each([
    [
      '2018-12-29',
      2019,
      '元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。',
    ],
    ['2025-01-01', 2025, '元旦：1月1日（周三）放假1天，不调休。'],
    [
      '2025-10-08',
      2025,
      '国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。',
    ],
  ])('别的年份的写法（%s）读得与表一致', (d, year, text) => {
    const { rows, problems } = readNotice(text, year, '')
    expect(problems).toEqual([])
    expect(rows.map((row) => row.day)).toContain(d)
    for (const row of rows) expect(row.kind === 'work').toBe(isWorkday(h, row.day))
  })
})

describe('没有通知的年份', () => {
  test('2027年暂按法定节日：十三天，春节自除夕2月5日至2月8日', () => {
    const days = Object.keys(provisionalYear(2027).days)
    expect(days).toEqual([
      '2027-01-01',
      '2027-02-05',
      '2027-02-06',
      '2027-02-07',
      '2027-02-08',
      '2027-04-05',
      '2027-05-01',
      '2027-05-02',
      '2027-06-09',
      '2027-09-15',
      '2027-10-01',
      '2027-10-02',
      '2027-10-03',
    ])
    expect(coverage(h, 2026)).toBe('official')
    expect(coverage(h, 2027)).toBe('provisional')
    expect(coverage(h, 2040)).toBe('none')
  })

  test('春节取自存储的表：2027年正月初一2月6日，2030年2月3日', () => {
    expect(addDays(festivalDay('春节', 2027) ?? today, 1)).toBe('2027-02-06')
    expect(addDays(festivalDay('春节', 2030) ?? today, 1)).toBe('2030-02-03')
    expect(weekdayOf(theDay('2027-02-06'))).toBe(6)
  })

  test('元旦在任何年份都休息，缺表的年份不会出错，也不会冒充正式安排', () => {
    expect(isWorkday(h, theDay('2099-01-01'))).toBe(false)
    expect(addWorkdays(h, theDay('2098-12-30'), 3).provisional).toBe(true)
  })

  test('12月25日至31日在下一年通知到来之前都是暂按', () => {
    expect(isProvisional(h, theDay('2026-12-24'), theDay('2026-12-24'))).toBe(false)
    expect(isProvisional(h, theDay('2026-12-20'), theDay('2026-12-25'))).toBe(true)
    expect(isProvisional(h, theDay('2025-12-25'), theDay('2025-12-31'))).toBe(false)
  })

  test('打印时写明暂按', () => {
    const found = workdays('2026-12-29', 5)
    expect(sayDated(h, found, { today })).toBe(`2027年1月6日（周三）（${PROVISIONAL}）`)
  })

  test('通知到来后工作日期限重算，日历日期限不动', () => {
    const text = '元旦：1月1日（周五）至3日（周日）放假，共3天。2026年12月26日（周六）上班。'
    const after = withNotice(h, 2027, readNotice(text, 2027, '试验').rows)
    expect(addWorkdays(h, theDay('2026-12-24'), 2).day).toBe('2026-12-28')
    const again = addWorkdays(after, theDay('2026-12-24'), 2)
    expect([again.day, again.provisional]).toEqual(['2026-12-26', false])
    expect(legalDue(after, today, 60).day).toBe('2027-01-24')
    expect(isWorkday(after, theDay('2026-09-20'))).toBe(true)
  })

  test('重新导入本年的通知，不会抹掉下一年通知改动过的年末', () => {
    const text = '元旦：1月1日（周五）至3日（周日）放假，共3天。2026年12月26日（周六）上班。'
    const next = withNotice(h, 2027, readNotice(text, 2027, '试验').rows)
    const again = withNotice(next, 2026, readNotice(NOTICE_2026, 2026, '重导').rows)
    expect(isWorkday(again, theDay('2026-12-26'))).toBe(true)
  })

  test('一年也没有的空表同样能用', () => {
    const none = holidaysOf([], [])
    expect(addWorkdays(none, theDay('2026-09-30'), 1)).toMatchObject({
      day: '2026-10-05',
      provisional: true,
    })
  })
})

describe('季度、月份与印出的日期', () => {
  test('2026年四季度有62个工作日，第31个是11月18日，倒数第10个是12月18日', () => {
    const quarter = quarterRange({ year: 2026, quarter: 4 })
    expect(workdaysIn(h, quarter)).toHaveLength(62)
    const days = [1, 31, -10, -3].map((n) => nthWorkday(h, quarter, n))
    expect(days.map((found) => [found?.day, found?.provisional])).toEqual([
      ['2026-10-08', false],
      ['2026-11-18', false],
      ['2026-12-18', true],
      ['2026-12-29', true],
    ])
    expect(firstWorkdayAfter(h, quarter.to).day).toBe('2027-01-04')
    expect(workdaysBetween(h, theDay('2026-12-17'), quarter.to)).toBe(10)
  })

  test('12月1日到岗的人，到年底有23个工作日', () => {
    const rest = { from: theDay('2026-12-01'), to: theDay('2026-12-31') }
    expect(workdaysIn(h, rest)).toHaveLength(23)
  })

  test('月份对应日，没有对应日取月末（民法典第二百零二条）', () => {
    const months = (d: string, n: number) => addMonths(theDay(d), n)
    expect(months('2026-11-25', 1)).toBe('2026-12-25')
    expect(months('2027-01-31', 1)).toBe('2027-02-28')
    expect(months('2028-02-29', 12)).toBe('2029-02-28')
    expect(addMonths(theDay('2027-02-28'), 1, 31)).toBe('2027-03-31')
    expect(months('2026-01-15', -2)).toBe('2025-11-15')
  })

  test('元旦零点三十分属于新的一年、新的季度，不论主机在哪个时区', () => {
    const instant = Temporal.Instant.fromEpochMilliseconds(1798734600000)
    expect(dayOf(instant)).toBe('2027-01-01')
    expect(quarterKey(quarterOf(dayOf(instant)))).toBe('2027Q1')
    expect(at(theDay('2027-01-01'), '00:30').epochMilliseconds).toBe(1798734600000)
  })

  test('日期的写法', () => {
    const say = (d: string) => sayDue(h, theDay(d), { today })
    expect(sayDay(theDay('2026-12-10'), { today })).toBe('12月10日（周四）')
    expect(sayDay(theDay('2027-01-24'), { today })).toBe('2027年1月24日（周日）')
    expect(say('2026-12-05')).toBe('12月5日（周六，休息日）')
    expect(say('2026-10-01')).toBe('10月1日（周四，休息日）')
    expect(say('2026-09-20')).toBe('9月20日（周日，上班）')
    expect(sayLimit(h, theDay('2026-12-10'), { today })).toBe('12月10日（周四，含当日）前')
  })

  test('不是日期的文字不会成为日期', () => {
    const wrong = [
      '2026-02-29',
      '2026-13-01',
      '2026-1-1',
      '20260101',
      '',
      '2026-00-10',
      '2026-04-31',
    ]
    expect(wrong.filter(isDay)).toEqual([])
    expect(() => theDay('2026-02-30')).toThrow()
    const leap: Day = theDay('2028-02-29')
    expect(daysBetween(leap, theDay('2028-03-01'))).toBe(1)
  })
})
