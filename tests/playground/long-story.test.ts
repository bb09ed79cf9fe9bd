// The bot in its own process over the long connection: what the demo runs with `--events websocket`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPlayground, type Playground } from '../../playground/server.ts'
import { withButton } from '../house.ts'

const folder = mkdtempSync(join(tmpdir(), 'duban-long-'))
let box: Playground

beforeAll(async () => {
  box = await createPlayground({
    events: 'websocket',
    spawn: { env: { DATA_DIR: folder, SEED: 'cast', LOG_LEVEL: 'error' } },
  })
  await box.power({ do: 'start' })
})
afterAll(async () => {
  await box.close()
  rmSync(folder, { recursive: true, force: true })
})

test('没有公网地址：登记、按卡片、拔电源再起来，都经长连接', async () => {
  expect(box.bot()).toMatchObject({ webhook: null, instances: [{ ready: true }] })
  const text = '登记来访 张某某 3人 反映淤区土地补偿 联系电话13800000000'
  const said = await box.say({ as: '严丽华', chat: 'bot', text })
  expect(said).toMatchObject({ status: 200, settled: true })
  const { message_id } = withButton(said, '登记')
  const done = await box.tap({ as: '严丽华', message_id, button: '登记' })
  expect(done).toMatchObject({ error: null, toast: { type: 'success' } })
  expect(done.toast?.content).toContain('信访〔2026〕1号')

  await box.power({ do: 'kill' })
  const lost = await box.say({ as: '严丽华', chat: 'bot', text: '信访进度 1号' })
  expect([lost.status, lost.new]).toEqual([504, []])
  await box.power({ do: 'start' })
  const turned = await box.turn({ to: '2026-11-25T09:10' })
  const answers = box.messages(box.chats().find(({ name }) => name === '严丽华')?.id ?? '')
  expect(turned.settled).toBe(true)
  expect(answers.filter((m) => m.from === 'bot').at(-1)?.text).toContain('信访〔2026〕1号')
  expect(answers.filter((m) => m.text === '信访进度 1号')).toHaveLength(1)
  expect(new Set(box.pushes().map(({ over }) => over))).toEqual(new Set(['websocket']))
})
