// Where a message is written: Enter sends, Shift+Enter breaks the line, @ opens the names, the clip sends a file.
// Every chat keeps its own draft.
import { api } from './api.ts'
import { botName, type Chat, type Json, type Message } from './contract.ts'
import { h, redraw } from './dom.ts'
import { icon } from './icons.ts'
import { mentions } from './mention.ts'
import { here, nameOf, refresh, titleOf } from './store.ts'
import { failure, toast } from './toast.ts'

const drafts = new Map<string, string>()

export function composer() {
  let chat: Chat | undefined
  let answering: Message | undefined
  const text = h('textarea', {
    class: 'draft',
    rows: 1,
    'aria-label': '输入消息',
    autocomplete: 'off',
  })
  const quote = h('div', { class: 'answering', hidden: true })
  const upload = h('input', {
    type: 'file',
    class: 'hidden',
    'aria-label': '选择文件',
    tabindex: '-1',
  })
  const names = mentions(text)

  const reply = (message: Message | undefined) => {
    answering = message
    quote.hidden = !message
    redraw(
      quote,
      message
        ? [
            h('span', {}, `回复 ${nameOf(message.from)}：${message.text.split('\n')[0]}`),
            closer(() => reply(undefined)),
          ]
        : null,
    )
    if (message) text.focus()
  }
  const send = (body: Json) =>
    say({ ...body, chat: chat?.id, ...(answering && { reply_to: answering.message_id }) })
  const submit = async () => {
    const words = text.value.trim()
    if (!words || !chat) return
    text.value = ''
    drafts.delete(draftKey(chat))
    grow(text)
    const sent = send({ text: words.replaceAll(`@${botName}`, '@机器人') })
    reply(undefined)
    if (!(await sent) && !text.value) text.value = words
  }

  text.addEventListener('input', () => {
    if (chat) drafts.set(draftKey(chat), text.value)
    grow(text)
  })
  text.addEventListener('keydown', (event) => {
    if (event.isComposing || names.key(event)) return
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    void submit()
  })
  upload.addEventListener('change', () => void attach(upload, send))

  const element = h(
    'div',
    { class: 'composer' },
    names.element,
    quote,
    h(
      'div',
      { class: 'compose-row' },
      text,
      tool('提及', 'at', () => names.begin()),
      tool('发送文件', 'clip', () => upload.click()),
      tool('发送', 'send', () => void submit()),
      upload,
    ),
  )

  const open = (next: Chat) => {
    chat = next
    reply(undefined)
    names.open(next)
    text.placeholder = `发送给 ${titleOf(next)}`
    text.value = drafts.get(draftKey(next)) ?? ''
    grow(text)
    if (matchMedia('(hover: hover)').matches) text.focus({ preventScroll: true })
  }
  return { element, open, reply }
}

const draftKey = (chat: Chat) => `${here.as}/${chat.id}`

const tool = (label: string, name: 'at' | 'clip' | 'send', click: () => void) =>
  h(
    'button',
    { type: 'button', class: 'icon-btn', 'aria-label': label, title: label, on: { click } },
    icon(name, 20),
  )

const closer = (click: () => void) =>
  h(
    'button',
    { type: 'button', class: 'icon-btn small', 'aria-label': '取消回复', on: { click } },
    icon('close', 14),
  )

function grow(text: HTMLTextAreaElement) {
  text.style.height = 'auto'
  text.style.height = `${Math.min(text.scrollHeight, 160)}px`
}

async function say(body: Json): Promise<boolean> {
  try {
    const { status, error } = await api.say({ as: here.as, ...body })
    if (error) toast(String(error), 'error')
    else if (status >= 400) toast(pushed(status), 'warning')
    void refresh().catch(() => {})
    return !error
  } catch (error) {
    failure(error)
    return false
  }
}

const pushed = (status: number) =>
  status === 504
    ? '消息已发出，机器人 3 秒内未应答，稍后重推'
    : `消息已发出，机器人应答 ${status}，稍后重推`

async function attach(upload: HTMLInputElement, send: (body: Json) => Promise<boolean>) {
  const file = upload.files?.[0]
  upload.value = ''
  if (!file) return
  try {
    const { file_key } = await api.upload(file)
    await send(
      file.type.startsWith('image/')
        ? { type: 'image', content: { image_key: file_key } }
        : { type: 'file', content: { file_key, file_name: file.name } },
    )
  } catch (error) {
    failure(error)
  }
}
