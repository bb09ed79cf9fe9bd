// The box alone, as other people's bots meet it: two sample bots on the official SDK, in processes of their own.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, expect, test } from 'vitest'
import type { Outcome, Said, Tapped } from '../../playground/playground.ts'

const folder = mkdtempSync(join(tmpdir(), 'playground-alone-'))
const app = { id: 'cli_0123456789abcdef', secret: 'my-secret', key: 'my-key', token: 'my-token' }
let children: ChildProcess[] = []

afterEach(async () => {
  await Promise.all(children.map(ended))
  children = []
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(script: string, args: string[], env: Record<string, string> = {}) {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning', path, ...args]
  const child = spawn(process.execPath, flags, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  })
  children.push(child)
  return child
}

async function alone(...args: string[]) {
  const own = ['--app-id', app.id, '--app-secret', app.secret]
  const keys = ['--encrypt-key', app.key, '--verification-token', app.token]
  const child = run('../../playground/alone.ts', ['--port', '0', ...own, ...keys, ...args])
  const url = await new Promise<string>((resolve) => {
    let seen = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk
      const found = /^ready (\S+)$/m.exec(seen)?.[1]
      if (found) resolve(found)
    })
  })
  const ask = async <T>(path: string, body?: object): Promise<T> => {
    const init = body && { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(`${url}/api${path}`, { ...init })
    return (await response.json()) as T
  }
  return { url, ask, env: { APP_ID: app.id, APP_SECRET: app.secret, DOMAIN: url } }
}

test('an echo bot on WSClient: texts and pictures come back', async () => {
  const { url, ask, env } = await alone('--limit', 'frameBytes=200', '--choose', 'eventTime=us')
  run('./bots/echo-bot.ts', [], env)
  const connected = async () =>
    (await ask<{ path: string; code: number }[]>('/calls')).filter(({ code }) => code === 0).length
  await expect.poll(connected, { timeout: 8000 }).toBe(1)
  const say = (more: object) => ask<Said>('/say', { as: '周明远', chat: 'bot', ...more })
  await expect.poll(async () => (await say({ text: '在吗' })).status, { timeout: 5000 }).toBe(200)
  const said = await say({ text: '你好' })
  expect(said).toMatchObject({ status: 200, settled: true })
  expect(said.new.map(({ text }) => text)).toContain('你好')

  const png = Buffer.from('89504e470d0a1a0a', 'hex')
  const upload = { method: 'POST', body: png }
  const put = await fetch(`${url}/api/files?name=${encodeURIComponent('图.png')}`, upload)
  const { file_key } = (await put.json()) as { file_key: string }
  const shown = await say({ type: 'image', content: { image_key: file_key } })
  const back = shown.new.find(({ type, from }) => type === 'image' && from === 'bot')
  expect(back?.file?.key).toMatch(/^img_v3_/)
  const bytes = await fetch(`${url}/api/files/${back?.file?.key}`)
  expect(Buffer.from(await bytes.arrayBuffer()).equals(png)).toBe(true)
})

test('a card bot on EventDispatcher: cards by the template ids that the box was given', async () => {
  const port = await freePort()
  const welcome = templateFile('welcome', `欢迎 <at id=\${open_id}></at>`, [
    {
      tag: 'button',
      text: { tag: 'plain_text', content: '处理' },
      behaviors: [{ type: 'callback', value: { op: 'done' } }],
    },
  ])
  const done = templateFile('done', `已由 <at id=\${open_id}></at> 处理`, [])
  const templates = ['--template', `AAqWelcome=${welcome}`, '--template', `AAqDone=${done}`]
  const webhook = `http://127.0.0.1:${port}/webhook`
  const { ask, env } = await alone('--webhook', webhook, ...templates)
  const keys = { ENCRYPT_KEY: app.key, WELCOME: 'AAqWelcome', DONE: 'AAqDone', PORT: String(port) }
  run('./bots/card-bot.ts', [], { ...env, ...keys })
  const enter = () => ask<Outcome & { status: number }>('/do', { as: '周明远', what: 'enter' })
  let entered = await enter()
  const listens = async () => {
    if (entered.status !== 200) entered = await enter()
    return entered.status
  }
  await expect.poll(listens, { timeout: 8000 }).toBe(200)
  const card = entered.new.at(-1)
  expect(card?.text).toContain('欢迎 @周明远')
  const body = { as: '周明远', message_id: card?.message_id, button: '处理' }
  const tapped = await ask<Tapped>('/tap', body)
  expect(tapped).toMatchObject({ status: 200, error: null, toast: { content: '已处理' } })
  expect(tapped.message.text).toBe('已由 @周明远 处理')
})

test('what cannot be chosen is refused', async () => {
  const wrong = ['--limit noSuchLimit=1', '--limit frameBytes=many', '--choose untouched=never']
  const codes = [...wrong, '--events pigeon', '--template AAq=nowhere.json'].map((line) => {
    const child = run('../../playground/alone.ts', ['--port', '0', ...line.split(' ')])
    return new Promise((resolve) => child.once('exit', resolve))
  })
  expect(await Promise.all(codes)).toEqual([1, 1, 1, 1, 1])
})

function templateFile(name: string, content: string, more: object[]) {
  const path = join(folder, `${name}.json`)
  const elements = [{ tag: 'markdown', content }, ...more]
  writeFileSync(path, JSON.stringify({ schema: '2.0', body: { elements } }))
  return path
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function ended(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  return gone
}
