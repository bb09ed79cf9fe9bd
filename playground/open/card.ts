// A card as it comes in: the JSON itself or a template by id, checked before it is shown.
import type { Box } from '../box.ts'
import { checkCard, faultText } from '../card-check.ts'
import type { CardRules } from '../card-walk.ts'
import { isObject, type Json, objectOf, parseJson, stringOf } from '../json.ts'
import { renderCard } from '../render.ts'
import { fillTemplate } from '../template.ts'
import { ApiFault } from './fault.ts'

export const cardRules = ({ limits, world }: Box): CardRules => ({
  limits,
  knows: (id) => id === world.bot.open_id || world.byAnyId(id) !== undefined,
})

export function readCard(box: Box, content: string): Json {
  if (Buffer.byteLength(content) > box.limits.cardBytes)
    throw new ApiFault(230025, 'The length of the message content reaches its limit.')
  const parsed = parseJson(content)
  const isTemplate = isObject(parsed) && parsed.type === 'template'
  const card = isTemplate ? templateOf(box, parsed) : parsed
  const rules = cardRules(box)
  const fault = checkCard(card, isTemplate ? rules : { ...rules, knowsImage: uploaded(box) })
  if (fault) throw new ApiFault(230099, faultText(fault))
  return objectOf(card)
}

/** The pictures of a template were uploaded where it was made. */
const uploaded =
  ({ world }: Box) =>
  (key: string) =>
    world.files.get(key)?.type === 'image'

function templateOf({ behaviour }: Box, { data }: Json): unknown {
  const found = fillTemplate(behaviour.templates, data)
  if (found) return found
  const value = stringOf(objectOf(data).template_id)
  const fault = { code: 200380, path: 'ROOT', message: 'template does not exist', value }
  throw new ApiFault(230099, faultText(fault))
}

/** What a card becomes where the original is not asked for. */
export function degraded({ world }: Box, card: Json): string {
  const title = isObject(card.header) ? stringOf(objectOf(card.header.title).content) : ''
  const lines = renderCard({ ...card, header: undefined }, (id) => world.nameOf(id)).split('\n')
  return JSON.stringify({ title, elements: lines.map((text) => [{ tag: 'text', text }]) })
}
