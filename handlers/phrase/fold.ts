// One form for matching: full width to half, one kind of bracket, dash and space, invisible signs
// out. Every folded character knows where it came from, so what was typed can be cut and kept.

export interface Folded {
  text: string
  /** Where the folded characters i … j−1 stand in the original, [start, end). */
  origin: (i: number, j: number) => Span
}
export type Span = readonly [number, number]

const CLUSTER = /\P{M}\p{M}*|\p{M}+/gsu
const INVISIBLE = /\p{Cf}|\p{Cs}|\p{Variation_Selector}|(?![\t\n\r])\p{Cc}/gu
const SAME: Readonly<Record<string, string>> = {
  '〔': '(',
  '【': '(',
  '[': '(',
  '「': '(',
  '〖': '(',
  '〕': ')',
  '】': ')',
  ']': ')',
  '」': ')',
  '〗': ')',
  '—': '-',
  '–': '-',
  '―': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '〜': '~',
  '\u3000': ' ',
  '\t': ' ',
  '\u00a0': ' ',
}

/** What is stored: as typed, without NUL and lone surrogates (Postgres takes neither). */
export const clean = (text: string): string => text.replaceAll('\0', '').replace(/\p{Cs}/gu, '')

export const fold = (text: string): Folded => {
  const out: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const folded = foldCluster(cluster)
    out.push(folded)
    for (let i = 0; i < folded.length; i++) {
      starts.push(index)
      ends.push(index + cluster.length)
    }
  }
  const origin = (i: number, j: number): Span =>
    i >= j
      ? [starts[i] ?? text.length, starts[i] ?? text.length]
      : [starts[i] ?? 0, ends[j - 1] ?? 0]
  return { text: out.join(''), origin }
}

const foldCluster = (cluster: string): string =>
  [...cluster.normalize('NFKC').replace(INVISIBLE, '')].map((c) => SAME[c] ?? c).join('')
