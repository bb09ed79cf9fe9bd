// Filling a template, and looking through one that the office has made: which places it has, and what it must not be without.
import Docxtemplater from 'docxtemplater'
import PizZip from 'pizzip'
import type { PaperKind } from './kinds.ts'

export const places = [
  ...[
    '登记编号',
    '信访人',
    '人数',
    '电话',
    '住址',
    '形式',
    '来源',
    '信访日期',
    '收到日期',
    '类别',
    '内容分类',
    '事项',
    '本单位',
  ],
  ...[
    '告知期限',
    '告知日期',
    '处理途径',
    '受理日期',
    '办理期限',
    '理由',
    '延长日数',
    '原期限',
    '延长后期限',
    '延期理由',
  ],
  ...['处理结果', '处理意见', '依据', '承办单位', '报结果日期', '拟办意见', '登记人'],
] as const
export type Place = (typeof places)[number]
export type PaperFacts = Partial<Record<Place, string>>

/** Places that are not known stay blank. What was typed is text, whatever signs it has. */
export function fill(template: Uint8Array, facts: PaperFacts): Uint8Array {
  const doc = open(template)
  const told = Object.fromEntries(places.map((place) => [place, printable(facts[place] ?? '')]))
  doc.render(told)
  return doc.getZip().generate({ type: 'uint8array', compression: 'DEFLATE' })
}

const open = (template: Uint8Array) =>
  new Docxtemplater(new PizZip(template), {
    paragraphLoop: true,
    linebreaks: true,
    nullGetter: () => '',
  })

/** XML takes no control signs beside tab and line break. */
const printable = (text: string) => text.replaceAll(/(?![\t\n])\p{Cc}/gu, '')

/** All the words of a document, in order. */
export function wordsOf(bytes: Uint8Array): string {
  return open(bytes).getFullText()
}

export type TemplateFault =
  | { fault: 'unreadable' }
  | { fault: 'unknown'; place: string }
  | { fault: 'missing'; what: string }

/** 第三十二条: 诉求、事实和理由、处理意见、依据; and the way to 复查 (第三十五条). */
const needs: Partial<Record<PaperKind, Place[]>> = {
  opinion: ['信访人', '事项', '处理意见', '依据'],
  acceptance: ['信访人', '事项', '受理日期'],
  extension: ['信访人', '延长日数', '延期理由'],
}

export function faultIn(kind: PaperKind, bytes: Uint8Array): TemplateFault | undefined {
  const words = readable(bytes)
  if (words === undefined) return { fault: 'unreadable' }
  const found = [...words.matchAll(/\{([^{}]*)\}/gu)].map(([, place = '']) => place)
  const unknown = found.find((place) => !places.some((known) => known === place))
  if (unknown !== undefined) return { fault: 'unknown', place: unknown }
  const missing = needs[kind]?.find((place) => !found.includes(place))
  if (missing) return { fault: 'missing', what: `{${missing}}` }
  if (kind === 'opinion' && !words.includes('复查'))
    return { fault: 'missing', what: '申请复查的告知' }
  return undefined
}

function readable(bytes: Uint8Array): string | undefined {
  try {
    return wordsOf(bytes)
  } catch {
    return undefined
  }
}
