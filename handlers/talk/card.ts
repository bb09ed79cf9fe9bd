// The receipt of talks that were entered. Nothing is asked of what was said in them.
import { sayDay } from '../calendar.ts'
import type { Block, Button, Fact, PrivateCard } from '../card.ts'
import type { Reading } from '../feature.ts'
import { nameOf } from '../people.ts'
import type { Secret } from '../secret.ts'
import { contentButton, shareButton, undoButton } from './buttons.ts'
import { can, stateWords, type Talk, wayWords } from './talk.ts'

type Seen = Pick<Reading, 'office' | 'today'>

export function receiptCard(
  ctx: Seen,
  talks: Talk[],
  { viewer, noted, fresh }: { viewer: string; noted: readonly string[]; fresh: boolean },
): PrivateCard {
  const [first] = talks
  if (!first) throw new Error('a receipt of no talk')
  const live = talks.filter((talk) => can('void', talk))
  const mine = fresh && (first.talker === viewer || first.recordedBy === viewer)
  return {
    title: '谈话登记',
    light: live.length > 0 ? (first.state === 'awaiting' ? 'yellow' : 'green') : 'grey',
    tag: stateWords[first.state],
    blocks: [
      { kind: 'facts', facts: facts(ctx, talks, first) },
      { kind: 'note', text: noteOf(noted.length > 0) },
      ...(mine && live.length > 0
        ? [{ kind: 'buttons' as const, buttons: [wrong(first, live)] }]
        : []),
      ...(fresh && first.talker === viewer && noted.length > 0 ? [contentRow(noted)] : []),
    ],
  }
}

const noteOf = (kept: boolean): string =>
  kept ? '谈话内容已加密保存，仅您本人可查看。' : '谈话内容无需填写，默认不保存。'

/** At any time; what was entered a moment ago is taken back by 〔撤销〕. */
const wrong = (first: Talk, live: Talk[]): Button => ({
  text: '有误',
  payload: undoButton.on(first.id, { ids: live.map((t) => t.id).join(',') }),
  confirm: { title: '作废这条登记', text: '作废后不再计次，留有记录。' },
})

const contentRow = (noted: readonly string[]): Block<string> => ({
  kind: 'buttons',
  buttons: noted.slice(0, 1).map((id) => ({ text: '查看内容', payload: contentButton.on(id) })),
})

interface Content {
  talk: Talk
  content: Secret
  own: boolean
  shared: boolean
  /** May still be opened to the talkee from this card. */
  shares: boolean
}

/** Layer 2: for the talker, and for the talkee where the talker chose so. */
export function contentCard(
  ctx: Seen,
  { talk, content, own, shared, shares }: Content,
): PrivateCard {
  const when = sayDay(talk.day, ctx)
  const other = nameOf(ctx.office, own ? talk.talkee : talk.talker)
  return {
    title: '谈话内容',
    light: 'grey',
    tag: own ? (shared ? '对方可看' : '仅本人') : '本人可看',
    blocks: [
      { kind: 'note', text: `${when}与${other}` },
      { kind: 'text', text: content },
      ...(shares
        ? [
            {
              kind: 'buttons' as const,
              buttons: [{ text: '给对方看', payload: shareButton.on(talk.id) }],
            },
          ]
        : []),
    ],
  }
}

/** Talks of one pair, for the talker alone (domain.md §8.4#34). */
export function pairCard(ctx: Seen, talkee: string, talks: readonly Talk[]): PrivateCard {
  const rows = talks.map((talk) => [
    sayDay(talk.day, ctx) + (talk.time ?? ''),
    wayWords[talk.way],
    stateWords[talk.state] + (talk.backfilled ? '（补录）' : ''),
  ])
  return {
    title: `与${nameOf(ctx.office, talkee)}的谈话登记`,
    light: 'grey',
    blocks:
      rows.length > 0
        ? [{ kind: 'table', columns: ['日期', '方式', '状态'], rows }]
        : [{ kind: 'text', text: '没有登记。' }],
  }
}

function facts(ctx: Seen, talks: Talk[], first: Talk): Fact<string>[] {
  const behalf =
    first.recordedBy === first.talker ? '' : `（代录：${nameOf(ctx.office, first.recordedBy)}）`
  const counted = first.way === 'individual' ? '' : '（不计个人次数）'
  return [
    { label: '谈话人', value: nameOf(ctx.office, first.talker) + behalf },
    {
      label: '谈话对象',
      value: talks.map((t) => nameOf(ctx.office, t.talkee)).join('、'),
    },
    { label: '时间', value: when(ctx, talks) + (first.backfilled ? '（补录）' : '') },
    { label: '方式', value: wayWords[first.way] + counted },
    ...(first.place ? [{ label: '地点', value: first.place }] : []),
    ...(first.requested ? [{ label: '谈话缘由', value: '本人要求' }] : []),
  ]
}

function when(ctx: Seen, talks: Talk[]): string {
  const said = talks.map(({ day, time, minutes }) => {
    const length = minutes ? `，${minutes}分钟` : ''
    return sayDay(day, ctx) + (time ?? '') + length
  })
  return [...new Set(said)].join('、')
}
