// The Workers door in the real workerd, on the real Postgres, with the playground as Feishu (TC-085, TC-086).
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOfMs } from '../../db/instant.ts'
import { enqueue, wakeLanes } from '../../db/ledger/outbox.ts'
import { type Database, openPostgres } from '../../db/open.ts'
import { createVault } from '../../db/vault.ts'
import { installHolidays } from '../../handlers/office/store.ts'
import { noRates } from '../../playground/limits.ts'
import { installCast } from '../../playground/office.ts'
import { createPlayground, type Playground } from '../../playground/server.ts'
import { createDatabase } from '../databases.ts'
import { withButton } from '../house.ts'
import { startWorker, type Worker } from './wrangler.ts'

const dataKey = '07'.repeat(32)
let playground: Playground
let database: Database
let worker: Worker
let drop: () => Promise<void>

beforeAll(async () => {
  const made = await createDatabase()
  drop = made.drop
  database = openPostgres(made.url, () => {})
  const now = instantOfMs(Date.now())
  const vault = await createVault(Buffer.from(dataKey, 'hex'))
  await database.db.transaction().execute(async (trx) => {
    await vault.check(trx)
    await installHolidays(trx, now)
    await installCast(trx, now)
  })
  // Workers has the machine's clock, so the playground stands at its present.
  playground = await createPlayground({ at: now, limits: noRates })
  const { app_id, app_secret, encrypt_key, verification_token } = playground.app
  worker = await startWorker(made.url, {
    FEISHU_APP_ID: app_id,
    FEISHU_APP_SECRET: app_secret,
    FEISHU_ENCRYPT_KEY: encrypt_key,
    FEISHU_VERIFICATION_TOKEN: verification_token,
    FEISHU_DOMAIN: playground.url,
    DATA_KEY: dataKey,
    LOG_LEVEL: 'warn',
  })
  playground.attach({ webhook: `${worker.url}/feishu`, control: null })
})
afterAll(async () => {
  await worker?.stop()
  await playground?.close()
  await database?.close()
  await drop?.()
})

const soon = { timeout: 15_000, interval: 50 }
const calls = (path: string) => playground.calls().filter((call) => call.path.endsWith(path))

test('it stands, and takes the address that the console saves', async () => {
  console.log(`workerd listened after ${worker.startedIn} ms`)
  expect((await fetch(`${worker.url}/healthz`)).status).toBe(200)
  expect((await fetch(`${worker.url}/readyz`)).status).toBe(503)
  expect((await worker.beat()).status).toBe(200)
  expect((await fetch(`${worker.url}/readyz`)).status).toBe(200)
  expect(await playground.verifyUrl(`${worker.url}/feishu`)).toBe(true)
  expect((await fetch(`${worker.url}/feishu`, { method: 'POST', body: '{}' })).status).toBe(401)
})

test('一句话登记、卡片上确认：加密推送，卡片回写，读到的总是刚写下的', async () => {
  const text = '登记来访 张某某 3人 反映淤区土地补偿 联系电话13800000000'
  const person = '严丽华'
  expect((await playground.say({ as: person, chat: 'bot', text })).status).toBe(200)
  await expect.poll(() => textsOf(person), soon).toContainEqual(expect.stringContaining('〔登记〕'))
  const { message_id } = withButton({ new: shownTo(person) }, '登记')
  const tapped = await playground.tap({ as: person, message_id, button: '登记' })
  expect(tapped).toMatchObject({ error: null, toast: { type: 'success' } })
  const before = shownTo(person).length
  await playground.say({ as: person, chat: 'bot', text: '信访进度 1号' })
  const answer = () =>
    shownTo(person)
      .slice(before)
      .find(({ from }) => from === 'bot')?.text
  await expect.poll(answer, soon).toContain('信访〔2026〕1号')
})

test('20 requests in a row and 5 in parallel, on one token and one look at who we are', async () => {
  const before = playground.pushes().length
  const say = (n: number) =>
    playground.box.pusher.emit('im.message.receive_v1', messageOf(askers[n % 5] ?? '', `第${n}句`))
  for (let n = 0; n < 20; n += 1) expect(await say(n)).toMatchObject({ status: 200 })
  const together = await Promise.all([20, 21, 22, 23, 24].map(say))
  expect(together.map(({ status }) => status)).toEqual(Array(5).fill(200))
  expect(playground.pushes().length - before).toBe(25)
  await expect.poll(answered, soon).toBe(25)
  expect(calls('/tenant_access_token/internal')).toHaveLength(1)
  expect(calls('/bot/v3/info')).toHaveLength(1)
  expect(worker.said()).not.toMatch(/different request|Cannot perform I\/O|hung/i)
})

test('the cron trigger runs what is due and sends what waits', async () => {
  const person = playground.people().find(({ name }) => name === '周明远')?.id ?? ''
  const now = instantOfMs(Date.now() - 1000)
  const order = { id: crypto.randomUUID(), key: 'test/cron', lane: person, class: 0 } as const
  await database.db.transaction().execute(async (trx) => {
    const body = { said: '定时送达' }
    await enqueue(trx, { ...order, kind: 'notice', body, dueAt: now, now })
    await wakeLanes(trx, [{ lane: person, at: now }], now)
  })
  expect((await worker.beat()).status).toBe(200)
  await expect.poll(() => textsOf('周明远'), soon).toContain('定时送达')
  const slots = await database.db.selectFrom('slot').selectAll().execute()
  expect(slots.length).toBeGreaterThan(0)
  expect((await worker.beat()).status).toBe(200)
  expect(textsOf('周明远').filter((text) => text === '定时送达')).toHaveLength(1)
})

const shownTo = (name: string) =>
  playground.messages(playground.people().find((one) => one.name === name)?.p2p ?? '')
const textsOf = (name: string) => shownTo(name).map(({ text }) => text)

const askers = ['周明远', '严丽华', '金若水', '邹亚楠', '何小雨']
const answered = () => askers.flatMap(textsOf).filter((text) => text.startsWith('没有看懂')).length

/** Said to the bot in private. */
function messageOf(name: string, text: string) {
  const { world } = playground.box
  const { open_id, union_id, user_id, p2p } = world.person(name)
  return {
    sender: {
      sender_id: { open_id, union_id, user_id },
      sender_type: 'user',
      tenant_key: world.tenantKey,
    },
    message: {
      message_id: `om_${crypto.randomUUID().replaceAll('-', '')}`,
      create_time: String(Date.now()),
      chat_id: p2p,
      chat_type: 'p2p',
      message_type: 'text',
      content: JSON.stringify({ text }),
    },
  }
}
