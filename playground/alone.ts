// `npm run playground`: the Feishu alone, for bots that are started elsewhere and pointed at it by
// their base domain.
import { parseArgs } from 'node:util'
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
  const playground = await openAt(values.port, (port) =>
    createPlayground({ port, at: values.at, app, bots }),
  )
  const end = () => void playground.close().finally(() => process.exit(0))
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  for (const [name, value] of Object.entries(playground.app)) console.error(`${name} ${value}`)
  console.log(`ready ${playground.url}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
