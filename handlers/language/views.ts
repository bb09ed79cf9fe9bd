// The card of a question: what was said and understood, the one thing missing, the ready answers. Only for who was asked.
import type { Json } from '../../db/types.ts'
import type { PrivateCard } from '../card.ts'
import type { Feature, Reading, View } from '../feature.ts'
import { Secret } from '../secret.ts'
import { sayInstant } from '../when.ts'
import * as buttons from './buttons.ts'
import { ledgerCard, ledgerIn } from './ledger/views.ts'
import { noticeViews } from './notice/views.ts'
import { findQuestion, type Kept } from './store.ts'

const ended = {
  answered: { tag: '已补充', text: '已按补充的内容办理。' },
  dropped: { tag: '不再等待', text: '此问题已不再等待回答。' },
  expired: { tag: '已过时', text: '此问题已过时，请重新发送。' },
} as const

export const viewsFor = (all: () => readonly Feature[]): Record<string, View> => ({
  ...noticeViews(all),
  ledger: { group: drawLedger, person: drawLedger },
  question: {
    ownUndo: true,
    async person(ctx, id, _args, person) {
      const found = await findQuestion(ctx, id)
      if (!found) return 'gone'
      if (!('asked' in found)) return endedCard(found.state)
      return found.person === person.openId ? questionCard(found, ctx.today) : 'gone'
    },
  },
})

async function drawLedger({ office, today }: Reading, _subject: string, args: Json) {
  return ledgerCard(office.holidays, today, ledgerIn(args))
}

export function endedCard(state: keyof typeof ended): PrivateCard {
  const { tag, text } = ended[state]
  return { title: '请补充', light: 'grey', tag, blocks: [{ kind: 'text', text }] }
}

const longestShown = 400

export function questionCard(
  { id, asked, expires }: Kept,
  today: Parameters<typeof sayInstant>[1],
): PrivateCard {
  const { kind, original, known, question, choices } = asked
  const half = kind === 'half'
  const answers = choices.map(({ label }, n) => ({
    text: label,
    payload: buttons.answerButton.on(id, { n }),
    ...(n === 0 && { style: 'primary' as const }),
  }))
  const quit = { text: '不办了', payload: buttons.dropButton.on(id) }
  return {
    title: half ? '请补充' : '没有看懂',
    light: 'yellow',
    blocks: [
      { kind: 'text', text: new Secret(`您说的是：${original.slice(0, longestShown)}`) },
      ...(known.length > 0
        ? [
            {
              kind: 'facts' as const,
              facts: known.map(({ label, value }) => ({ label, value: new Secret(value) })),
            },
          ]
        : []),
      { kind: 'text', text: question },
      { kind: 'buttons', buttons: [...answers, quit] },
      {
        kind: 'note',
        text: `${half ? '请点按，或直接回复所缺的内容，不必重发整句。' : ''}${sayInstant(expires, today)}前有效。`,
      },
    ],
  }
}
