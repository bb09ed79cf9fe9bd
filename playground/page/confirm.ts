// A question that must be answered before something is done.
// The browser's own dialog keeps the focus and closes on Escape.
import { type Child, h } from './dom.ts'

interface Question {
  title: Child
  text: Child
  yes?: string
}

export function ask({ title, text, yes = '确定' }: Question): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const heading = h('h2', { id: 'confirm-title' }, title)
  const button = (words: string, kind: string, answer: string) =>
    h(
      'button',
      { type: 'button', class: `btn ${kind}`, on: { click: () => dialog.close(answer) } },
      words,
    )
  const dialog = h(
    'dialog',
    { class: 'confirm', 'aria-labelledby': 'confirm-title' },
    heading,
    h('div', { class: 'confirm-text' }, text),
    h(
      'div',
      { class: 'confirm-row' },
      button('取消', 'default', ''),
      button(yes, 'primary-filled', 'yes'),
    ),
  )
  dialog.addEventListener('close', () => {
    dialog.remove()
    resolve(dialog.returnValue === 'yes')
  })
  document.body.append(dialog)
  dialog.showModal()
  return promise
}
