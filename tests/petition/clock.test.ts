// The clocks of petitions: the vectors of the rulebook (domain.md §1.2), each row one rule with its article.
import { describe, expect, it } from 'vitest'
import { addDays, addWorkdays, day, shippedHolidays as h } from '../../handlers/calendar.ts'
import * as clock from '../../handlers/petition/clock.ts'
import { type Extension, newCourse } from '../../handlers/petition/course.ts'

const d = day

describe('期限的验算（起算日不计）', () => {
  const legal = (start: string, n: number) =>
    clock.handlingLimit(h, d(start), d(start), 6)?.day === addDays(d(start), n)

  it.each([
    ['2026-11-25', '告知 +15日', clock.noticeLimit(h, d('2026-11-25')).day, '2026-12-10'],
    [
      '2026-11-25',
      '异议 +5个工作日',
      clock.objectionLimit(h, d('2026-11-25'), 'upper')?.day,
      '2026-12-02',
    ],
    [
      '2026-11-25',
      '办理 +60日',
      clock.handlingLimit(h, d('2026-11-25'), d('2026-11-25'), 6)?.day,
      '2027-01-24',
    ],
    [
      '2026-11-25',
      '办理的内部时限',
      clock.handlingLimit(h, d('2026-11-25'), d('2026-11-25'), 6)?.internalTarget.day,
      '2027-01-22',
    ],
    [
      '2026-11-25',
      '办理顺延后',
      clock.handlingLimit(h, d('2026-11-25'), d('2026-11-25'), 6)?.rolled.day,
      '2027-01-25',
    ],
    ['2026-11-25', '延期 +60+30日', clock.extendedLimit(h, d('2027-01-24'), 30).day, '2027-02-23'],
    [
      '2026-11-25',
      '复查决定 +30日',
      clock.reviewLimit(h, d('2026-11-25'), 'review_1', 0).day,
      '2026-12-25',
    ],
    ['2026-11-25', '申请复查 +30日', clock.petitionerLimit(h, d('2026-11-25')).day, '2026-12-25'],
    [
      '2026-09-01',
      '申请复查遇国庆顺延',
      clock.petitionerLimit(h, d('2026-09-01')).day,
      '2026-10-08',
    ],
    ['2026-09-01', '邮递期满归档', clock.archiveDay(d('2026-10-08'), 7), '2026-10-16'],
    [
      '2026-12-02',
      '申请复查遇元旦顺延',
      clock.petitionerLimit(h, d('2026-12-02')).day,
      '2027-01-04',
    ],
    [
      '2026-09-18',
      '异议遇调休上班',
      clock.objectionLimit(h, d('2026-09-18'), 'petition_office')?.day,
      '2026-09-24',
    ],
    ['2026-09-18', '告知落在国庆', clock.noticeLimit(h, d('2026-09-18')).day, '2026-10-03'],
    [
      '2026-09-18',
      '告知的内部时限',
      clock.noticeLimit(h, d('2026-09-18')).internalTarget.day,
      '2026-09-30',
    ],
    ['2026-09-18', '告知顺延后', clock.noticeLimit(h, d('2026-09-18')).rolled.day, '2026-10-08'],
    [
      '2026-02-12',
      '异议跨春节',
      clock.objectionLimit(h, d('2026-02-12'), 'upper')?.day,
      '2026-02-26',
    ],
    ['2026-04-30', '3个工作日跨劳动节', addWorkdays(h, d('2026-04-30'), 3).day, '2026-05-08'],
    [
      '2026-12-29',
      '异议跨元旦',
      clock.objectionLimit(h, d('2026-12-29'), 'upper')?.day,
      '2027-01-06',
    ],
    [
      '2026-12-15',
      '来文时限提前3个工作日',
      clock.senderInternalLimit(h, d('2026-12-15'), 3).day,
      '2026-12-10',
    ],
    [
      '2026-12-01',
      '来文时限提前3个工作日',
      clock.senderInternalLimit(h, d('2026-12-01'), 3).day,
      '2026-11-26',
    ],
    [
      '2026-11-25',
      '复核 听证1日不计',
      clock.reviewLimit(h, d('2026-11-25'), 'review_2', 1).day,
      '2026-12-26',
    ],
    [
      '2026-11-25',
      '复查 听证计入',
      clock.reviewLimit(h, d('2026-11-25'), 'review_1', 1).day,
      '2026-12-25',
    ],
    [
      '2026-11-25',
      '简易办理 10个工作日',
      clock.simpleLimit(h, d('2026-11-25'), 10).day,
      '2026-12-09',
    ],
  ])('%s %s：%s', (_start, _rule, found, expected) => {
    expect(found).toBe(expected)
  })

  it('暂按：跨到没有放假通知的年份，写明暂按；日历日不写', () => {
    const due = clock.handlingLimit(h, d('2026-11-25'), d('2026-11-25'), 6)
    expect(due?.provisional).toBe(false)
    expect(due?.internalTarget.provisional).toBe(true)
    expect(due?.rolled.provisional).toBe(true)
    expect(clock.objectionLimit(h, d('2026-12-29'), 'upper')?.provisional).toBe(true)
    expect(clock.petitionerLimit(h, d('2026-12-02')).provisional).toBe(true)
    expect(legal('2026-11-25', 60)).toBe(true)
  })
})

describe('哪个来源有什么期限', () => {
  it.each([
    ['direct', null],
    ['petition_office', '2026-12-02'],
    ['upper', '2026-12-02'],
    ['discipline', null],
    ['hotline', null],
    ['other', null],
  ] as const)('来源 %s 的异议期限：%s', (body, due) => {
    expect(clock.objectionLimit(h, d('2026-11-25'), body)?.day ?? null).toBe(due)
  })

  it.each([1, 2, 3, 4, 5] as const)('第三十一条第%s项没有60日', (route) => {
    expect(clock.handlingLimit(h, d('2026-11-25'), d('2026-11-25'), route)).toBeNull()
  })

  it.each([
    ['2022-05-01', '2022'],
    ['2022-04-30', '2005'],
    ['2005-05-01', '2005'],
    ['2005-04-30', '1995'],
  ] as const)('%s 收到的，适用%s年的规定', (received, law) => {
    expect(clock.lawOf(d(received))).toBe(law)
  })

  it('2022年5月1日前没有异议期，受理的各类事项都有60日', () => {
    expect(clock.objectionLimit(h, d('2022-04-28'), 'upper')).toBeNull()
    expect(clock.handlingLimit(h, d('2022-04-28'), d('2022-05-06'), 4)?.day).toBe('2022-07-05')
  })
})

describe('一件信访的各个期限', () => {
  const facts = {
    receivedAt: d('2026-11-25'),
    route31: 6,
    simple: false,
    source: { body: 'upper', act: 'assign', due: d('2026-12-15') },
  } as const
  const extension: Extension = {
    ...{ days: 30, reason: '核对', askedBy: 'a', askedOn: d('2026-12-01'), state: 'approved' },
    ...{ approvedBy: 'b', approvedOn: d('2026-12-02'), backfilled: false, toldOn: null },
  }

  it('交办件：告知、异议、来文两个日期并列', () => {
    expect(clock.clocksOf(h, { ...facts, course: newCourse })).toMatchObject({
      noticeDue: '2026-12-10',
      objectionDue: '2026-12-02',
      senderInternal: '2026-12-10',
      legalDue: null,
    })
  })

  it('受理后有60日；批准延期自原期限起算，总计90日', () => {
    const course = { ...newCourse, acceptedOn: d('2026-11-25') }
    expect(clock.clocksOf(h, { ...facts, course })).toMatchObject({
      legalDue: '2027-01-24',
      extendedDue: null,
      internalTarget: '2027-01-22',
    })
    expect(clock.clocksOf(h, { ...facts, course: { ...course, extension } })).toMatchObject({
      legalDue: '2027-01-24',
      extendedDue: '2027-02-23',
    })
  })

  it.each(['pending', 'refused', 'late'] as const)('延期%s的，期限不动', (state) => {
    const course = { ...newCourse, acceptedOn: d('2026-11-25'), extension: { ...extension, state } }
    expect(clock.clocksOf(h, { ...facts, course }).extendedDue).toBeNull()
  })

  it('告诉过信访人的期限只后移，不前移', () => {
    const deliveries = [{ on: d('2026-09-01'), way: 'in_person', note: 'signed' }] as const
    const course = { ...newCourse, deliveries: [...deliveries] }
    const first = clock.clocksOf(h, { ...facts, course })
    expect(first.petitionerDeadline).toBe('2026-10-08')
    expect(
      clock.clocksOf(h, { ...facts, course }, clock.lawNumbers, d('2026-10-12')).petitionerDeadline,
    ).toBe('2026-10-12')
    expect(
      clock.clocksOf(h, { ...facts, course }, clock.lawNumbers, d('2026-10-01')).petitionerDeadline,
    ).toBe('2026-10-08')
  })

  it('邮寄退回的不是送达', () => {
    const deliveries = [{ on: d('2026-09-01'), way: 'by_post', note: 'returned_by_post' } as const]
    expect(
      clock.clocksOf(h, { ...facts, course: { ...newCourse, deliveries } }).petitionerDeadline,
    ).toBeNull()
  })

  it('本单位期限是否顺延由设置定，法定期限本身不动', () => {
    const course = { ...newCourse, acceptedOn: d('2026-11-25') }
    const rolled = clock.clocksOf(
      h,
      { ...facts, course },
      { ...clock.lawNumbers, rollover: 'next_workday' },
    )
    expect([rolled.legalDue, rolled.internalTarget]).toEqual(['2027-01-24', '2027-01-25'])
  })
})
