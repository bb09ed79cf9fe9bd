// `npm run playground`: the Feishu alone, for bots that are started elsewhere and pointed at it by
// their base domain. With --webhook it pushes there, without it bots come over the long connection.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Behaviour } from './box.ts'
import { isObject, type Json, parseJson } from './json.ts'
import { limitTable } from './limits.ts'
import { openAt } from './ports.ts'
import { createPlayground, usualStart } from './server.ts'

const read = () =>
  parseArgs({
    options: {
      port: { type: 'string' },
      at: { type: 'string', default: usualStart },
      'app-id': { type: 'string' },
      'app-secret': { type: 'string' },
      'encrypt-key': { type: 'string' },
      'verification-token': { type: 'string' },
      webhook: { type: 'string', multiple: true, default: [] },
      events: { type: 'string' },
      callbacks: { type: 'string' },
      template: { type: 'string', multiple: true, default: [] },
      limit: { type: 'string', multiple: true, default: [] },
      choose: { type: 'string', multiple: true, default: [] },
      deny: { type: 'string', multiple: true, default: [] },
    },
  }).values

async function main() {
  const values = read()
  const given = {
    app_id: values['app-id'],
    app_secret: values['app-secret'],
    encrypt_key: values['encrypt-key'],
    verification_token: values['verification-token'],
  }
  const app = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const bots = values.webhook.map((webhook) => ({ webhook, control: null }))
  const events = wayOf(values.events) ?? (bots.length > 0 ? 'webhook' : 'websocket')
  const callbacks = wayOf(values.callbacks) ?? events
  const templates = Object.fromEntries(values.template.map(templateOf))
  const playground = await openAt(values.port, (port) =>
    createPlayground({
      port,
      at: values.at,
      app,
      bots,
      events,
      callbacks,
      behaviour: { ...Object.fromEntries(values.choose.map(choiceOf)), templates },
      limits: Object.fromEntries(values.limit.map(limitOf)),
    }),
  )
  for (const scope of values.deny) playground.box.scopes.delete(scope)
  const end = () => void playground.close().finally(() => process.exit(0))
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  for (const [name, value] of Object.entries(playground.app)) console.error(`${name} ${value}`)
  console.log(`ready ${playground.url}`)
}

function wayOf(text: string | undefined) {
  if (text === undefined || text === 'webhook' || text === 'websocket') return text
  throw new Error('--events、--callbacks 应为 webhook 或 websocket')
}

/** What may be chosen where the documents are silent (docs/playground-differences.md); the first is the default. */
const choices: Record<Exclude<keyof Behaviour, 'templates'>, (string | boolean)[]> = {
  untouched: ['absent', 'empty', 'list'],
  eventTime: ['ms', 'us'],
  repeatedUuid: ['first', 'refused'],
  cardFrames: ['event', 'card'],
  postInLocale: [false, true],
  formerEvents: [false, true],
}

function choiceOf(text: string): [string, string | boolean] {
  const [name = '', given] = text.split('=')
  const all = Object.entries(choices).find(([known]) => known === name)?.[1]
  const found = all?.find((value) => String(value) === given)
  if (found !== undefined) return [name, found]
  const known = Object.entries(choices).map(([key, values]) => `${key}=${values.join('|')}`)
  throw new Error(`--choose 应为 ${known.join('、')} 之一：${text}`)
}

function limitOf(text: string): [string, number] {
  const [name = '', given] = text.split('=')
  const value = Number(given)
  if (limitTable.some((limit) => limit.name === name) && given && Number.isFinite(value))
    return [name, value]
  throw new Error(`--limit 应为 名称=数值，名称见 playground/limits.ts：${text}`)
}

/** `ID=FILE`, the file holds the card's JSON. */
function templateOf(text: string): [string, Json] {
  const [id = '', path = ''] = text.split(/=(.*)/s)
  const card = parseJson(readFileSync(path, 'utf8'))
  if (!id || !isObject(card)) throw new Error(`--template 应为 ID=卡片文件：${text}`)
  return [id, card]
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
