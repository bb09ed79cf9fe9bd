// A playground with the small bot attached, and the cards that the stories of these tests use.
import {
  createPlayground,
  type Playground,
  type PlaygroundOptions,
} from '../../playground/server.ts'
import { type EchoBot, type Received, startEchoBot } from './echo-bot.ts'

type Json = Record<string, unknown>

export interface Scene {
  box: Playground
  bot: EchoBot
  end(): Promise<void>
}

export async function scene(options: PlaygroundOptions = {}): Promise<Scene> {
  const box = await createPlayground(options)
  const bot = await startEchoBot(box)
  box.attach(bot)
  const end = async () => {
    await box.close()
    await bot.close()
  }
  return { box, bot, end }
}

export const text = (content: string) => ({ tag: 'plain_text', content })

export const button = (name: string, label: string, more: Json = {}) => ({
  tag: 'button',
  name,
  text: text(label),
  behaviors: [{ type: 'callback', value: { op: name } }],
  ...more,
})

export const cardOf = (...elements: Json[]) => ({ schema: '2.0', body: { elements } })

export const leaveForm = {
  tag: 'form',
  name: 'leave',
  elements: [
    {
      tag: 'select_static',
      name: 'kind',
      required: true,
      placeholder: text('种类'),
      options: [
        { text: text('年假'), value: 'annual' },
        { text: text('病假'), value: 'sick' },
      ],
    },
    { tag: 'markdown', content: '**日期**：' },
    { tag: 'date_picker', name: 'day', placeholder: text('选日期') },
    { tag: 'multi_select_person', name: 'who', placeholder: text('知会') },
    { tag: 'input', name: 'why', label: text('理由'), max_length: 5 },
    button('ok', '提交', { form_action_type: 'submit' }),
    button('no', '重填', { form_action_type: 'reset' }),
  ],
}

export const send = (
  bot: EchoBot,
  receive_id: string,
  type: string,
  content: unknown,
  more: Json = {},
) =>
  bot.call(
    'POST',
    `/im/v1/messages?receive_id_type=${receive_id.startsWith('oc_') ? 'chat_id' : 'open_id'}`,
    {
      receive_id,
      msg_type: type,
      content: JSON.stringify(content),
      ...more,
    },
  )

export async function sendCard(bot: EchoBot, receive_id: string, card: unknown): Promise<string> {
  const { body } = await send(bot, receive_id, 'interactive', card)
  return String((body.data as Json | undefined)?.message_id ?? JSON.stringify(body))
}

export const messageOf = ({ event }: Received) =>
  event.message as {
    message_id: string
    chat_id: string
    chat_type: string
    message_type: string
    content: string
    mentions?: { key: string; name: string; id: { open_id: string } }[]
    parent_id?: string
    root_id?: string
  }

export const actionOf = ({ event }: Received) => event.action as Json

/** Answers every message in its chat. */
export const echo = (bot: EchoBot) =>
  bot.on(async (received) => {
    if (received.type !== 'im.message.receive_v1') return {}
    const { chat_id, content } = messageOf(received)
    const said = (JSON.parse(content) as { text?: string }).text ?? '（非文本）'
    await send(bot, chat_id, 'text', { text: `收到：${said}` }, { uuid: received.event_id })
    return {}
  })
