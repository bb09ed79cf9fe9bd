// `npm run demo`: the playground, and the bot as its child process on a folder that lives as long
// as the demo. Prints one line when it is up: `ready http://127.0.0.1:3000`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { members } from './cast.ts'
import { instantOf, isoOf } from './clock.ts'
import { openAt } from './ports.ts'
import { beforeMonth, playMonth } from './seeds/full.ts'
import { createPlayground } from './server.ts'

const seeds = ['none', 'cast', 'full']
const ways = ['webhook', 'websocket'] as const

const read = () =>
  parseArgs({
    options: {
      port: { type: 'string' },
      at: { type: 'string', default: '2026-11-25T09:00' },
      seed: { type: 'string', default: 'full' },
      data: { type: 'string' },
      bots: { type: 'string', default: '1' },
      events: { type: 'string', default: 'webhook' },
    },
  }).values

async function main() {
  const values = read()
  const bots = Number(values.bots)
  if (!Number.isInteger(bots) || bots < 1) throw new Error('--bots 应为正整数')
  if (bots > 1 && !process.env.DATABASE_URL)
    throw new Error('多个机器人需要共用一个数据库：请设置 DATABASE_URL')
  if (!seeds.includes(values.seed)) throw new Error(`--seed 应为 ${seeds.join('、')} 之一`)
  const events = ways.find((way) => way === values.events)
  if (!events) throw new Error(`--events 应为 ${ways.join('、')} 之一`)
  const kept = values.data ?? process.env.DATA_DIR
  const data = kept ?? mkdtempSync(join(tmpdir(), 'duban-demo-'))
  const tidy = () => {
    if (kept === undefined) rmSync(data, { recursive: true, force: true })
  }
  process.once('exit', tidy)
  const end = startOf(values.at)
  const full = values.seed === 'full'
  const playground = await openAt(values.port, (port) =>
    createPlayground({
      port,
      at: isoOf(full ? beforeMonth(end) : end),
      data,
      events,
      spawn: { env: botEnv(data, full ? 'cast' : values.seed), log: console.error },
    }),
  )
  const leave = endOnce(() => playground.close())
  process.on('SIGINT', leave)
  process.on('SIGTERM', leave)
  await playground.power({ do: 'start', n: bots })
  if (full) await playMonth(playground, end)
  console.log(`ready ${playground.url}`)
}

function startOf(text: string): number {
  const at = instantOf(text)
  if (at === undefined) throw new Error(`--at 不是时刻：${text}`)
  return at
}

const botEnv = (data: string, seed: string) => ({
  DATA_DIR: data,
  SEED: seed,
  ADMIN_OPEN_IDS: members.find(({ key }) => key === 'admin')?.open_id ?? '',
})

function endOnce(close: () => Promise<void>) {
  let ending = false
  return () => {
    if (ending) process.exit(1)
    ending = true
    void close().finally(() => process.exit(0))
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
