// Showing somebody's identity is an act of its own (domain.md §6.2): who, what, on which card, when.
import type { Json } from '../../db/types.ts'
import type { Entry, SubjectRef } from '../feature.ts'

export interface Reveal {
  /** The labels of what was secret. */
  what: string[]
  view: string
  card: string
}

export function revealed({ feature, subject }: SubjectRef, reveal: Reveal): Entry {
  return { feature, subject, verb: 'reveal', facts: { ...reveal } }
}

const occasions: Record<string, string> = {
  registration: '登记时核对',
  file: '查看此件',
  twins: '核对是否重复登记',
  found: '按姓名或电话查询',
  paper: '出具文书',
}

/** 信访人、电话（查看此件） */
export function sayRevealed(verb: string, facts: Json): string {
  const given = typeof facts === 'object' && facts && !Array.isArray(facts) ? facts : {}
  const what = Array.isArray(given.what) ? given.what.map(String).join('、') : '信访人信息'
  const occasion = occasions[verb === 'paper' ? verb : String(given.view)] ?? '卡片'
  return `${what}（${occasion}）`
}
