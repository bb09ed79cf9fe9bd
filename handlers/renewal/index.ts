// Cards that grow too old to be changed: their buttons move to the morning sheet. Subject: the card.
import { z } from 'zod'
import type { Block, Button, Card } from '../card.ts'
import { isSaid } from '../card.ts'
import { buttonKind, type Due, type Feature, type Reading } from '../feature.ts'
import type { Address } from '../outside.ts'
import type { PrivateText } from '../secret.ts'
import { movedWords, newerWords, renewalAt } from './renewal.ts'
import { type CardRow, findCard, hasNewer } from './store.ts'

const openButton = buttonKind('renewal', 'open', z.object({}))

export function renewal(duties: Feature[]): Feature {
  return {
    name: 'renewal',
    menu: '在办',
    commands: [],
    taps: {
      /** A fresh card in the same chat: for what needs a form. */
      open: openButton.tap(async (ctx, id) => {
        const row = await findCard(ctx.trx, id)
        const card = row && (await liveCard(ctx, duties, row))
        if (!row || !card) return { refused: 'not-found', what: '此事项的卡片' }
        const { feature, subject, view, args } = row
        return {
          entries: [],
          tell: [{ kind: 'view', to: addressOf(row.lane), feature, subject, view, args }],
          toast: '已另发新卡片',
        }
      }),
    },
    views: {},
    dues: { old: old(duties) },
    answers: {},
    reacts: {},
    waiting: async () => [],
    offers: {},
    settings: [],
    samples: [],
  }
}

const old =
  (duties: Feature[]): Due =>
  async (ctx, id) => {
    const row = await findCard(ctx.trx, id)
    const card = row && (await liveCard(ctx, duties, row))
    if (!row || !card) return { lines: [] }
    if (await hasNewer(ctx.trx, row)) return { lines: [], instead: newerWords }
    const text = card.tag ? `${card.title}（${card.tag}）` : card.title
    const open: Button = { text: '打开卡片', payload: openButton.on(id) }
    const buttons = [...card.blocks.flatMap(plainButtons), open]
    const line = { to: addressOf(row.lane), text, rank: 'info' as const, buttons }
    return { lines: [line], next: renewalAt(ctx.office.holidays, ctx.now), instead: movedWords }
  }

/** As it would be drawn now; undefined where it has nothing to be tapped, or its act was taken back. */
async function liveCard(
  ctx: Reading,
  duties: Feature[],
  row: CardRow,
): Promise<Card<PrivateText> | undefined> {
  if (row.message_id === null || (row.withdrawn !== null && row.withdrawn !== movedWords)) return
  const view = duties.find(({ name }) => name === row.feature)?.views[row.view]
  const person = ctx.office.people.get(row.lane)
  const shown = row.lane.startsWith('oc_')
    ? await view?.group?.(ctx, row.subject, row.args, row.lane)
    : person && (await view?.person?.(ctx, row.subject, row.args, person))
  if (!shown || shown === 'gone' || isSaid(shown)) return undefined
  return shown.blocks.some(hasButtons) ? shown : undefined
}

const hasButtons = ({ kind }: Block<PrivateText>) => kind === 'buttons' || kind === 'form'

const plainButtons = (block: Block<PrivateText>): Button[] =>
  block.kind === 'buttons' ? block.buttons : []

const addressOf = (lane: string): Address =>
  lane.startsWith('oc_') ? { group: lane } : { person: lane }
