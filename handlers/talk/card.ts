// The receipt of talks that were entered. Nothing is asked of what was said in them.
import { sayDay } from '../calendar.ts'
import type { Fact, PrivateCard } from '../card.ts'
import type { Reading } from '../feature.ts'
import { nameOf } from '../people.ts'
import { undoButton } from './buttons.ts'
import { can, stateWords, type Talk, wayWords } from './talk.ts'

type Seen = Pick<Reading, 'office' | 'today'>

export function receiptCard(ctx: Seen, talks: Talk[], viewer: string): PrivateCard {
  const [first] = talks
  if (!first) throw new Error('a receipt of no talk')
  const live = talks.filter((talk) => can('void', talk))
  const mine = first.talker === viewer || first.recordedBy === viewer
  return {
    title: '谈话登记',
    light: live.length > 0 ? (first.state === 'awaiting' ? 'yellow' : 'green') : 'grey',
    tag: stateWords[first.state],
    blocks: [
      { kind: 'facts', facts: facts(ctx, talks, first) },
      { kind: 'note', text: '谈话内容无需填写，默认不保存。' },
      ...(mine && live.length > 0
        ? [
            {
              kind: 'buttons' as const,
              buttons: [
                {
                  text: first.recordedBy === viewer ? '撤销' : '有误',
                  payload: undoButton.on(first.id, { ids: live.map((t) => t.id).join(',') }),
                },
              ],
            },
          ]
        : []),
    ],
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
