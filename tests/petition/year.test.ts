// A year of petitions, made by people acting: the figures come to the office's own, every clock agrees with a slow recount from the
// record, and no legal date passes without its reminders. PROOF=full plays the whole year; else a small one.
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { day, isWorkday, shippedHolidays } from '../../handlers/calendar.ts'
import type { Counted } from '../../handlers/petition/figures/figures.ts'
import { figuresOf, weekSentence, yearSentence } from '../../handlers/petition/figures/figures.ts'
import { type House, useHouse, withButton } from '../house.ts'
import { recount } from './recount.ts'

const full = process.env.PROOF === 'full'
const officer = '严丽华'
const works = (d: string) => isWorkday(shippedHolidays, day(d))

/** 来访人次 123，来信 27，转办 15; a small year keeps the proportions. */
const year = full
  ? { visits: 80, persons: 123, letters: 27, forwarded: 15 }
  : { visits: 5, persons: 9, letters: 4, forwarded: 2 }

const given = [...'安邦才达恩方刚海佳康']
const nameOf = (family: string, i: number) =>
  `${family}${given[i % 10]}${given[Math.floor(i / 10) % 10]}`

const register = async (house: House, text: string, button: string) => {
  const said = await house.say(officer, text)
  await house.tap(officer, withButton(said, button), button)
}

async function visits(house: House) {
  const extra = year.persons - year.visits
  for (let i = 0; i < year.visits; i++) {
    const heads = 1 + Math.floor(extra / year.visits) + (i < extra % year.visits ? 1 : 0)
    await register(
      house,
      `登记来访 ${nameOf('王', i)} ${heads}人 反映第${i}段堤防占压`,
      '登记，已当场书面告知',
    )
  }
}

async function letters(house: House) {
  for (let i = 0; i < year.letters; i++) {
    await register(house, `登记来信 ${nameOf('李', i)} 今天收到 反映第${i}区供暖`, '登记')
    if (i < year.forwarded) await house.say('周明远', `把信访${year.visits + i + 1}号转办给工管处`)
  }
}

describe('一年的信访', () => {
  const house = useHouse('pglite', { at: '2026-09-14T09:00:00+08:00' })

  beforeAll(async () => {
    await visits(house())
    await letters(house())
  }, 600_000)

  it(`今年共接待群众来访${year.persons}人次，办理人民来信${year.letters}件，转办${year.forwarded}件`, async () => {
    const said = await house().say('周明远', '今年信访数据 出总结那句话')
    expect(said.new[0]?.text).toContain(
      `今年共接待群众来访${year.persons}人次，办理人民来信${year.letters}件，转办${year.forwarded}件。`,
    )
    expect(said.new[0]?.text).toContain(`${year.visits}批次，${year.persons}人次`)
  })

  it('受理、延期、送达、更正之后，每个期限都与逐日重算的一致', async () => {
    const n = year.visits + 1
    const accepted = await house().say(officer, `受理信访${n}号`)
    await house().tap(officer, withButton(accepted, '告知并受理'), '告知并受理')
    await house().say('柏青松', `信访${n}号 申请延期20天 理由是需现场核对`)
    await house().tap(
      '王建国',
      withButton({ new: house().shown('王建国').toReversed() }, '批准'),
      '批准',
    )
    await house().say(officer, `信访${n + 1}号 收信日期应为9月10日`)
    await expectAgreed(house())
  })

  it('随意的经过之后也一致：受理、延期（批准或不批准）、异议、更正', async () => {
    const wishes = fc.sample(fc.array(act, { minLength: 3, maxLength: 5 }), {
      numRuns: full ? 20 : 2,
      seed: 9,
    })
    for (const [i, acts] of wishes.entries()) {
      const n = await freshFromAbove(house(), i)
      for (const one of acts) await one(house(), n)
    }
    await expectAgreed(house())
  }, 600_000)

  it('到期前的提醒都发过：书面告知第10、13、14、15日，遇休息日提前', async () => {
    const n = year.visits + 3
    const mornings: string[] = []
    for (let i = 0; i < 14; i++) {
      const turned = await house().turn({ next: 'workday' })
      const said = turned.new.some(
        (m) => m.text.includes(`信访〔2026〕${n}号`) && m.text.includes('书面告知'),
      )
      if (said && !mornings.includes(turned.now.slice(0, 10)))
        mornings.push(turned.now.slice(0, 10))
    }
    // 9月14日收到：第10日9月24日；第13日9月27日在中秋假期内，提前到9月24日；第14、15日照发。
    expect(mornings.slice(0, 3)).toEqual(['2026-09-24', '2026-09-28', '2026-09-29'])
  }, 120_000)
})

type Act = (house: House, n: number) => Promise<void>

const september = fc.integer({ min: 1, max: 14 })

const accept: Act = async (house, n) => {
  const said = await house.say(officer, `受理信访${n}号`)
  const card = said.new.find((m) => m.buttons.some(({ text }) => /告知.*受理/u.test(text)))
  const button = card?.buttons.find(({ text }) => /告知.*受理/u.test(text))
  if (card && button) await house.tap(officer, card, button.text)
}

const extend =
  (days: number, granted: boolean): Act =>
  async (house, n) => {
    await house.say(officer, `信访${n}号 申请延期${days}天 理由是需现场核对`)
    const asked = house
      .shown('王建国')
      .findLast(
        (m) =>
          m.text.includes(`信访〔2026〕${n}号`) && m.buttons.some(({ text }) => text === '批准'),
      )
    if (asked && granted) await house.tap('王建国', asked, '批准')
  }

const say =
  (sentence: (n: number) => string): Act =>
  async (house, n) => {
    await house.say(officer, sentence(n))
  }

/** What may happen to one, in whatever order; what the state does not allow is refused and changes nothing. */
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.constant(accept),
  fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.boolean())
    .map(([days, granted]) => extend(days, granted)),
  september.map((d) => say((n) => `信访${n}号 收信日期应为9月${d}日`)),
  fc.constant(say((n) => `信访${n}号 不是我们的 退回 理由是属地方职权`)),
  fc.boolean().map((agreed) => say((n) => `信访${n}号 来文单位${agreed ? '同意' : '不同意'}异议`)),
  september.map((d) => say((n) => `信访${n}号 已告知 9月${d}日寄的告知书`)),
)

async function freshFromAbove(house: House, i: number): Promise<number> {
  await register(house, `黄委交办件 赵${given[i % 10]}某 滩区房台 9月30日前报办结报告`, '登记')
  const { db } = house.database
  const { n } = await db
    .selectFrom('petition')
    .select(({ fn }) => fn.max('n').as('n'))
    .executeTakeFirstOrThrow()
  return n ?? 0
}

async function expectAgreed(house: House): Promise<void> {
  const { db } = house.database
  const rows = await db.selectFrom('petition').selectAll().where('state', '<>', 'draft').execute()
  for (const row of rows) {
    const entries = await db
      .selectFrom('record')
      .select(['verb', 'facts'])
      .where('subject', '=', row.id)
      .orderBy('id')
      .execute()
    const slow = recount(
      entries.map(({ verb, facts }) => ({
        verb,
        facts: typeof facts === 'object' && facts && !Array.isArray(facts) ? facts : {},
      })),
      works,
    )
    const {
      notice_due,
      objection_due,
      legal_due,
      extended_due,
      sender_internal,
      petitioner_deadline,
    } = row
    expect({
      notice_due,
      objection_due,
      legal_due,
      extended_due,
      sender_internal,
      petitioner_deadline,
    }).toEqual(slow)
  }
}

describe('批次、人次、件次、件各算各的', () => {
  const one = (more: Partial<Counted>): Counted => ({
    ...{
      id: 'a',
      form: 'visit',
      eventDate: day('2026-11-10'),
      receivedAt: day('2026-11-10'),
      headcount: 1,
      unsure: false,
      affected: null,
    },
    ...{
      matter: 'm',
      sameVisit: null,
      disposition: null,
      forwardedOn: null,
      noticeDue: day('2026-11-25'),
      noticedOn: null,
    },
    ...{
      noticeExempt: false,
      finishDue: null,
      finishedOn: null,
      extended: false,
      rating: null,
      ratable: false,
    },
    ...more,
  })
  const november = { from: day('2026-11-01'), to: day('2026-11-30') }
  const counting = { collectiveMin: 5, forwardedScope: 'letters', withHidden: true } as const
  const of = (all: Counted[], hidden: Parameters<typeof figuresOf>[1] = []) =>
    figuresOf(all, hidden, november, counting)

  it('一次来访几件事：1批次，人数只计一次，几个事项', () => {
    const figures = of([
      one({ headcount: 3 }),
      one({ id: 'b', matter: 'n', sameVisit: 'a', headcount: 3 }),
    ])
    expect(figures).toMatchObject({ visits: 1, personTimes: 3, matters: 2, items: { visit: 2 } })
  })

  it('次日又来：2批次，6人次，1个事项', () => {
    const figures = of([
      one({ headcount: 3 }),
      one({ id: 'b', headcount: 3, eventDate: day('2026-11-11') }),
    ])
    expect(figures).toMatchObject({ visits: 2, personTimes: 6, matters: 1 })
  })

  it('联名信的署名人数不是人次', () => {
    expect(of([one({ form: 'letter', headcount: 30 })])).toMatchObject({
      letters: 1,
      personTimes: 0,
      visits: 0,
    })
  })

  it('集体访按到场人数，涉及人数不算', () => {
    expect(of([one({ headcount: 4, affected: 40 }), one({ id: 'b', headcount: 5 })])).toMatchObject(
      { collectiveVisits: 1, collectivePersonTimes: 5 },
    )
  })

  it('检举控告件计入月以上的总数，不在每周数字里', () => {
    const hidden = [{ form: 'letter', receivedAt: day('2026-11-12') }] as const
    expect(of([], [...hidden]).letters).toBe(1)
    expect(figuresOf([], [...hidden], november, { ...counting, withHidden: false }).letters).toBe(0)
  })

  it('人数不清的，不出句子；零就写0', () => {
    expect(yearSentence('今年', of([one({ unsure: true })]))).toBeNull()
    expect(yearSentence('今年', of([]))).toBe('今年共接待群众来访0人次，办理人民来信0件，转办0件。')
    expect(weekSentence(of([one({}), one({ id: 'b', form: 'letter' })]), 1)).toBe(
      '上周登记信访事项：来访1批次，来信1件。7日内到期1件。',
    )
  })

  it('转办是来信的一部分，永不多于来信；人次不少于批次', () => {
    const item = fc.record({
      form: fc.constantFrom('visit', 'letter', 'phone_call', 'online', 'fax'),
      headcount: fc.integer({ min: 1, max: 20 }),
      disposition: fc.constantFrom(null, 'route_internal', 'transfer', 'file_only'),
      matter: fc.constantFrom('m', 'n', 'o'),
    } as const)
    fc.assert(
      fc.property(fc.array(item, { maxLength: 20 }), (all) => {
        const figures = of(all.map((it, i) => one({ ...it, id: String(i) })))
        expect(figures.forwarded).toBeLessThanOrEqual(figures.letters)
        expect(figures.personTimes).toBeGreaterThanOrEqual(figures.visits)
        expect(figures.matters).toBeLessThanOrEqual(all.length)
      }),
      { numRuns: full ? 2_000 : 100 },
    )
  })
})
