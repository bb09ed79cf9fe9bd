// The door under hostile pushes: no crash, no write without a valid signature, nothing done twice, no payload believed.
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { msOf } from '../../db/instant.ts'
import { useHouse, withButton } from '../house.ts'
import { everythingIn } from './everything.ts'
import {
  type Gate,
  gateOf,
  type Json,
  message,
  mutated,
  mutations,
  others,
  type Post,
  type Sender,
  tap,
} from './hostile.ts'

const full = process.env.PROOF === 'full'
const numRuns = (short: number, long: number) => ({ numRuns: full ? long : short })

describe('伪造和变造的推送', () => {
  const house = useHouse('pglite')
  let gate: Gate
  let order: string
  let task: string

  beforeAll(async () => {
    gate = gateOf(house())
    const said = await house().say('周明远', '督办 工程处 12月4日前 上报标准化堤防建设进度')
    order = withButton(said, '签收').message_id
    const row = await house().database.db.selectFrom('task').select('id').executeTakeFirstOrThrow()
    task = row.id
  })

  const personOf = (name: string): Sender => {
    const { app, now } = house().playground
    const person = house()
      .playground.people()
      .find((p) => p.name === name)
    if (!person) throw new Error(`nobody is called ${name}`)
    return {
      token: app.verification_token,
      appId: app.app_id,
      at: Date.parse(now()),
      openId: person.id,
      chat: person.p2p,
    }
  }
  const templates = (): Json[] => {
    const of = personOf('何小雨')
    const button = { f: 'supervision', t: 'sign', s: task, v: {} }
    return [
      message(of, '督办 工程处 12月4日前 报名单'),
      tap(of, order, button, { text: 'x' }),
      ...others(of),
    ]
  }
  const faults = () => [
    ...new Set(
      house()
        .logs.filter((line) => line.startsWith('error'))
        .map((line) => line.replace(/"id":"[^"]*"/, '')),
    ),
  ]
  const vouchers = (path: string) =>
    /^\/header\/(?:token|app_id|event_type)$|^\/(?:header|schema|event)$/.test(path)
  const anyTemplate = fc.double({ min: 0, max: 0.999, noNaN: true })
  const pick = (share: number) => {
    const list = templates()
    return list[Math.floor(share * list.length)] ?? null
  }

  it('没有有效签名的，一律拒绝，库里一个字节也不变', { timeout: 600_000 }, async () => {
    const before = await everythingIn(house().database)
    const spoil = fc.constantFrom('none', 'signature', 'body', 'timestamp', 'plain', 'noise', 'cut')
    const noise = fc.uint8Array({ maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(anyTemplate, mutations, spoil, noise, async (share, changes, how, bytes) => {
        const body = mutated(pick(share), changes, () => false)
        const { status } = await gate.post(spoiled(gate.signed(body), body, how, bytes))
        expect([400, 401]).toContain(status)
      }),
      numRuns(1_500, 90_000),
    )
    expect((await gate.post({ headers: {}, raw: new Uint8Array(1024 * 1024 + 1) })).status).toBe(
      413,
    )
    expect(await everythingIn(house().database)).toBe(before)
    expect(faults()).toEqual([])
  })

  it('签名有效而内容怪异的：照常应答，不崩溃，不出错', { timeout: 1_200_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyTemplate, mutations, async (share, changes) => {
        const body = mutated(pick(share), changes, vouchers)
        const { status } = await gate.post(gate.signed(body))
        expect(status).toBe(200)
        expect(faults()).toEqual([])
      }),
      numRuns(150, 10_000),
    )
    await gate.quiet()
    expect(faults()).toEqual([])
  })

  it('重放、重新签名的同一事件：只算一次；过了八小时或来自五分钟以后的不收', async () => {
    const of = personOf('金若水')
    const body = message(of, '督办 财务处 12月4日前 报名单')
    const count = async () => {
      const row = await sql<{ n: number }>`select count(*) as n from task`.execute(
        house().database.db,
      )
      return row.rows[0]?.n
    }
    const first = await count()
    const once = gate.signed(body)
    for (const post of [once, once, gate.signed(body), gate.signed(body, of.at - 3_600_000)])
      expect((await gate.post(post)).status).toBe(200)
    expect(await count()).toBe(Number(first) + 1)
    const fresh = () => message(of, '督办 财务处 12月4日前 报清单')
    const hour = 3_600_000
    expect((await gate.post(gate.signed(fresh(), of.at - 8 * hour - 1_000))).status).toBe(401)
    expect((await gate.post(gate.signed(fresh(), of.at + 5 * 60_000 + 1_000))).status).toBe(401)
    expect(await count()).toBe(Number(first) + 1)
  })

  it('每个按钮的内容都当作伪造：换人、换件、换版本、加字段，谁也办不了不归他的事', async () => {
    const { db } = house().database
    const rows = () =>
      everythingOfDuties(
        ['task', 'extension', 'feedback', 'approval', 'petition', 'talk'].map((name) =>
          sql.table(name),
        ),
      )
    const everythingOfDuties = async (tables: ReturnType<typeof sql.table>[]) => {
      const all: unknown[] = []
      for (const table of tables)
        all.push((await sql`select * from ${table} order by id`.execute(db)).rows)
      return JSON.stringify(all)
    }
    const before = await rows()
    // An outsider of the task, a stranger, and somebody who is nobody.
    const people = [
      personOf('章若兰'),
      { ...personOf('章若兰'), openId: 'ou_stranger' },
      { ...personOf('章若兰'), openId: '\u0000' },
    ]
    const subjects = [
      task,
      crypto.randomUUID(),
      '',
      '1',
      'ou_x/2026Q4',
      '../x',
      '\u0000',
      "' or 1=1",
      task.toUpperCase(),
      `${task} `,
    ]
    const values: { [key: string]: Json }[] = [
      {},
      { told: true },
      { v: 1, version: -1 },
      { extra: 'x' },
      { __proto__x: 'x' },
    ]
    const taps = house().parts.features.flatMap((f) =>
      Object.keys(f.taps).map((t) => ({ f: f.name, t })),
    )
    let n = 0
    for (const [place, { f, t }] of taps.entries()) {
      for (const [turn, s] of subjects.entries()) {
        // A quarter of all pairs, another one for each button.
        if (!full && (place + turn) % 4 !== 0) continue
        const of = people[(place + turn) % people.length]
        const v = values[(place * 3 + turn) % values.length] ?? {}
        if (!of) continue
        const answer = await gate.post(
          gate.signed(
            tap(of, order, { f, t, s, v }, { text: 'x', reason: 'x', day: '2026-12-31' }),
          ),
        )
        expect(answer.status).toBe(200)
        n += 1
      }
    }
    const broken: Json[] = [
      null,
      'x',
      7,
      [],
      { f: 'supervision' },
      { f: 'x', t: 'y', s: 'z' },
      { f: 'toString', t: 'constructor', s: '' },
      { f: 'supervision', t: '__proto__', s: task, v: {} },
    ]
    for (const value of broken) {
      const of = people[0]
      if (of) expect((await gate.post(gate.signed(tap(of, order, value)))).status).toBe(200)
    }
    expect(n).toBeGreaterThan(100)
    expect(await rows()).toBe(before)
    expect(faults()).toEqual([])
  })

  function spoiled(post: Post, body: Json, how: string, noise: Uint8Array): Post {
    const headers = { ...post.headers }
    switch (how) {
      case 'none':
        return { raw: post.raw, headers: {} }
      case 'signature':
        return { raw: post.raw, headers: { ...headers, 'x-lark-signature': 'f'.repeat(64) } }
      case 'timestamp':
        return { raw: post.raw, headers: { ...headers, 'x-lark-request-timestamp': '1' } }
      case 'plain':
        return { raw: new TextEncoder().encode(JSON.stringify(body)), headers }
      case 'noise':
        return { raw: noise, headers }
      case 'cut':
        return { raw: post.raw.slice(0, -noise.length - 1), headers }
      default: {
        const raw = new Uint8Array(post.raw)
        const at = noise.length % raw.length
        raw[at] = (raw[at] ?? 0) ^ 1
        return { raw, headers }
      }
    }
  }

  it('答复里没有堆栈，没有库里的字段', async () => {
    const { parts } = house()
    const kept = parts.office.get
    parts.office.get = () => Promise.reject(new Error('select "identity" from petition at /work'))
    try {
      const answer = await gate.post(gate.signed(message(personOf('何小雨'), '帮助')))
      expect(answer).toEqual({ status: 503, body: '' })
    } finally {
      parts.office.get = kept
      await gate.quiet()
    }
    expect(msOf(parts.clock.now())).toBeGreaterThan(0)
  })
})
