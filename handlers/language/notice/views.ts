// A pasted notice before it is taken: its days, and every open internal date that it changes, old → new.
import { type Day, type HolidayRow, type Holidays, sayDate, sayDue } from '../../calendar.ts'
import type { Block, GroupCard } from '../../card.ts'
import type { Feature, Reading, View, WorkdayDate } from '../../feature.ts'
import { nameOf } from '../../people.ts'
import * as buttons from './buttons.ts'
import { type Proposed, proposedBy } from './reading.ts'
import { findNotice, type NoticeImport } from './store.ts'

export interface Moved extends WorkdayDate {
  feature: string
  to: Day
}

/** What every duty says of its dates under the one table and under the other. */
export async function movedBy(
  ctx: Reading,
  duties: readonly Feature[],
  holidays: Holidays,
): Promise<Moved[]> {
  const under = { ...ctx, office: { ...ctx.office, holidays } }
  const moved: Moved[] = []
  for (const { name: feature, workdayDates } of duties) {
    const before = (await workdayDates?.(ctx)) ?? []
    const after = (await workdayDates?.(under)) ?? []
    for (const date of before) {
      const to = after.find(({ subject, what }) => subject === date.subject && what === date.what)
      if (to && to.day !== date.day) moved.push({ ...date, feature, to: to.day })
    }
  }
  return moved
}

export const proposedIn = ({ office }: Reading, row: NoticeImport): Proposed =>
  proposedBy(office.holidays, row, row.source)

export const noticeViews = (all: () => readonly Feature[]): Record<string, View> => ({
  notice: {
    async person(ctx, id) {
      const row = await findNotice(ctx.trx, id)
      if (!row) return 'gone'
      if (row.state !== 'shown') return endedCard(row)
      const proposed = proposedIn(ctx, row)
      return noticeCard(ctx, id, proposed, await movedBy(ctx, all(), proposed.holidays))
    },
  },
})

function endedCard({ state, year, source }: NoticeImport): GroupCard {
  const done = state === 'done'
  return {
    title: `${year}年节假日`,
    light: done ? 'green' : 'grey',
    tag: done ? '已导入' : '未导入',
    blocks: [text(done ? `已按${source}导入。` : '此通知未导入。')],
  }
}

const text = (words: string): Block<string> => ({ kind: 'text', text: words })
const note = (words: string): Block<string> => ({ kind: 'note', text: words })

const mostMoved = 50

export function noticeCard(
  { office, today }: Pick<Reading, 'office' | 'today'>,
  id: string,
  { year, rows, problems, changes, holidays }: Proposed,
  moved: Moved[],
): GroupCard {
  const sound = problems.length === 0
  const say = (h: Holidays, d: Day) => sayDue(h, d, { today })
  const listed = moved
    .slice(0, mostMoved)
    .map(({ what, day, to, owners }) => [
      what,
      say(office.holidays, day),
      say(holidays, to),
      owners.map((person) => nameOf(office, person)).join('、') || '—',
    ])
  return {
    title: `${year}年节假日${changes ? '调整' : '导入'}`,
    light: sound ? 'yellow' : 'red',
    tag: sound ? '待确认' : '不能导入',
    blocks: [
      { kind: 'facts', facts: daysSaid(rows, today) },
      ...problems.map((problem) => text(`核对：${problem}`)),
      text(
        moved.length > 0
          ? `导入后变动的内部日期（${moved.length}项）：`
          : '没有在办事项的内部日期因此变动。',
      ),
      ...(listed.length > 0
        ? [{ kind: 'table' as const, columns: ['事项', '原', '新', '承办'], rows: listed }]
        : []),
      ...(moved.length > mostMoved
        ? [note(`另有${moved.length - mostMoved}项，导入后分别通知承办人。`)]
        : []),
      note('法定期限按日历日计，不变；已告知信访人的日期不变。'),
      {
        kind: 'buttons',
        buttons: [
          ...(sound
            ? [{ text: '导入', style: 'primary' as const, payload: buttons.importButton.on(id) }]
            : []),
          { text: '不导入', payload: buttons.dropNoticeButton.on(id) },
        ],
      },
    ],
  }
}

/** Festival by festival, and the days that are worked instead. */
function daysSaid(rows: readonly HolidayRow[], today: Day) {
  const off = Map.groupBy(
    rows.filter(({ kind }) => kind === 'off'),
    ({ name }) => name,
  )
  const work = rows.filter(({ kind }) => kind === 'work')
  const on = (d: Day | undefined) => (d ? sayDate(d, { today }) : '')
  const festivals = [...off].map(([label, days]) => ({
    label,
    value:
      days.length === 1
        ? on(days[0]?.day)
        : `${on(days[0]?.day)}至${on(days.at(-1)?.day)}，共${days.length}天`,
  }))
  const made = { label: '调休上班', value: work.map(({ day }) => on(day)).join('、') || '无' }
  return [...festivals, made]
}
