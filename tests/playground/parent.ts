// A playground with one child bot, to be killed by a test that looks whether the child goes too.
import { fileURLToPath } from 'node:url'
import { createPlayground } from '../../playground/server.ts'

const script = fileURLToPath(new URL('./child-bot.ts', import.meta.url))
const playground = await createPlayground({ spawn: { script } })
await playground.power({ do: 'start' })
console.log(`child ${playground.bot().instances[0]?.pid}`)
