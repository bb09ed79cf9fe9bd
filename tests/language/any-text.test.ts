// Properties: no text throws, what the bot prints is read back, cost grows with length and not faster.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addWorkdays,
  day,
  sayDay,
  sayDue,
  sayLimit,
  shippedHolidays,
} from '../../handlers/calendar.ts'
import {
  clean,
  fold,
  isName,
  nameKey,
  readDue,
  readHeadcount,
  readMatters,
  readNumber,
  readPast,
  readPeriod,
  readPhones,
  similar,
} from '../../handlers/phrase.ts'
import { spoken } from './reading.ts'
import { countingSteps } from './steps.ts'

const WORDS = [
  ...'前后内本这下上周月年季日号天一二三五十廿半百〇两0123456789（）：，　 /-.~至到每点时'.split(
    '',
  ),
  ...[
    '工作日',
    '星期',
    '礼拜',
    '下班',
    '春节',
    '节',
    '汛',
    '季度',
    '最后',
    '个月',
    '小时',
    '\u200b',
    '\ud800',
  ],
]
const office = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(''))
const any = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), office)
const days = fc.integer({ min: 1, max: 400 }).map((n) => addDays(day('2026-11-25'), n))

const readAll = (text: string) => {
  const asking = spoken()
  const found = [readDue(text, asking), readPast(text, asking), readPeriod(text, asking)]
  for (const one of found) if (one) expect(text.slice(...one.span)).toBe(one.said)
  readMatters(text)
  readPhones(text)
  readHeadcount(text)
  readNumber(text)
  similar(text, ['登记来访', '督办'])
  isName(text)
  nameKey(text)
  return fold(clean(text)).text
}

describe('任何文字', () => {
  test('都不会使程序出错，所取的一段都在原话里', () => {
    fc.assert(
      fc.property(any, (text) => void readAll(text)),
      { numRuns: 700, seed: 20261125 },
    )
  })

  test('含“今天”等词以外，不会默认为今天', () => {
    fc.assert(
      fc.property(office, (text) => {
        const reading = readDue(text, spoken())?.reading
        if (reading?.kind === 'day' && reading.day === '2026-11-25' && !reading.time)
          expect(text.normalize('NFKC')).toMatch(/25|廿|二十|月|[周期拜]|[0年]/)
      }),
      { numRuns: 700, seed: 20261125 },
    )
  })

  test('机器人印出的期限，读回来还是那一天', () => {
    const today = day('2026-11-25')
    fc.assert(
      fc.property(days, (d) => {
        const printed = [
          sayDay(d, { today }),
          sayDue(shippedHolidays, d, { today }),
          sayLimit(shippedHolidays, d, { today }),
          `${sayDay(d, { today })}前`,
        ]
        for (const text of printed) {
          const reading = readDue(text, spoken())?.reading
          expect(reading).toMatchObject({ kind: 'day', day: d })
        }
      }),
      { numRuns: 200, seed: 20261125 },
    )
  })

  test('每个答案印出的话，读回来还是那一天和那个时刻', () => {
    const said = [
      '本周内',
      '周一前',
      '元旦前',
      '春节前',
      '明天上午10点前',
      '25个工作日内',
      '12月5日前',
      '今天下班前',
      '周末前',
      '24小时内',
    ]
    for (const text of said) {
      const reading = readDue(text, spoken())?.reading
      expect(reading?.kind).toBe('day')
      if (reading?.kind !== 'day') continue
      const again = readDue(reading.words, spoken())?.reading
      expect(again).toMatchObject({
        kind: 'day',
        day: reading.day,
        ...(reading.time && { time: reading.time }),
      })
    }
  })

  test('工作日数和日历日数印成“N个工作日内”“N日内”，读回来一致', () => {
    for (let n = 1; n <= 60; n++) {
      const wd = readDue(`${n}个工作日内`, spoken())?.reading
      expect(wd).toMatchObject({ day: addWorkdays(shippedHolidays, day('2026-11-25'), n).day })
      const d = readDue(`${n}日内`, spoken())?.reading
      expect(d).toMatchObject({ day: addDays(day('2026-11-25'), n) })
    }
  })

  // Counted, not timed: what the machine does besides changes nothing.
  test('2000字的花费不超过200字的15倍', () => {
    const units = [
      '一',
      '12',
      '月1',
      '（',
      '下',
      '2026年',
      '每周',
      '督（',
      ' ',
      '前3',
      '第1季',
      '今天',
      '周五到',
      '5人',
    ]
    const sized = (unit: string, length: number) =>
      unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
    const cost = (unit: string, length: number) =>
      countingSteps(() => void readAll(sized(unit, length)))
    const slow = units
      .map((unit) => ({ unit, times: cost(unit, 2000) / cost(unit, 200) }))
      .filter(({ times }) => times > 15)
    expect(slow).toEqual([])
  })
})
