// One drawn card: whose buttons are whose, what its form holds, and the tap that goes out.
// A card that waits for its answer is not redrawn under the finger.
import { api } from '../api.ts'
import type { Button, Json, Message } from '../contract.ts'
import { changed, here, take } from '../store.ts'
import { clientError, failure, toast, toneOf } from '../toast.ts'

export interface Field {
  name: string
  required: boolean
  /** The card brought a value: an emptied field must say so. */
  prefilled: boolean
  box: HTMLElement
  read(): unknown
  reset(): void
}

export interface Form {
  fields: Field[]
}

export interface Board {
  message: Message
  members: string[]
  /** Buttons of the contract not yet given to a button of the card. */
  free: Button[]
}

export interface Target {
  button: string
  nth?: number
}

const waiting = new Set<string>()

export const isWaiting = (message: Message) => waiting.has(message.message_id)

/** The card's next button with this name or text, as the contract names it. */
export function target(board: Board, name: string, text: string): Target {
  const fits = (b: Button) => (name ? b.name === name : b.text === text)
  const found = board.free.find((b) => fits(b) && b.text === text) ?? board.free.find(fits)
  if (!found) return { button: name || text }
  board.free.splice(board.free.indexOf(found), 1)
  const word = (b: Button) => (found.name ? b.name === found.name : b.text === found.text)
  const alike = (board.message.buttons ?? []).filter(word)
  const button = found.name || found.text
  return alike.length > 1 ? { button, nth: alike.indexOf(found) + 1 } : { button }
}

export async function tap(board: Board, control: HTMLElement, body: Target & Json) {
  const { message } = board
  if (isWaiting(message)) return
  waiting.add(message.message_id)
  control.classList.add('busy')
  control.setAttribute('aria-busy', 'true')
  try {
    await answered(message, body)
  } catch (error) {
    failure(error)
  } finally {
    waiting.delete(message.message_id)
    control.classList.remove('busy')
    control.removeAttribute('aria-busy')
    changed()
  }
}

async function answered(message: Message, body: Json) {
  const answer = await api.tap({ as: here.as, message_id: message.message_id, ...body })
  if (answer.message) take(answer.message)
  if (answer.error) return clientError(answer.error)
  const said = typeof answer.toast === 'string' ? { content: answer.toast } : answer.toast
  if (said?.content) toast(said.content, toneOf(said.type))
}
