// The real entry, bot/node.ts: its settings, its addresses, its heartbeat, its end. The clock of that process stands
// shortly before a full minute when it starts, so node-cron's first beat comes within seconds.
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPlayground, type Playground } from '../../playground/server.ts'
import { createDatabase, type PostgresDatabase } from '../databases.ts'
import { freePort } from '../postgres.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

interface Started {
  child: ChildProcess
  said: { out: string; err: string }
  ended: Promise<number | null>
}

function startNode(env: Record<string, string>): Started {
  const flags = ['--disable-warning=ExperimentalWarning', '--import', here('./near-minute.ts')]
  const child = spawn(process.execPath, [...flags, here('../../bot/node.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', ...env },
  })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, said, ended }
}

describe('真正的进程 bot/node.ts', () => {
  let playground: Playground
  let made: PostgresDatabase
  let bot: Started
  let url: string

  beforeAll(async () => {
    made = await createDatabase()
    playground = await createPlayground({ at: Temporal.Now.instant().toString() })
    const { app } = playground
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    bot = startNode({
      FEISHU_APP_ID: app.app_id,
      FEISHU_APP_SECRET: app.app_secret,
      FEISHU_ENCRYPT_KEY: app.encrypt_key,
      FEISHU_VERIFICATION_TOKEN: app.verification_token,
      FEISHU_DOMAIN: playground.url,
      DATABASE_URL: made.url,
      DATA_KEY: '07'.repeat(32),
      ADMIN_OPEN_IDS: playground.people().find(({ name }) => name === '姜海涛')?.id ?? '',
      PORT: String(port),
      LOG_LEVEL: 'debug',
    })
  })
  afterAll(async () => {
    bot.child.kill('SIGKILL')
    await playground.close()
    await made.drop()
  })

  const answerOf = (path: string) =>
    fetch(url + path).then(
      async (answer) => `${answer.status} ${await answer.text()}`,
      () => 'nobody listens',
    )

  it('启动后 /healthz、/readyz 有应答，飞书的地址验证通过', async () => {
    await expect.poll(() => answerOf('/healthz'), { timeout: 20_000 }).toBe('200 ok')
    await expect.poll(() => answerOf('/readyz'), { timeout: 20_000 }).toBe('200 ready')
    expect(await playground.verifyUrl(`${url}/feishu`)).toBe(true)
  })

  it('管理员说“帮助”，得到回复', async () => {
    playground.attach({ webhook: `${url}/feishu`, control: null })
    const said = await playground.say({ as: '姜海涛', chat: 'bot', text: '帮助' })
    expect(said.status).toBe(200)
    const chat = playground.people().find(({ name }) => name === '姜海涛')?.p2p ?? ''
    const answers = () => playground.messages(chat).filter(({ from }) => from === 'bot')
    await expect.poll(() => answers().length, { timeout: 5_000 }).toBe(1)
  })

  it('node-cron 的第一次心跳在一分钟内到来', async () => {
    // One at the start, the next one is node-cron's.
    const beats = () => bot.said.out.match(/"msg":"beat"/g)?.length ?? 0
    await expect.poll(beats, { timeout: 25_000 }).toBeGreaterThanOrEqual(2)
    expect(bot.said.out).not.toMatch(/"level":50/)
  })

  it('日志里没有密钥', () => {
    const { app } = playground
    for (const secret of [app.app_secret, app.encrypt_key, app.verification_token])
      expect(bot.said.out + bot.said.err).not.toContain(secret)
  })

  it('收到 SIGTERM 后有序结束', async () => {
    bot.child.kill('SIGTERM')
    expect(await bot.ended).toBe(0)
  })
})

describe('设置有误', () => {
  it('一次列出全部，不启动', async () => {
    const bad = startNode({
      FEISHU_APP_ID: 'abc',
      PORT: '99999',
      DATABASE_URL: 'postgres://x',
      LOG_LEVEL: 'loud',
    })
    expect(await bad.ended).toBe(1)
    expect(bad.said.err).toContain('设置有误，未启动：')
    for (const name of ['FEISHU_APP_ID', 'FEISHU_APP_SECRET', 'PORT', 'LOG_LEVEL'])
      expect(bad.said.err).toContain(`- ${name}：`)
    expect(bad.said.out).toBe('')
  })

  it('webhook 方式没有 Encrypt Key，不启动', async () => {
    const bad = startNode({
      FEISHU_APP_ID: 'cli_0123456789abcdef',
      FEISHU_APP_SECRET: 's',
      FEISHU_VERIFICATION_TOKEN: 't',
      FEISHU_ENCRYPT_KEY: '',
      DATABASE_URL: 'postgres://x',
      PORT: '0',
    })
    expect(await bad.ended).toBe(1)
    expect(bad.said.err).toContain('- FEISHU_ENCRYPT_KEY：')
    expect(bad.said.err).toContain('- DATA_KEY：')
  })
})
