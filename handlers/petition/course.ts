// The course of a petition: what was decided and done, each with its date. One document per row, checked when it is read.
import { z } from 'zod'
import { type Day, isDay } from '../calendar.ts'
import {
  deliveryWords,
  dispositionWords,
  exitWords,
  keysOf,
  ratingWords,
  resultWords,
} from './words.ts'

const day = z.custom<Day>((value) => typeof value === 'string' && isDay(value))
const words = z.string()
const code = <K extends string>(of: Readonly<Record<K, string>>) => z.enum(keysOf(of))

const handling = z.object({
  disposition: code(dispositionWords),
  /** Unit id; null: the target stands outside the office's units, by name. */
  unit: words.nullable(),
  target: words,
  opinion: words,
  /** 要求报结果. */
  resultDue: day.nullable(),
  by: words,
  on: day,
  approvedBy: words.nullable(),
  approvedOn: day.nullable(),
  /** 按惯例分办; the director may pull it back within one working day. */
  custom: z.boolean(),
})
export type Handling = z.infer<typeof handling>

const objection = z.object({
  on: day,
  reason: words,
  late: z.boolean(),
  answer: z.enum(['pending', 'agreed', 'refused']),
  answeredOn: day.nullable(),
})
export type Objection = z.infer<typeof objection>

const extension = z.object({
  days: z.number().int().positive(),
  reason: words,
  askedBy: words,
  askedOn: day,
  state: z.enum(['pending', 'approved', 'refused', 'late']),
  approvedBy: words.nullable(),
  approvedOn: day.nullable(),
  /** Given on paper and entered afterwards. */
  backfilled: z.boolean(),
  /** 延期告知. */
  toldOn: day.nullable(),
})
export type Extension = z.infer<typeof extension>

const opinion = z.object({
  result: code(resultWords),
  basis: words,
  text: words,
  needsLeader: z.boolean(),
  submittedBy: words,
  submittedOn: day,
  /** 意见书日期; stops the 60 days. */
  on: day.nullable(),
  approvedBy: words.nullable(),
})
export type Opinion = z.infer<typeof opinion>

const delivery = z.object({
  on: day,
  way: code(deliveryWords),
  /** Refused to sign, came back by post: dated facts, not a delivery that failed for us. */
  note: z.enum(['signed', 'refused', 'returned_by_post', 'moved', 'none']),
})
export type Delivery = z.infer<typeof delivery>

const review = z.object({
  kind: z.enum(['review_1', 'review_2']),
  askedOn: day,
  opinionOn: day.nullable(),
  deliveredOn: day.nullable(),
  result: words.nullable(),
})
export type Review = z.infer<typeof review>

const report = z.object({
  on: day,
  state: z.enum(['in', 'accepted', 'returned']),
  reason: words.nullable(),
})

export const courseShape = z.object({
  noticedOn: day.nullable(),
  noticeWay: code(deliveryWords).nullable(),
  /** 姓名或住址不清 (Art. 23¶2, direct petitions); 无法送达，已向来文单位说明 (Art. 23¶3). */
  noticeExempt: words.nullable(),
  acceptedOn: day.nullable(),
  handling: handling.nullable(),
  objection: objection.nullable(),
  extension: extension.nullable(),
  opinion: opinion.nullable(),
  deliveries: z.array(delivery),
  reviews: z.array(review),
  report: report.nullable(),
  reportSubmitted: z.object({ on: day, docNo: words.nullable() }).nullable(),
  returned: words.nullable(),
  exit: code(exitWords).nullable(),
  exitNote: words.nullable(),
  finishedOn: day.nullable(),
  voided: words.nullable(),
  rating: code(ratingWords).nullable(),
  ratedOn: day.nullable(),
  followUps: z.array(z.object({ on: day, text: words })),
  executedOn: day.nullable(),
  urged: z.array(z.object({ on: day, by: words })),
  /** What went by a shortcut, for the director's weekly list. */
  shortcuts: z.array(z.object({ on: day, what: words })),
  files: z.array(z.object({ key: words, kind: words, message: words })),
  threat: z.boolean(),
  recused: z.array(words),
  /** 15:00, 上午: when on the day of the visit or call. */
  eventTime: words.nullable().default(null),
  /** How often an opinion, a plan or a report came back. */
  returnedTimes: z.number().int().default(0),
  /** 涉法涉诉, 积案 …: words of the ledger, no rule hangs on them. */
  flags: z.array(words).default([]),
  /** 信访信息系统编号 (第二十一条). */
  externalNo: words.nullable().default(null),
  /** Units and people that the petition is about: never a target. */
  accused: z.array(words),
})
export type Course = z.infer<typeof courseShape>

export const newCourse: Course = {
  noticedOn: null,
  noticeWay: null,
  noticeExempt: null,
  acceptedOn: null,
  handling: null,
  objection: null,
  extension: null,
  opinion: null,
  deliveries: [],
  reviews: [],
  report: null,
  reportSubmitted: null,
  returned: null,
  exit: null,
  exitNote: null,
  finishedOn: null,
  voided: null,
  rating: null,
  ratedOn: null,
  followUps: [],
  executedOn: null,
  urged: [],
  shortcuts: [],
  files: [],
  threat: false,
  eventTime: null,
  returnedTimes: 0,
  flags: [],
  externalNo: null,
  recused: [],
  accused: [],
}

/** The day on which the petitioner had it in hand: the last delivery that did not come back. */
export function deliveredOn({ deliveries }: Course): Day | null {
  const good = deliveries.filter((d) => d.note !== 'returned_by_post' && d.note !== 'moved')
  return good.at(-1)?.on ?? null
}
