// `npm run demo`: the playground, and the bot as its child process on a folder that lives as long
// as the demo. Prints one line when it is up: `ready http://127.0.0.1:3000`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { members } from './cast.ts'
import { openAt } from './ports.ts'
import { createPlayground } from './server.ts'

const seeds = ['none', 'cast']

const read = () =>
  parseArgs({
    options: {
      port: { type: 'string' },
      at: { type: 'string', default: '2026-11-25T09:00' },
      seed: { type: 'string', default: 'cast' },
      data: { type: 'string' },
      bots: { type: 'string', default: '1' },
    },
  }).values

async function main() {
  const values = read()
  const bots = Number(values.bots)
  if (!Number.isInteger(bots) || bots < 1) throw new Error('--bots 应为正整数')
  if (bots > 1 && !process.env.DATABASE_URL)
    throw new Error('多个机器人需要共用一个数据库：请设置 DATABASE_URL')
  if (!seeds.includes(values.seed)) throw new Error(`--seed 应为 ${seeds.join('、')} 之一`)
  const kept = values.data ?? process.env.DATA_DIR
  const data = kept ?? mkdtempSync(join(tmpdir(), 'duban-demo-'))
  const tidy = () => {
    if (kept === undefined) rmSync(data, { recursive: true, force: true })
  }
  process.once('exit', tidy)
  const playground = await openAt(values.port, (port) =>
    createPlayground({
      port,
      at: values.at,
      data,
      spawn: { env: botEnv(data, values.seed), log: console.error },
    }),
  )
  const end = endOnce(() => playground.close())
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  await playground.power({ do: 'start', n: bots })
  console.log(`ready ${playground.url}`)
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
