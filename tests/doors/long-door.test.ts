// The long connection into the bot's own parts: the same three seconds, the same answers as by webhook.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLongDoor } from '../../bot/long-door.ts'
import type { Parts } from '../../bot/parts.ts'
import { useHouse, withButton } from '../house.ts'

const house = useHouse()
/** Longer than the 2.5 s in which an answer is owed. */
const tooLongMs = 2_700
const under: Promise<unknown>[] = []
let slow = false
let close = () => {}

beforeAll(async () => {
  const { playground, parts } = house()
  Object.assign(playground.box.subscribed, { events: 'websocket', callbacks: 'websocket' })
  const { app_id: appId, app_secret: appSecret } = playground.app
  const feishu = { appId, appSecret, domain: playground.url }
  const lasting = (work: Promise<unknown>) => void under.push(work)
  const socket = openLongDoor({ parts: sometimesSlow(parts), lasting, wake: () => {} }, feishu)
  close = socket.close
  await socket.ready
})
afterAll(async () => {
  close()
  await Promise.allSettled(under)
})

function sometimesSlow(parts: Parts): Parts {
  const get: Parts['office']['get'] = async (...asked) => {
    const waits = slow
    slow = false
    if (waits) await new Promise((done) => setTimeout(done, tooLongMs))
    return parts.office.get(...asked)
  }
  return { ...parts, office: { ...parts.office, get } }
}

test('说一句、按一下，与 webhook 一样', async () => {
  const said = await house().say('严丽华', '登记来访 张某某 3人 反映淤区土地补偿')
  expect([said.status, said.settled]).toEqual([200, true])
  const done = await house().tap('严丽华', withButton(said, '登记'), '登记')
  expect(done).toMatchObject({ status: 200, error: null, toast: { type: 'success' } })
  const ways = house().playground.pushes()
  expect(ways.map(({ over }) => over)).toEqual(['websocket', 'websocket'])
})

test('两秒半内没有落库的话，飞书再推一次，只办一次', async () => {
  const answers = () =>
    house()
      .shown('何小雨')
      .filter(({ from }) => from === 'bot').length
  slow = true
  const said = await house().say('何小雨', '帮助')
  expect(said.status).toBe(500)
  const turned = await house().turn({ to: '2026-11-25T09:05' })
  expect([turned.settled, answers()]).toEqual([true, 1])
  const last = house().playground.pushes().slice(-2)
  expect(last.map(({ status }) => status)).toEqual([500, 200])
})

test('两秒半内没有办完的按钮，先答“处理中”', async () => {
  const said = await house().say('金若水', '督办 工程处 12月4日前 上报标准化堤防建设进度')
  slow = true
  const tapped = await house().tap('周明远', withButton(said, '批准立项'), '批准立项')
  expect(tapped).toMatchObject({ error: null, toast: { type: 'info' } })
  expect(tapped.toast?.content).toContain('处理中')
  await Promise.allSettled(under)
  const turned = await house().turn({ to: '2026-11-25T09:10' })
  expect(turned.settled).toBe(true)
  expect(house().shown('工程处工作群')).toHaveLength(1)
})
