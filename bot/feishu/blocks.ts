// Blocks of our vocabulary as nodes of card JSON 2.0 (feishu-platform.md §5.3, 5.4).
import type { Block } from '../../handlers/card.ts'
import { buttonRow, formNode } from './controls.ts'
import type { Names } from './names.ts'
import { column, columns, div, mentions, type Node, note, oneLine, plain } from './nodes.ts'

export interface Drawing {
  names: Names
  fact: FactNode
  /** Feishu refuses a fourth table, whatever its documents say (§5.4). */
  tablesLeft: number
}

export type FactNode = (label: string, value: string) => Node

/** Label and value in columns: a line break in the value cannot pass for a row of ours. */
export const factColumns: FactNode = (label, value) =>
  columns('none', [
    column(1, [div(oneLine(label), { text_color: 'grey' })]),
    column(3, [div(value)]),
  ])

/** The same in a third of the nodes, for long cards. */
export const factLine: FactNode = (label, value) =>
  div(`${oneLine(label)}：${oneLine(value) || '—'}`)

export function blockNodes(block: Block<string>, drawing: Drawing, nested = false): Node[] {
  switch (block.kind) {
    case 'facts':
      return block.facts.map(({ label, value }) => drawing.fact(label, value))
    case 'text':
      return [div(block.text)]
    case 'note':
      return [note(block.text)]
    case 'mention':
      return mentions(block.people)
    case 'table':
      return nested || drawing.tablesLeft-- <= 0 ? rowLines(block) : [tableNode(block)]
    case 'fold':
      return foldNodes(block, drawing)
    case 'line':
      return [{ tag: 'hr' }]
    case 'buttons':
      return buttonRow(block.buttons, drawing.names)
    case 'form':
      return [formNode(block, drawing.names)]
  }
}

type Table = Extract<Block<string>, { kind: 'table' }>
type Fold = Extract<Block<string>, { kind: 'fold' }>

function tableNode({ columns, rows }: Table): Node {
  const shown = rows.length > 0 ? rows : [[]]
  return {
    tag: 'table',
    page_size: Math.min(10, shown.length),
    row_height: 'auto',
    columns: columns.map((title, index) => ({
      name: `c${index + 1}`,
      display_name: oneLine(title) || '—',
      data_type: 'text',
    })),
    rows: shown.map((row) =>
      Object.fromEntries(columns.map((_, i) => [`c${i + 1}`, oneLine(row[i] ?? '') || '—'])),
    ),
  }
}

/** A table where Feishu takes none: inside a fold, or beyond the third. */
const rowLines = ({ columns, rows }: Table): Node[] => [
  note(columns.map(oneLine).join(' ｜ ')),
  ...rows.map((row) => div(row.map((cell) => oneLine(cell) || '—').join(' ｜ '))),
]

/** A form cannot stand in a fold: it follows it. */
function foldNodes({ title, blocks }: Fold, drawing: Drawing): Node[] {
  const forms = blocks.filter(({ kind }) => kind === 'form')
  const inside = blocks.filter(({ kind }) => kind !== 'form')
  const panel = {
    tag: 'collapsible_panel',
    expanded: false,
    header: { title: plain(oneLine(title)) },
    elements: inside.flatMap((block) => blockNodes(block, drawing, true)),
  }
  return [panel, ...forms.flatMap((block) => blockNodes(block, drawing))]
}
