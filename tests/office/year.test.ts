// A year of joins, moves, absences and departures, in an order that chance gives: what must hold, holds after each of them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  absenceOf,
  activePerson,
  deciderOf,
  type Office,
  reachableFor,
} from '../../handlers/people.ts'
import { members } from '../../playground/cast.ts'
import { type House, useHouse } from '../house.ts'

const people = members.filter(({ roles }) => !roles.includes('系统管理员')).map(({ name }) => name)
const units = ['文书科', '秘书科', '宣传科', '信访科', '工程处']
const who = fc.constantFrom(...people)

type Doing = {
  kind: 'hire' | 'move' | 'resign' | 'away' | 'back' | 'task'
  who: string
  other: string
  unit: string
}
const doing: fc.Arbitrary<Doing> = fc.record({
  kind: fc.constantFrom('hire', 'move', 'move', 'resign', 'away', 'away', 'back', 'task'),
  who,
  other: who,
  unit: fc.constantFrom(...units),
})

async function happen(house: House, it: Doing, n: number): Promise<void> {
  const there = (name: string) =>
    house.playground.people().some((one) => one.name === name && !one.left)
  if (it.kind === 'hire')
    await house.playground
      .do({
        what: 'hire',
        who: `新人${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉'[n % 20]}`,
        unit: it.unit,
      })
      .catch(() => undefined)
  else if (!there(it.who)) return
  else if (it.kind === 'move')
    await house.playground.do({ what: 'move', who: it.who, unit: it.unit })
  else if (it.kind === 'resign') await house.playground.do({ what: 'resign', who: it.who })
  else if (it.kind === 'away' && it.other !== it.who)
    await house.say(it.who, `我今日起出差五天，由${it.other}代`)
  else if (it.kind === 'back') await house.say(it.who, '我已返岗')
  else await house.say(it.who, `督办 工程处 3月31日前 报送第${n}号材料`)
}

describe('一年里的来来去去', () => {
  const house = useHouse('pglite')
  const officeNow = (): Promise<Office> =>
    house()
      .parts.db.transaction()
      .execute((trx) => house().parts.office.get(trx, house().parts.clock.now()))

  async function holdsStill(): Promise<void> {
    const office = await officeNow()
    const { db } = house().database
    expect(office.roles.filter(({ person }) => !activePerson(office, person))).toEqual([])
    expect(office.portfolios.filter(({ person }) => !activePerson(office, person))).toEqual([])
    expect(
      office.absences.filter(({ delegate }) => delegate && !activePerson(office, delegate)),
    ).toEqual([])
    const pending = await db
      .selectFrom('approval')
      .select(['asked_by', 'approver'])
      .where('state', '=', 'pending')
      .execute()
    for (const { asked_by, approver } of pending) {
      const deciding = { role: '办公室主任', to: approver, barred: [asked_by] } as const
      const found = reachableFor(office, deciding)
      expect(found).toBeDefined()
      if (found) expect(absenceOf(office, found.person.openId)).toBeUndefined()
      const decider = deciderOf(office, deciding)
      if (decider) {
        const cards = await db
          .selectFrom('card')
          .select('id')
          .where('lane', '=', decider.openId)
          .where('feature', '=', 'approval')
          .execute()
        expect(cards.length).toBeGreaterThan(0)
      }
    }
    const handlers = await db
      .selectFrom('task')
      .select('handler')
      .where('handler', 'is not', null)
      .where('state', 'in', ['ordered', 'in_progress'])
      .execute()
    expect(handlers.filter(({ handler }) => !activePerson(office, handler ?? ''))).toEqual([])
  }

  it('无论谁来谁走，岗位、代办、待批事项都有在岗的人，离职的人名下没有任何事项', async () => {
    const [acts = []] = fc.sample(fc.array(doing, { minLength: 40, maxLength: 40 }), {
      numRuns: 1,
      seed: 2026,
    })
    for (const [n, one] of acts.entries()) {
      await happen(house(), one, n)
      await holdsStill()
      if (n % 10 === 9) await house().turn({ next: 'workday' })
    }
    const kinds = new Set(acts.map(({ kind }) => kind))
    expect(kinds.size).toBe(6)
  })
})
