// Tells the administrators that something needs them: once per cause and day, in private, by a notice like any other.
import { again } from '../db/again.ts'
import { enqueue, wakeLanes } from '../db/ledger/outbox.ts'
import { holdersOf } from '../handlers/people.ts'
import { dayAt } from '../handlers/when.ts'
import type { Parts } from './parts.ts'

export async function alarm(parts: Parts, cause: string, said: string): Promise<void> {
  const now = parts.clock.now()
  await again(() =>
    parts.db.transaction().execute(async (trx) => {
      const office = await parts.office.get(trx, now)
      const lanes = holdersOf(office, '系统管理员').map(({ openId }) => openId)
      for (const lane of lanes.toSorted()) {
        await enqueue(trx, {
          id: parts.id(),
          key: `alarm/${cause}/${dayAt(now)}/${lane}`,
          ...{ lane, class: 1, kind: 'notice', body: { said } },
          statutory: true,
          ...{ dueAt: now, now },
        })
      }
      await wakeLanes(
        trx,
        lanes.map((lane) => ({ lane, at: now })),
        now,
      )
    }),
  )
}
