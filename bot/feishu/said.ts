// Views that are words alone, and cards as words for when Feishu refuses the card.
// Text messages know markup of their own (<at>, <b>, **, [](…)), so what people typed is kept from being any.
import type { Block, Card } from '../../handlers/card.ts'
import type { PrivateText } from '../../handlers/secret.ts'
import { isOpenId, oneLine } from './nodes.ts'
import { type Audience, opened } from './opened.ts'

/** Feishu takes 150 KB; nobody reads more than this. */
const maxLetters = 5000

/** `said` is what its audience may read: the caller has opened it. */
export function encodeSaid(
  said: string,
  mention: string[] = [],
): { type: 'text'; content: string } {
  const at = mention.filter(isOpenId).map((id) => `<at user_id="${id}"></at>`)
  const text = [...at, asTyped(shortened(said)) || '—'].join(' ')
  return { type: 'text', content: JSON.stringify({ text }) }
}

function shortened(said: string): string {
  const letters = [...said]
  if (letters.length <= maxLetters) return said
  const rest = letters.length - maxLetters
  return `${letters.slice(0, maxLetters).join('')}…\n（共${letters.length}字，余${rest}字未列出）`
}

/** Reads the same and is no markup: tags get a full-width bracket, `**` and `](` an invisible joiner between. */
export function asTyped(text: string): string {
  return text
    .replace(/<(?=[\s\p{Cf}\p{Cc}]*[/!a-z])/giu, '＜')
    .replace(/\*(?=\*)/g, `*${joiner}`)
    .replace(/\](?=[\p{Cf}\p{Cc}]*\()/gu, `]${joiner}`)
}

const joiner = '\u2060'

/** The same content as plain words; buttons and forms are left out, as words cannot be tapped. */
export function plainText(card: Card<PrivateText>, audience: Audience): string {
  const { title, tag, blocks } = opened(card, audience)
  const head = oneLine(title) + (tag ? `［${oneLine(tag)}］` : '')
  return [head, ...blocks.flatMap(linesOf)].join('\n')
}

/** Mentions of a card given as words: for `mention` of the text that replaces it. */
export function mentionedIn(card: Card<PrivateText>): string[] {
  return card.blocks.flatMap((block) => (block.kind === 'mention' ? block.people : []))
}

function linesOf(block: Block<string>): string[] {
  switch (block.kind) {
    case 'facts':
      return block.facts.map(({ label, value }) => `${oneLine(label)}：${oneLine(value) || '—'}`)
    case 'text':
    case 'note':
      return [block.text]
    case 'table':
      return [block.columns, ...block.rows].map((row) =>
        row.map((c) => oneLine(c) || '—').join(' ｜ '),
      )
    case 'fold':
      return [oneLine(block.title), ...block.blocks.flatMap(linesOf)]
    case 'line':
      return ['——']
    case 'mention':
    case 'buttons':
    case 'form':
      return []
  }
}
