// Starts the bot as a child process and waits for its line `bot ready {…}`.
// An IPC channel ties it to its parent: with-parent.ts ends it when the channel closes.
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { RunningBot } from './instances.ts'
import { parseObject, stringOf } from './json.ts'

export interface SpawnSettings {
  /** Default: the bot of this repository. */
  script?: string
  env?: Record<string, string>
  log?(line: string): void
  readyMs?: number
}

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
/** Who does not end on SIGTERM within this is killed. */
const stopMs = 10_000
const readyLine = /^bot ready (\{.*\})\s*$/

export async function spawnBot(
  settings: SpawnSettings,
  env: Record<string, string>,
): Promise<RunningBot> {
  const { script = here('./bot.ts'), log = () => {}, readyMs = 30_000 } = settings
  const flags = ['--disable-warning=ExperimentalWarning', '--import', here('./with-parent.ts')]
  const child = spawn(process.execPath, [...flags, script], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C in the terminal is for the parent, which then ends its child in order.
    detached: true,
    env: { ...process.env, ...env, ...settings.env },
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  const stop = async () => {
    child.kill('SIGTERM')
    const patience = setTimeout(() => child.kill('SIGKILL'), stopMs)
    await ended
    clearTimeout(patience)
  }
  try {
    const { webhook, control } = await readiness(child, ended, log, readyMs)
    return { pid: child.pid ?? null, webhook, control, kill, stop, ended }
  } catch (error) {
    await kill()
    throw error
  }
}

function readiness(
  { stdout, stderr }: ChildProcess,
  ended: Promise<void>,
  log: (line: string) => void,
  readyMs: number,
): Promise<{ webhook: string; control: string | null }> {
  const last: string[] = []
  const keep = (line: string) => {
    last.push(line)
    if (last.length > 20) last.shift()
    log(line)
  }
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`机器人未能启动：${why}\n${last.join('\n')}`))
    const timer = setTimeout(() => fail(`${readyMs / 1000} 秒内没有就绪`), readyMs)
    void ended.then(() => {
      clearTimeout(timer)
      fail('进程已结束')
    })
    if (stderr) createInterface({ input: stderr }).on('line', keep)
    if (!stdout) return
    createInterface({ input: stdout }).on('line', (line) => {
      const found = readyLine.exec(line)
      if (!found) return keep(line)
      clearTimeout(timer)
      const address = parseObject(found[1] ?? '')
      resolve({ webhook: stringOf(address.webhook), control: stringOf(address.control) || null })
    })
  })
}
