// What Feishu tells of people and departments as it happens: the roster follows, one event at a time.
import type { ClockCtx, Outcome, Tell } from '../../feature.ts'
import type { Happening } from '../../outside.ts'
import { holdersOf, isOfficeUnit, nameOf } from '../../people.ts'
import { entry, tellPerson } from '../answers.ts'
import { departmentChanges } from './departments.ts'
import { take } from './pull.ts'
import * as store from './store.ts'

export async function personHappened(
  ctx: ClockCtx,
  it: Extract<Happening, { kind: 'person' }>,
): Promise<Outcome> {
  const units = await store.unitRows(ctx.trx)
  const unit =
    units.find(({ department }) => department && it.departmentIds.includes(department)) ?? null
  const { openId, unionId, userId, name, title } = it
  const news = await take(ctx, [
    { openId, unionId, userId, name, title, unit: unit?.id ?? null, gone: it.change === 'left' },
  ])
  const noted = entry(openId, `contact-${it.change}`, { unit: unit?.id ?? null })
  return { entries: [noted], news, tell: it.change === 'joined' ? welcome(ctx, it, unit) : [] }
}

/** Whose department maps to no unit is nobody's until the administrator says whose. */
function welcome(
  { office }: ClockCtx,
  { openId, name }: Extract<Happening, { kind: 'person' }>,
  unit: store.UnitRow | null,
): Tell[] {
  const who = name ?? nameOf(office, openId)
  const said = unit
    ? `${who}已入职${unit.name}${isOfficeUnit(unit) ? '，已登记为科员' : ''}。岗位需要调整的，请直接说。`
    : `${who}已入职，所在部门不在名册中。请发送“同步通讯录”，或发送：登记人员 @${who} 到 某科。`
  return holdersOf(office, '系统管理员').map((person) =>
    tellPerson(person.openId, said, `joined/${openId}/${person.openId}`),
  )
}

export async function departmentHappened(
  ctx: ClockCtx,
  it: Extract<Happening, { kind: 'department' }>,
): Promise<Outcome> {
  const noted = entry(it.department, `department-${it.change}`, { name: it.name ?? '' })
  // A unit that has had duties stays, whatever becomes of its department.
  if (it.change === 'removed' || !it.name) return { entries: [noted] }
  const told = [{ id: it.department, name: it.name, parent: it.parent ?? '0' }]
  const { add, rename, tie } = departmentChanges(await store.unitRows(ctx.trx), told)
  await store.addUnits(ctx.trx, add)
  for (const { id, name } of rename) await store.renameUnit(ctx.trx, id, name)
  for (const { id, department } of tie) await store.tieUnit(ctx.trx, id, department)
  return { entries: [noted] }
}

/** The range has changed: whoever may be read now is read at the next pull. */
export function rangeHappened({ office, today }: ClockCtx): Outcome {
  const said = '机器人的通讯录权限范围已变更。请发送“同步通讯录”更新名册。'
  const tell = holdersOf(office, '系统管理员').map(({ openId }) =>
    tellPerson(openId, said, `range/${today}/${openId}`),
  )
  return { entries: [entry('roster', 'range')], tell }
}
