// A soak: four sender processes with clocks of their own on one Postgres, every kind of fault at random, processes that die
// inside and are killed from outside. 0 lost, 0 double. PROOF=full runs 10,000 schedules.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instantOfMs } from '../../db/instant.ts'
import { type Database, openPostgres } from '../../db/open.ts'
import { createDatabase, type PostgresDatabase } from '../databases.ts'
import { createFeishu, type Fault, type Feishu } from './feishu.ts'
import { change, tell } from './office.ts'

const full = process.env.PROOF === 'full'
const schedules = full ? 10_000 : 120
const speed = 200
const workers = 4
const people = 60
const virtualStart = Date.parse('2026-11-25T01:00:00Z')

const faults: Fault[] = ['taken', 'taken', 'lost', 'busy', 'crowded']
/** One call in five goes wrong. */
const chance = (): Fault =>
  Math.random() < 0.2 ? faults[Math.floor(Math.random() * faults.length)] : undefined

describe('four senders, random faults (postgres)', () => {
  let made: PostgresDatabase
  let database: Database
  let feishu: Feishu
  let server: Server
  const startedAt = Date.now()
  const now = () => instantOfMs(Math.round(virtualStart + (Date.now() - startedAt) * speed))
  const senders: ChildProcess[] = []

  beforeAll(async () => {
    made = await createDatabase()
    database = openPostgres(made.url, () => {}, 4)
    feishu = createFeishu(now, chance)
    server = await serve(feishu)
    await database.db
      .insertInto('person')
      .values(
        Array.from({ length: people }, (_, i) => ({
          ...{ open_id: `ou_soak_${i}`, name: `甲${i}`, title: '', status: 'active' as const },
          ...{ acting: false, p2p_chat: `oc_psoak_${i}` },
        })),
      )
      .execute()
  })

  afterAll(async () => {
    for (const sender of senders) sender.kill('SIGKILL')
    server.close()
    await database.close()
    await made.drop()
  })

  function start(place: number): void {
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    // Clocks differ by up to a minute.
    const skewMs = (place - 1.5) * 20_000
    const orders = {
      ...{ url: made.url, feishu: `http://127.0.0.1:${port}`, startedAt, speed, skewMs },
      steps: 400,
    }
    senders[place]?.kill('SIGKILL')
    senders[place] = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        join(import.meta.dirname, 'soak-worker.ts'),
        JSON.stringify(orders),
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    )
  }

  const waiting = async () => {
    const row = await database.db
      .selectFrom('outbox')
      .select((of) => of.fn.countAll<number>().as('n'))
      .where('state', '=', 'pending')
      .executeTakeFirstOrThrow()
    return row.n
  }

  it(
    `${schedules} schedules: each message arrives once`,
    async () => {
      for (let place = 0; place < workers; place++) start(place)
      const ids: string[] = []
      for (let i = 0; i < schedules; i++) {
        const id = v7()
        ids.push(id)
        const lane = `ou_soak_${Math.floor(Math.random() * people)}`
        const kind = i % 2 ? 'notice' : 'view'
        await tell(database, now(), { id, lane, kind, said: `第${i}条` })
        if (i % 5 === 0) await change(database, now(), ids[Math.floor(Math.random() * i)] ?? id)
        if (i % 60 === 59) start(Math.floor(Math.random() * workers))
      }
      const patience = Date.now() + (full ? 3_000_000 : 90_000)
      while ((await waiting()) > 0 && Date.now() < patience) {
        await new Promise((done) => setTimeout(done, 100))
      }
      const arrived = Map.groupBy(feishu.messages, (m) => m.uuid)
      const lost = ids.filter((id) => !arrived.has(id)).length
      const double = [...arrived.values()].filter((of) => of.length > 1).length
      console.log(`${schedules} schedules, ${feishu.calls} calls, ${lost} lost, ${double} double`)
      expect({ lost, double, waiting: await waiting() }).toEqual({ lost: 0, double: 0, waiting: 0 })
    },
    full ? 3_600_000 : 120_000,
  )
})

async function serve(feishu: Feishu): Promise<Server> {
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request))
    const answer = await answerTo(feishu, request.url ?? '', body)
    response.end(JSON.stringify(answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

function answerTo(feishu: Feishu, path: string, body: Record<string, never>): Promise<object> {
  switch (path) {
    case '/send':
      return feishu.send(
        body.to ?? { person: '' },
        { type: 'text', content: body.content ?? '' },
        body.uuid ?? '',
      )
    case '/update':
      return feishu.update(body.messageId ?? '', body.content ?? '')
    default:
      return feishu.readBack(body.chat ?? '', body.from ?? now0, body.to ?? now0)
  }
}

const now0 = instantOfMs(0)
