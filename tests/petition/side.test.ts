// What stands beside the course: simplified handling, causes of 督办, neutral summaries, marks.
import { describe, expect, it } from 'vitest'
import { shippedHolidays } from '../../handlers/calendar.ts'
import { causesAt, causesNow } from '../../handlers/petition/causes.ts'
import { clocksOf } from '../../handlers/petition/clock.ts'
import { neutral } from '../../handlers/petition/reading/neutral.ts'
import * as to from '../../handlers/petition/transitions.ts'
import { isRefusal } from '../../handlers/refusal.ts'
import { handling, on, opinion, petitionIn, today } from './made.ts'

describe('简易办理', () => {
  it('受理之日起10个工作日；转普通程序后仍自原受理之日起60日', () => {
    const accepted = petitionIn('in_progress')
    expect(to.simplify(accepted, true)).toEqual({ facts: { simple: true } })
    const clocks = (simple: boolean) => clocksOf(shippedHolidays, { ...accepted, simple })
    expect(clocks(true)).toMatchObject({ simpleDue: '2026-12-04', legalDue: '2027-01-19' })
    expect(clocks(false)).toMatchObject({ simpleDue: null, legalDue: '2027-01-19' })
  })

  it.each([
    ['集体访', { collective: true }],
    ['重大紧急', { urgent: true }],
    ['重复件', { matter: 'earlier' }],
  ])('%s不适用', (_why, facts) => {
    expect(isRefusal(to.simplify(petitionIn('registered', { facts }), true))).toBe(true)
  })
})

describe('建议转督办的情形（1.5）', () => {
  const supported = {
    opinion: { ...opinion, result: 'support', on: on('2026-10-20'), approvedBy: 'd' },
  } as const
  const assigned = {
    handling: { ...handling, disposition: 'assign_with_report', resultDue: on('2026-11-24') },
  } as const
  it.each([
    [
      '收到12日未告知',
      causesAt(petitionIn('registered', { facts: { receivedAt: on('2026-11-13') } }), today),
      ['notice_late'],
    ],
    [
      '收到11日未告知',
      causesAt(petitionIn('registered', { facts: { receivedAt: on('2026-11-14') } }), today),
      [],
    ],
    ['已过办理期限', causesAt(petitionIn('in_progress'), on('2027-01-20')), ['legal_late']],
    ['办理期限当日', causesAt(petitionIn('in_progress'), on('2027-01-19')), []],
    [
      '交办结果未按期报送',
      causesAt(petitionIn('routed', { course: { ...assigned, noticedOn: today } }), today),
      ['report_late'],
    ],
    [
      '支持的意见30日未执行',
      causesAt(petitionIn('completed', { course: supported }), today),
      ['not_executed'],
    ],
    [
      '支持的意见已执行',
      causesAt(petitionIn('completed', { course: { ...supported, executedOn: today } }), today),
      [],
    ],
    [
      '集体访',
      causesNow(petitionIn('registered', { facts: { collective: true } })),
      ['collective'],
    ],
    ['一次退回', causesNow(petitionIn('in_progress', { course: { returnedTimes: 1 } })), []],
    [
      '两次退回',
      causesNow(petitionIn('in_progress', { course: { returnedTimes: 2 } })),
      ['returned_twice'],
    ],
  ])('%s', (_name, found, expected) => {
    expect(found).toEqual(expected)
  })

  it('每退回一次计一次', () => {
    const back = to.returnOpinion(petitionIn('under_review', { course: { returnedTimes: 1 } }), {
      reason: '未查清',
    })
    expect(back).toMatchObject({ course: { returnedTimes: 2 } })
  })
})

describe('事项为中性表述', () => {
  it.each([
    ['张某某家的淤区土地补偿', '信访人家的淤区土地补偿'],
    ['淤区土地补偿 找13900000001李某', '淤区土地补偿 找 李某'],
    ['水费 身份证110101190002300011', '水费 身份证'],
    ['淤区土地补偿', '淤区土地补偿'],
  ])('%s → %s', (typed, kept) => {
    expect(neutral(typed, ['张某某', '13800000000'])).toBe(kept)
  })
})
