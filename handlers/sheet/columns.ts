// A kind of sheet as its duty declares it: columns, the rows as they are, and what becomes of the changes. The first column
// tells the rows apart.
import type { Ctx, Outcome, Reading } from '../feature.ts'
import type { Deed } from '../people.ts'
import type { Refusal } from '../refusal.ts'

export interface Column {
  key: string
  title: string
  /** Shown for the reader; a change of it changes nothing. */
  fixed?: true
}

export type Cells = Record<string, string>

export interface SheetKind {
  /** 岗位: 导出岗位 */
  name: string
  deed: Deed
  columns: Column[]
  rows(ctx: Reading): Promise<Cells[]>
  /** Undefined: the cell can be taken as it is. */
  check(ctx: Pick<Reading, 'office'>, column: string, cell: string, id: string): string | undefined
  apply(ctx: Ctx, changes: Change[]): Promise<Outcome | Refusal>
}

/** One row of which cells differ. */
export interface Change {
  id: string
  /** As in the file, from 1, the heading counted. */
  row: number
  cells: { key: string; from: string; to: string }[]
}

export interface Problem {
  row: number
  column: string
  hint: string
}
