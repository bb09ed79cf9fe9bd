// A year of petitions, made by people acting: the figures come to the office's own, every clock agrees with a slow recount from the
// record, and no legal date passes without its reminders. PROOF=full plays the whole year; else a small one.
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { day, isWorkday, shippedHolidays } from '../../handlers/calendar.ts'
import type { Counted } from '../../handlers/petition/figures/figures.ts'
import { figuresOf, weekSentence, yearSentence } from '../../handlers/petition/figures/figures.ts'
import { type House, useHouse, withButton } from '../house.ts'
import { recount, walk, walkWorking } from './recount.ts'

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

  it('放假通知变动之后，工作日期限随之重算，日历日期限不动', async () => {
    const { db } = house().database
    const before = await db
      .selectFrom('petition')
      .select(['n', 'notice_due', 'objection_due'])
      .orderBy('n')
      .execute()
    await register(house(), '黄委交办件 钱某 滩区迁建 9月30日前报办结报告', '登记')
    const asked = await house().say('姜海涛', notice2026)
    await house().tap('姜海涛', withButton(asked, '导入'), '导入')
    const after = await db
      .selectFrom('petition')
      .select(['n', 'notice_due', 'objection_due'])
      .orderBy('n')
      .execute()
    expect(after.slice(0, before.length).map((row) => row.notice_due)).toEqual(
      before.map((row) => row.notice_due),
    )
    // 调休上班由9月20日（周日）改为9月19日（周六）：9月14日收到的，第5个工作日随之提前一天。
    expect(after.at(-1)?.objection_due).toBe(walkWorking('2026-09-14', 5, worksAfter))
    await expectAgreed(house(), worksAfter)
  })

  it('没有一个法定期限不经提醒就过去：告知第10、13、14、15日，异议第2、3、4、5个工作日', async () => {
    const spoken = new Map<string, string[]>()
    for (let i = 0; i < (full ? 30 : 14); i++) {
      const turned = await house().turn({ next: 'workday' })
      for (const m of turned.new)
        for (const [, n, kind] of m.text.matchAll(
          /信访〔2026〕(\d+)号(应于[^\n]*前书面告知|书面告知期限|如不属本单位职权)/gu,
        )) {
          const key = `${n}${kind?.includes('告知') ? '告知' : '异议'}`
          const known = spoken.get(key) ?? []
          if (!known.includes(m.at.slice(0, 10))) spoken.set(key, [...known, m.at.slice(0, 10)])
        }
    }
    const last = house().playground.now().slice(0, 10)
    const rows = await house()
      .database.db.selectFrom('petition')
      .selectAll()
      .where('state', 'in', ['registered', 'routed'])
      .execute()
    const owed = rows.filter((row) => row.noticed_on === null && row.notice_due <= last)
    expect(owed.length).toBeGreaterThan(0)
    for (const row of owed) {
      const days = [10, 13, 14, 15].map((d) => workdayBefore(walk(row.received_at, d)))
      const wanted = [...new Set(days)].filter((d) => d > '2026-09-14')
      expect([row.n, ...wanted.filter((d) => !spoken.get(`${row.n}告知`)?.includes(d))]).toEqual([
        row.n,
      ])
      if (row.objection_due === null || !isPending(row.course)) continue
      const steps = [2, 3, 4, 5]
        .map((d) => walkWorking(row.received_at, d, worksAfter))
        .filter((d) => d > '2026-09-14')
      expect([row.n, ...steps.filter((d) => !spoken.get(`${row.n}异议`)?.includes(d))]).toEqual([
        row.n,
      ])
    }
  }, 300_000)
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

/** A change of the year's notice: the make-up day is Saturday 19 September, not Sunday the 20th. */
const notice2026 = `导入节假日 2026年
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。9月19日（周六）上班。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。10月10日（周六）上班。`
const worksAfter = (d: string) => d === '2026-09-19' || (d !== '2026-09-20' && works(d))

function workdayBefore(d: string): string {
  let at = d
  while (!worksAfter(at)) at = walk(at, -1)
  return at
}

const isPending = (course: unknown): boolean =>
  typeof course === 'object' &&
  course !== null &&
  'objection' in course &&
  course.objection === null

async function expectAgreed(house: House, on = works): Promise<void> {
  const { db } = house.database
  const rows = await db.selectFrom('petition').selectAll().where('state', '<>', 'draft').execute()
  // A closed petition keeps the dates of its day; a notice moves those of open ones (domain.md §5).
  const moved = on === works ? rows : rows.filter((row) => row.state !== 'exited')
  for (const row of moved) {
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
      on,
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
