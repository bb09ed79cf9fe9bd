// People acting, for seeds: they speak and tap by the same contract as anybody, on days counted back from the end.
import { dayOf, instantOf } from '../clock.ts'
import type { Playground } from '../playground.ts'
import type { MessageView } from '../views.ts'
import { isWorkday } from '../workdays.ts'

export interface Stage {
  /** Turns to that time of the nth working day before the last one; 0 is the last day itself. */
  on(workdaysBefore: number, time: string): Promise<void>
  /** 12月4日, so many working days after the last day (before it, if negative). */
  date(workdays: number): string
  say(who: string, text: string): Promise<void>
  /** Taps the newest card that this person can see with such a button and such words on it. */
  tap(who: string, button: string, words?: string, form?: Record<string, unknown>): Promise<void>
}

export function stageOf(playground: Playground, end: number): Stage {
  const lastDay = dayOf(end)
  return {
    async on(workdaysBefore, time) {
      await playground.turn({ to: `${workdayFrom(lastDay, -workdaysBefore)}T${time}` })
    },
    date(workdays) {
      const [year, month, day] = workdayFrom(lastDay, workdays).split('-').map(Number)
      return `${year}年${month}月${day}日`
    },
    async say(who, text) {
      const { status, error } = await playground.say({ as: who, chat: 'bot', text })
      if (status !== 200) throw new Error(`${who} said “${text}”: ${status} ${error ?? ''}`)
    },
    async tap(who, button, words = '', form) {
      const message = newest(playground, who, button, words)
      if (!message) throw new Error(`${who} sees no 〔${button}〕 with “${words}”`)
      await playground.tap({
        as: who,
        message_id: message.message_id,
        button,
        ...(form && { form }),
      })
    },
  }
}

function newest(
  playground: Playground,
  who: string,
  button: string,
  words: string,
): MessageView | undefined {
  const person = playground.people().find(({ name }) => name === who)
  if (!person) throw new Error(`no ${who} in the cast`)
  return playground
    .chats()
    .filter(({ members }) => members.includes(person.id))
    .flatMap(({ id }) => playground.messages(id))
    .filter((m) => m.text.includes(words) && m.buttons.some((b) => b.text === button))
    .toSorted((a, b) => a.seq - b.seq)
    .at(-1)
}

/** 08:00 so many working days before an instant. */
export const morningBefore = (end: number, workdays: number): number =>
  instantOf(`${workdayFrom(dayOf(end), -workdays)}T08:00:00`) ?? end

/** So many working days after a day, or before it. */
function workdayFrom(day: string, workdays: number): string {
  const step = workdays < 0 ? -1 : 1
  let current = day
  for (let left = Math.abs(workdays); left > 0; ) {
    current = neighbour(current, step)
    if (isWorkday(current)) left -= 1
  }
  return current
}

const neighbour = (day: string, step: number) =>
  dayOf((instantOf(`${day}T12:00:00`) ?? 0) + step * 86_400_000)
