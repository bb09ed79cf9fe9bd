// Bytes of a .csv → rows of text. Strict UTF-8 comes before GB18030, which would take good UTF-8 for something else; and bytes
// are decoded before they are split, or a sign whose second byte is the separator would be cut (TC-102).

export type Decoded = { text: string } | { undecodable: true }

export function decode(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return tried('utf-16le', bytes)
  const utf8 = tried('utf-8', bytes)
  return 'text' in utf8 ? utf8 : tried('gb18030', bytes)
}

function tried(encoding: string, bytes: Uint8Array): Decoded {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch {
    return { undecodable: true }
  }
}

const separators = [',', '\t', '|', ';', '，'] as const

/** The one that the heading line has most of. */
function separatorOf(text: string): string {
  const [heading = ''] = text.split(/\r?\n/, 1)
  const counts = separators.map((one) => heading.split(one).length)
  return separators[counts.indexOf(Math.max(...counts))] ?? ','
}

/** Quoted cells may hold separators, quotes and line breaks. */
export function parseRows(text: string): string[][] {
  const separator = separatorOf(text)
  const rows: string[][] = [[]]
  let [cell, quoted, wasQuoted] = ['', false, false]
  const endCell = () => {
    rows.at(-1)?.push(wasQuoted ? cell : cell.trim())
    ;[cell, wasQuoted] = ['', false]
  }
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? ''
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[i + 1] === '"') {
        cell += '"'
        i += 1
      } else quoted = false
    } else if (sign === '"' && cell.trim() === '') {
      ;[cell, quoted, wasQuoted] = ['', true, true]
    } else if (sign === separator) endCell()
    else if (sign === '\n') {
      endCell()
      rows.push([])
    } else if (sign !== '\r') cell += sign
  }
  endCell()
  return rows.filter((row) => row.some((one) => one !== ''))
}

const mark = '\ufeff'
/** What a spreadsheet would take for a formula or a number: with a tab before it, it stays text. */
const guarded = /^[=+\-@]|^0\d|^\d{12,}$/u

export function printRows(rows: readonly (readonly string[])[]): string {
  return mark + rows.map((row) => `${row.map(printCell).join(',')}\r\n`).join('')
}

const printCell = (cell: string) =>
  `"${(guarded.test(cell) ? `\t${cell}` : cell).replaceAll('"', '""')}"`

/** As it was before the guard. */
export const unguarded = (cell: string): string => cell.replace(/^\t/u, '')
