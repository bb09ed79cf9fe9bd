// Sentences and taps on a task's way.
import { day } from '../../calendar.ts'
import { type Ctx, command, type Outcome, type Tap, type Words } from '../../feature.ts'
import { find, readMatters, tidy, without } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { taskIdByNumber } from '../store.ts'
import type { TaskNumber } from '../task.ts'
import { grace } from '../urging/actions.ts'
import * as act from './actions.ts'
import * as buttons from './buttons.ts'
import { object } from './objection.ts'
import { spoken } from './spoken.ts'
import { urge } from './urge.ts'

interface Two {
  numbers: [TaskNumber, TaskNumber]
  text: string
}

const merging = /(?:是一回事|是同一件(?:事)?)?[,，。;；\s]*合并/u

function readMerge({ text }: Words, { today }: Pick<Ctx, 'today'>): { slots: Two } | undefined {
  const said = find(text, merging)
  const [a, b, ...more] = readMatters(text, ['督'])
  if (!said || !a || !b || more.length > 0) return undefined
  const year = Number(today.slice(0, 4))
  const [first, second] = [a, b]
    .map(({ year: its = year, n }) => ({ year: its, n }))
    .toSorted((x, y) => x.year - y.year || x.n - y.n)
  if (!first || !second) return undefined
  const rest = tidy(
    without(text, [a.span, b.span, said.span]).replaceAll(/(?:^|\s)[和与跟把](?=\s|$)/gu, ' '),
  )
  return { slots: { numbers: [first, second], text: rest } }
}

async function mergeSaid(ctx: Ctx, { numbers, text }: Two): Promise<Outcome | Refusal> {
  const [into, from] = numbers
  const ids = [await taskIdByNumber(ctx.trx, into), await taskIdByNumber(ctx.trx, from)] as const
  const [first, second] = ids
  if (!first || !second || first === second) return { refused: 'not-found', what: '此督办事项' }
  return act.askMerge(ctx, [first, second], text)
}

export const courseCommands = [
  command<Two>({
    name: '合并',
    says: ['督1号和督2号是一回事 合并'],
    roles: [],
    inGroup: 'private',
    read: readMerge,
    act: mergeSaid,
  }),
  spoken('催办', ['催办 督1号'], /催办|催一下|催一催/u, (ctx, id) => urge(ctx, id)),
  spoken('先缓一天', ['督1号口头报结了 先缓一天'], /先缓一天/u, (ctx, id) => grace(ctx, id)),
  spoken('领导审签', ['督1号 王建国11月25日已审签'], /已审签|审签同意|已圈阅/u, act.signOffSaid),
  spoken('领导另有要求', ['督1号领导另有要求 请补充验收结论'], /(?:领导)?另有要求/u, act.demand),
  spoken('销号', ['督1号销号'], /(?<!办结并)销号/u, (ctx, id) => act.closeOut(ctx, id)),
  spoken(
    '异议',
    ['督1号不归我们管 应该是水政处'],
    /不归我们管|不是我们的?|不属(?:于)?(?:本|我)(?:部门|单位|处|们)/u,
    object,
  ),
  spoken('改派', ['督1号改派水政处'], /改派(?:给|到|至)?/u, act.reassign),
  spoken('暂缓', ['督1号暂缓到12月31日 等上级批复 王建国同意'], /先?暂缓/u, act.suspend),
  spoken('恢复办理', ['督1号恢复办理 1月15日前'], /恢复办理/u, act.resume),
  spoken('撤销督办', ['撤销督1号 任务已取消 王建国同意'], /撤销|撤项/u, act.withdraw),
  spoken('重新办理', ['督1号重新办理 12月20日前 回头看未解决'], /重新办理/u, act.reopen),
]

export const courseTaps: Record<string, Tap> = {
  signOff: buttons.signOffButton.tap((ctx, id, _value, form) =>
    act.signOff(ctx, id, form.leader, form.day ? day(form.day) : undefined),
  ),
  demand: buttons.demandButton.tap((ctx, id, _value, form) => act.demand(ctx, id, form.text ?? '')),
  closeOut: buttons.closeOutButton.tap((ctx, id) => act.closeOut(ctx, id)),
  object: buttons.objectButton.tap((ctx, id, _value, form) => object(ctx, id, form.text ?? '')),
  merge: buttons.mergeButton.tap((ctx, id, value) => act.merge(ctx, id, value)),
}
