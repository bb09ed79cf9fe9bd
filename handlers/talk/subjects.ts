// Names of what cards of talks are about, and back.
import { type Quarter, quarterKey } from '../calendar.ts'

export const feature = 'talk'

export const planSubject = (talker: string, quarter: Quarter): string =>
  `${talker}/${quarterKey(quarter)}`
export const figuresSubject = (quarter: Quarter): string => `figures/${quarterKey(quarter)}`

export interface PlanOf {
  talker: string
  quarter: Quarter
}

export function readPlanSubject(subject: string): PlanOf | undefined {
  const [talker = '', key = ''] = subject.split('/')
  const quarter = readQuarterKey(key)
  return talker && quarter ? { talker, quarter } : undefined
}

export function readQuarterKey(key: string): Quarter | undefined {
  const match = /^(\d{4})Q([1-4])$/.exec(key)
  const quarter = ([1, 2, 3, 4] as const).find((n) => n === Number(match?.[2]))
  return match && quarter ? { year: Number(match[1]), quarter } : undefined
}
