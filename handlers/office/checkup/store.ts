// SQL of 体检: what waits to be sent, what failed, this month's calls, the reminders of the coming days.
import { sql } from 'kysely'
import { addDays } from '../../calendar.ts'
import type { Reading } from '../../feature.ts'
import { instantAt } from '../../when.ts'
import type { DayCount, Finding } from './checkup.ts'

type Looking = Pick<Reading, 'trx' | 'today' | 'now'>

export async function remindersAhead({ trx, today }: Looking): Promise<DayCount[]> {
  const found = await sql<DayCount>`
    select to_char(due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*)::int as n
    from agenda where due_at >= ${instantAt(today, '00:00')} and due_at < ${instantAt(addDays(today, 7), '00:00')}
    group by 1`.execute(trx)
  return found.rows
}

export async function sendingFindings({ trx, now, today }: Looking): Promise<Finding[]> {
  const { rows } = await sql<{
    waiting: number
    failed: number
    calls: number
    unreachable: number
  }>`
    select (select count(*)::int from outbox where state = 'pending' and due_at <= ${now}) as waiting,
      (select count(*)::int from outbox where state = 'failed' and done_at > ${instantAt(addDays(today, -7), '00:00')}) as failed,
      (select coalesce(sum(n), 0)::int from call_count where month = ${today.slice(0, 7)}) as calls,
      (select count(distinct lane)::int from outbox where state = 'failed' and lane like 'ou\\_%'
        and why like '230013%') as unreachable`.execute(trx)
  const it = rows[0] ?? { waiting: 0, failed: 0, calls: 0, unreachable: 0 }
  return [
    { light: it.waiting > 50 ? 'look' : 'ok', what: '待发消息', said: `${it.waiting}条` },
    {
      light: it.failed > 0 ? 'look' : 'ok',
      what: '未送达',
      said: it.failed > 0 ? `近7日${it.failed}条，发送“投递异常”查看` : '无',
    },
    {
      light: it.unreachable > 0 ? 'look' : 'ok',
      what: '发不到的人',
      said: it.unreachable > 0 ? `${it.unreachable}人不在应用可用范围内` : '无',
    },
    { light: 'ok', what: '本月调用', said: `${it.calls}次（飞书免费版每月10000次）` },
  ]
}
