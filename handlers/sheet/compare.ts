// A file against what is: which kind it is, which cells differ, which cannot be taken. Unchanged cells change nothing.
import type { Reading } from '../feature.ts'
import type { Cells, Change, Column, Problem, SheetKind } from './columns.ts'
import { formulaCell } from './file/book.ts'
import { unguarded } from './file/text.ts'

export interface Compared {
  changes: Change[]
  problems: Problem[]
}

/** By its heading: the first column, and at least half of the others. */
export function kindOf(kinds: readonly SheetKind[], rows: string[][]): SheetKind | undefined {
  const heading = (rows[0] ?? []).map(unguarded)
  return kinds.find(
    ({ columns: [first, ...others] }) =>
      first &&
      heading.includes(first.title) &&
      others.filter(({ title }) => heading.includes(title)).length * 2 >= others.length,
  )
}

export function compare(
  kind: SheetKind,
  rows: string[][],
  now: Cells[],
  ctx: Pick<Reading, 'office'>,
): Compared {
  const [heading = [], ...lines] = rows.map((row) => row.map(unguarded))
  const [first] = kind.columns
  const known = new Map(now.map((cells) => [cells[first?.key ?? ''] ?? '', cells]))
  const compared: Compared = { changes: [], problems: [] }
  const seen = new Set<string>()
  for (const [place, line] of lines.entries()) {
    const row = place + 2
    const cells = cellsOf(kind.columns, heading, line)
    const id = cells[first?.key ?? ''] ?? ''
    if (id === '' || /^[#＃]/u.test(id)) continue
    const before = known.get(id)
    if (!before)
      compared.problems.push({
        row,
        column: first?.title ?? '',
        hint: `没有“${short(id)}”这一行，请勿改动此列`,
      })
    else if (seen.has(id))
      compared.problems.push({ row, column: first?.title ?? '', hint: '此行重复' })
    else addRow(compared, kind, ctx, { row, id, before, cells })
    seen.add(id)
  }
  return compared
}

function cellsOf(columns: Column[], heading: string[], line: string[]): Cells {
  return Object.fromEntries(
    columns.flatMap(({ key, title }) => {
      const place = heading.indexOf(title)
      return place < 0 ? [] : [[key, line[place] ?? '']]
    }),
  )
}

interface Line {
  row: number
  id: string
  before: Cells
  cells: Cells
}

function addRow(
  compared: Compared,
  kind: SheetKind,
  ctx: Pick<Reading, 'office'>,
  { row, id, before, cells }: Line,
): void {
  const change: Change = { id, row, cells: [] }
  for (const { key, title, fixed } of kind.columns) {
    const [from, to] = [before[key] ?? '', cells[key]]
    if (fixed || to === undefined || to === from) continue
    const hint = damaged(to) ?? kind.check(ctx, key, to, id)
    if (hint) compared.problems.push({ row, column: title, hint })
    else change.cells.push({ key, from, to })
  }
  if (change.cells.length > 0) compared.changes.push(change)
}

/** A number that a spreadsheet has shortened has lost digits: nobody knows which. */
function damaged(cell: string): string | undefined {
  if (cell === formulaCell) return '是公式，请改为文字'
  return /^\d(?:\.\d+)?E\+?\d+$/iu.test(cell)
    ? '数字已被表格软件改成科学计数，请按文本重新填写'
    : undefined
}

const short = (text: string) =>
  [...text].length > 12 ? `${[...text].slice(0, 12).join('')}…` : text
