// What each line of the bench stands on: a real Postgres of its own, the cast, and a messenger that answers at once.
import { buildParts, type Clock, type Parts } from '../../bot/parts.ts'
import { type Instant, instantOfMs } from '../../db/instant.ts'
import { type Database, migratePostgres, openPostgres } from '../../db/open.ts'
import { createVault } from '../../db/vault.ts'
import type { Feature } from '../../handlers/feature.ts'
import { features } from '../../handlers/index.ts'
import { installHolidays } from '../../handlers/office/store.ts'
import type { Messenger } from '../../handlers/outside.ts'
import { installCast } from '../../playground/office.ts'
import { runOnce, type Server, startPostgres } from '../postgres.ts'

export const full = process.env.BENCH !== 'short'
export const sized = (short: number, whole: number) => (full ? whole : short)

export const start: Instant = instantOfMs(Date.parse('2026-11-25T01:00:00Z'))
export const realClock: Clock = { now: () => instantOfMs(Date.now()) }

export interface Stage {
  server: Server
  newDatabase(): Promise<string>
}

export async function openStage(): Promise<Stage> {
  const server = await startPostgres()
  let made = 0
  return {
    server,
    async newDatabase() {
      made += 1
      const name = `bench_${made}`
      await runOnce(`${server.url}postgres`, `create database ${name}`)
      await migratePostgres(server.url + name)
      return server.url + name
    },
  }
}

let sent = 0

/** Takes everything, at once. */
export const ready: Messenger = {
  send: async (to) => {
    sent += 1
    return {
      ok: true,
      messageId: `om_bench_${process.pid}_${sent}`,
      chat: 'group' in to ? to.group : 'oc_p',
    }
  },
  reply: async () => {
    sent += 1
    return { ok: true, messageId: `om_bench_${process.pid}_${sent}`, chat: 'oc_p' }
  },
  update: async () => ({ ok: true }),
  recall: async () => ({ ok: true }),
  readBack: async () => ({ ok: true, messages: [] }),
  errand: async () => ({ ok: true, value: null }),
  whoAmI: async () => ({ ok: true, openId: 'ou_bot', name: '督办助手' }),
}

export async function partsOn(
  database: Database,
  clock: Clock,
  messenger: Messenger = ready,
  own: Feature[] = features,
): Promise<Parts> {
  const vault = await createVault(new Uint8Array(32).fill(7))
  return buildParts({
    ...{ db: database.db, vault, messenger, features: own, clock },
    log: () => {},
  })
}

/** Without pacing: where the line is about the work and not about Feishu's limits. */
export const unpaced = (parts: Parts): Parts => ({
  ...parts,
  governor: { ...parts.governor, ready: async (n) => ({ ready: n, next: null }) },
})

export async function withCast(url: string, at: Instant, poolSize = 10): Promise<Database> {
  const database = openPostgres(url, () => {}, poolSize)
  await database.db.transaction().execute(async (trx) => {
    await installHolidays(trx, at)
    await installCast(trx, at)
  })
  return database
}

export const median = (list: number[]): number =>
  list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0
export const percentile = (list: number[], p: number): number =>
  list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * p))] ?? 0

export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** A ratio against its bound, one line. */
export function judge(
  name: string,
  ratio: number,
  bound: string,
  holds: boolean,
  more: string,
): void {
  print(`${holds ? 'ok  ' : 'MISS'} ${name}: ${ratio.toFixed(2)} (${bound}) ${more}`)
}
