// The record's root, once per working day: a line for the 系统管理员, to be kept outside. Whoever forges the chain anew cannot
// change what stands there. Nothing where nothing was recorded since.
import { hours, plusMs } from '../../db/instant.ts'
import { addDays, firstWorkdayAfter, lastWorkdayOnOrBefore, sayDay } from '../calendar.ts'
import type { Due, Line, Reading } from '../feature.ts'
import { holdersOf } from '../people.ts'
import { instantAt } from '../when.ts'
import { sealsBefore, unsealedBefore } from './store.ts'

export const dues: Record<string, Due> = {
  async seals(ctx) {
    const next = instantAt(firstWorkdayAfter(ctx.office.holidays, ctx.today).day, '08:35')
    const texts = [await rootLine(ctx), await alarmLine(ctx)].flatMap((line) => line ?? [])
    const lines = holdersOf(ctx.office, '系统管理员').flatMap((admin) =>
      texts.map((line) => ({ ...line, to: { person: admin.openId } })),
    )
    return { lines, next }
  },
}

type Text = Pick<Line, 'text' | 'rank'>

async function rootLine(ctx: Reading): Promise<Text | undefined> {
  const root = await sealsBefore(ctx.trx, instantAt(ctx.today, '00:00'))
  const before = lastWorkdayOnOrBefore(ctx.office.holidays, addDays(ctx.today, -1)).day
  const known = await sealsBefore(ctx.trx, instantAt(before, '00:00'))
  if (!root || root.place === known?.place) return undefined
  const until = sayDay(addDays(ctx.today, -1), { today: ctx.today })
  return {
    rank: 'info',
    text: `操作记录截至${until}：${root.place}:${root.hash.slice(0, 16)}，请留存备查。`,
  }
}

async function alarmLine(ctx: Reading): Promise<Text | undefined> {
  const n = await unsealedBefore(ctx.trx, plusMs(ctx.now, -hours(1)))
  if (n === 0) return undefined
  return {
    rank: 'late',
    text: `有${n}条操作记录超过一小时未封存，请运行 npm run record:verify 核对。`,
  }
}
