// What the office may set for petitions; the law's own numbers are the defaults (domain.md §10).
import { z } from 'zod'
import { type Setting, settingOf } from '../feature.ts'
import type { Office } from '../people.ts'
import { type Cause, causes } from './causes.ts'
import type { Numbers } from './clock.ts'
import { keysOf } from './words.ts'

const count = (max: number) => z.number().int().min(0).max(max)

export const rollover: Setting = {
  key: 'petition.rollover',
  title: '本单位期限遇休息日',
  value: z.enum(['none', 'next_workday']),
  words: { none: '不顺延', next_workday: '顺延至下一工作日' },
  fallback: 'none',
}
export const archiveGrace: Setting = {
  key: 'petition.archive_grace_days',
  title: '归档前邮递宽限（日）',
  value: count(60),
  fallback: 7,
}
export const upperBuffer: Setting = {
  key: 'petition.upper_buffer_wd',
  title: '来文时限内部提前（工作日）',
  value: count(20),
  fallback: 3,
}
export const simpleFinish: Setting = {
  key: 'petition.simple.finish_wd',
  title: '简易办理期限（工作日）',
  value: count(60),
  fallback: 10,
}
export const collectiveMin: Setting = {
  key: 'petition.collective_min',
  title: '集体访人数',
  value: z.number().int().min(2).max(100),
  fallback: 5,
}
export const forwardedScope: Setting = {
  key: 'petition.forwarded_scope',
  title: '转办件数的范围',
  value: z.enum(['letters', 'all_forms']),
  words: { letters: '来信', all_forms: '各种形式' },
  fallback: 'letters',
}
export const weeklyNumber: Setting = {
  key: 'petition.weekly_number',
  title: '群内每周信访数字',
  value: z.boolean(),
  fallback: true,
}
export const organName: Setting = {
  key: 'petition.organ_name',
  title: '文书落款单位名称',
  value: z.string().max(60),
  fallback: '',
}
/** Each cause for which the bot proposes 督办 can be switched (domain.md §1.5). */
const proposing = (cause: Cause): Setting => ({
  key: `petition.propose.${cause}`,
  title: `建议转督办：${causes[cause]}`,
  value: z.boolean(),
  fallback: true,
})
export const petitionSettings = [
  ...keysOf(causes).map(proposing),
  organName,
  rollover,
  archiveGrace,
  upperBuffer,
  simpleFinish,
  collectiveMin,
  forwardedScope,
  weeklyNumber,
]

export function numbersOf(office: Office): Numbers {
  return {
    rollover: settingOf(office, rollover) === 'next_workday' ? 'next_workday' : 'none',
    archiveGraceDays: Number(settingOf(office, archiveGrace)),
    upperBufferWd: Number(settingOf(office, upperBuffer)),
    simpleFinishWd: Number(settingOf(office, simpleFinish)),
  }
}

export const collectiveFrom = (office: Office): number => Number(settingOf(office, collectiveMin))

export const isProposed = (office: Office, cause: Cause): boolean =>
  settingOf(office, proposing(cause)) === true
