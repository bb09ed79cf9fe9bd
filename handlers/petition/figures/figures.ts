// Counting words that must never be mixed (domain.md §2.4): 批次, 人次, 件次, 件. Pure: rows in, figures out.
import { type Day, type Period, within } from '../../calendar.ts'
import type { Disposition, Form, Rating } from '../words.ts'

export interface Counted {
  id: string
  form: Form
  /** Of visits and calls; the day of receipt of everything else. */
  eventDate: Day
  receivedAt: Day
  headcount: number
  /** A guess, or not yet asked: no figure rests on it. */
  unsure: boolean
  affected: number | null
  matter: string
  sameVisit: string | null
  disposition: Disposition | null
  forwardedOn: Day | null
  noticeDue: Day
  noticedOn: Day | null
  noticeExempt: boolean
  finishDue: Day | null
  finishedOn: Day | null
  extended: boolean
  rating: Rating | null
  ratable: boolean
}

/** Restricted letters: inside totals of a month or longer, never in a weekly number or a list. */
export interface Hidden {
  form: Form
  receivedAt: Day
}

export interface Figures {
  /** 来访批次 */
  visits: number
  /** 来访人次; null while a headcount is unknown. */
  personTimes: number | null
  unsure: string[]
  collectiveVisits: number
  collectivePersonTimes: number
  letters: number
  forwarded: number
  /** 件次, by form. */
  items: Record<Form, number>
  /** 件: distinct matters. */
  matters: number
}

export interface Counting {
  collectiveMin: number
  forwardedScope: 'letters' | 'all_forms'
  /** A month or longer. */
  withHidden: boolean
}

/** 来访、来电以信访日期为准，其余以收到日期为准. */
export const dayOfItem = (it: Pick<Counted, 'form' | 'eventDate' | 'receivedAt'>): Day =>
  it.form === 'visit' || it.form === 'phone_call' ? it.eventDate : it.receivedAt

export function figuresOf(
  all: Counted[],
  hidden: Hidden[],
  period: Period,
  counting: Counting,
): Figures {
  const items = all.filter((it) => within(dayOfItem(it), period))
  const unseen = counting.withHidden ? hidden.filter((it) => within(it.receivedAt, period)) : []
  const visits = items.filter((it) => it.form === 'visit' && it.sameVisit === null)
  const unsure = visits.filter((it) => it.unsure).map((it) => it.id)
  const collective = visits.filter((it) => it.headcount >= counting.collectiveMin)
  const byForm = (form: Form) =>
    items.filter((it) => it.form === form).length + unseen.filter((it) => it.form === form).length
  return {
    visits: visits.length + unseen.filter((it) => it.form === 'visit').length,
    personTimes:
      unsure.length > 0 ? null : sum(visits) + unseen.filter((it) => it.form === 'visit').length,
    unsure,
    collectiveVisits: collective.length,
    collectivePersonTimes: sum(collective),
    letters: byForm('letter'),
    forwarded: items.filter((it) => isForwarded(it, counting)).length,
    items: {
      visit: byForm('visit'),
      letter: byForm('letter'),
      phone_call: byForm('phone_call'),
      online: byForm('online'),
      fax: byForm('fax'),
    },
    matters: new Set(items.map((it) => it.matter)).size + unseen.length,
  }
}

const sum = (visits: Counted[]) => visits.reduce((total, it) => total + it.headcount, 0)

const handedOn: readonly (Disposition | null)[] = [
  'route_internal',
  'transfer',
  'assign_with_report',
  'letter_to_outside',
]

/** 转办: handed on to another unit, a part of the letters unless the office counts all forms. */
export function isForwarded(
  it: Pick<Counted, 'form' | 'disposition'>,
  { forwardedScope }: Pick<Counting, 'forwardedScope'>,
): boolean {
  return (
    handedOn.includes(it.disposition) && (forwardedScope === 'all_forms' || it.form === 'letter')
  )
}

export interface Rate {
  of: number
  all: number
}

/** Printed with one decimal; nothing to divide by is a dash, not 100%. */
export function sayRate({ of, all }: Rate): string {
  return all === 0 ? '—' : `${Math.round((of / all) * 1000) / 10}%`
}

export interface Rates {
  /** 期限在本期内的，按期告知的 ÷ 应告知的. */
  acceptance: Rate
  /** 期限（含延期）在本期内的，按期办结的 ÷ 应办结的. */
  completion: Rate
  extended: number
  participation: Rate
  satisfaction: Rate
}

export function ratesOf(all: Counted[], period: Period): Rates {
  const told = all.filter((it) => !it.noticeExempt && within(it.noticeDue, period))
  const due = all.filter((it) => it.finishDue !== null && within(it.finishDue, period))
  const ratable = all.filter(
    (it) => it.ratable && it.finishedOn !== null && within(it.finishedOn, period),
  )
  const rated = ratable.filter((it) => it.rating !== null)
  return {
    acceptance: rate(told, (it) => it.noticedOn !== null && it.noticedOn <= it.noticeDue),
    completion: rate(
      due,
      (it) => it.finishedOn !== null && it.finishDue !== null && it.finishedOn <= it.finishDue,
    ),
    extended: due.filter((it) => it.extended).length,
    participation: { of: rated.length, all: ratable.length },
    satisfaction: rate(rated, (it) => it.rating !== 'dissatisfied'),
  }
}

const rate = (all: Counted[], good: (it: Counted) => boolean): Rate => ({
  of: all.filter(good).length,
  all: all.length,
})

/** The sentence of the yearly report; null where a figure is unknown (domain.md §2.4). */
export function yearSentence(
  words: string,
  { personTimes, letters, forwarded }: Figures,
): string | null {
  if (personTimes === null) return null
  return `${words}共接待群众来访${personTimes}人次，办理人民来信${letters}件，转办${forwarded}件。`
}

/** 上周登记信访事项：来访3批次，来信2件。7日内到期1件。 */
export function weekSentence(figures: Figures, dueSoon: number): string {
  const others = figures.items.phone_call + figures.items.online + figures.items.fax
  const parts = [
    `来访${figures.visits}批次`,
    `来信${figures.items.letter}件`,
    ...(others > 0 ? [`来电等${others}件`] : []),
  ]
  return `上周登记信访事项：${parts.join('，')}。7日内到期${dueSoon}件。`
}
