// What the clock owes for petitions: the written notice, as a line for the 信访专员 (private; no group gets a line per petition).
import { daysBetween, sayDue } from '../calendar.ts'
import type { Due, Line } from '../feature.ts'
import { holdersOf } from '../people.ts'
import { noticedButton } from './buttons.ts'
import { nextNoticeReminder } from './clock.ts'
import { canNotice, sayNumber } from './petition.ts'
import { findPetition } from './store.ts'

export const dues: Record<string, Due> = {
  async notice(ctx, id) {
    const petition = await findPetition(ctx.trx, id)
    if (!petition || !canNotice(petition)) return { lines: [] }
    const left = daysBetween(ctx.today, petition.noticeDue)
    const due = sayDue(ctx.office.holidays, petition.noticeDue, { today: ctx.today })
    const number = sayNumber(petition.number)
    const text =
      left < 0
        ? `${number}书面告知期限${due}已过${-left}日，请立即告知并说明原因。`
        : left === 0
          ? `${number}书面告知期限为今日（${due}），尚未告知信访人。`
          : `${number}应于${due}前书面告知信访人，还有${left}日。`
    const rank: Line['rank'] = left < 0 ? 'late' : left === 0 ? 'today' : 'soon'
    const buttons = [{ text: '已当场书面告知', payload: noticedButton.on(id) }]
    const lines = holdersOf(ctx.office, '信访专员').map((officer) => ({
      to: { person: officer.openId },
      text,
      rank,
      buttons,
    }))
    const next = nextNoticeReminder(ctx, petition)
    return { lines, ...(next && { next }) }
  },
}
