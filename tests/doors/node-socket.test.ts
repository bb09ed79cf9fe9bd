// The real entry, bot/node.ts, for an office without a public address: no port is needed, it comes and goes by its socket.
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOfMs } from '../../db/instant.ts'
import { createPlayground, type Playground } from '../../playground/server.ts'
import { createDatabase, type PostgresDatabase } from '../databases.ts'

const script = fileURLToPath(new URL('../../bot/node.ts', import.meta.url))
let playground: Playground
let made: PostgresDatabase
let bot: ChildProcess
let ended: Promise<number | null>

beforeAll(async () => {
  made = await createDatabase()
  playground = await createPlayground({ at: instantOfMs(Date.now()), events: 'websocket' })
  const { app } = playground
  bot = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH ?? '',
      FEISHU_EVENTS: 'websocket',
      FEISHU_APP_ID: app.app_id,
      FEISHU_APP_SECRET: app.app_secret,
      FEISHU_DOMAIN: playground.url,
      DATABASE_URL: made.url,
      DATA_KEY: '07'.repeat(32),
      ADMIN_OPEN_IDS: playground.people().find(({ name }) => name === '姜海涛')?.id ?? '',
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'error',
    },
  })
  ended = new Promise((resolve) => bot.once('exit', resolve))
})
afterAll(async () => {
  bot.kill('SIGKILL')
  await playground.close()
  await made.drop()
})

test('FEISHU_EVENTS=websocket：启动后自己连上，答话，收到 SIGTERM 后断开退出', async () => {
  const { long } = playground.box
  await expect.poll(() => long.count, { timeout: 20_000 }).toBe(1)
  const said = await playground.say({ as: '姜海涛', chat: 'bot', text: '帮助' })
  expect(said.status).toBe(200)
  const p2p = playground.people().find(({ name }) => name === '姜海涛')?.p2p ?? ''
  const fromBot = () => playground.messages(p2p).filter(({ from }) => from === 'bot').length
  await expect.poll(fromBot, { timeout: 10_000 }).toBe(1)
  bot.kill('SIGTERM')
  expect(await ended).toBe(0)
  await expect.poll(() => long.count).toBe(0)
})
