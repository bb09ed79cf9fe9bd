// Line 4: 5,000 messages to 1,000 chats under all of Feishu's limits, four instances, against the least time that the limits
// allow. The clock is virtual: it moves to the next instant that an instance names.
import { sql } from 'kysely'
import { drain } from '../../bot/deliver.ts'
import { type Instant, instantOfMs, msOf } from '../../db/instant.ts'
import { openPostgres } from '../../db/open.ts'
import type { Messenger } from '../../handlers/outside.ts'
import { noteFeature } from '../delivery/office.ts'
import { judge, partsOn, ready, type Stage, sized, start } from './stage.ts'

export async function burst({ newDatabase }: Stage): Promise<void> {
  const chats = sized(240, 1_000)
  const each = 5
  const url = await newDatabase()
  let now = start
  const clock = { now: () => now }
  const limited = limits(() => now)
  const databases = Array.from({ length: 4 }, () => openPostgres(url, () => {}, 10))
  const notes = noteFeature({ gone: new Set(), says: new Map() })
  const instances = await Promise.all(
    databases.map((database) => partsOn(database, clock, limited.messenger, [notes])),
  )
  await fill(url, chats, each)
  for (;;) {
    const nexts = await Promise.all(instances.map((parts) => drain(parts)))
    const next = nexts.reduce<Instant | null>((a, b) => (!a || (b && b < a) ? b : a), null)
    if (!next) break
    now = next > now ? next : instantOfMs(msOf(now) + 1)
  }
  const took = (limited.last() - msOf(start)) / 1_000
  const least = leastSeconds(chats * each)
  judge(
    `burst of ${chats * each} to ${chats} chats`,
    took / least,
    '≤ 1.05',
    took / least <= 1.05 && limited.rejected() === 0,
    `${took.toFixed(1)} s of ${least.toFixed(1)} s, ${limited.rejected()} rejections; four instances, virtual clock`,
  )
  for (const database of databases) await database.close()
}

/** 1,000 a minute, the rest of the last minute at 50 a second. */
const leastSeconds = (messages: number): number => {
  const minutes = Math.floor((messages - 1) / 1_000)
  return minutes * 60 + (messages - minutes * 1_000) / 50
}

/** Feishu's limits as sliding windows: 50 a second, 1,000 a minute, 5 a second and chat. */
function limits(now: () => Instant) {
  const taken: number[] = []
  const perChat = new Map<string, number[]>()
  let rejected = 0
  const within = (list: number[], ms: number) => {
    const at = msOf(now())
    let n = 0
    for (let i = list.length - 1; i >= 0 && (list[i] ?? 0) > at - ms; i--) n += 1
    return n
  }
  const messenger: Messenger = {
    ...ready,
    async send(to, wire, uuid) {
      const chat = 'group' in to ? to.group : to.person
      const ofChat = perChat.get(chat) ?? []
      perChat.set(chat, ofChat)
      if (
        within(taken, 1_000) >= 50 ||
        within(taken, 60_000) >= 1_000 ||
        within(ofChat, 1_000) >= 5
      ) {
        rejected += 1
        return { ok: false, kind: 'busy', code: 99991400, detail: '', retryAfterMs: 1_000 }
      }
      taken.push(msOf(now()))
      ofChat.push(msOf(now()))
      return ready.send(to, wire, uuid)
    },
  }
  return { messenger, rejected: () => rejected, last: () => taken.at(-1) ?? 0 }
}

async function fill(url: string, chats: number, each: number): Promise<void> {
  const { db, close } = openPostgres(url, () => {}, 1)
  await sql`insert into outbox (id, key, lane, class, kind, body, due_at, state, tries, created_at)
    select gen_random_uuid(), 'burst/' || i, 'oc_burst_' || (i % ${chats}), 0, 'notice',
      '{"said":"时限12月4日"}', ${start}::timestamptz, 'pending', 0, ${start}::timestamptz
    from generate_series(1, ${chats * each}) i`.execute(db)
  await sql`insert into lane (lane, next_at, lease_until, fence)
    select distinct lane, ${start}::timestamptz, ${start}::timestamptz, 0 from outbox`.execute(db)
  await close()
}
