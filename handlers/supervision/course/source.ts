// Where a task comes from (立项来源, domain.md §3.1), and what follows: 批示、会议、上级交办 go to a bureau leader for 审签.
import type { SourceKind } from '../../../db/tables/supervision.ts'

export type { SourceKind }

export const sourceWords: Record<SourceKind, string> = {
  meeting: '会议议定事项',
  instruction: '领导批示',
  oral: '领导交办',
  superior: '上级交办',
  yearly: '年度重点工作',
  document: '文件要求报送',
  motion: '建议提案',
  petition: '信访事项',
  inspection: '巡视审计整改',
  talk: '谈话反映事项',
  other: '其他',
}

/** The first that fits: a leader's 批示 on a body's letter is a 批示. */
const signs: [SourceKind, RegExp][] = [
  ['instruction', /批示|圈阅/u],
  ['meeting', /党组会|办公会|专题会|例会|会议/u],
  ['superior', /上级|黄委|水利部|省委|省政府/u],
  ['oral', /领导交办|局长交办|口头交办/u],
  ['yearly', /年度|重点工作|目标任务/u],
  ['motion', /建议|提案/u],
  ['petition', /信访/u],
  ['inspection', /巡视|巡察|审计/u],
  ['talk', /谈话/u],
  ['document', /文件|来文|通知/u],
]

export function kindOf(source: string): SourceKind {
  return signs.find(([, sign]) => sign.test(source))?.[0] ?? 'other'
}

/** Review levels (domain.md §3.2): these alone go on to a leader, and need his word to be put aside. */
export function needsLeader({ sourceKind }: { sourceKind: SourceKind }): boolean {
  return sourceKind === 'instruction' || sourceKind === 'meeting' || sourceKind === 'superior'
}
