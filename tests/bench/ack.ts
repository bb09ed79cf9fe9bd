// Line 1: a signed, encrypted, real command until it is committed and answered, against a bare Hono route that runs the very
// same statements with pg; and the ceiling: that route with signature, AES, zod and Kysely, but no rules.
import { once } from 'node:events'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import { Pool } from 'pg'
import { createApp } from '../../bot/app.ts'
import { decode } from '../../bot/feishu/decode.ts'
import { signatureOf, verifyPush } from '../../bot/feishu/verify.ts'
import type { DB } from '../../db/schema.ts'
import { pgReaders } from '../../db/types.ts'
import { encryptBody } from '../feishu/push.ts'
import {
  judge,
  partsOn,
  percentile,
  print,
  realClock,
  type Stage,
  sized,
  withCast,
} from './stage.ts'

const connections = 50
const keys = { encryptKey: 'bench', verificationToken: 'vtok', appId: 'cli_a1b2c3d4e5f60718' }
const rounds = () => sized(200, 5_000)

export async function ack({ newDatabase }: Stage): Promise<void> {
  const url = await newDatabase()
  const database = await withCast(url, realClock.now(), 20)
  await staff(database.db)
  const parts = await partsOn(database, realClock)
  const taped = await tape(url)
  const app = createApp({
    ...{ parts, keys, wake: () => {}, ready: async () => true },
    lasting: (work) => void work.catch(() => {}),
  })
  const floor = new Pool({ connectionString: url, max: 20, types: pgReaders })
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool: floor }) })

  const ours = await measured(app)
  const bare = await measured(bareRoute(floor, taped))
  const ceiling = await measured(dressedRoute(kysely, taped))
  judge(
    'ack, req/s against the floor',
    ours.rate / bare.rate,
    '≥ 0.6',
    ours.rate / bare.rate >= 0.6,
    `ours ${ours.rate.toFixed(0)}/s p99 ${ours.p99.toFixed(0)} ms; floor ${bare.rate.toFixed(0)}/s p99 ${bare.p99.toFixed(0)} ms; ceiling ${(ceiling.rate / bare.rate).toFixed(2)}; ${taped.length} statements, ${connections} connections`,
  )
  if (ours.failed + bare.failed + ceiling.failed > 0)
    print(`MISS ack: ${ours.failed}/${bare.failed}/${ceiling.failed} requests failed`)
  await kysely.destroy()
  await database.close()
}

const sender = (n: number) => `ou_${String(n % connections).padStart(32, '0')}`

async function staff(db: Kysely<DB>): Promise<void> {
  const rows = Array.from({ length: connections }, (_, n) => ({
    ...{ open_id: sender(n), name: `职工${n}`, unit_id: 'wenshu', title: '职工' },
    ...{ status: 'active' as const, acting: false },
  }))
  await db.insertInto('person').values(rows).execute()
}

interface Statement {
  sql: string
  parameters: readonly unknown[]
}

/** The statements of one such command, as they went to the database. */
async function tape(url: string): Promise<Statement[]> {
  const taped: Statement[] = []
  const pool = new Pool({ connectionString: url, max: 1, types: pgReaders })
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query: { sql, parameters } }) => {
      taped.push({ sql, parameters })
    },
  })
  const { take } = await import('../../bot/door.ts')
  const parts = await partsOn({ db, kind: 'postgres', close: async () => {} }, realClock)
  const run = async (n: number) => {
    const lasting: Promise<unknown>[] = []
    await take(
      parts,
      decode(event(n), 'ou_bot'),
      (work) => void lasting.push(work),
      () => {},
    )
    await Promise.allSettled(lasting)
  }
  await run(900_000)
  taped.length = 0
  await run(900_050)
  await db.destroy()
  return taped.filter(({ sql }) => !/^(?:begin|commit|rollback)/.test(sql))
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** The same with ids of its own. */
function renewed(statements: Statement[], n: number): Statement[] {
  const ids = new Map<string, string>()
  const idFor = (id: string): string => {
    const known = ids.get(id) ?? crypto.randomUUID()
    ids.set(id, known)
    return known
  }
  const fresh = (text: string) =>
    text
      .replace(uuid, idFor)
      .replaceAll('om_900050', `om_f${n}`)
      .replaceAll(sender(900_050), sender(n))
  return statements.map(({ sql, parameters }) => ({
    sql,
    parameters: parameters.map((p) => (typeof p === 'string' ? fresh(p) : p)),
  }))
}

function bareRoute(pool: Pool, taped: Statement[]): Hono {
  let n = 1_000_000
  return new Hono().post('/feishu', async (c) => {
    await c.req.arrayBuffer()
    n += 1
    const statements = renewed(taped, n)
    const client = await pool.connect()
    try {
      await client.query('begin')
      for (const { sql, parameters } of statements) await client.query(sql, [...parameters])
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
    return c.json({})
  })
}

function dressedRoute(db: Kysely<DB>, taped: Statement[]): Hono {
  let n = 2_000_000
  return new Hono().post('/feishu', async (c) => {
    const raw = new Uint8Array(await c.req.arrayBuffer())
    const headers = (name: string) => c.req.header(name)
    const verified = verifyPush({ headers, raw, keys, now: realClock.now() })
    if (!verified.ok || verified.kind === 'challenge') return c.body(null, 400)
    decode(verified.body, 'ou_bot')
    n += 1
    const statements = renewed(taped, n)
    await db.transaction().execute(async (trx) => {
      for (const { sql, parameters } of statements)
        await trx.executeQuery(CompiledQuery.raw(sql, [...parameters]))
    })
    return c.json({})
  })
}

let said = 0

async function measured(app: Hono): Promise<{ rate: number; p99: number; failed: number }> {
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/feishu`
  const pushes = Array.from({ length: rounds() }, () => {
    said += 1
    return pushOf(said)
  })
  const times: number[] = []
  let failed = 0
  const one = async () => {
    for (let push = pushes.pop(); push; push = pushes.pop()) {
      const at = performance.now()
      const answer = await fetch(url, { method: 'POST', ...push })
      await answer.arrayBuffer()
      times.push(performance.now() - at)
      if (answer.status !== 200) failed += 1
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, one))
  const seconds = (performance.now() - began) / 1_000
  server.close()
  return { rate: times.length / seconds, p99: percentile(times, 0.99), failed }
}

function pushOf(n: number) {
  const body = Buffer.from(
    JSON.stringify({ encrypt: encryptBody(keys.encryptKey, JSON.stringify(event(n))) }),
  )
  const timestamp = String(Math.floor(Date.now() / 1_000))
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': 'n0nce',
      'x-lark-signature': signatureOf(timestamp, 'n0nce', keys.encryptKey, body),
    },
  }
}

function event(n: number) {
  const now = String(Date.now())
  return {
    schema: '2.0',
    header: {
      event_id: `e${n}`,
      event_type: 'im.message.receive_v1',
      create_time: now,
      token: keys.verificationToken,
      app_id: keys.appId,
      tenant_key: 'tk1',
    },
    event: {
      sender: { sender_id: { open_id: sender(n) }, sender_type: 'user', tenant_key: 'tk1' },
      message: {
        message_id: `om_${n}`,
        create_time: now,
        chat_id: `oc_p${n % connections}`,
        chat_type: 'p2p',
        message_type: 'text',
        content: JSON.stringify({ text: '督办 工程处 3个工作日内 上报标准化堤防建设进度' }),
      },
    },
  }
}
