// The power is cut: the bot is a real child process on the built-in database, and Feishu outlives it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createPlayground, type Playground } from '../../playground/server.ts'
import { withButton } from '../house.ts'
import { patience, sized } from '../races/bots.ts'
import { redeliver } from '../races/redeliver.ts'

vi.setConfig({ testTimeout: Math.max(patience, 60_000), hookTimeout: 60_000 })

describe('拔电源', () => {
  let folder: string
  let playground: Playground
  const lines: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'duban-crash-'))
    const env = { DATA_DIR: folder, SEED: 'cast', ADMIN_OPEN_IDS: '' }
    playground = await createPlayground({ spawn: { env, log: (line) => lines.push(line) } })
    await playground.power({ do: 'start' })
  })
  afterAll(async () => {
    await playground.close()
    await rm(folder, { recursive: true, force: true })
  })

  const say = (as: string, text: string) => playground.say({ as, chat: 'bot', text })
  /** In a group, or in somebody's private chat. */
  const inChatOf = (name: string) => {
    const group = playground.chats().find((chat) => chat.name === name)?.id
    const p2p = playground.people().find((person) => person.name === name)?.p2p
    return playground.messages(group ?? p2p ?? '')
  }
  const cardsOf = (name: string, topic: string) =>
    inChatOf(name).filter(({ from, text }) => from === 'bot' && text.includes(topic))
  const takenSince = (before: number) =>
    playground
      .pushes()
      .slice(before)
      .filter(({ status }) => status === 200).length
  const restart = async () => {
    await playground.power({ do: 'kill' })
    await playground.power({ do: 'start' })
  }

  it('同一数据目录上的第二个进程被拒绝，说明是谁在用', async () => {
    const second = playground.power({ do: 'start', n: 1 })
    const { pid } = playground.bot().instances[0] ?? {}
    await expect(second).rejects.toThrow(`数据目录 ${folder} 正由进程 ${pid}`)
  })

  it('登记后拔电源重启，六小时十分后同一事件再次送达：没有第二件', async () => {
    const said = await say('严丽华', '登记来访 张某 反映道路积水')
    await playground.tap({
      as: '严丽华',
      message_id: withButton(said, '登记').message_id,
      button: '登记',
    })
    await restart()
    await playground.turn({ to: '2026-11-25T15:10:00+08:00' })
    expect(await redeliver(playground, said.message_id)).toEqual([200])
    expect(await playground.settle()).toBe(true)
    expect(cardsOf('严丽华', '道路积水')).toHaveLength(1)
    const next = await say('严丽华', '登记来访 李某 反映供暖')
    const tapped = await playground.tap({
      as: '严丽华',
      message_id: withButton(next, '登记').message_id,
      button: '登记',
    })
    expect(tapped.toast?.content).toBe('已登记：信访〔2026〕2号')
  })

  it('已立项交办、卡片还没发出时拔电源：重启后卡片到达，只有一张', async () => {
    playground.chaos({ side: 'api', kind: 'down', path: '/im/v1/messages', times: 1000 })
    const before = playground.pushes().length
    const saying = say('周明远', '督办 工程处 12月4日前 上报标准化堤防建设进度')
    await expect.poll(() => takenSince(before), { timeout: 10_000 }).toBe(1)
    await playground.power({ do: 'kill' })
    await saying
    const shown = () => cardsOf('工程处工作群', '标准化堤防').length
    expect(shown()).toBe(0)
    playground.chaos({ side: 'api', kind: 'down', times: 0 })
    await playground.power({ do: 'start' })
    await playground.turn({ to: '2026-11-25T15:20:00+08:00' })
    expect(shown()).toBe(1)
    expect(cardsOf('周明远', '标准化堤防')).toHaveLength(1)
  })

  it('飞书已收下、答复没有回来时拔电源：重启后仍只有一张', async () => {
    playground.chaos({ side: 'api', kind: 'delay', path: '/im/v1/messages', ms: 1_500, times: 2 })
    const saying = say('周明远', '督办 财务处 12月4日前 上报决算')
    // The first call is with Feishu, which will still do it.
    const held = () => playground.box.chaos.active().every(({ times }) => times < 2)
    await expect.poll(held, { timeout: 10_000 }).toBe(true)
    await playground.power({ do: 'kill' })
    await saying
    playground.chaos({ side: 'api', kind: 'delay', times: 0 })
    await playground.power({ do: 'start' })
    await playground.turn({ to: '2026-11-25T15:30:00+08:00' })
    for (const name of ['财务处工作群', '周明远']) expect(cardsOf(name, '上报决算')).toHaveLength(1)
  })

  const burst = sized(20, 50)
  it(`${burst}件登记进行中拔电源：已答复的一件不少，没答复的由飞书重推，最后各有一件`, async () => {
    const people = ['严丽华', '华国梁', '何小雨', '施雅琴', '孔令仪']
    const topic = (n: number) => `反映第${n + 1}段河道`
    const before = playground.pushes().length
    const saying = Array.from({ length: burst }, (_, n) =>
      say(people[n % people.length] ?? '', `登记来访 吕某 ${topic(n)}`),
    )
    const taken = () =>
      playground
        .pushes()
        .slice(before)
        .filter(({ status }) => status === 200)
    await expect.poll(() => taken().length, { timeout: 10_000, interval: 5 }).toBeGreaterThan(2)
    await playground.power({ do: 'kill' })
    const statuses = (await Promise.all(saying)).map(({ status }) => status)
    await playground.power({ do: 'start' })
    const answered = statuses.flatMap((status, n) => (status === 200 ? [n] : []))
    const shown = (n: number) => cardsOf(people[n % people.length] ?? '', `第${n + 1}段`).length
    expect(answered.length).toBeGreaterThan(2)
    await playground.turn({ to: '2026-11-25T15:31:00+08:00' })
    expect(answered.map(shown)).toEqual(answered.map(() => 1))
    await playground.turn({ to: '2026-11-25T15:40:00+08:00' })
    expect(statuses.map((_, n) => shown(n))).toEqual(statuses.map(() => 1))
  })
})
