// How a rule is read: what is proposed, and from when it would count. The director confirms.
import { quarterOf, sayDay } from '../../calendar.ts'
import type { PrivateCard } from '../../card.ts'
import type { Reading } from '../../feature.ts'
import { settleButton } from '../buttons.ts'
import { readingOf } from '../obligations.ts'
import type { Known } from '../roster.ts'
import {
  changeFrom,
  periodAround,
  type RuleReading,
  rulePeriods,
  ruleUnits,
  sayReading,
} from '../rules.ts'

export type Proposed = Pick<RuleReading, 'times' | 'period' | 'unit'>

export function readingIn(args: unknown): Proposed | undefined {
  if (typeof args !== 'object' || !args) return undefined
  const { times, period, unit } = { times: 0, period: '', unit: '', ...args }
  const p = rulePeriods.find((one) => one === period)
  const u = ruleUnits.find((one) => one === unit)
  return p && u && Number.isInteger(times) && times > 0 ? { times, period: p, unit: u } : undefined
}

export type Step =
  /** The reading in use is confirmed: it counts from the period that runs. */
  | { kind: 'confirm'; from: ReturnType<typeof changeFrom> }
  /** Another reading: from the next period only (domain.md §4.2). */
  | { kind: 'change'; from: ReturnType<typeof changeFrom> }
  | { kind: 'same' }

export function stepTo(known: Known, asked: Proposed, today: Reading['today']): Step {
  const now = readingOf(known, 'R3', quarterOf(today))
  const same = now.times === asked.times && now.period === asked.period && now.unit === asked.unit
  if (same && now.force === 'required') return { kind: 'same' }
  if (same) return { kind: 'confirm', from: periodAround(asked.period, today).from }
  return { kind: 'change', from: changeFrom(now.period, asked.period, today) }
}

export function readingCard(
  ctx: Pick<Reading, 'office' | 'today'>,
  known: Known,
  asked: Proposed,
): PrivateCard {
  const step = stepTo(known, asked, ctx.today)
  const said = sayReading({ ...asked, force: 'required' })
  const later = known
    .turns('rule', 'R3')
    .some((from) => from > ctx.today && same(known, from, asked))
  const done = step.kind === 'same' || later
  return {
    title: '谈话口径',
    light: done ? 'green' : 'blue',
    tag: done ? '已确认' : '待主任确认',
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: '事项', value: '副主任与分管科室职工谈话' },
          { label: '口径', value: said },
          ...(step.kind === 'change'
            ? [{ label: '起算', value: `${sayDay(step.from, ctx)}起` }]
            : []),
        ],
      },
      { kind: 'note', text: '口径改动自下一期起生效，本期仍按原口径。' },
      ...(done
        ? []
        : [
            {
              kind: 'buttons' as const,
              buttons: [
                {
                  text: '确认',
                  payload: settleButton.on('R3', { ...asked }),
                  style: 'primary' as const,
                },
              ],
            },
          ]),
    ],
  }
}

function same(known: Known, at: Reading['today'], asked: Proposed): boolean {
  const now = readingOf(known, 'R3', quarterOf(at))
  return now.times === asked.times && now.period === asked.period && now.unit === asked.unit
}
