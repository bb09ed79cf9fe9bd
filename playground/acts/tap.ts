// A person taps a component of a card: one callback, its answer checked as the client checks it,
// the toast, the new card.
import type { Box } from '../box.ts'
import { userIds } from '../events.ts'
import { type ButtonPlace, buttonPlaces, type FieldPlace, fieldPlaces } from '../fields.ts'
import { newUpdateToken } from '../ids.ts'
import { type Json, objectOf, objectsOf, stringOf } from '../json.ts'
import { ambiguous, malformed, missing, Trouble } from '../trouble.ts'
import type { Chat, Message, Person } from '../world.ts'
import { applyAnswer, type Toast } from './answer.ts'
import { convert, formValue } from './form.ts'

export interface Tapping {
  as: string
  message_id: string
  button: string
  nth?: number | undefined
  form?: Json | undefined
  option?: unknown
  repeat?: number | undefined
}

export interface TapResult {
  status: number
  ms: number
  toast: Toast | null
  error: number | null
}

interface Tapped {
  box: Box
  person: Person
  chat: Chat
  message: Message
  card: Json
}

export async function tap(
  box: Box,
  tapping: Tapping,
): Promise<{ message: Message; taps: TapResult[] }> {
  const person = box.world.actor(tapping.as)
  const message = box.world.messageFor(tapping.message_id, person)
  const chat = box.world.chatFor(message.chat_id, person)
  const card = tappableCard(box, message)
  const action = actionOf({ box, person, chat, message, card }, tapping)
  const times = Math.max(1, Math.min(tapping.repeat ?? 1, 100))
  const taps = action
    ? Array.from({ length: times }, () => callBack(box, person, message, action))
    : Array.from({ length: times }, () => Promise.resolve(nothing))
  return { message, taps: await Promise.all(taps) }
}

/** Nothing to call back: a link was opened, or a form was reset. */
const nothing: TapResult = { status: 0, ms: 0, toast: null, error: null }

function tappableCard({ clock, limits }: Box, message: Message): Json {
  if (message.recalled || !message.card) throw new Trouble(409, '这条消息上没有可以操作的卡片')
  if (message.forwarded && !forwardedInteracts(message.card))
    throw new Trouble(409, '转发的卡片不能操作')
  if (clock.now() - message.at > limits.tapDays * 86_400_000)
    throw new Trouble(409, `卡片已超过 ${limits.tapDays} 天，不能再操作`)
  return message.card
}

const forwardedInteracts = ({ config }: Json) =>
  objectOf(config).enable_forward_interaction === true

function actionOf(tapped: Tapped, tapping: Tapping): Json | undefined {
  const { card, box } = tapped
  const buttons = buttonPlaces(card)
  const fields = fieldPlaces(card, (id) => box.world.nameOf(id)).filter(({ form }) => !form)
  const wanted = tapping.button.trim().replace(/^〔(.*)〕$/, '$1')
  const button = choose(buttons, tapping, wanted)
  if (button) return buttonAction(tapped, button, tapping)
  const field = fields.find(
    ({ field, calledBy }) => field.name === wanted || calledBy.includes(wanted),
  )
  if (field) return fieldAction(tapped, field, tapping)
  throw new Trouble(404, `卡片上没有“${tapping.button}”`, choicesOf(buttons))
}

const choicesOf = (places: ButtonPlace[]) =>
  places.map(({ button: { name, text } }) => ({ name, text }))

function choose(buttons: ButtonPlace[], { nth }: Tapping, wanted: string): ButtonPlace | undefined {
  const named = buttons.filter(({ button }) => button.name === wanted)
  const alike = named.length ? named : buttons.filter(({ button }) => button.text === wanted)
  if (alike.length === 0) return undefined
  if (nth !== undefined) {
    const chosen = alike[nth - 1]
    if (!chosen) throw missing(`“${wanted}”只有 ${alike.length} 个`)
    return chosen
  }
  if (alike.length > 1)
    throw ambiguous(`“${wanted}”有 ${alike.length} 个，请用 nth 指明`, choicesOf(alike))
  return alike[0]
}

function buttonAction(tapped: Tapped, { node, form, button, tag }: ButtonPlace, tapping: Tapping) {
  if (button.disabled) throw new Trouble(409, `“${button.text}”不可点击`)
  const kind = node.form_action_type ?? node.action_type
  if (kind === 'reset' || kind === 'form_reset') return undefined
  const submits = form && (kind === 'submit' || kind === 'form_submit')
  if (!submits && tapping.form && Object.keys(tapping.form).length)
    throw malformed(`“${button.text}”不提交表单`)
  if (!calledBack(node)) return undefined
  const { box, chat, card } = tapped
  const context = { world: box.world, chat, behaviour: box.behaviour }
  const name = stringOf(node.name)
  return {
    tag,
    ...carried(node),
    timezone: 'Asia/Shanghai',
    ...(name && { name }),
    ...(submits && { form_value: formValue(context, card, form, tapping.form ?? {}) }),
  }
}

/** Without behaviors a component calls back all the same; with a link alone it does not. */
function calledBack(node: Json) {
  const behaviors = objectsOf(node.behaviors)
  return behaviors.length === 0 || behaviors.some(({ type }) => type === 'callback')
}

function carried(node: Json): Json {
  const own = objectsOf(node.behaviors).find(({ type }) => type === 'callback')?.value ?? node.value
  return own === undefined ? {} : { value: own }
}

function fieldAction({ box, chat }: Tapped, place: FieldPlace, { option }: Tapping): Json {
  const { node, field, tag } = place
  if (node.disabled === true) throw new Trouble(409, `“${field.label}”不可操作`)
  if (option === undefined)
    throw malformed(
      `“${field.label}”需要 option`,
      field.options.map((o) => o.text),
    )
  const context = { world: box.world, chat, behaviour: box.behaviour }
  const chosen = convert(context, place, option)
  const base = { tag, ...carried(node), ...(stringOf(node.name) && { name: field.name }) }
  if (tag === 'input') return { ...base, input_value: chosen }
  if (tag === 'checker') return { ...base, checked: chosen }
  if (Array.isArray(chosen)) return { ...base, options: chosen }
  const dated = field.kind === 'date' || field.kind === 'time' || field.kind === 'datetime'
  return { ...base, option: chosen, ...(dated && { timezone: 'Asia/Shanghai' }) }
}

async function callBack(
  box: Box,
  person: Person,
  message: Message,
  action: Json,
): Promise<TapResult> {
  const token = newUpdateToken()
  const reply = await box.pusher.callback({
    operator: { tenant_key: box.world.tenantOf(person), ...userIds(person) },
    token,
    action,
    host: 'im_message',
    context: { open_message_id: message.message_id, open_chat_id: message.chat_id },
  })
  box.updateTokens.grant(token, message.message_id, box.clock.now())
  return applyAnswer(box, message, reply)
}
