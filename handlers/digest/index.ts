// The morning sheet: one per person or group and working day, all duties merged, what is late first. Its lines are asked for
// again each time it is drawn, so it shows what still stands.

import { type Day, day, sayDay } from '../calendar.ts'
import type { Block, GroupCard, Said } from '../card.ts'
import { sayEmergency } from '../clock/index.ts'
import { emergencyOn } from '../emergency.ts'
import type { Feature, Line, Reading } from '../feature.ts'
import { instantAt, sayInstant } from '../when.ts'
import { linesOfSheet, outageOver, type SheetLine, wasSent } from './store.ts'

export function digest(duties: Feature[]): Feature {
  return {
    name: 'digest',
    menu: '早报',
    commands: [],
    taps: {},
    views: {
      sheet: {
        group: (ctx, subject) => sheet(ctx, duties, subject),
        person: (ctx, subject) => sheet(ctx, duties, subject),
      },
    },
    dues: {},
    answers: {},
    reacts: {},
    waiting: async () => [],
    offers: {},
    settings: [],
    samples: [],
  }
}

const ranks: Line['rank'][] = ['late', 'today', 'soon', 'info']

/** Subject: `<day>/<lane>`. Nothing left to say before it went: gone. Afterwards it says that all is dealt with. */
async function sheet(
  ctx: Reading,
  duties: Feature[],
  subject: string,
): Promise<GroupCard | Said | 'gone'> {
  const [on = '', lane = ''] = subject.split('/')
  const stored = await linesOfSheet(ctx.trx, lane, on)
  const lines = (await Promise.all(stored.map((line) => asked(ctx, duties, lane, line)))).flat()
  const sent = await wasSent(ctx.trx, subject)
  if (lines.length === 0 && !sent) return 'gone'
  const menus = [...new Set(lines.map(({ menu }) => menu))]
  const title = `${menus.length === 1 ? menus[0] : '今日'}提醒 ${sayDay(day(on), { today: ctx.today })}`
  if (lines.length === 0) {
    return { title, light: 'green', blocks: [{ kind: 'text', text: '以上事项均已处理。' }] }
  }
  const sorted = lines.toSorted((a, b) => ranks.indexOf(a.line.rank) - ranks.indexOf(b.line.rank))
  const mention = [...new Set(lines.flatMap(({ line }) => line.mention ?? []))]
  return {
    title,
    light: sorted[0]?.line.rank === 'late' ? 'red' : 'yellow',
    tag: `${lines.length}项`,
    blocks: [
      ...(mention.length > 0 ? [{ kind: 'mention' as const, people: mention }] : []),
      ...(await heads(ctx, day(on))),
      ...grouped(sorted),
    ],
  }
}

/** Why it comes late, and what waits: said before anything else. */
async function heads(ctx: Reading, on: Day): Promise<Block<string>[]> {
  const { today } = ctx
  const outage = await outageOver(ctx.trx, instantAt(on, lastMinute))
  const emergency = emergencyOn(ctx.office, today)
  return [
    ...(outage
      ? [
          note(
            `系统${sayInstant(outage.since, today)}至${sayInstant(outage.until, today)}未运行，本次提醒补发。`,
          ),
        ]
      : []),
    ...(emergency ? [note(sayEmergency(emergency, sayDay(emergency.until, { today })))] : []),
  ]
}

const note = (text: string): Block<string> => ({ kind: 'note', text })
/** Sheets have gone by then; an outage over it made this one late. */
const lastMinute = '08:41'

interface Asked {
  menu: string
  line: Line
}

async function asked(
  ctx: Reading,
  duties: Feature[],
  lane: string,
  stored: SheetLine,
): Promise<Asked[]> {
  const duty = duties.find((d) => d.name === stored.feature)
  const due = duty?.dues[stored.kind]
  if (!duty || !due) return []
  const { lines } = await due(ctx, stored.subject)
  return lines
    .filter((line) => ('person' in line.to ? line.to.person : line.to.group) === lane)
    .map((line) => ({ menu: duty.menu, line }))
}

/** Grouped by duty where there is more than one. */
function grouped(lines: Asked[]): Block<string>[] {
  const menus = [...new Set(lines.map((l) => l.menu))]
  return menus.flatMap((menu) => [
    ...(menus.length > 1 ? [{ kind: 'note' as const, text: menu }] : []),
    ...lines.filter((l) => l.menu === menu).flatMap(({ line }) => lineBlocks(line)),
  ])
}

function lineBlocks(line: Line): Block<string>[] {
  const buttons = line.buttons ?? []
  return [
    { kind: 'text', text: line.text },
    ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
  ]
}
