// A .xlsx in and out through exceljs: every cell is text, so ids keep their digits and nothing becomes a formula (TC-103).
import ExcelJS from 'exceljs'

/** What a cell holds that is no text and cannot be taken as one. */
export const formulaCell = '\u0000公式'

export async function readBook(bytes: Uint8Array): Promise<string[][] | 'unreadable'> {
  const book = new ExcelJS.Workbook()
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  try {
    await book.xlsx.load(copy)
  } catch {
    return 'unreadable'
  }
  const rows: string[][] = []
  book.worksheets[0]?.eachRow((row) => {
    const cells = Array.from({ length: row.cellCount }, (_, place) =>
      textOf(row.getCell(place + 1).value),
    )
    if (cells.some((cell) => cell !== '')) rows.push(cells)
  })
  return rows
}

function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && Math.abs(value) < 1e15
      ? String(value)
      : value.toExponential()
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if ('richText' in value)
    return value.richText
      .map(({ text }) => text)
      .join('')
      .trim()
  if ('text' in value) return String(value.text).trim()
  return formulaCell
}

export interface Book {
  name: string
  rows: readonly (readonly string[])[]
  /** Who exported it and when. */
  remark: string
}

export async function writeBook({ name, rows, remark }: Book): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet(name)
  const [heading = []] = rows
  sheet.columns = heading.map((_, place) => ({
    width: widthOf(rows, place),
    style: { numFmt: '@' },
  }))
  for (const row of rows) sheet.addRow([...row])
  sheet.getRow(1).font = { bold: true }
  sheet.headerFooter.oddFooter = remark.replaceAll('&', '&&')
  book.addWorksheet('说明').addRow([remark])
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const widthOf = (rows: Book['rows'], place: number) =>
  Math.min(
    60,
    Math.max(10, ...rows.slice(0, 200).map((row) => [...(row[place] ?? '')].length * 2 + 2)),
  )
