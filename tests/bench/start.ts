// Line 5: from start to ready, and resident memory idle and after many events, on each database.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signatureOf } from '../../bot/feishu/verify.ts'
import { encryptBody } from '../feishu/push.ts'
import { print, type Stage, sized } from './stage.ts'

const keys = { encryptKey: 'bench', verificationToken: 'vtok', appId: 'cli_a1b2c3d4e5f60718' }
const root = join(import.meta.dirname, '../..')

export async function startLine({ newDatabase }: Stage): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'duban-start-'))
  await one('PGlite, first start', { DATA_DIR: folder }, 0)
  await one('PGlite', { DATA_DIR: folder }, sized(50, 100_000))
  await rm(folder, { recursive: true, force: true })
  const url = await newDatabase()
  await one('Postgres', { DATABASE_URL: url, DATA_KEY: '07'.repeat(32) }, sized(50, 100_000))
}

async function one(name: string, env: Record<string, string>, events: number): Promise<void> {
  const port = await freePort()
  const began = performance.now()
  const bot = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', './bot/runtime.js', 'bot/node.ts'],
    {
      cwd: root,
      env: {
        ...{ PATH: process.env.PATH, TZ: 'Asia/Shanghai', LOG_LEVEL: 'error', HOST: '127.0.0.1' },
        ...{ PORT: String(port), FEISHU_APP_ID: keys.appId, FEISHU_APP_SECRET: 'x' },
        ...{
          FEISHU_ENCRYPT_KEY: keys.encryptKey,
          FEISHU_VERIFICATION_TOKEN: keys.verificationToken,
        },
        ...{ FEISHU_DOMAIN: 'http://127.0.0.1:9', ...env },
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  try {
    await untilReady(port, bot)
    const ready = performance.now() - began
    const idle = await residentMb(bot)
    await pushMany(port, events)
    const after =
      events > 0 ? `, ${await residentMb(bot)} MB after ${events.toLocaleString('en')} events` : ''
    print(`     start (${name}): ready in ${ready.toFixed(0)} ms, ${idle} MB idle${after}`)
  } finally {
    const ended = new Promise((done) => bot.once('exit', done))
    bot.kill('SIGTERM')
    await ended
  }
}

async function untilReady(port: number, bot: ChildProcess): Promise<void> {
  for (;;) {
    if (bot.exitCode !== null) throw new Error('the bot did not start')
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 20))
  }
}

/** Linux says it in /proc; elsewhere it is not known. */
async function residentMb(bot: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${bot.pid}/status`, 'utf8').catch(() => '')
  return Math.round(Number(status.match(/VmRSS:\s+(\d+)/)?.[1] ?? 0) / 1_024)
}

/** Events that leave a row and nothing to send: somebody of whom nothing is known speaks in a group. */
async function pushMany(port: number, events: number): Promise<void> {
  let n = 0
  const one = async () => {
    while (n < events) {
      n += 1
      const answer = await fetch(`http://127.0.0.1:${port}/feishu`, {
        method: 'POST',
        ...pushOf(n),
      })
      await answer.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: 20 }, one))
}

function pushOf(n: number) {
  const event = {
    schema: '2.0',
    header: {
      ...{ event_id: `e${n}`, event_type: 'im.chat.updated_v1', create_time: String(Date.now()) },
      ...{ token: keys.verificationToken, app_id: keys.appId, tenant_key: 'tk1' },
    },
    event: { chat_id: `oc_${n % 100}`, after_change: { name: `群${n}` } },
  }
  const body = Buffer.from(
    JSON.stringify({ encrypt: encryptBody(keys.encryptKey, JSON.stringify(event)) }),
  )
  const timestamp = String(Math.floor(Date.now() / 1_000))
  return {
    body,
    headers: {
      'x-lark-request-timestamp': timestamp,
      'x-lark-request-nonce': 'n',
      'x-lark-signature': signatureOf(timestamp, 'n', keys.encryptKey, body),
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
