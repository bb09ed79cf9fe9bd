// What an import would change, before it does.
import type { PrivateCard } from '../card.ts'
import type { View } from '../feature.ts'
import * as buttons from './buttons.ts'
import type { Problem, SheetKind } from './columns.ts'
import { findImport, type Import } from './store.ts'

const atMost = 60
const words = { shown: '待确认', done: '已导入', dropped: '已放弃' } as const

export const viewsFor = (kinds: readonly SheetKind[]): Record<string, View> => ({
  preview: {
    async person(ctx, id) {
      const found = await findImport(ctx.trx, id)
      const kind = kinds.find(({ name }) => name === found?.kind)
      return found && kind ? previewCard(kind, found) : 'gone'
    },
  },
})

function previewCard(kind: SheetKind, it: Import): PrivateCard {
  const title = (key: string) => kind.columns.find((column) => column.key === key)?.title ?? key
  const rows = it.changes.flatMap(({ row, cells }) =>
    cells.map(({ key, from, to }) => [`第${row}行`, title(key), from || '（空）', to || '（空）']),
  )
  return {
    title: `导入${kind.name}：${it.file}`,
    light: it.state === 'shown' ? 'yellow' : 'green',
    tag: words[it.state],
    blocks: [
      { kind: 'text', text: `${it.changes.length}行、${rows.length}处有变化，其余不变。` },
      { kind: 'table', columns: ['行', '列', '原值', '改为'], rows: rows.slice(0, atMost) },
      ...(rows.length > atMost
        ? [{ kind: 'note' as const, text: `其余${rows.length - atMost}处未列出，确认后一并导入。` }]
        : []),
      ...(it.state === 'shown'
        ? [
            {
              kind: 'buttons' as const,
              buttons: [
                {
                  text: '导入',
                  payload: buttons.importButton.on(it.id),
                  style: 'primary' as const,
                },
                { text: '放弃', payload: buttons.dropButton.on(it.id) },
              ],
            },
          ]
        : []),
    ],
  }
}

/** By row and column, so that they are found in the file. */
export function sayProblems(file: string, problems: Problem[]): string {
  const lines = problems
    .slice(0, 20)
    .map(({ row, column, hint }) => `第${row}行“${column}”：${hint}`)
  const more = problems.length > 20 ? [`另有${problems.length - 20}处。`] : []
  return [`“${file}”有${problems.length}处不能导入，全部未导入：`, ...lines, ...more].join('\n')
}
