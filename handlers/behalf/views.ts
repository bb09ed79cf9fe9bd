// What the named person is told, once, in private. Subject: the entry.
import { type Behalf, findBehalf } from '../../db/ledger/behalf.ts'
import { addWorkdays, day, sayDate } from '../calendar.ts'
import type { PrivateCard } from '../card.ts'
import type { Reading, View } from '../feature.ts'
import { nameOf } from '../people.ts'
import { dayAt } from '../when.ts'
import { wrongButton } from './buttons.ts'

export const views: Record<string, View> = {
  told: {
    async person(ctx, id, args) {
      const entry = await findBehalf(ctx.trx, id)
      return entry ? toldCard(ctx, entry, saidIn(args)) : 'gone'
    },
  },
}

export function toldCard(
  ctx: Pick<Reading, 'office' | 'today'>,
  entry: Behalf & { disputedAt: string | null },
  said: string,
): PrivateCard {
  const { today, office } = ctx
  const last = addWorkdays(office.holidays, dayAt(entry.recordedAt), 2).day
  const open = !entry.disputedAt && today <= last
  return {
    title: '代录告知',
    light: entry.disputedAt ? 'grey' : 'blue',
    tag: entry.disputedAt ? '已提出有误' : '代录',
    blocks: [
      { kind: 'text', text: said },
      {
        kind: 'facts',
        facts: [
          { label: '代录人', value: nameOf(office, entry.recordedBy) },
          { label: '方式', value: `${entry.way}，${sayDate(day(entry.givenOn), { today })}` },
        ],
      },
      ...(open
        ? [
            {
              kind: 'note' as const,
              text: `如与事实不符，请于${sayDate(last, { today })}前按“有误”。`,
            },
            {
              kind: 'buttons' as const,
              buttons: [{ text: '有误', payload: wrongButton.on(entry.id) }],
            },
          ]
        : []),
    ],
  }
}

function saidIn(args: unknown): string {
  return typeof args === 'object' && args && 'said' in args ? String(args.said) : ''
}
