// One heartbeat: is the clock to be believed, has there been an outage, what is due, is anything stuck. What needs a person is
// told to the administrators, once per cause and day.
import { createHash } from 'node:crypto'
import { hours, type Instant, minutes, msOf, plusMs } from '../db/instant.ts'
import { oldestWaiting } from '../db/ledger/lanes.ts'
import { settingOf } from '../handlers/feature.ts'
import { dayAt, sayInstant } from '../handlers/when.ts'
import { endOutage } from '../jobs/outages.ts'
import { tick } from '../jobs/tick.ts'
import { alarm } from './alarm.ts'
import { errorFacts } from './log.ts'
import type { Parts } from './parts.ts'
import { recover, sayRecovered } from './recover.ts'

const backlogMs = minutes(10)
const spreadSeconds = 300

/** Stable by app: 0 to 5 minutes after 08:35, so never on the hour or the half hour. */
export function spreadOf(appId: string): number {
  const seconds = createHash('sha256').update(appId).digest().readUInt32BE(0) % spreadSeconds
  return appId ? seconds * 1_000 : 0
}

export async function isTrusted(parts: Parts): Promise<boolean> {
  const measured = await parts.clock.measure?.()
  if (!measured || measured.trusted) return true
  const { offsetMs } = measured
  parts.log('error', 'the clock has jumped against the database', { offsetMs })
  await alarm(
    parts,
    'clock',
    `服务器时钟与数据库时钟相差发生突变（现差${Math.round(offsetMs / 1_000)}秒），定时事项已暂停，两次测量一致后自动恢复。请检查服务器对时。`,
  )
  return false
}

export async function beatOnce(parts: Parts): Promise<Instant | null> {
  const now = parts.clock.now()
  await tellOutage(parts, now)
  const failed: string[] = []
  const next = await tick({
    ...{ db: parts.db, vault: parts.vault, features: parts.features, now, id: parts.id },
    office: (trx) => parts.office.get(trx, now),
    spreadMs: spreadOf(parts.appId),
    alarm(row, error) {
      const { feature, kind, subject } = row
      parts.log('error', 'a due item failed and is put off an hour', {
        ...{ feature, kind, subject },
        ...errorFacts(error),
      })
      failed.push(`${feature}/${kind}`)
    },
  })
  for (const cause of new Set(failed)) {
    await alarm(
      parts,
      `due/${cause}`,
      `定时事项处理出错（${cause}），一小时后重试，其余事项不受影响。`,
    )
  }
  await tellBacklog(parts, now)
  return next
}

async function tellOutage(parts: Parts, now: Instant): Promise<void> {
  const outage = await endOutage(parts.db, now)
  if (!outage) return
  const today = dayAt(now)
  const [since, until] = [sayInstant(outage.since, today), sayInstant(outage.until, today)]
  parts.log('error', 'heartbeats were missed', { since: outage.since, until: outage.until })
  const recovered = await recover(parts, outage)
  await alarm(
    parts,
    'outage',
    `系统${since}至${until}未运行，现已恢复，期间的提醒合并补发。${sayRecovered(recovered)}`,
  )
}

async function tellBacklog(parts: Parts, now: Instant): Promise<void> {
  const oldest = await oldestWaiting(parts.db)
  if (!oldest || plusMs(oldest, backlogMs) > now) return
  const age = Math.round((msOf(now) - msOf(oldest)) / 60_000)
  parts.log('error', 'messages wait too long', { minutes: age })
  await alarm(parts, 'backlog', `有消息已等待${age}分钟未能发出，请检查网络和飞书应用状态。`)
}

export function callsPerMonth(parts: Parts): number {
  const setting = parts.features.flatMap((f) => f.settings).find((s) => s.key === 'calls_per_month')
  const office = parts.office.kept()
  return setting && office ? Number(settingOf(office, setting)) : 0
}

/** Where the clock stands still, the next beat is the one that was named; else the one of the next minute. */
export function nextBeat(parts: Parts, named: Instant | null): Instant {
  const now = parts.clock.now()
  if (!parts.clock.stands) return plusMs(now, minutes(1))
  return named ?? plusMs(now, hours(24 * 366))
}
