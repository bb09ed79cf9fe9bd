// Asks Feishu for the groups that the bot is in: those it was added to before it knew anybody.
import type { ErrandOrder } from '../../feature.ts'
import { feature } from '../answers.ts'

export function chatsErrand(pull: string, page?: string): ErrandOrder {
  const what = { errand: 'chats', with: pull, ...(page && { page }) }
  return { key: `chats/${pull}/${page ?? ''}`, feature, answer: 'chats', what }
}
