// The ledger as a spreadsheet, out and in again: neutral facts alone. A changed cell is a correction like any other, with its clocks.

import { isDay, yearOf, yearRange } from '../../calendar.ts'
import type { Ctx, Outcome } from '../../feature.ts'
import { readMatter } from '../../phrase.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import type { Cells, Change, SheetKind } from '../../sheet/index.ts'
import type { Correction } from '../buttons.ts'
import { finishDue } from '../clock.ts'
import { countedIn } from '../figures/store.ts'
import { type Registered, sayNumber, sayState } from '../petition.ts'
import * as store from '../store.ts'
import { formWords } from '../words.ts'
import { amend } from './amend.ts'

const editable: Record<string, keyof Correction> = {
  summary: 'summary',
  locality: 'locality',
  headcount: 'headcount',
  affected: 'affected',
  event: 'event',
  received: 'received',
}

export const petitionsSheet: SheetKind = {
  name: '信访台账',
  deed: 'handle_petition',
  columns: [
    { key: 'number', title: '登记编号', fixed: true },
    { key: 'form', title: '形式', fixed: true },
    { key: 'event', title: '信访日期' },
    { key: 'received', title: '收到日期' },
    { key: 'headcount', title: '人数' },
    { key: 'affected', title: '涉及人数' },
    { key: 'summary', title: '事项' },
    { key: 'locality', title: '问题属地' },
    { key: 'topic', title: '内容分类', fixed: true },
    { key: 'state', title: '状态', fixed: true },
    { key: 'notice', title: '告知期限', fixed: true },
    { key: 'noticed', title: '告知日期', fixed: true },
    { key: 'due', title: '办理期限', fixed: true },
    { key: 'finished', title: '办结日期', fixed: true },
  ],
  async rows(ctx) {
    const counted = await countedIn(ctx.trx, yearRange(yearOf(ctx.today)))
    const all = await store.petitionsOf(
      ctx.trx,
      counted.map((it) => it.id),
    )
    return all.map(cellsOf)
  },
  check: (_ctx, column, cell) => whyNotCell(column, cell),
  apply: (ctx, changes) => applyAll(ctx, changes),
}

function cellsOf(p: Registered): Cells {
  return {
    number: sayNumber(p.number),
    form: formWords[p.form],
    event: p.eventDate,
    received: p.receivedAt,
    headcount: String(p.headcount),
    affected: p.affected === null ? '' : String(p.affected),
    summary: p.summary ?? '',
    locality: p.locality ?? '',
    topic: p.topic,
    state: sayState(p),
    notice: p.clocks.noticeDue,
    noticed: p.course.noticedOn ?? '',
    due: finishDue(p.clocks) ?? '',
    finished: p.course.finishedOn ?? '',
  }
}

function whyNotCell(column: string, cell: string): string | undefined {
  if (column === 'event' || column === 'received')
    return isDay(cell) ? undefined : '请写成2026-11-25的形式'
  if (column === 'headcount')
    return /^[1-9]\d{0,4}$/u.test(cell) ? undefined : '人数应为1以上的数字'
  if (column === 'affected')
    return cell === '' || /^[1-9]\d{0,4}$/u.test(cell) ? undefined : '人数应为1以上的数字'
  return undefined
}

async function applyAll(ctx: Ctx, changes: Change[]): Promise<Outcome | Refusal> {
  const whole: Outcome = { entries: [], arm: [], tell: [] }
  for (const change of changes) {
    const outcome = await applyOne(ctx, change)
    if (isRefusal(outcome)) return outcome
    whole.entries.push(...outcome.entries)
    whole.arm?.push(...(outcome.arm ?? []))
    whole.tell?.push(...(outcome.tell ?? []))
  }
  return whole
}

async function applyOne(ctx: Ctx, { id, cells }: Change): Promise<Outcome | Refusal> {
  const matter = readMatter(id, ['信访'])
  const number = matter && { year: matter.year ?? yearOf(ctx.today), n: matter.n }
  const petition = number && (await store.petitionByNumber(ctx.trx, number))
  if (!petition) return { refused: 'not-found', what: id }
  const given = cells.flatMap(({ key, to }) =>
    editable[key] && to ? [[editable[key], to] as const] : [],
  )
  return amend(ctx, petition.id, Object.fromEntries(given))
}
