// The running bots: child processes that the playground started, and bots attached by address.
// Pushes go round robin to those that are ready; a place in the list survives the end of its
// process.
import { missing } from './trouble.ts'

export interface BotAddress {
  pid?: number | null
  /** Address of its POST /feishu. */
  webhook: string
  /** Address of its idle answer; null: idle is judged by silence. */
  control: string | null
}

export interface RunningBot extends BotAddress {
  kill(): Promise<void>
  stop(): Promise<void>
  /** Resolves when it has ended, for whatever reason. */
  ended: Promise<void>
}

export type StartBot = () => Promise<RunningBot>

export interface Instance {
  pid: number | null
  webhook: string
  control: string | null
  ready: boolean
  running: RunningBot | null
}

export class Instances {
  readonly list: Instance[] = []
  #start: StartBot | null
  #turn = 0

  constructor(start: StartBot | null) {
    this.#start = start
  }

  get ready() {
    return this.list.filter((instance) => instance.ready)
  }

  next(): Instance | undefined {
    const ready = this.ready
    this.#turn += 1
    return ready[this.#turn % ready.length]
  }

  /** Returns how to detach it again. */
  attach({ pid = null, webhook, control }: BotAddress) {
    const instance: Instance = { pid, webhook, control, ready: true, running: null }
    this.list.push(instance)
    return () => {
      instance.ready = false
      const place = this.list.indexOf(instance)
      if (place >= 0) this.list.splice(place, 1)
    }
  }

  /** Without a number: all that have ended, or one where there has never been any. */
  async start(n?: number) {
    const ended = this.list.filter((instance) => !instance.ready)
    const count = n ?? (ended.length || (this.list.length === 0 ? 1 : 0))
    for (let started = 0; started < count; started += 1) await this.#startOne(ended[started])
  }

  /** `place` counts from 1; without it, all. */
  async end(how: 'kill' | 'stop', place?: number) {
    const all = this.list.filter(({ ready, running }) => ready || (running && how === 'kill'))
    const chosen = place === undefined ? all : this.list.slice(place - 1, place)
    if (place !== undefined && chosen.length === 0) throw missing(`没有第${place}个机器人进程`)
    await Promise.all(chosen.map((instance) => endOne(instance, how)))
  }

  async #startOne(place?: Instance) {
    if (place && !place.running) {
      place.ready = true
      return
    }
    if (!this.#start) throw missing('这个演练场没有自己启动机器人的设置')
    const running = await this.#start()
    const instance: Instance = place ?? {
      pid: null,
      webhook: '',
      control: null,
      ready: false,
      running,
    }
    const { pid = null, webhook, control } = running
    Object.assign(instance, { pid, webhook, control, ready: true, running })
    if (!place) this.list.push(instance)
    void running.ended.then(() => {
      if (instance.running === running) instance.ready = false
    })
  }
}

async function endOne(instance: Instance, how: 'kill' | 'stop') {
  instance.ready = false
  await instance.running?.[how]()
}
