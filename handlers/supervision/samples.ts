// Every card of supervision in each of its states, for the gallery and the snapshot tests.
import { instant } from '../../db/instant.ts'
import {
  type Approval,
  askedCard,
  batchCard,
  decisionCard,
  moreCard,
  reasonsCard,
  type Whole,
} from '../approval/index.ts'
import { day } from '../calendar.ts'
import type { Approvable, Matter, Sample } from '../feature.ts'
import { sampleSight as ctx, sampled, samplePerson } from '../sample-office.ts'
import * as approvals from './approvals.ts'
import { boardCard } from './board/views.ts'
import { mergingCard, signingCard } from './course/views.ts'
import type { Extension } from './extension.ts'
import type { Task } from './task.ts'
import { drawOrder, proposalCard } from './views.ts'

const at = instant('2026-11-24T01:12:00.000Z')
const facts = {
  sourceKind: 'other' as const,
  id: '019f0000-0000-7000-8000-000000000001',
  revision: 1,
  title: '上报标准化堤防建设进度',
  source: '11月23日局长办公会',
  leadUnit: 'gongcheng',
  handler: null,
  originalDue: day('2026-12-04'),
  currentDue: day('2026-12-04'),
  urgency: 'urgent' as const,
  proposedBy: sampled.supervisor,
  proposedAt: at,
  returnedTimes: 0,
}
const ordered = { number: { year: 2026, n: 12 }, orderedBy: sampled.director, orderedAt: at }
const signed = { ...ordered, signedBy: sampled.liaison, signedAt: at }
const report = { by: sampled.liaison, at, text: '进度表已上报，附现场照片和验收单。' }

const aside = { by: sampled.director, at, reason: '等上级批复', consent: '王局长同意' }
const merger = { into: facts.id, reason: '同一事项', consent: '' }
const reviewed = { ...signed, report, reviewedBy: sampled.director, reviewedAt: at }
const signoff = { by: sampled.leader, on: day('2026-11-24') }

export const sampleTasks = {
  proposed: { ...facts, state: 'proposed' },
  declined: {
    ...facts,
    state: 'declined',
    by: sampled.director,
    at,
    reason: '已有同类督办事项',
  },
  ordered: { ...facts, ...ordered, state: 'ordered' },
  working: { ...facts, ...signed, state: 'in_progress', returned: null },
  returned: { ...facts, ...signed, state: 'in_progress', returned: '未附佐证材料，请补充' },
  late: {
    ...facts,
    ...signed,
    currentDue: day('2026-11-20'),
    state: 'in_progress',
    returned: null,
  },
  review: { ...facts, ...signed, report, state: 'under_review' },
  signing: { ...facts, ...reviewed, state: 'awaiting_signoff', sourceKind: 'meeting' },
  done: { ...facts, ...reviewed, state: 'completed', sourceKind: 'meeting', signoff },
  objected: {
    ...{ ...facts, ...ordered, state: 'objected', signature: null },
    objection: { ...aside, by: sampled.head, reason: '涉河管理职责不在本处', unit: 'xinfang' },
  },
  suspended: {
    ...{ ...facts, ...ordered, state: 'suspended', signature: null },
    ...{ pause: aside, reviewOn: day('2026-12-31') },
  },
  withdrawn: { ...facts, ...ordered, state: 'withdrawn', end: aside },
  merged: {
    ...{ ...facts, ...ordered, state: 'merged', into: '019f0000-0000-7000-8000-000000000009' },
    end: { ...aside, reason: '并入督〔2026〕11号', consent: null },
  },
  closed: { ...facts, ...reviewed, state: 'closed_out', signoff: null, by: sampled.director, at },
} as const satisfies Record<string, Task>

const open = { scope: 'open', page: 0 } as const
const alone = { person: sampled.director, shared: false }
const inGroup = { person: null, shared: true }
const several = [sampleTasks.late, sampleTasks.working, sampleTasks.review, sampleTasks.signing]

const asked = {
  id: '019f0000-0000-7000-8000-000000000002',
  revision: 1,
  task: facts.id,
  askedBy: sampled.liaison,
  askedAt: at,
  fromDue: day('2026-12-04'),
  toDue: day('2026-12-18'),
  reason: '合同审核未完，招标已经完成，预计12月中旬签订',
}
const decision = { decidedBy: sampled.director, decidedFor: null, decidedAt: at }
const extensions = {
  pending: { ...asked, state: 'pending' },
  agreed: {
    ...asked,
    ...decision,
    state: 'approved',
    newDue: day('2026-12-18'),
    decisionReason: null,
  },
  refused: { ...asked, ...decision, state: 'refused', decisionReason: '请先报阶段进展再申请' },
} as const satisfies Record<string, Extension>

const request = {
  id: '019f0000-0000-7000-8000-000000000003',
  revision: 1,
  feature: 'supervision',
  subject: facts.id,
  kind: 'extension',
  askedBy: sampled.liaison,
  askedAt: at,
  approver: null,
  handedBy: null,
  note: null,
  question: null,
  answer: null,
}

const pending = { ...request, state: 'pending' } as const
const decided = (state: 'agreed' | 'refused' | 'amended', reason: string | null): Approval => ({
  ...request,
  ...decision,
  decidedFor: null,
  state,
  reason,
})

const whole = (of: Approvable, matter: Matter, approval: Approval = pending): Whole => ({
  of,
  matter,
  approval,
})
const initiating = whole(approvals.initiate, approvals.initiateShown(ctx, sampleTasks.proposed))
const extending = (state: keyof typeof extensions, approval: Approval = pending) =>
  whole(
    approvals.extension,
    approvals.extensionShown(ctx, sampleTasks.working, extensions[state]),
    approval,
  )
const closing = whole(approvals.closeOut, approvals.closeOutShown(ctx, sampleTasks.review))
const talkedOver = {
  ...pending,
  note: '时限为休息日，可改定为12月4日（周五）',
  handedBy: sampled.leader,
  approver: sampled.director,
  question: { by: sampled.director, text: '合同何时能签订' },
  answer: '12月15日前签订',
}

const director = samplePerson('director')
const liaison = samplePerson('liaison')
const beside = { marks: new Map<string, string>() }
const feedback = { by: sampled.liaison, at, text: '已完成招标，正在签合同' }
const mark = '（代录：金若水，电话，11月24日）'

export const approvalSamples: Sample[] = [
  { name: '立项审批', card: decisionCard(ctx, initiating, director) },
  { name: '立项审批：不予立项的原因', card: reasonsCard(ctx, initiating, director) },
  { name: '立项审批：其他办理', card: moreCard(ctx, initiating, director) },
  { name: '延期审批', card: decisionCard(ctx, extending('pending'), director) },
  {
    name: '延期审批：经转交、补充',
    card: decisionCard(ctx, extending('pending', talkedOver), director),
  },
  { name: '延期审批：不同意的原因', card: reasonsCard(ctx, extending('pending'), director) },
  { name: '延期审批：改定时限', card: moreCard(ctx, extending('pending'), director) },
  { name: '办结审批', card: decisionCard(ctx, closing, director) },
  { name: '办结审批：退回的原因', card: reasonsCard(ctx, closing, director) },
]

export const samples: Sample[] = [
  ...approvalSamples,
  {
    name: '延期：已同意',
    card: decisionCard(ctx, extending('agreed', decided('agreed', null)), director),
  },
  {
    name: '延期：不同意',
    card: decisionCard(
      ctx,
      extending('refused', decided('refused', '请先报阶段进展再申请')),
      director,
    ),
  },
  {
    name: '延期：局领导书面批准，代录',
    card: decisionCard(
      ctx,
      { ...extending('agreed', decided('agreed', null)), behalf: mark },
      director,
    ),
  },
  { name: '延期：申请人', card: askedCard(ctx, extending('pending'), liaison) },
  {
    name: '延期：请申请人补充',
    card: askedCard(
      ctx,
      extending('pending', {
        ...pending,
        question: { by: sampled.director, text: '合同何时能签订' },
      }),
      liaison,
    ),
  },
  {
    name: '延期：已撤回',
    card: askedCard(ctx, extending('pending', { ...request, state: 'withdrawn' }), liaison),
  },
  {
    name: '待审批事项',
    card: batchCard(ctx, sampled.director, [initiating, extending('pending'), closing], []),
  },
  {
    name: '待审批事项：已办一件',
    card: batchCard(
      ctx,
      sampled.director,
      [initiating],
      [{ whole: extending('agreed', decided('agreed', null)), act: 'a1' }],
    ),
  },
  { name: '待审批事项：没有', card: batchCard(ctx, sampled.director, [], []) },
  { name: '督办立项：已报审', card: proposalCard(ctx, sampleTasks.proposed) },
  { name: '督办立项：不予立项', card: proposalCard(ctx, sampleTasks.declined) },
  { name: '督办立项：已交办', card: proposalCard(ctx, sampleTasks.ordered) },
  { name: '督办通知：待签收', card: drawOrder(ctx, sampleTasks.ordered, true, beside) },
  {
    name: '督办通知：办理中，延期待批',
    card: drawOrder(ctx, sampleTasks.working, true, {
      ...beside,
      feedback,
      extension: extensions.pending,
    }),
  },
  {
    name: '督办通知：代录的签收和反馈',
    card: drawOrder(ctx, sampleTasks.working, true, {
      marks: new Map([
        ['sign', mark],
        ['feedback', mark],
      ]),
      feedback,
    }),
  },
  { name: '督办通知：退回重办', card: drawOrder(ctx, sampleTasks.returned, true, beside) },
  { name: '督办通知：逾期', card: drawOrder(ctx, sampleTasks.late, true, beside) },
  { name: '督办通知：待审核', card: drawOrder(ctx, sampleTasks.review, true, beside) },
  { name: '督办通知：已办结', card: drawOrder(ctx, sampleTasks.closed, true, beside) },
  { name: '督办通知：异议待核', card: drawOrder(ctx, sampleTasks.objected, true, beside) },
  { name: '督办通知：暂缓', card: drawOrder(ctx, sampleTasks.suspended, true, beside) },
  { name: '督办通知：待领导审签', card: drawOrder(ctx, sampleTasks.signing, true, beside) },
  { name: '督办通知：已办结，未销号', card: drawOrder(ctx, sampleTasks.done, true, beside) },
  { name: '督办通知：已撤销', card: drawOrder(ctx, sampleTasks.withdrawn, true, beside) },
  { name: '督办通知：已合并', card: drawOrder(ctx, sampleTasks.merged, true, beside) },
  { name: '领导审签：待登记', card: signingCard(ctx, sampleTasks.signing) },
  { name: '领导审签：待销号', card: signingCard(ctx, sampleTasks.done) },
  {
    name: '督办合并：待确认',
    card: mergingCard(ctx, sampleTasks.ordered, sampleTasks.working, merger),
  },
  { name: '督办台账', card: boardCard(ctx, '', open, alone, several) },
  { name: '本月督办', card: boardCard(ctx, '', { ...open, scope: 'month' }, alone, several) },
  { name: '督办台账：在多单位群', card: boardCard(ctx, '', open, inGroup, several) },
  { name: '督办台账：没有', card: boardCard(ctx, 'gongcheng', open, alone, []) },
]
