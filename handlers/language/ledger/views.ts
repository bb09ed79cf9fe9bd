// The day ledger: how a date came about, day by day. And whether a day works.

import type { Json } from '../../../db/types.ts'
import {
  addWorkdays,
  type Day,
  day,
  daysBetween,
  type Holidays,
  isProvisional,
  type LedgerRow,
  legalDue,
  PROVISIONAL,
  reasonOf,
  sayDate,
  sayDue,
  sayWeekday,
} from '../../calendar.ts'
import type { Block, GroupCard } from '../../card.ts'
import type { Counting } from './reading.ts'

export function ledgerIn(args: Json): Counting {
  const given = typeof args === 'object' && args && !Array.isArray(args) ? args : {}
  const unit = given.unit === 'workday' ? 'workday' : 'day'
  return { start: day(String(given.start)), n: Number(given.n), unit }
}

/** Beyond it days are told in runs. */
const mostRows = 30

export function ledgerCard(h: Holidays, today: Day, { start, n, unit }: Counting): GroupCard {
  const workdays = unit === 'workday'
  const counted = workdays ? addWorkdays(h, start, n) : legalDue(h, start, n)
  const rows = counted.ledger()
  const target = workdays ? undefined : legalDue(h, start, n).internalTarget
  const doubtful = counted.provisional || (target?.provisional ?? false)
  const due = sayDue(h, counted.day, { today })
  const count = `${n}个${workdays ? '工作日' : '日历日'}`
  return {
    title: `期限：${due}`,
    light: doubtful ? 'yellow' : 'green',
    ...(doubtful && { tag: '暂按' }),
    blocks: [
      {
        kind: 'facts',
        facts: [
          {
            label: '起算日',
            value: `${sayDue(h, start, { today })}，当日不计（民法典第二百零一条）`,
          },
          { label: '期间', value: count },
          { label: '届满日', value: due },
          ...(target && target.day !== counted.day
            ? [
                {
                  label: '内部目标',
                  value: `${sayDue(h, target.day, { today })}（届满日为休息日，取前一工作日）`,
                },
              ]
            : []),
        ],
      },
      ...(doubtful ? [note(`${PROVISIONAL}。`)] : []),
      table(rows, today, workdays),
    ],
  }
}

const note = (text: string): Block<string> => ({ kind: 'note', text })

function table(rows: LedgerRow[], today: Day, workdays: boolean): Block<string> {
  const shown = rows.length > mostRows ? runs(rows, today) : rows.map((row) => line(row, today))
  return { kind: 'table', columns: ['日期', workdays ? '工作日' : '第几日', '说明'], rows: shown }
}

function line({ day: d, n, why, provisional }: LedgerRow, today: Day): string[] {
  return [
    `${sayDate(d, { today })}（${sayWeekday(d)}）`,
    n === undefined ? '不计' : `第${n}日`,
    `${why}${provisional ? '（暂按）' : ''}`,
  ]
}

/** Neighbouring days of one kind as one line, so that 60 days fit a card. */
function runs(rows: LedgerRow[], today: Day): string[][] {
  const groups: LedgerRow[][] = []
  for (const row of rows) {
    const last = groups.at(-1)
    const before = last?.at(-1)
    const same =
      before && (before.n === undefined) === (row.n === undefined) && kindOf(before) === kindOf(row)
    if (last && same && daysBetween(before.day, row.day) === 1) last.push(row)
    else groups.push([row])
  }
  return groups.slice(0, mostGroups).map((group) => {
    const [first, last] = [group[0], group.at(-1)]
    if (!first || !last || first === last) return first ? line(first, today) : []
    const [from, to] = [line(first, today), line(last, today)]
    return [
      `${from[0]}至${to[0]}`,
      first.n === undefined ? '不计' : `第${first.n}日至第${last.n}日`,
      kindOf(first) + (first.provisional ? '（暂按）' : ''),
    ]
  })
}

const mostGroups = 200
const kindOf = ({ why }: LedgerRow) => (/^周[六日]$/u.test(why) ? '周末' : why)

export function sayWhether(h: Holidays, d: Day, today: Day): string {
  const { works, why } = reasonOf(h, d)
  const doubt = isProvisional(h, d, d) ? `${PROVISIONAL}。` : ''
  const name =
    d === today ? `今天（${sayDate(d, { today })}，${sayWeekday(d)}）` : sayDue(h, d, { today })
  const reason = why === '工作日' ? '' : `，${why}`
  return `${name}${works ? '上班' : '休息'}${reason}。${doubt}`
}
