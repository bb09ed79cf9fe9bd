// Out: made when it is uploaded, with who and when on it, recorded. In: fetched, compared, shown; and all of it or nothing.
import { z } from 'zod'
import type { Json } from '../../db/types.ts'
import {
  type Answer,
  type Ctx,
  command,
  type MadeFile,
  type Outcome,
  type Reading,
  type SentFile,
  type Tap,
} from '../feature.ts'
import { may, nameOf, rolesFor, whyNot } from '../people.ts'
import { fold } from '../phrase.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import { dayAt, timeAt } from '../when.ts'
import * as buttons from './buttons.ts'
import type { Cells, SheetKind } from './columns.ts'
import { compare, kindOf } from './compare.ts'
import { readBook, writeBook } from './file/book.ts'
import { decode, parseRows, printRows } from './file/text.ts'
import { addImport, endImport, findImport } from './store.ts'
import { sayProblems } from './views.ts'

const feature = 'sheet'
const mostRows = 5_000

// ── out ──

export const commandsFor = (kinds: readonly SheetKind[]) =>
  kinds.map((kind) =>
    command<{ format: 'xlsx' | 'csv' }>({
      name: `导出${kind.name}`,
      says: [`导出${kind.name}`],
      roles: rolesFor(kind.deed),
      inGroup: 'private',
      read({ text }) {
        const match = fold(text)
          .text.trim()
          .match(/^导出(.+?)(?:表|清单)?\s*(csv|xlsx)?$/iu)
        if (match?.[1] !== kind.name) return undefined
        return { slots: { format: match[2]?.toLowerCase() === 'csv' ? 'csv' : 'xlsx' } }
      },
      act: async (ctx, { format }) =>
        whyNot(ctx.office, ctx.by.openId, kind.deed) ?? exported(ctx, kind, format),
    }),
  )

function exported(ctx: Ctx, kind: SheetKind, format: string): Outcome {
  const id = ctx.id()
  const args = { kind: kind.name, format, by: ctx.by.openId }
  return {
    entries: [{ feature, subject: id, verb: 'export', facts: args }],
    errands: [
      {
        key: `export/${id}`,
        feature,
        answer: 'uploaded',
        what: { errand: 'upload', makes: 'export', args, with: ctx.by.openId },
      },
    ],
    final: '文件已导出',
  }
}

const making = z.object({ kind: z.string(), format: z.enum(['xlsx', 'csv']), by: z.string() })

export const makesFor = (kinds: readonly SheetKind[]) => ({
  async export(ctx: Reading, args: Json): Promise<MadeFile> {
    const { kind: name, format, by } = making.parse(args)
    const kind = kinds.find((one) => one.name === name)
    if (!kind) throw new Error(`no sheet ${name}`)
    const rows = tableOf(kind, await kind.rows(ctx))
    const at = `${dayAt(ctx.now)} ${timeAt(ctx.now)}`
    const remark = `导出人：${nameOf(ctx.office, by)}，导出时间：${at}`
    const file = `${name}_${nameOf(ctx.office, by)}_${at.replaceAll(/\D/gu, '')}.${format}`
    if (format === 'xlsx') return { name: file, bytes: await writeBook({ name, rows, remark }) }
    return { name: file, bytes: new TextEncoder().encode(printRows([...rows, [`# ${remark}`]])) }
  },
})

export const tableOf = ({ columns }: SheetKind, rows: Cells[]): string[][] => [
  columns.map(({ title }) => title),
  ...rows.map((cells) => columns.map(({ key }) => cells[key] ?? '')),
]

const came = z.object({
  with: z.unknown(),
  got: z.string().optional(),
  failed: z.object({ code: z.number() }).optional(),
})

const said = (person: string, words: string): Outcome => ({
  entries: [],
  tell: [{ kind: 'notice', to: { person }, body: { said: words } }],
})

const uploaded: Answer = async (_ctx, result) => {
  const { with: by, got, failed } = came.parse(result)
  const person = String(by)
  if (got === undefined)
    return said(
      person,
      `文件没有送出（错误码${failed?.code ?? 0}），请稍后再导出，或由管理员核对“上传文件”权限。`,
    )
  return { entries: [], tell: [{ kind: 'notice', to: { person }, body: { file: got } }] }
}

// ── in ──

export async function received(ctx: Ctx, file: SentFile): Promise<Outcome | undefined> {
  if (!/\.(?:xlsx|csv)$/iu.test(file.name)) return undefined
  const whose = { by: ctx.by.openId, name: file.name }
  return {
    entries: [],
    errands: [
      {
        key: `import/${file.messageId}`,
        feature,
        answer: 'downloaded',
        what: { errand: 'download', messageId: file.messageId, file: file.key, with: whose },
      },
    ],
  }
}

const whose = z.object({ by: z.string(), name: z.string() })

export const answersFor = (kinds: readonly SheetKind[]): Record<string, Answer> => ({
  uploaded,
  async downloaded(ctx, result) {
    const { with: given, got, failed } = came.parse(result)
    const { by, name } = whose.parse(given)
    if (got === undefined)
      return said(by, `没有取到“${name}”（错误码${failed?.code ?? 0}），请重新发送。`)
    const rows = await rowsOf(name, Uint8Array.from(Buffer.from(got, 'base64')))
    if (typeof rows === 'string') return said(by, rows)
    const kind = kindOf(
      kinds.filter(({ deed }) => may(ctx.office, by, deed)),
      rows,
    )
    if (!kind)
      return said(
        by,
        `“${name}”的表头不是本系统导出的表。请先发送“导出${kinds[0]?.name ?? ''}”，在导出的表上修改后发回。`,
      )
    if (rows.length > mostRows) return said(by, `“${name}”超过${mostRows}行，请分次导入。`)
    const { changes, problems } = compare(kind, rows, await kind.rows(ctx), ctx)
    if (problems.length > 0) return said(by, sayProblems(name, problems))
    if (changes.length === 0) return said(by, `“${name}”与现有内容一致，没有变化。`)
    const id = ctx.id()
    await addImport(ctx.trx, { id, kind: kind.name, file: name, by, changes }, ctx.now)
    return {
      entries: [
        { feature, subject: id, verb: 'preview', facts: { kind: kind.name, rows: changes.length } },
      ],
      tell: [{ kind: 'view', to: { person: by }, feature, subject: id, view: 'preview' }],
    }
  },
})

async function rowsOf(name: string, bytes: Uint8Array): Promise<string[][] | string> {
  if (/\.xlsx$/iu.test(name)) {
    const rows = await readBook(bytes)
    return rows === 'unreadable'
      ? `“${name}”不是有效的 xlsx 文件，请另存为 xlsx 或 csv 后重发。`
      : rows
  }
  const decoded = decode(bytes)
  return 'text' in decoded
    ? parseRows(decoded.text)
    : `“${name}”的编码无法识别，请另存为 UTF-8 或 xlsx 后重发。`
}

export const tapsFor = (kinds: readonly SheetKind[]): Record<string, Tap> => ({
  import: buttons.importButton.tap((ctx, id) => apply(ctx, kinds, id)),
  drop: buttons.dropButton.tap(async (ctx, id) => {
    const it = await findImport(ctx.trx, id, true)
    if (it?.state !== 'shown') return { refused: 'stale-button' }
    await endImport(ctx.trx, id, 'dropped')
    return { entries: [{ feature, subject: id, verb: 'drop', facts: {} }], toast: '已放弃' }
  }),
})

/** All or nothing, and only if every cell is still as it was shown. */
async function apply(
  ctx: Ctx,
  kinds: readonly SheetKind[],
  id: string,
): Promise<Outcome | Refusal> {
  const it = await findImport(ctx.trx, id, true)
  const kind = kinds.find(({ name }) => name === it?.kind)
  if (it?.state !== 'shown' || !kind) return { refused: 'stale-button' }
  const no = whyNot(ctx.office, ctx.by.openId, kind.deed)
  if (no) return no
  const [first] = kind.columns
  const now = new Map((await kind.rows(ctx)).map((cells) => [cells[first?.key ?? ''] ?? '', cells]))
  const moved = it.changes.some(({ id: row, cells }) =>
    cells.some(({ key, from }) => now.get(row)?.[key] !== from),
  )
  if (moved) return { refused: 'sheet-outdated' }
  const outcome = await kind.apply(ctx, it.changes)
  if (isRefusal(outcome)) return outcome
  await endImport(ctx.trx, id, 'done')
  const entry = {
    feature,
    subject: id,
    verb: 'import',
    facts: { kind: kind.name, rows: it.changes.length },
  }
  return { ...outcome, entries: [entry, ...outcome.entries], toast: `已导入${it.changes.length}行` }
}
