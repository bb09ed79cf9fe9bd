// Draws a view for the audience of its card: the row says who looks, never the payload of a tap.

import type { Selectable } from 'kysely'
import { cardOfMessage } from '../db/ledger/cards.ts'
import type { CardTable } from '../db/tables/ledger.ts'
import { isSaid } from '../handlers/card.ts'
import type { Reading } from '../handlers/feature.ts'
import type { Wire } from '../handlers/outside.ts'
import type { PrivateText } from '../handlers/secret.ts'
import { encodeCard } from './feishu/encode.ts'
import { encodeSaid } from './feishu/said.ts'
import type { Parts } from './parts.ts'

export type CardRow = Selectable<CardTable>

export interface DrawnCard {
  id: string
  lane: string
  revision: number
  content: string
}

/** `gone`: overtaken, no longer worth sending. */
export async function drawRow(
  parts: Pick<Parts, 'features'>,
  reading: Reading,
  row: CardRow,
): Promise<Wire | 'gone'> {
  const view = parts.features.find((f) => f.name === row.feature)?.views[row.view]
  if (!view) throw new Error(`no view ${row.feature}/${row.view}`)
  if (row.lane.startsWith('oc_')) {
    const shown = await view.group?.(reading, row.subject, row.args, row.lane)
    if (!shown || shown === 'gone') return 'gone'
    if (isSaid(shown)) return encodeSaid(shown.said, shown.mention)
    return { type: 'interactive', content: encodeCard(shown, 'group', row.id).content }
  }
  const person = reading.office.people.get(row.lane)
  const shown = person && (await view.person?.(reading, row.subject, row.args, person))
  if (!shown || shown === 'gone') return 'gone'
  if (isSaid(shown)) return encodeSaid(opened(shown.said), shown.mention)
  return { type: 'interactive', content: encodeCard(shown, 'person', row.id).content }
}

const opened = (said: PrivateText) => (typeof said === 'string' ? said : said.reveal())

/** The card of a message as it should look now; undefined when there is none to draw. */
export async function drawCard(
  parts: Pick<Parts, 'features'>,
  reading: Reading,
  messageId: string,
): Promise<DrawnCard | undefined> {
  const row = await cardOfMessage(reading.trx, messageId)
  if (!row || row.retired) return undefined
  const wire = await drawRow(parts, reading, row)
  if (wire === 'gone' || wire.type !== 'interactive') return undefined
  return { id: row.id, lane: row.lane, revision: row.wanted, content: wire.content }
}
