// SQL of the board: what is open, and what was ordered or falls due in a period; of one unit where one is named.
import type { Transaction } from 'kysely'
import type { Instant } from '../../../db/instant.ts'
import type { DB } from '../../../db/schema.ts'
import { addDays, type Period } from '../../calendar.ts'
import { instantAt } from '../../when.ts'
import { taskOf } from '../store.ts'
import { liveStates, type Task } from '../task.ts'

export async function boardTasks(
  trx: Transaction<DB>,
  period: Period,
  unit: string | undefined,
): Promise<Task[]> {
  const from: Instant = instantAt(period.from, '00:00')
  const until: Instant = instantAt(addDays(period.to, 1), '00:00')
  let query = trx
    .selectFrom('task')
    .selectAll()
    .where('n', 'is not', null)
    .where(({ or, and, eb }) =>
      or([
        eb('state', 'in', [...liveStates]),
        and([eb('current_due', '>=', period.from), eb('current_due', '<=', period.to)]),
        and([eb('ordered_at', '>=', from), eb('ordered_at', '<', until)]),
      ]),
    )
  if (unit) query = query.where('lead_unit', '=', unit)
  const rows = await query.orderBy('current_due').orderBy('n').execute()
  return rows.map(taskOf)
}
