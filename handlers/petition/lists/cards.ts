// Lists and figures as cards: numbers, states, dates and neutral summaries; who it is stands nowhere here.
import { type Day, type LedgerRow, PROVISIONAL, sayDate, sayDay } from '../../calendar.ts'
import type { Block, Button, PrivateCard } from '../../card.ts'
import type { Sight } from '../../feature.ts'
import { nameOf } from '../../people.ts'
import type { PrivateText } from '../../secret.ts'
import * as buttons from '../buttons.ts'
import { date, note } from '../cards/facts.ts'
import { type Figures, type Rates, sayRate, yearSentence } from '../figures/figures.ts'
import { nameOfPetition, type Registered, sayState } from '../petition.ts'
import type { FiguresAsked } from '../reading/asks.ts'
import { formWords } from '../words.ts'
import { soonest } from './soon.ts'

const perCard = 20

export function listCard(ctx: Sight, title: string, all: Registered[], empty: string): PrivateCard {
  if (all.length === 0) return { title, light: 'grey', blocks: [{ kind: 'text', text: empty }] }
  const shown = all.slice(0, perCard)
  return {
    title,
    tag: `共${all.length}件`,
    blocks: [
      {
        kind: 'table',
        columns: ['编号', '形式', '事项', '状态', '期限'],
        rows: shown.map((p) => row(ctx, p)),
      },
      ...(all.length > perCard
        ? [note(`仅列前${perCard}件，请用编号、事项、属地或日期缩小范围。`)]
        : []),
      ...openRow(shown.slice(0, 5)),
    ],
  }
}

function row(ctx: Sight, p: Registered): string[] {
  const due = soonest(p)
  return [
    nameOfPetition(p),
    formWords[p.form],
    p.summary ?? '（待补充）',
    sayState(p),
    due ? date(ctx, due) : '—',
  ]
}

const openRow = (some: Registered[]): Block<PrivateText>[] => [
  {
    kind: 'buttons',
    buttons: some.map(
      (p): Button => ({ text: nameOfPetition(p), payload: buttons.showButton.on(p.id) }),
    ),
  },
]

/** The figures of a period, each with its unit, its basis and its cut-off under it (domain.md §2.4). */
export function figuresCard(
  ctx: Sight,
  asked: FiguresAsked,
  figures: Figures,
  rates: Rates,
  allowed: boolean,
): PrivateCard {
  const { period, words, what } = asked
  const sentence = what === 'sentence' ? yearSentence(words, figures) : null
  return {
    title: `${words}信访数据`,
    blocks: [
      ...(sentence ? [{ kind: 'text' as const, text: sentence }] : []),
      { kind: 'facts', facts: factsOf(figures, rates, what === 'visits') },
      ...unsureNotes(figures),
      note(
        `口径：来访、来电按信访日期，来信、网信按收到日期，${sayDay(period.from, ctx)}至${sayDay(period.to, ctx)}。截至${sayDate(ctx.today, ctx)}。`,
      ),
      ...(what === 'visits'
        ? []
        : [
            note(
              '按期办结率＝按期办结÷本期到期应办结（延期的按延期后期限，另列）；满意率＝（满意＋基本满意）÷已评价。',
            ),
          ]),
      ...(allowed
        ? [
            {
              kind: 'buttons' as const,
              buttons: (['visit', 'letter', 'forwarded'] as const).map(
                (of): Button => ({
                  text: rowWords[of],
                  payload: buttons.rowsButton.on(`${period.from}/${period.to}`, { of }),
                }),
              ),
            },
          ]
        : []),
    ],
  }
}

export const rowWords = { visit: '来访明细', letter: '来信明细', forwarded: '转办明细' } as const

function factsOf(f: Figures, rates: Rates, visitsOnly: boolean) {
  const visits = [
    {
      label: '来访',
      value: `${f.visits}批次，${f.personTimes === null ? '人次待核实' : `${f.personTimes}人次`}`,
    },
    { label: '其中集体访', value: `${f.collectiveVisits}批次，${f.collectivePersonTimes}人次` },
  ]
  if (visitsOnly) return visits
  const { acceptance, completion, participation, satisfaction } = rates
  return [
    ...visits,
    { label: '来信', value: `${f.letters}件` },
    { label: '转办', value: `${f.forwarded}件` },
    {
      label: '件次',
      value: `来访${f.items.visit}，来信${f.items.letter}，来电${f.items.phone_call}，网上${f.items.online}，传真${f.items.fax}`,
    },
    { label: '事项', value: `${f.matters}件` },
    { label: '及时受理率', value: `${sayRate(acceptance)}（${acceptance.of}/${acceptance.all}）` },
    {
      label: '按期办结率',
      value: `${sayRate(completion)}（${completion.of}/${completion.all}，其中延期${rates.extended}件）`,
    },
    {
      label: '参评率',
      value: `${sayRate(participation)}（${participation.of}/${participation.all}）`,
    },
    {
      label: '满意率',
      value: `${sayRate(satisfaction)}（${satisfaction.of}/${satisfaction.all}）`,
    },
  ]
}

function unsureNotes({ unsure }: Figures): Block<PrivateText>[] {
  return unsure.length === 0
    ? []
    : [note(`有${unsure.length}批次来访人数为约数，核实前不出总结那句话。`)]
}

/** 为什么: day by day, how the dates came about. */
export function whyCard(
  ctx: Sight,
  petition: Registered,
  clocks: { name: string; due: Day; rows: LedgerRow[] }[],
): PrivateCard {
  return {
    title: `${nameOfPetition(petition)} 期限怎么来的`,
    blocks: [
      note(
        `收到日期${date(ctx, petition.receivedAt)}，当日不计。登记人：${nameOf(ctx.office, petition.registrar)}。`,
      ),
      ...clocks.map(
        ({ name, due, rows }): Block<PrivateText> => ({
          kind: 'fold',
          title: `${name}：${date(ctx, due)}`,
          blocks: [{ kind: 'text', text: ledgerWords(ctx, rows) }],
        }),
      ),
    ],
  }
}

/** Counted days by their number, the others by why they do not count. */
function ledgerWords(ctx: Sight, rows: LedgerRow[]): string {
  const lines = rows.map(({ day, n, why, provisional }) => {
    const mark =
      n === undefined ? `不计（${why}）` : `第${n}日${why === '工作日' ? '' : `（${why}）`}`
    return `${sayDate(day, ctx)} ${mark}${provisional ? ' 暂按' : ''}`
  })
  const doubt = rows.some((row) => row.provisional) ? [PROVISIONAL] : []
  return [...lines, ...doubt].join('\n')
}
