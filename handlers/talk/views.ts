// What people see of talks: the receipt, and the plan with its tick list. Private, both; no talk figure goes to a group.
import { type day, isDay, quarterRange, sayDay } from '../calendar.ts'
import type { Block, PrivateCard } from '../card.ts'
import type { Reading, View } from '../feature.ts'
import { nameOf, type Person, unitName } from '../people.ts'
import { tickButton, undoButton } from './buttons.ts'
import { missing, obligationOf, type Standing, standingOf } from './obligations.ts'
import { findTalk, talksOf } from './store.ts'
import { type Talk, wayWords } from './talk.ts'

export const views: Record<string, View> = {
  /** Subject: the talk. */
  receipt: {
    async person(ctx, id) {
      const talk = await findTalk(ctx.trx, id)
      return talk ? receiptCard(ctx, talk) : 'gone'
    },
  },
  /** Subject: `<talker>/<year>Q<n>`. */
  plan: { person: (ctx, subject) => planCard(ctx, subject) },
}

export function planSubject(
  talker: string,
  { year, quarter }: { year: number; quarter: number },
): string {
  return `${talker}/${year}Q${quarter}`
}

export function readPlanSubject(
  subject: string,
): { talker: string; year: number; quarter: 1 | 2 | 3 | 4 } | undefined {
  const match = /^(.+)\/(\d{4})Q([1-4])$/.exec(subject)
  const quarter = [1, 2, 3, 4].find((n): n is 1 | 2 | 3 | 4 => n === Number(match?.[3]))
  return match?.[1] && quarter ? { talker: match[1], year: Number(match[2]), quarter } : undefined
}

function receiptCard(ctx: Reading, talk: Talk): PrivateCard {
  const held = talk.state === 'held'
  const when = sayDay(talk.day, { today: ctx.today }) + (talk.time ?? '')
  return {
    title: '谈话登记',
    light: held ? 'green' : 'grey',
    tag: held ? '已登记' : '已撤销',
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: '谈话人', value: nameOf(ctx.office, talk.talker) },
          { label: '谈话对象', value: nameOf(ctx.office, talk.talkee) },
          { label: '时间', value: when + (talk.backfilled ? '（补录）' : '') },
          {
            label: '方式',
            value: wayWords[talk.way] + (talk.way === 'individual' ? '' : '（不计个人次数）'),
          },
        ],
      },
      { kind: 'note', text: '谈话内容无需填写，也不保存。' },
      ...(held
        ? [
            {
              kind: 'buttons' as const,
              buttons: [{ text: '撤销', payload: undoButton.on(talk.id) }],
            },
          ]
        : []),
    ],
  }
}

async function planCard(ctx: Reading, subject: string): Promise<PrivateCard | 'gone'> {
  const plan = readPlanSubject(subject)
  const obligation = plan && obligationOf(ctx.office, plan.talker)
  if (!plan || !obligation) return 'gone'
  const period = quarterRange(plan)
  const talks = await talksOf(ctx.trx, plan.talker, period)
  const standing = standingOf(obligation, talks)
  const current = period.from <= ctx.today && ctx.today <= period.to
  return {
    title: `${plan.year}年第${'一二三四'[plan.quarter - 1]}季度谈话安排`,
    light: 'blue',
    blocks: [
      {
        kind: 'text',
        text: summary(ctx, plan.talker, standing, sayDay(period.to, { today: ctx.today })),
      },
      {
        kind: 'table',
        columns: ['姓名', '科室', '已谈'],
        rows: standing.talkees.map((p) => rowOf(ctx, standing, p)),
      },
      ...(current ? [tickForm(subject, standing)] : []),
      { kind: 'note', text: basis[standing.rule] },
    ],
  }
}

function rowOf(ctx: Reading, standing: Standing, p: Person): string[] {
  return [p.name, unitName(ctx.office, p.unit), `${standing.held.get(p.openId) ?? 0}次`]
}

function summary(ctx: Reading, talker: string, standing: Standing, end: string): string {
  const { talkees, held } = standing
  const times = [...held.values()].reduce((sum, n) => sum + n, 0)
  const count = `共${talkees.length}人，已谈${times}次、${held.size}人`
  if (standing.rule === 'R1') {
    const left = missing(standing)
    const rest =
      left.length > 0
        ? `尚有${left.length}人未谈：${left.map((p) => p.name).join('、')}。请于${end}前完成。`
        : '均已谈到。'
    return `主任与各科科长谈话：应谈${talkees.length}人，已谈${talkees.length - left.length}人，剩余${left.length}人。${rest}`
  }
  if (standing.rule === 'R4') return `本科职工${count}（名单见下）。`
  const sections = ctx.office.portfolios
    .filter((p) => p.person === talker)
    .map((p) => unitName(ctx.office, p.section))
  return `您分管${sections.join('、')}，${count}（名单见下）。`
}

const basis = {
  R1: '口径：主任与每位科长每季度不少于1次；主持工作的按科长计。',
  R3: '口径未经主任确认，只列已谈次数、人数。',
  R4: '科室负责人与本科职工经常谈话，不设硬性次数。',
}

function tickForm(subject: string, standing: Standing): Block<string> {
  const options = standing.talkees.map((p) => ({ text: p.name, value: p.openId }))
  return {
    kind: 'form',
    name: 'tick',
    fields: [
      { kind: 'choices', name: 'people', label: '已谈人员', options, required: true },
      { kind: 'date', name: 'day', label: '日期（不填为今天）' },
    ],
    buttons: [{ text: '登记', payload: tickButton.on(subject), style: 'primary' }],
  }
}

export const dayOr = (text: string | undefined, otherwise: ReturnType<typeof day>) =>
  text && isDay(text) ? text : otherwise
