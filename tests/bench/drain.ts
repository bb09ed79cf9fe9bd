// Line 3: the outbox drained with the network stubbed, by one process and by four, against job queues that do one job per
// message. Pacing off: the line is about the work, not about Feishu's limits.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openPostgres } from '../../db/open.ts'
import { rivals } from './rivals.ts'
import { judge, print, type Stage, sized, start } from './stage.ts'

const chats = 1_000

export async function drainLine({ newDatabase }: Stage): Promise<void> {
  const messages = sized(500, 10_000)
  const one = await ours(await newDatabase(), messages, 1)
  const four = await ours(await newDatabase(), messages, 4)
  print(`     drain: ${one.toFixed(0)}/s by one process, ${four.toFixed(0)}/s by four; pacing off`)
  for (const rival of await rivals()) {
    const theirs = await rival.rate(await newDatabase(), messages)
    judge(
      `drain by one process against ${rival.name}`,
      one / theirs,
      '≥ 1',
      one >= theirs,
      `${rival.name} ${theirs.toFixed(0)}/s`,
    )
    judge(`drain by four against ${rival.name}`, four / theirs, '≥ 1', four >= theirs, '')
  }
}

async function ours(url: string, messages: number, processes: number): Promise<number> {
  await fill(url, messages)
  const workers = Array.from({ length: processes }, () =>
    fork(join(import.meta.dirname, 'drain-worker.ts'), [url], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    }),
  )
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  const began = performance.now()
  const done = workers.map((worker) => once(worker, 'message'))
  for (const worker of workers) worker.send('go')
  await Promise.all(done)
  const seconds = (performance.now() - began) / 1_000
  return (await countSent(url)) / seconds
}

async function fill(url: string, messages: number): Promise<void> {
  const { db, close } = openPostgres(url, () => {}, 2)
  await sql`insert into outbox (id, key, lane, class, kind, body, due_at, state, tries, created_at)
    select gen_random_uuid(), 'bench/' || i, 'oc_bench_' || (i % ${chats}), 0, 'notice',
      '{"said":"时限12月4日"}', ${start}::timestamptz, 'pending', 0, ${start}::timestamptz
    from generate_series(1, ${messages}) i`.execute(db)
  await sql`insert into lane (lane, next_at, lease_until, fence)
    select distinct lane, ${start}::timestamptz, ${start}::timestamptz, 0 from outbox`.execute(db)
  await sql`analyze`.execute(db)
  await close()
}

async function countSent(url: string): Promise<number> {
  const { db, close } = openPostgres(url, () => {}, 1)
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from outbox where state = 'sent'`.execute(db)
  await close()
  return rows[0]?.n ?? 0
}
