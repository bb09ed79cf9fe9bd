// Several bots on one real Postgres, in this process but each with its own connections, clock, and delivery.
import type { Log } from '../../bot/log.ts'
import type { Clock, Parts } from '../../bot/parts.ts'
import { drawRow } from '../../bot/render.ts'
import { instant, plusMs } from '../../db/instant.ts'
import { openPostgres } from '../../db/open.ts'
import { dayAt } from '../../handlers/when.ts'
import { members } from '../../playground/cast.ts'
import { settableClock } from '../../playground/serve-bot.ts'
import { createPlayground, type Playground, usualStart } from '../../playground/server.ts'
import { install, partsOn, serve } from '../bot.ts'
import { createDatabase } from '../databases.ts'

/** Small in `npm test`; PROOF=full takes the numbers of the proof. */
export const sized = (short: number, full: number) => (process.env.PROOF === 'full' ? full : short)

/** Milliseconds for a test of that size. */
export const patience = sized(30_000, 300_000)

export interface Bots {
  playground: Playground
  all: Parts[]
  logs: string[]
  url: string
  idOf(name: string): string
  close(): Promise<void>
}

/** `skews`: milliseconds by which each bot's clock is ahead of the playground's. */
export async function openBots(skews: number[] = [0, 0], at: string = usualStart): Promise<Bots> {
  const { url, drop } = await createDatabase()
  const playground = await createPlayground({ at })
  const logs: string[] = []
  const bots: Bot[] = []
  for (const skew of skews) bots.push(await openBot(playground, url, skew, at, logs))
  return {
    playground,
    url,
    logs,
    all: bots.map(({ parts }) => parts),
    idOf,
    async close() {
      for (const bot of bots) await bot.close()
      await playground.close()
      await drop()
    },
  }
}

interface Bot {
  parts: Parts
  close(): Promise<void>
}

async function openBot(
  playground: Playground,
  url: string,
  skew: number,
  at: string,
  logs: string[],
): Promise<Bot> {
  const settable = settableClock(instant(at))
  const clock: Clock = { now: () => plusMs(settable.now(), skew), stands: true }
  const log: Log = (level, line, facts) =>
    logs.push(`${level} ${line} ${JSON.stringify(facts ?? {})}`)
  const database = openPostgres(url, (line) => logs.push(line))
  const parts = await partsOn({ playground, database, clock, log })
  await install(parts)
  const stop = await serve(playground, parts, settable.set)
  return {
    parts,
    async close() {
      await stop()
      await database.close()
    },
  }
}

function idOf(name: string): string {
  const member = members.find((one) => one.name === name)
  if (!member) throw new Error(`nobody is called ${name}`)
  return member.open_id
}

/** Cards that lag behind, and cards that do not show what a fresh drawing shows, by what is visible in Feishu. */
export async function staleCards({ all, playground }: Bots): Promise<string[]> {
  const [parts] = all
  if (!parts) throw new Error('no bot')
  const now = parts.clock.now()
  return parts.db.transaction().execute(async (trx) => {
    const office = await parts.office.get(trx, now)
    const reading = { trx, vault: parts.vault, now, today: dayAt(now), office }
    const cards = await trx.selectFrom('card').selectAll().where('retired', '=', false).execute()
    const stale: string[] = []
    for (const card of cards) {
      const name = `${card.feature}/${card.view} in ${card.lane}`
      if (!card.message_id) stale.push(`${name}: never sent`)
      else if (card.wanted > card.shown) stale.push(`${name}: ${card.shown} of ${card.wanted}`)
      const wire = await drawRow(parts, reading, card)
      if (wire === 'gone' || !card.message_id) continue
      const shown = playground.box.world.message(card.message_id)
      if (drawnOf(shown.card) !== drawnOf(JSON.parse(wire.content)))
        stale.push(`${name}: shows something else`)
    }
    return stale
  })
}

/** Without 撤销: an act can be taken back for a while only, and a button of it that has grown old says so when tapped. */
function drawnOf(card: unknown): string {
  const isUndo = (node: unknown) => /"value":\{"f":"undo"/.test(JSON.stringify(node))
  return JSON.stringify(card, (_, value: unknown) =>
    Array.isArray(value) ? value.filter((node) => !isLeaf(node) || !isUndo(node)) : value,
  )
}

const isLeaf = (node: unknown) =>
  typeof node === 'object' && node !== null && 'tag' in node && node.tag === 'button'
