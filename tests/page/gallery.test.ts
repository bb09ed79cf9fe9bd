// The gallery in a headless Chromium: every sample is drawn, none is wider than a phone, and what a director decides on
// fits on one screen of it.
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { features } from '../../handlers/index.ts'
import { approvalSamples } from '../../handlers/supervision/samples.ts'
import { galleryOf } from '../../playground/gallery.ts'
import { createPlayground, type Playground } from '../../playground/server.ts'
import { openChromium } from './chromium.ts'

let browser: Browser
let playground: Playground
let bot: ServerType
let page: Page
const complaints: string[] = []
const cards = galleryOf(features)

beforeAll(async () => {
  const app = new Hono().get('/samples', (c) => c.json(cards))
  bot = await new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () =>
      resolve(server),
    )
  })
  const address = bot.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const url = `http://127.0.0.1:${port}`
  playground = await createPlayground({
    bots: [{ webhook: `${url}/feishu`, control: `${url}/idle` }],
  })
  browser = await openChromium()
  page = await browser.newPage({ viewport: { width: 360, height: 640 }, reducedMotion: 'reduce' })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(`${playground.url}/gallery`)
  await page.locator('figure.sample').first().waitFor()
  await page.evaluate('document.fonts.ready.then(() => true)')
})
afterAll(async () => {
  await browser?.close()
  await playground?.close()
  bot?.close()
})

test('every sample is drawn, and none is wider than the screen', async () => {
  expect(await page.locator('figure.sample').count()).toBe(cards.length)
  const wide = await page
    .locator('figure.sample .card')
    .evaluateAll(
      (all) =>
        all.filter((one) => one.scrollWidth > one.clientWidth + 1 || one.clientWidth > 360).length,
    )
  expect(wide).toBe(0)
  expect(await page.locator('.unknown').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('what is to be decided fits on a screen of 360 by 640', async () => {
  const heights: Record<string, number> = {}
  for (const { name } of approvalSamples) {
    const card = page.locator(`figure.sample[data-name="${name}"] .card`)
    heights[name] = Math.ceil((await card.boundingBox())?.height ?? 9999)
  }
  const high = Object.entries(heights).filter(([, height]) => height > 640)
  expect(high).toEqual([])
})
