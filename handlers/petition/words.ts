// The words of petitions (domain.md §2.2, §7.1): each code and how the office says it.

export const formWords = {
  visit: '来访',
  letter: '来信',
  phone_call: '来电',
  online: '网上信访',
  fax: '传真',
} as const
export type Form = keyof typeof formWords

export const purposeWords = {
  appeal_request: '求决',
  appeal: '申诉',
  suggestion: '意见建议',
  consultation: '咨询',
  thanks: '感谢',
  other: '其他',
} as const
export type Purpose = keyof typeof purposeWords

/** 类别由内容定（第二十九至三十一条）；检举控告另册，不在此表。 */
export const classWords: Record<Purpose, string> = {
  appeal_request: '申诉求决类',
  appeal: '申诉求决类',
  suggestion: '建议意见类',
  consultation: '咨询',
  thanks: '感谢',
  other: '其他',
}

/** Who passed it to us: not how the person spoke (domain.md §2.1). */
export const sourceBodyWords = {
  direct: '信访人直接',
  petition_office: '信访部门',
  upper: '本系统上级',
  discipline: '纪检监察',
  hotline: '热线平台',
  other: '其他',
} as const
export type SourceBody = keyof typeof sourceBodyWords

export const sourceActWords = { transfer: '转送', assign: '交办' } as const
export type SourceAct = keyof typeof sourceActWords

export const dispositionWords = {
  route_internal: '分办',
  transfer: '转送',
  assign_with_report: '交办',
  letter_to_outside: '函告',
  file_only: '存查',
} as const
export type Disposition = keyof typeof dispositionWords

export const exitWords = {
  routed_elsewhere: '已导入其他途径',
  answered: '已回复',
  told_where: '已告知应向有权机关提出',
  transferred: '已转送',
  letter_sent: '已函告',
  filed: '已存查',
  report_accepted: '办结报告已认可',
  report_submitted: '办结报告已报来文单位',
  returned: '异议同意，已退回来文单位',
  withdrawn: '撤回',
  settled: '调解、和解',
  declined: '不予受理',
  no_longer_accepted: '不再受理',
} as const
export type Exit = keyof typeof exitWords

export const deliveryWords = {
  in_person: '当面',
  by_post: '邮寄',
  left_at_address: '留置',
  public_notice: '公告',
  other: '其他',
} as const
export type DeliveryWay = keyof typeof deliveryWords

/** 支持、解释说明、不予支持（第三十二条）。 */
export const resultWords = { support: '支持', explain: '解释说明', reject: '不予支持' } as const
export type OpinionResult = keyof typeof resultWords

export const ratingWords = {
  satisfied: '满意',
  fairly_satisfied: '基本满意',
  dissatisfied: '不满意',
} as const
export type Rating = keyof typeof ratingWords

/** 第三十一条的六条途径；只有（六）有60日。 */
export const routeWords: Record<Route31, string> = {
  1: '诉讼、执法监督等程序',
  2: '仲裁',
  3: '党内申诉',
  4: '行政复议、裁决、确认、许可、处罚等',
  5: '查处或保护职责',
  6: '信访程序处理',
}
export type Route31 = 1 | 2 | 3 | 4 | 5 | 6

/** The bureau's own list of topics (domain.md §2.2), with the words by which a summary is put under one. */
export const topicWords = {
  工程占地及青苗补偿: ['占地', '青苗', '占压', '补偿'],
  淤区土地: ['淤区', '淤背'],
  滩区与迁建: ['滩区', '迁建', '房台'],
  工程款及农民工工资: ['工程款', '农民工', '工资', '欠薪'],
  防汛料物款: ['料款', '料物'],
  取水许可与水费: ['取水', '水费', '水价'],
  采砂与涉河违建: ['采砂', '违建', '浮桥'],
  水政执法: ['水政', '执法'],
  职工劳资社保: ['社保', '职工', '劳资'],
  离退休待遇: ['退休', '离休'],
  宿舍区物业: ['宿舍', '物业', '供暖'],
  信息公开: ['信息公开'],
} as const
export type Topic = keyof typeof topicWords | '其他'

/** The first heading whose words the summary holds; the more particular ones stand first. */
export function topicOf(summary: string): Topic {
  const order: (keyof typeof topicWords)[] = ['淤区土地', '滩区与迁建', '采砂与涉河违建']
  const all: (keyof typeof topicWords)[] = [...order, ...keysOf(topicWords)]
  return all.find((topic) => topicWords[topic].some((word) => summary.includes(word))) ?? '其他'
}

export function keysOf<K extends string>(of: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(of).filter((key): key is K => key in of)
}

/** The code of a word, or undefined. */
export function codeOf<K extends string>(
  of: Readonly<Record<K, string>>,
  word: string | undefined,
): K | undefined {
  return keysOf(of).find((key) => of[key] === word)
}
