// Bots as child processes: started, killed, started again, and gone when the playground is gone.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { createPlayground } from '../../playground/server.ts'

const folder = mkdtempSync(join(tmpdir(), 'playground-'))
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const lives = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('两个进程轮流听；拔电源后说的话，起来后补到，进程是新的', async () => {
  const LOG_FILE = join(folder, 'heard')
  const lines: string[] = []
  const playground = await createPlayground({
    spawn: { script: here('./child-bot.ts'), env: { LOG_FILE }, log: (line) => lines.push(line) },
  })
  const started = await playground.power({ do: 'start', n: 2 })
  const pids = started.instances.map(({ pid }) => pid ?? 0)
  expect(started.instances.every(({ ready }) => ready)).toBe(true)
  expect(lines[0]).toBe(`settings ${playground.url} 2026-11-25T09:00:00+08:00`)
  const say = () => playground.say({ as: '周明远', chat: 'bot', text: '在吗' })
  expect([(await say()).status, (await say()).status]).toEqual([200, 200])
  expect(new Set(readFileSync(LOG_FILE, 'utf8').trim().split('\n')).size).toBe(2)

  const one = await playground.power({ do: 'kill', n: 1 })
  expect(one.instances.map(({ ready }) => ready)).toEqual([false, true])
  expect(lives(pids[0] ?? 0)).toBe(false)
  await playground.power({ do: 'stop' })
  expect((await say()).status).toBe(504)
  expect(playground.now()).toBe('2026-11-25T09:00:00+08:00')

  const again = await playground.power({ do: 'start' })
  expect(again.instances.map(({ ready }) => ready)).toEqual([true, true])
  expect(again.instances.some(({ pid }) => pids.includes(pid ?? 0))).toBe(false)
  expect(readFileSync(LOG_FILE, 'utf8').trim().split('\n')).toHaveLength(3)
  expect(playground.pushes().map(({ status }) => status)).toEqual([200, 200, 504, 200])
  await playground.close()
  expect(again.instances.some(({ pid }) => lives(pid ?? 0))).toBe(false)
})

test('机器人起不来，说出原因', async () => {
  const playground = await createPlayground({ spawn: { script: here('./no-such-bot.ts') } })
  await expect(playground.power({ do: 'start' })).rejects.toThrow(/机器人未能启动/)
  await playground.close()
})

test('the child is gone when its parent was killed', async () => {
  const parent = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', here('./parent.ts')],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const pid = await lineOf(parent, /^child (\d+)$/m)
  expect(lives(Number(pid))).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => lives(Number(pid)), { timeout: 3000 }).toBe(false)
})

test('alone: it stands by itself, with the secrets of choice', async () => {
  const args = [
    here('../../playground/alone.ts'),
    '--port',
    '0',
    '--app-id',
    'cli_0123456789abcdef',
    '--app-secret',
    's',
  ]
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args])
  const url = await lineOf(child, /^ready (\S+)$/m)
  const answer = await fetch(`${url}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    body: JSON.stringify({ app_id: 'cli_0123456789abcdef', app_secret: 's' }),
  })
  expect(await answer.json()).toMatchObject({ code: 0, expire: 7200 })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

function lineOf({ stdout }: ChildProcess, line: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let seen = ''
    stdout?.on('data', (chunk: Buffer) => {
      seen += chunk
      const found = line.exec(seen)?.[1]
      if (found) resolve(found)
    })
  })
}
