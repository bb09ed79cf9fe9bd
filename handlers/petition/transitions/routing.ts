// 拟办、分办、转送、交办, and the short ways.
import type { Day } from '../../calendar.ts'
import type { Refusal } from '../../refusal.ts'
import type { Handling } from '../course.ts'
import { type Facts, type In, nameOfPetition } from '../petition.ts'
import { type Change, type Dated, leave, type Result, whyNotOn } from './change.ts'

export type Plan = Pick<Handling, 'disposition' | 'unit' | 'target' | 'opinion' | 'resultDue'>

/** The target is never the accused; a handler who must recuse is never chosen (第二十八、三十条). */
export function whyNotTarget(
  p: Facts,
  plan: Pick<Plan, 'unit' | 'target' | 'disposition' | 'resultDue'>,
): Refusal | undefined {
  const named = p.course.accused.some((one) => one === plan.unit || one === plan.target)
  if (named) return { refused: 'accused-target', target: plan.target }
  if (plan.disposition === 'assign_with_report' && !plan.resultDue)
    return {
      refused: 'missing',
      what: '报办结报告的日期',
      example: '交办 信访〔2026〕16号 给云河市局 12月10日前报办结报告',
    }
  return undefined
}

export function propose(p: In<'registered'>, plan: Plan & { by: string; on: Day }): Result {
  const no = whyNotTarget(p, plan)
  if (no) return no
  return {
    state: 'proposed',
    course: { handling: { ...plan, approvedBy: null, approvedOn: null, custom: false } },
  }
}

export function approve(p: In<'proposed'>, { by, on }: { by: string; on: Day }): Result {
  const no = whyNotTarget(p, p.handling)
  return no ?? routed(p.handling, by, on)
}

export function sendBack(p: In<'proposed'>, { reason }: { reason: string }): Change {
  const returnedTimes = p.course.returnedTimes + 1
  return { state: 'registered', course: { handling: null, returned: reason, returnedTimes } }
}

/** The director's own words: 拟办 and approval at once. */
export function route(
  p: In<'registered' | 'routed'>,
  plan: Plan & { by: string; on: Day },
): Result {
  const no = whyNotTarget(p, plan)
  if (no) return no
  return routed({ ...plan, approvedBy: null, approvedOn: null, custom: false }, plan.by, plan.on)
}

function routed(handling: Handling, by: string, on: Day): Change {
  const course = { handling: { ...handling, approvedBy: by, approvedOn: on }, returned: null }
  if (handling.disposition === 'file_only') return leave('filed', on, course)
  return { state: 'routed', facts: { unit: handling.unit }, course }
}

/** 要件、集体、领导信件、上级交办从不按惯例分办（domain.md §1.7）。 */
export function whyNotShort(p: Facts): Refusal | undefined {
  const why = p.urgent
    ? '重大紧急事项'
    : p.collective
      ? '集体访'
      : p.source.act === 'assign'
        ? '交办件'
        : p.source.body === 'other'
          ? '领导信件'
          : undefined
  return why ? { refused: 'full-route', why } : undefined
}

export function routeByCustom(p: In<'registered'>, plan: Plan & { by: string; on: Day }): Result {
  const no = whyNotShort(p) ?? whyNotTarget(p, plan)
  if (no) return no
  const handling = { ...plan, approvedBy: null, approvedOn: plan.on, custom: true }
  const shortcuts = [...p.course.shortcuts, { on: plan.on, what: `按惯例分办${plan.target}` }]
  return { state: 'routed', facts: { unit: plan.unit }, course: { handling, shortcuts } }
}

/** Within one working day of 按惯例分办; `lastDay` is that day. */
export function pullBack(
  p: In<'routed'>,
  { today, lastDay }: { today: Day; lastDay: Day },
): Result {
  if (!p.handling.custom) return { refused: 'not-by-custom', what: nameOfPetition(p) }
  if (today > lastDay) return { refused: 'pull-back-late', what: nameOfPetition(p) }
  return { state: 'registered', facts: { unit: null }, course: { handling: null } }
}

/** 〔转送×市局并告知去向〕 */
export function transferTold(
  p: In<'registered' | 'proposed'>,
  plan: Plan & { by: string } & Dated,
): Result {
  const no = whyNotOn(p, plan.on, plan.today, '告知日期') ?? whyNotShort(p) ?? whyNotTarget(p, plan)
  if (no) return no
  const { today: _, ...rest } = plan
  const handling = { ...rest, approvedBy: null, approvedOn: plan.on, custom: false }
  const shortcuts = [...p.course.shortcuts, { on: plan.on, what: `转送${plan.target}并告知去向` }]
  const told = p.course.noticedOn ? {} : { noticedOn: plan.on }
  const left = leave('transferred', plan.on, { handling, shortcuts, ...told })
  return { ...left, facts: { unit: plan.unit } }
}
