// Whose decision it is while people come and go: exactly one who is there, never for himself.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '../../handlers/calendar.ts'
import { loops } from '../../handlers/office/absence/absence.ts'
import {
  type Absence,
  absenceOf,
  activePerson,
  deciderOf,
  holdersOf,
  holds,
  nameOf,
  type Office,
  principalOf,
  type Role,
  reachableFor,
  standIn,
} from '../../handlers/people.ts'
import { members } from '../../playground/cast.ts'
import { anOffice, away, idOf } from './builders.ts'

const director: Role = '办公室主任'
const named = (office: Office, barred: string[] = [], role: Role = director) =>
  deciderOf(office, { role, barred: barred.map(idOf) })?.name

describe('由谁决定', () => {
  it.each<[string, Absence[], string[], string]>([
    ['主任在岗，由主任', [], [], '周明远'],
    ['主任出差授权副主任孙晓东，由孙晓东', [away('周明远', '孙晓东')], [], '孙晓东'],
    ['主任出差未授权，由B角李清和', [away('周明远', null)], [], '李清和'],
    [
      '授权人也出差，沿授权再转',
      [away('周明远', '孙晓东'), away('孙晓东', '郑秀兰')],
      [],
      '郑秀兰',
    ],
    ['代办人应回避，跳过，由B角', [away('周明远', '孙晓东')], ['孙晓东'], '李清和'],
    ['主任本人提出的，由B角', [], ['周明远'], '李清和'],
    ['主任和B角都不能决定，由局领导', [away('李清和', null)], ['周明远'], '王建国'],
    ['明日才外出的，今日仍由主任', [away('周明远', '孙晓东', '2026-11-26')], [], '周明远'],
    ['昨日已返岗的，由主任', [away('周明远', '孙晓东', '2026-11-20', '2026-11-24')], [], '周明远'],
  ])('%s', (_name, absences, barred, expected) => {
    expect(named(anOffice({ absences }), barred)).toBe(expected)
  })

  it('代办的记录写明代谁：授权代办记授权人，B角记A角，本人不记', () => {
    const office = anOffice({ absences: [away('周明远', '孙晓东')] })
    const principal = (name: string, of: Office) => principalOf(of, idOf(name), director)
    expect(nameOf(office, principal('孙晓东', office) ?? null)).toBe('周明远')
    expect(principal('周明远', office)).toBeUndefined()
    const bare = anOffice({ absences: [away('周明远', null)] })
    expect(nameOf(bare, principal('李清和', bare) ?? null)).toBe('周明远')
  })

  it('授权成环的外出不予登记', () => {
    const office = anOffice({ absences: [away('孙晓东', '周明远')] })
    expect(loops(office, away('周明远', '孙晓东'))).toBe(true)
    expect(loops(office, away('周明远', '李清和'))).toBe(false)
  })
})

const someone = fc.constantFrom(...members.map(({ open_id }) => open_id))
const today = day('2026-11-25')
const absence = fc
  .record({
    person: someone,
    delegate: fc.option(someone),
    before: fc.integer({ min: -3, max: 3 }),
    length: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ person, delegate, before, length }) => {
    const from = addDays(today, before)
    return {
      id: '',
      person,
      delegate: delegate === person ? null : delegate,
      from,
      to: addDays(from, length),
      why: '出差',
    }
  })

/** Only those that the office would have taken down. */
const absences = fc.array(absence, { maxLength: 25 }).map((all) => {
  const taken: Absence[] = []
  for (const it of all) {
    const twice = taken.some((other) => other.person === it.person)
    if (!twice && !loops({ absences: taken }, it)) taken.push(it)
  }
  return taken
})

describe('任意外出之下', () => {
  const roles = fc.constantFrom<Role>('办公室主任', '局领导', '信访专员', '督查专员')

  it('每件待批事项恰有一个找得到的人，且不是申请人、回避人，也不外出', () => {
    fc.assert(
      fc.property(absences, roles, fc.array(someone, { maxLength: 3 }), (all, role, barred) => {
        const office = anOffice({ absences: all })
        const found = reachableFor(office, { role, barred })
        if (!found) return expect(holdersOf(office, '系统管理员')).toEqual([])
        expect(activePerson(office, found.person.openId)).toBeDefined()
        expect(absenceOf(office, found.person.openId)).toBeUndefined()
        if (found.how === 'decides') expect(barred).not.toContain(found.person.openId)
      }),
    )
  })

  it('与逐日推演的另一种算法一致：沿授权走到第一个在岗的人', () => {
    const follow = (office: Office, person: string, steps: number): string | undefined => {
      const gone = office.absences.filter(
        (it) => it.person === person && it.from <= office.today && it.to >= office.today,
      )
      if (gone.length === 0) return person
      const next = gone[0]?.delegate
      return next && steps > 0 ? follow(office, next, steps - 1) : undefined
    }
    fc.assert(
      fc.property(absences, someone, (all, person) => {
        const office = anOffice({ absences: all })
        expect(standIn(office, person)?.openId).toBe(follow(office, person, members.length))
      }),
    )
  })

  it('返岗后一切回到原来的人', () => {
    fc.assert(
      fc.property(absences, roles, (all, role) => {
        const after = anOffice({ absences: all, today: addDays(today, 30) })
        const decider = deciderOf(after, { role, barred: [] })
        expect(decider && holds(after, decider.openId, role)).toBe(true)
      }),
    )
  })
})
