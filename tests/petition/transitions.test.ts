// Every verb × every state (domain.md §1.7): allowed, or refused with the sentence. The table is written out here a second time.
import { describe, expect, it } from 'vitest'
import { wrongState } from '../../handlers/petition/acts/perform.ts'
import type { Extension } from '../../handlers/petition/course.ts'
import {
  allows,
  can,
  type State,
  sayState,
  states,
  stateWords,
  type Verb,
} from '../../handlers/petition/petition.ts'
import * as to from '../../handlers/petition/transitions.ts'
import { keysOf } from '../../handlers/petition/words.ts'
import { isRefusal, sayRefusal } from '../../handlers/refusal.ts'
import { anyPetition, handling, on, opinion, petitionIn, today, type Wish } from './made.ts'

const 未定 = ['registered', 'proposed', 'routed'] as const
const 在办 = [...未定, 'in_progress', 'under_review', 'replied'] as const
const 办完 = ['completed', 'review_1', 'review_2', 'terminated', 'exited'] as const

/** By the rulebook, not by the code. */
const table: Record<Verb, readonly State[]> = {
  register: ['draft'],
  drop: ['draft'],
  amend: ['draft', ...在办, ...办完],
  propose: ['registered'],
  approve: ['proposed'],
  sendBack: ['proposed'],
  route: ['registered', 'routed'],
  routeByCustom: ['registered'],
  pullBack: ['routed'],
  transferTold: ['registered', 'proposed'],
  notice: [...在办, ...办完],
  accept: 未定,
  object: [...未定, 'in_progress'],
  answerObjection: 在办,
  extend: ['in_progress', 'under_review'],
  submitOpinion: ['in_progress'],
  approveOpinion: ['under_review'],
  returnOpinion: ['under_review'],
  deliver: ['replied'],
  answer: [...未定, 'in_progress'],
  routeElsewhere: [...未定, 'in_progress'],
  tellWhere: ['registered', 'proposed'],
  receiveReport: ['routed'],
  acceptReport: ['routed'],
  returnReport: ['routed'],
  submitReport: [...在办, 'completed', 'exited'],
  decline: 未定,
  noLongerAccept: ['registered', 'proposed'],
  withdraw: 在办,
  settle: 在办,
  askReview: ['completed', 'archived'],
  finishReview: ['review_1', 'review_2'],
  archive: ['completed', 'terminated', 'exited'],
  void: [...在办, ...办完],
  rate: ['replied', ...办完, 'archived'],
  execute: ['replied', ...办完],
  followUp: [...在办, ...办完, 'archived'],
  urge: 在办,
  link: 在办,
}

const pairs = keysOf(table).flatMap((verb) =>
  states.map((state) => [verb, stateWords[state], state] as const),
)

describe('每个动作 × 每个状态', () => {
  it.each(pairs)('%s：%s', (verb, _words, state) => {
    const petition = anyPetition(state)
    const allowed = table[verb].includes(state)
    expect(can(verb, petition)).toBe(allowed)
    if (allowed) return
    const number = state === 'draft' ? '此件' : '信访〔2026〕23号'
    const wanted = [...new Set(table[verb].map((one) => stateWords[one]))].join('、')
    expect(sayRefusal(wrongState(petition, verb))).toBe(
      `${number}当前为“${sayState(petition)}”，须在“${wanted}”时办理。`,
    )
  })

  it('表中没有漏掉动作', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(allows).sort())
  })
})

const dated = { on: today, today }
const plan = { ...handling, by: 'ou_officer', on: today, resultDue: null }
const replied = { ...opinion, on: on('2026-11-23'), approvedBy: 'ou_director' }
const direct: Wish = {
  facts: {
    source: { body: 'direct', act: null, name: null, docNo: null, docDate: null, due: null },
  },
}
const assigned: Wish = {
  facts: {
    source: {
      body: 'upper',
      act: 'assign',
      name: '黄委',
      docNo: null,
      docDate: null,
      due: on('2026-12-15'),
    },
  },
}
const objected = {
  objection: { on: today, reason: '属地方职权', late: false, answer: 'pending', answeredOn: null },
} as const
const asked: { extension: Extension } = {
  extension: {
    ...{
      days: 30,
      reason: '核对',
      askedBy: 'ou_unit',
      askedOn: today,
      state: 'pending',
      approvedBy: null,
      approvedOn: null,
    },
    ...{ backfilled: false, toldOn: null },
  },
}
const inReport = {
  handling: { ...handling, resultDue: on('2026-12-10') },
  report: { on: today, state: 'in', reason: null },
} as const

/** [动作, 结果, 到达的状态或答复] */
const moves: [string, to.Change | ReturnType<typeof to.notice>, string][] = [
  ['告知', to.notice(petitionIn('registered'), { ...dated, way: 'by_post' }), '状态不变'],
  [
    '告知已转送的',
    to.notice(
      petitionIn('routed', { course: { handling: { ...handling, disposition: 'transfer' } } }),
      { ...dated, way: null },
    ),
    '已办结',
  ],
  [
    '告知已函告的',
    to.notice(
      petitionIn('routed', {
        course: { handling: { ...handling, disposition: 'letter_to_outside' } },
      }),
      { ...dated, way: null },
    ),
    '已办结',
  ],
  [
    '告知早于收到',
    to.notice(petitionIn('registered'), { on: on('2026-11-18'), today, way: null }),
    '告知日期2026-11-18早于收到日期2026-11-19，请核对。',
  ],
  [
    '告知晚于今天',
    to.notice(petitionIn('registered'), { on: on('2026-11-26'), today, way: null }),
    '告知日期2026-11-26还没有到，请核对。',
  ],
  [
    '告知两次',
    to.notice(petitionIn('in_progress'), { ...dated, way: null }),
    '信访〔2026〕23号已于2026-11-20书面告知。如日期有误，请按更正办理。',
  ],
  ['受理', to.accept(petitionIn('routed'), { ...dated, route: 6 }), '办理中'],
  [
    '受理第4项',
    to.accept(petitionIn('routed'), { ...dated, route: 4 }),
    '第三十一条第六项事项按受理办理；第一至五项事项请导入相应途径，并告知途径和机关。',
  ],
  [
    '受理咨询',
    to.accept(petitionIn('registered', { facts: { purpose: 'consultation' } }), {
      ...dated,
      route: 6,
    }),
    '受理适用于申诉求决类。建议、咨询等请研究后直接答复，可按“已回复”办结。',
  ],
  [
    '异议待核时受理',
    to.accept(petitionIn('registered', { course: objected }), { ...dated, route: 6 }),
    '信访〔2026〕23号异议待核，来文单位同意或不同意后再办理。',
  ],
  ['拟办', to.propose(petitionIn('registered'), plan), '拟办待批'],
  [
    '拟办给被反映单位',
    to.propose(petitionIn('registered', { course: { accused: ['gongguan'] } }), plan),
    '工管处为被反映单位或人员，请另选承办单位。',
  ],
  [
    '交办不写日期',
    to.propose(petitionIn('registered'), { ...plan, disposition: 'assign_with_report' }),
    '请补充报办结报告的日期，例如：交办 信访〔2026〕16号 给云河市局 12月10日前报办结报告',
  ],
  ['同意拟办', to.approve(petitionIn('proposed'), { by: 'ou_director', on: today }), '已分办'],
  [
    '同意存查',
    to.approve(
      petitionIn('proposed', { course: { handling: { ...handling, disposition: 'file_only' } } }),
      { by: 'ou_director', on: today },
    ),
    '已办结',
  ],
  ['退回拟办', to.sendBack(petitionIn('proposed'), { reason: '重拟' }), '已登记'],
  ['按惯例分办', to.routeByCustom(petitionIn('registered'), plan), '已分办'],
  [
    '按惯例分办交办件',
    to.routeByCustom(petitionIn('registered', assigned), plan),
    '交办件不适用简便办理，请按拟办、呈批办理。',
  ],
  [
    '按惯例分办集体访',
    to.routeByCustom(petitionIn('registered', { facts: { collective: true } }), plan),
    '集体访不适用简便办理，请按拟办、呈批办理。',
  ],
  [
    '按惯例分办紧急的',
    to.routeByCustom(petitionIn('registered', { facts: { urgent: true } }), plan),
    '重大紧急事项不适用简便办理，请按拟办、呈批办理。',
  ],
  [
    '收回惯例',
    to.pullBack(petitionIn('routed', { course: { handling: { ...handling, custom: true } } }), {
      today,
      lastDay: today,
    }),
    '已登记',
  ],
  [
    '过期收回',
    to.pullBack(petitionIn('routed', { course: { handling: { ...handling, custom: true } } }), {
      today,
      lastDay: on('2026-11-24'),
    }),
    '信访〔2026〕23号分办已过1个工作日，请改派办理。',
  ],
  [
    '收回非惯例',
    to.pullBack(petitionIn('routed'), { today, lastDay: today }),
    '信访〔2026〕23号不是按惯例分办的，无需收回。',
  ],
  [
    '转送并告知',
    to.transferTold(petitionIn('registered'), { ...plan, disposition: 'transfer', today }),
    '已办结',
  ],
  ['异议', to.object(petitionIn('registered'), { ...dated, reason: '属地方职权' }), '状态不变'],
  [
    '异议缺理由',
    to.object(petitionIn('registered'), { ...dated, reason: '' }),
    '请补充异议的理由，例如：信访22号提出异议 理由是属地方水利部门职权',
  ],
  [
    '直接来信异议',
    to.object(petitionIn('registered', direct), { ...dated, reason: '不属' }),
    '直接来访来信没有异议期。不属本单位职权的，请告知信访人向有权机关提出。',
  ],
  [
    '重复异议',
    to.object(petitionIn('registered', { course: objected }), { ...dated, reason: '不属' }),
    '信访〔2026〕23号的异议已在审批中，请等待审批结果。',
  ],
  [
    '来文单位同意异议',
    to.answerObjection(petitionIn('registered', { course: objected }), { on: today, agreed: true }),
    '已办结',
  ],
  [
    '来文单位不同意异议',
    to.answerObjection(petitionIn('registered', { course: objected }), {
      on: today,
      agreed: false,
    }),
    '状态不变',
  ],
  [
    '没有异议的答复',
    to.answerObjection(petitionIn('registered'), { on: today, agreed: true }),
    '没有找到待核的异议，请核对编号或名称。',
  ],
  [
    '申请延期30日',
    to.askExtension(petitionIn('in_progress'), {
      days: 30,
      reason: '核对',
      by: 'a',
      on: today,
      late: false,
    }),
    '状态不变',
  ],
  [
    '申请延期31日',
    to.askExtension(petitionIn('in_progress'), {
      days: 31,
      reason: '核对',
      by: 'a',
      on: today,
      late: false,
    }),
    '按第三十四条，延长不得超过30日，请核定天数。',
  ],
  [
    '申请延期0日',
    to.askExtension(petitionIn('in_progress'), {
      days: 0,
      reason: '核对',
      by: 'a',
      on: today,
      late: false,
    }),
    '按第三十四条，延长不得超过30日，请核定天数。',
  ],
  [
    '再次延期',
    to.askExtension(
      petitionIn('in_progress', {
        course: { extension: { ...asked.extension, state: 'approved' } },
      }),
      { days: 5, reason: '核对', by: 'a', on: today, late: false },
    ),
    '此件已延期一次，不再延长。请在期限内办结。',
  ],
  [
    '没有60日的延期',
    to.askExtension(petitionIn('in_progress', { facts: { route31: null } }), {
      days: 5,
      reason: '核对',
      by: 'a',
      on: today,
      late: false,
    }),
    '此件没有60日办理期限，无需延期。',
  ],
  [
    '批准延期',
    to.grantExtension(petitionIn('in_progress', { course: asked }), {
      by: 'ou_leader',
      on: today,
      late: false,
    }),
    '状态不变',
  ],
  [
    '期满后批准延期',
    to.grantExtension(petitionIn('in_progress', { course: asked }), {
      by: 'ou_leader',
      on: today,
      late: true,
    }),
    '信访〔2026〕23号时限2027-01-19已过，延期须在到期日下班前提出。请说明情况，按逾期办理。',
  ],
  [
    '补录延期',
    to.backfillExtension(petitionIn('in_progress'), {
      days: 30,
      reason: '纸质',
      by: 'a',
      approvedBy: '局领导',
      on: on('2026-11-24'),
      today,
    }),
    '状态不变',
  ],
  ['提交意见', to.submitOpinion(petitionIn('in_progress'), opinion), '待审核'],
  [
    '意见缺依据',
    to.submitOpinion(petitionIn('in_progress'), { ...opinion, basis: '' }),
    '请补充依据，例如：依据《土地管理法》第四十八条',
  ],
  [
    '意见缺内容',
    to.submitOpinion(petitionIn('in_progress'), { ...opinion, text: '' }),
    '请补充处理意见，例如：支持：按标准补发青苗补偿',
  ],
  ['退回意见', to.returnOpinion(petitionIn('under_review'), { reason: '未查清' }), '办理中'],
  [
    '同意意见',
    to.approveOpinion(petitionIn('under_review'), { by: 'ou_director', on: today, leader: false }),
    '已答复',
  ],
  [
    '须局领导审定的意见',
    to.approveOpinion(
      petitionIn('under_review', { course: { opinion: { ...opinion, needsLeader: true } } }),
      { by: 'ou_director', on: today, leader: false },
    ),
    '此项由局领导办理，您可转请其操作。',
  ],
  [
    '送达',
    to.deliver(petitionIn('replied'), { on: today, today, way: 'in_person', note: 'signed' }),
    '已办结',
  ],
  [
    '拒收也是送达',
    to.deliver(petitionIn('replied'), { on: today, today, way: 'in_person', note: 'refused' }),
    '已办结',
  ],
  [
    '邮寄退回不是送达',
    to.deliver(petitionIn('replied'), {
      on: today,
      today,
      way: 'by_post',
      note: 'returned_by_post',
    }),
    '状态不变',
  ],
  [
    '送达早于意见书',
    to.deliver(petitionIn('replied'), {
      on: on('2026-11-22'),
      today,
      way: 'in_person',
      note: 'signed',
    }),
    '送达日期2026-11-22早于意见书日期2026-11-23，请核对。',
  ],
  [
    '回复咨询',
    to.answer(petitionIn('registered', { facts: { purpose: 'consultation' } }), {
      ...dated,
      short: true,
    }),
    '已办结',
  ],
  [
    '当场回复求决',
    to.answer(petitionIn('registered'), { ...dated, short: true }),
    '申诉求决事项须受理后出具处理意见书，再送达信访人。',
  ],
  [
    '当场回复重复件',
    to.answer(petitionIn('registered', { facts: { matter: 'earlier' } }), {
      ...dated,
      short: true,
    }),
    '已办结',
  ],
  [
    '导入其他途径',
    to.routeElsewhere(petitionIn('registered'), { ...dated, route: 4, organ: '某县人民政府' }),
    '已办结',
  ],
  [
    '告知向有权机关提出',
    to.tellWhere(petitionIn('registered', direct), { ...dated, organ: '某县水利局' }),
    '已办结',
  ],
  [
    '转来的不作告知去向',
    to.tellWhere(petitionIn('registered'), { ...dated, organ: '某县水利局' }),
    '此件由来文单位转来，不属本单位职权的，请向来文单位提出异议并说明理由。',
  ],
  [
    '收办结报告',
    to.receiveReport(petitionIn('routed', { course: { handling: inReport.handling } }), dated),
    '状态不变',
  ],
  [
    '未要求结果的报告',
    to.receiveReport(petitionIn('routed'), dated),
    '没有找到要求报结果的交办、分办，请核对编号或名称。',
  ],
  [
    '认可办结报告',
    to.acceptReport(petitionIn('routed', { course: inReport }), { on: today }),
    '已办结',
  ],
  [
    '退回办结报告',
    to.returnReport(petitionIn('routed', { course: inReport }), { reason: '材料不全' }),
    '状态不变',
  ],
  [
    '上报办结报告',
    to.submitReport(petitionIn('completed', assigned), { ...dated, docNo: null }),
    '已办结',
  ],
  [
    '非交办件上报',
    to.submitReport(petitionIn('completed'), { ...dated, docNo: null }),
    '信访〔2026〕23号不是交办件，无需上报办结报告。',
  ],
  [
    '撤回后仍上报',
    to.submitReport(petitionIn('exited', assigned), { ...dated, docNo: null }),
    '状态不变',
  ],
  ['不予受理', to.decline(petitionIn('registered'), { ...dated, reason: '属诉讼事项' }), '已办结'],
  [
    '不再受理',
    to.noLongerAccept(petitionIn('registered'), { ...dated, reviewed: true, sameFacts: true }),
    '已办结',
  ],
  [
    '没有复核意见的不再受理',
    to.noLongerAccept(petitionIn('registered'), { ...dated, reviewed: false, sameFacts: true }),
    '不再受理须已有复核意见，并勾选“同一事实和理由”。其他情形按重复件登记并解释说明。',
  ],
  [
    '有新事实的不再受理',
    to.noLongerAccept(petitionIn('registered'), { ...dated, reviewed: true, sameFacts: false }),
    '不再受理须已有复核意见，并勾选“同一事实和理由”。其他情形按重复件登记并解释说明。',
  ],
  ['撤回', to.withdraw(petitionIn('in_progress'), { ...dated, note: '书面说明' }), '已办结'],
  [
    '口头撤回',
    to.withdraw(petitionIn('in_progress'), { ...dated, note: '' }),
    '请补充书面说明，例如：信访9号撤回 本人写了说明',
  ],
  ['调解', to.settle(petitionIn('in_progress'), { ...dated, note: '协议' }), '已办结'],
  ['申请复查', to.askReview(petitionIn('completed'), { on: today }), '复查中'],
  [
    '复查意见',
    to.finishReview(
      petitionIn('review_1', {
        course: to.askReview(petitionIn('completed'), { on: today }).course ?? {},
      }),
      { on: today, deliveredOn: today, result: '维持' },
    ),
    '已办结',
  ],
  [
    '复核意见',
    to.finishReview(petitionIn('review_2'), { on: today, deliveredOn: today, result: '维持' }),
    '终结',
  ],
  [
    '期满归档',
    to.archive(
      petitionIn('completed', {
        course: {
          opinion: replied,
          deliveries: [{ on: on('2026-09-01'), way: 'in_person', note: 'signed' }],
        },
      }),
      on('2026-10-16'),
    ),
    '归档',
  ],
  [
    '期满前归档',
    to.archive(
      petitionIn('completed', {
        course: {
          opinion: replied,
          deliveries: [{ on: on('2026-09-01'), way: 'in_person', note: 'signed' }],
        },
      }),
      on('2026-10-15'),
    ),
    '复查申请期和邮递期未满，暂不归档。',
  ],
  [
    '支持未执行的归档',
    to.archive(
      petitionIn('completed', { course: { opinion: { ...replied, result: 'support' } } }),
      today,
    ),
    '支持信访人的意见尚未执行，暂不归档。',
  ],
  ['作废', to.voidIt(petitionIn('in_progress'), '登记错误'), '作废'],
  [
    '当日再催',
    to.urge(petitionIn('in_progress', { course: { urged: [{ on: today, by: 'a' }] } }), today, 'b'),
    '信访〔2026〕23号今日已催办，当日不重复催办。',
  ],
]

describe('各动作的条件和去处', () => {
  it.each(moves)('%s', (_name, result, expected) => {
    expect(isRefusal(result) ? sayRefusal(result) : wordsOf(result)).toBe(expected)
  })

  const wordsOf = (change: to.Change) => (change.state ? stateWords[change.state] : '状态不变')

  it('超过5个工作日的异议，记录并标明', () => {
    const late = to.object(petitionIn('registered'), {
      on: on('2026-11-27'),
      today: on('2026-11-27'),
      reason: '属地方职权',
    })
    expect(late).toMatchObject({ course: { objection: { late: true, answer: 'pending' } } })
  })

  it('复查后仍不服的，是复核', () => {
    const first = to.askReview(petitionIn('completed'), { on: today }).course?.reviews ?? []
    expect(
      to.askReview(petitionIn('completed', { course: { reviews: first } }), { on: today }).state,
    ).toBe('review_2')
  })
})
