// Making the three answers: a day with its buttons, a question, a refusal. Every limit passes through
// dueOn, which asks about what is over and offers the working day beside a rest day.
import {
  addWorkdays,
  type Dated,
  type Day,
  isWorkday,
  lastWorkdayBefore,
  sayDue,
} from '../calendar.ts'
import type { AskReading, Choice, Ctx, DateReading, DayReading, NoReading } from './reading.ts'

export const ask = (question: string, choices: readonly Choice[] = []): AskReading => ({
  kind: 'ask',
  question,
  choices: [...choices],
})

export const no = (reason: string): NoReading => ({ kind: 'no', reason })

export const say = (ctx: Ctx, d: Day): string => sayDue(ctx.h, d, { today: ctx.today })

interface ChoiceMore {
  time?: string | undefined
  label?: string
  provisional?: boolean
}

export const choice = (ctx: Ctx, d: Day, more: ChoiceMore = {}): Choice => {
  const { time, label = '', provisional } = more
  return {
    label: `${label}${say(ctx, d)}${provisional ? '（暂按）' : ''}${time ?? ''}`,
    day: d,
    ...(time && { time }),
    ...(provisional && { provisional }),
  }
}

/** A choice that was counted, and may rest on a notice that is not in. */
export const counted = (ctx: Ctx, { day, provisional }: Dated, more: ChoiceMore = {}): Choice =>
  choice(ctx, day, { ...more, provisional })

type Wanted = Partial<Pick<DayReading, 'time' | 'until' | 'part' | 'confirm' | 'provisional'>> & {
  /** Printed beside the date: 本周最后工作日. */
  note?: string
  words?: string
  choices?: Choice[]
}

/** A limit on a day: past is asked about, a rest day is kept and offered with the working day. */
export const dueOn = (ctx: Ctx, d: Day, wanted: Wanted = {}): DateReading => {
  if (isOver(ctx, d, wanted.time)) return asPast(ctx, d, wanted.time)
  if (d === ctx.today && !isWorkday(ctx.h, d))
    return ask(`${say(ctx, d)}是休息日，以哪一天为限？`, restChoices(ctx, d, wanted.time))
  return value(ctx, d, wanted)
}

/** The same without a look at the clock: for readings that are sure of their day. */
export const value = (ctx: Ctx, d: Day, wanted: Wanted = {}): DayReading => {
  const { note, words, choices, time, until, part, confirm, provisional } = wanted
  const offered = choices ?? (isWorkday(ctx.h, d) ? [] : restChoices(ctx, d, time))
  return {
    kind: 'day',
    day: d,
    ...(time && { time }),
    ...(until && { until }),
    ...(part && { part }),
    ...(confirm && { confirm }),
    ...(provisional && { provisional }),
    ...(offered.length > 0 && { choices: offered }),
    words: words ?? printed(ctx, d, note, wanted),
  }
}

const printed = (ctx: Ctx, d: Day, note: string | undefined, wanted: Wanted): string => {
  const doubt = wanted.provisional ? ['暂按'] : []
  const notes = [...(note ? [note] : []), ...doubt]
  const hours = wanted.until ? `${wanted.time}—${wanted.until}` : (wanted.time ?? wanted.part ?? '')
  return `${say(ctx, d)}${notes.length > 0 ? `（${notes.join('，')}）` : ''}${hours}`
}

// 结果遇休息日：日期不动，给前一工作日的按钮（已过则给后一工作日），内部事项该按钮排第一。
const restChoices = (ctx: Ctx, d: Day, time?: string): Choice[] => {
  const before = lastWorkdayBefore(ctx.h, d)
  const target = isOver(ctx, before.day, ctx.hours.end) ? addWorkdays(ctx.h, d, 1) : before
  return [counted(ctx, target, { time }), choice(ctx, d, { time })]
}

export const isOver = (ctx: Ctx, d: Day, time?: string): boolean =>
  d < ctx.today || (d === ctx.today && time !== undefined && time <= ctx.time)

const asPast = (ctx: Ctx, d: Day, time?: string): AskReading => {
  const next = addWorkdays(ctx.h, ctx.today, 1)
  const choices = d === ctx.today ? [counted(ctx, next, { time })] : []
  return ask(`${say(ctx, d)}${time ?? ''}已过，请说明以哪一天为限`, choices)
}
