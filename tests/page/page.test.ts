// The page in a headless Chromium, against a fixed stand-in for the HTTP contract.
// What it posts, what it shows, and that it shows it everywhere: narrow screens, no Chinese font, a strict CSP.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { members } from '../../playground/cast.ts'
import { openChromium } from './chromium.ts'
import { type Fake, openFake, privateChat } from './fake.ts'

let browser: Browser
let fake: Fake
let page: Page
let complaints: string[]

beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())

beforeEach(async () => {
  fake = await openFake()
  complaints = []
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
  page.setDefaultTimeout(10_000)
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (line) => {
    const absent = line.location().url.includes('img_v3_absent')
    if (line.type() === 'error' && !absent) complaints.push(line.text())
  })
})
afterEach(async () => {
  await page.close()
  await fake.close()
  expect(complaints).toEqual([])
})

const idOf = (key: string) => members.find((member) => member.key === key)?.open_id
const nameOf = (key: string) => members.find((member) => member.key === key)?.name ?? ''
const cardOf = (title: string) =>
  page.locator('.card').filter({ has: page.getByRole('heading', { name: title }) })
const open = () => page.goto(fake.url)
const posted = (path: string) => fake.posted.filter((each) => each.path === path)
const post = (path: string, nth = 0) =>
  expect.poll(() => posted(path)[nth]?.body, { interval: 20, timeout: 3000 })

test('cards show their parts, and what was escaped stays text', async () => {
  await open()
  const approval = cardOf('延期申请')
  await approval.getByText('@' + nameOf('gongcheng-head')).waitFor()
  expect(await approval.textContent()).toContain('<b>*不加粗*')
  expect(await approval.getByRole('link').allInnerTexts()).toEqual(['办法'])
  expect(await approval.locator('.tag').allInnerTexts()).toEqual(['待批', '特急'])
  const report = cardOf('信访月报')
  expect(await report.locator('svg[role=img]').count()).toBe(3)
  expect(await report.locator('figure.chart td').allInnerTexts()).toEqual(['按期', '12'])
  expect(await report.getByRole('img', { name: '来访与来信' }).locator('rect').count()).toBe(10)
  const rows = report.locator('.card-table tbody tr')
  expect(await rows.count()).toBe(3)
  await report.getByRole('button', { name: '下一页' }).click()
  expect(await rows.allInnerTexts()).toEqual([expect.stringContaining('4,444')])
  await report.getByText('口径说明').click()
  await report.getByRole('cell', { name: '逾期' }).waitFor()
  await report.getByText('现场照片').waitFor()
  await page.getByText('你撤回了一条消息').waitFor()
})

test('a form asks for what is required and posts its fields by name', async () => {
  await open()
  const form = cardOf('登记来访')
  const submit = form.getByRole('button', { name: '登记' })
  await submit.click()
  expect(await form.getByText('此项必填').count()).toBe(3)
  expect(posted('/api/tap')).toEqual([])
  await form.getByLabel('来访人').fill('张某某')
  await form.getByLabel('反映内容').fill('')
  await choose(form, '选择类别', '来访')
  await choose(form, '转送部门', '工程处', '水政处')
  await choose(form, '经办人', nameOf('xinfang-deputy'))
  await choose(form, '抄送', nameOf('zhuren'))
  await form.getByLabel('来访日期').fill('2026-12-10')
  await form.getByLabel('约谈时间').fill('2026-12-11T09:30')
  await form.getByLabel('急件').check()
  fake.tapped = { toast: { type: 'success', content: '已登记' } }
  await submit.click()
  await post('/api/tap').toEqual({
    as: idOf('xinfang-officer'),
    message_id: 'om_3',
    button: 'submit',
    form: {
      who: '张某某',
      what: '',
      kind: 'visit',
      units: ['gongcheng', 'shuizheng'],
      handler: idOf('xinfang-deputy'),
      copies: [idOf('zhuren')],
      day: '2026-12-10',
      meet: '2026-12-11 09:30',
      urgent: true,
    },
  })
  await page.locator('.toast.success', { hasText: '已登记' }).waitFor()
  await form.getByRole('button', { name: '重置' }).click()
  expect(await form.getByLabel('来访人').inputValue()).toBe('')
  expect(await form.getByLabel('反映内容').inputValue()).toBe('淤区土地补偿')
})

async function choose(form: ReturnType<typeof cardOf>, label: string, ...options: string[]) {
  await form.getByRole('button', { name: label }).click()
  const list = page.getByRole('listbox', { name: label })
  for (const name of options) await list.getByRole('option', { name }).click()
  await page.keyboard.press('Escape')
}

test('a tap asks first, spins until answered, and shows the client error in red', async () => {
  await open()
  const approve = cardOf('延期申请').getByRole('button', { name: '批准', exact: true })
  await approve.click()
  const dialog = page.getByRole('dialog', { name: '批准延期？' })
  await dialog.getByRole('button', { name: '取消' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(posted('/api/tap')).toEqual([])
  await approve.click()
  fake.tapped = { error: 200341 }
  const answer = Promise.withResolvers<void>()
  await page.route('**/api/tap', async (route) => {
    await answer.promise
    await route.continue()
  })
  await dialog.getByRole('button', { name: '确定' }).click()
  await page.locator('.btn[aria-busy=true]', { hasText: '批准' }).waitFor()
  answer.resolve()
  await post('/api/tap').toMatchObject({ button: 'approve', message_id: 'om_2' })
  await page.locator('.toast.error', { hasText: '200341' }).waitFor()
  expect(await page.locator('[aria-busy]').count()).toBe(0)
  await cardOf('延期申请').getByRole('button', { name: '催办' }).click({ force: true })
  await page.locator('.toast', { hasText: '今日已催办' }).waitFor()
})

test('of alike buttons the second says so; a select outside a form reports at once', async () => {
  await open()
  const sheet = cardOf('今日督办')
  await sheet.getByRole('button', { name: '签收' }).nth(1).click()
  await post('/api/tap').toMatchObject({ button: 'sign', nth: 2, message_id: 'om_7' })
  await choose(sheet, '转办至', '水政处')
  await post('/api/tap', 1).toMatchObject({ button: 'pass', option: 'shuizheng' })
  await cardOf('信访月报').getByText('查看全部 17 件').click()
  await post('/api/tap', 2).toMatchObject({ button: 'open_all' })
})

test('@ opens the names, the bot first; Enter takes one and then sends', async () => {
  await open()
  await page.getByRole('button', { name: /办公室工作群/ }).click()
  await page.getByRole('heading', { name: '办公室工作群' }).waitFor()
  const draft = page.getByLabel('输入消息')
  await draft.pressSequentially('@')
  const names = page.getByRole('listbox', { name: '提及' }).getByRole('option')
  expect((await names.allInnerTexts()).slice(0, 2)).toEqual([
    expect.stringContaining('督办助手'),
    expect.stringContaining('所有人'),
  ])
  await draft.press('Enter')
  await draft.pressSequentially('帮助 @周')
  expect(await names.count()).toBe(1)
  await draft.press('Enter')
  await draft.press('Enter')
  await post('/api/say').toMatchObject({
    as: idOf('xinfang-officer'),
    text: `@机器人 帮助 @${nameOf('zhuren')}`,
  })
})

test('what happens elsewhere appears, and leaves a half-filled form alone', async () => {
  await open()
  const who = cardOf('登记来访').getByLabel('来访人')
  await who.fill('张')
  fake.message({ message_id: 'om_8', text: '已登记：信访〔2026〕2号' })
  await page.locator('.bubble', { hasText: '2号' }).waitFor()
  expect(await who.inputValue()).toBe('张')
  const office = page.locator('.chat', { hasText: '办公室工作群' })
  expect(await office.locator('.dot').textContent()).toBe('1')
  await office.click()
  await office.locator('.dot').waitFor({ state: 'detached' })
})

test('the bar turns the clock, cuts the power, and shows the calls', async () => {
  await open()
  await page.getByText('2026-11-25 周三 09:00').waitFor()
  await page.getByRole('button', { name: '+1小时' }).click()
  await post('/api/clock').toEqual({ to: '2026-11-25T10:00:00+08:00' })
  await page.getByRole('button', { name: '下一季度' }).click()
  await post('/api/clock', 1).toEqual({ next: 'quarter' })
  await page.getByRole('button', { name: '拔电源' }).click()
  await post('/api/bot', 1).toEqual({ do: 'start' })
  expect(posted('/api/bot')[0]?.body).toEqual({ do: 'kill' })
  await page.getByRole('button', { name: '接口调用' }).click()
  await page.locator('.drawer').getByText('/im/v1/messages').click()
  await page.locator('.drawer').getByText('receive_id_type').waitFor()
})

test('at phone width one pane shows at a time and nothing scrolls sideways', async () => {
  await page.setViewportSize({ width: 360, height: 740 })
  await open()
  const wide = () => page.evaluate('document.documentElement.scrollWidth')
  await page.locator('.chat').first().waitFor()
  expect(await page.getByLabel('输入消息').isVisible()).toBe(false)
  expect(await wide()).toBe(360)
  await page.locator('.chat').first().click()
  await cardOf('信访月报').waitFor()
  expect(await page.evaluate('location.hash')).toContain(`chat=${privateChat}`)
  const over =
    '[...document.querySelectorAll(".messages")].map((e) => e.scrollWidth - e.clientWidth)'
  expect(await page.evaluate(over)).toEqual([0])
  expect(await wide()).toBe(360)
  await page.getByRole('button', { name: '返回会话列表' }).click()
  await page.locator('.chat').first().waitFor()
  await page.locator('.clock-face').click()
  await page.getByRole('button', { name: '拔电源' }).waitFor()
  expect(await wide()).toBe(360)
})

test('every Chinese character has a glyph, though no Chinese font is installed', async () => {
  await open()
  await page.locator('.bubble', { hasText: '已登记' }).waitFor()
  await page.evaluate('document.fonts.ready.then(() => document.fonts.size)')
  expect(
    await fontsOf('.me b', '.card h3', '.brand', '.clock-face span', '.bubble', '.btn'),
  ).toEqual([])
  const loaded = '[...document.fonts].filter((face) => face.status === "loaded").length'
  if (!process.env.CHROME_PATH) expect(await page.evaluate(loaded)).toBeGreaterThan(3)
})

/** The elements whose Chinese words are drawn in a font that has none of them. */
async function fontsOf(...selectors: string[]) {
  const session = await page.context().newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument', { depth: -1 })
  const without: string[] = []
  for (const selector of selectors) {
    const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector })
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId })
    const latin = /Open Sans|Arial|DejaVu|Liberation/
    if (fonts.every(({ familyName }) => latin.test(familyName))) without.push(selector)
  }
  return without
}

test('only the page itself is served, under a policy that lets nothing else in', async () => {
  const home = await fetch(fake.url)
  expect(home.headers.get('content-security-policy')).toContain("script-src 'self'")
  const script = await fetch(`${fake.url}/page/main.ts`)
  expect(script.headers.get('content-type')).toContain('text/javascript')
  expect(await script.text()).not.toContain(': string')
  const beyond = [
    'routes.ts',
    '..%2fcast.ts',
    'tsconfig.json',
    'font/files/../package.json',
    'card',
  ]
  for (const name of beyond) expect((await fetch(`${fake.url}/page/${name}`)).status).toBe(404)
})
