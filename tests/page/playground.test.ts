// The page on the playground itself: what one says and taps goes through the real contract and comes back by the stream.
// The bot is a stand-in that answers every push with a toast.
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPlayground, type Playground } from '../../playground/server.ts'
import { petitionForm, sheet } from './cards.ts'
import { openChromium } from './chromium.ts'
import { officer } from './fake.ts'

let browser: Browser
let playground: Playground
let bot: ServerType
let page: Page

beforeAll(async () => {
  const app = new Hono()
  app.post('/feishu', (c) => c.json({ toast: { type: 'success', content: '已处理' } }))
  bot = await new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () =>
      resolve(server),
    )
  })
  const address = bot.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const webhook = `http://127.0.0.1:${port}/feishu`
  playground = await createPlayground({ bots: [{ webhook, control: null }] })
  browser = await openChromium()
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  page.setDefaultTimeout(10_000)
})
afterAll(async () => {
  await browser?.close()
  await playground?.close()
  bot?.close()
})

async function open(path: string, body: unknown, token = ''): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const response = await fetch(`${playground.url}/open-apis${path}`, init)
  return (await response.json()) as Record<string, unknown>
}

async function send(card: unknown) {
  const { app_id, app_secret } = playground.app
  const answer = await open('/auth/v3/tenant_access_token/internal', { app_id, app_secret })
  const token = String(answer.tenant_access_token)
  const content = JSON.stringify(card)
  const body = { receive_id: officer?.open_id, msg_type: 'interactive', content }
  return open('/im/v1/messages?receive_id_type=open_id', body, token)
}

test('a card of the bot appears, is filled in and tapped, and the toast comes back', async () => {
  await page.goto(playground.url)
  await page.getByLabel('输入消息').fill('登记来访')
  await page.keyboard.press('Enter')
  await page.locator('.own .bubble', { hasText: '登记来访' }).waitFor()
  expect(await send(petitionForm)).toMatchObject({ code: 0 })
  const form = page.locator('form')
  await form.getByLabel('来访人').fill('张某某')
  await form.getByRole('button', { name: '选择类别' }).click()
  await page.getByRole('option', { name: '来访' }).click()
  await form.getByLabel('来访日期').fill('2026-12-10')
  await form.getByRole('button', { name: '登记' }).click()
  await page.locator('.toast.success', { hasText: '已处理' }).waitFor()
  expect(await send(sheet)).toMatchObject({ code: 0 })
  await page.getByRole('button', { name: '签收' }).nth(1).click()
  await page.locator('.toast.success').nth(1).waitFor()
  expect(await page.locator('.toast.error').count()).toBe(0)
})
