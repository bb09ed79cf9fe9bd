// Why a message came, what comes next, and how it stops: in the office's words, for messages of which the feature itself
// says nothing more exact.
import type { Why } from '../feature.ts'

const answered: Why = {
  rule: '这是对您刚才操作的回复。',
  stop: '仅此一条，不会重复发送。',
}

const rules: Record<string, Why> = {
  digest: {
    rule: '每个工作日早8:35起汇总一次：到期前第3、第1个工作日和到期当日提醒，逾期次日起每2个工作日提醒。',
    stop: '事项办结、报请办结或获准延期后，该项不再出现。',
  },
  supervision: {
    rule: '督办事项立项、变更或需要您处理时发送；内容随事项自动更新。',
    stop: '事项办结并销号后不再更新。',
  },
  petition: {
    rule: '信访事项登记、变更或临近法定期限时发送（《信访工作条例》第二十二条：15日内书面告知）。',
    stop: '告知、办结后不再提醒。法定期限的提醒不能关闭。',
  },
  talk: {
    rule: '谈话计划按季度提醒，登记后自动计数。',
    stop: '本季度应谈人员全部登记后不再提醒。',
  },
  approval: {
    rule: '有事项需要您决定时发送一次；未决定的，次日起列入早间汇总。',
    stop: '您或他人决定后不再提醒。',
  },
}

export const ruleOf = (feature: string): Why => rules[feature] ?? answered

export function sayWhyOf({ rule, next, stop }: Why): string {
  return [`规则：${rule}`, ...(next ? [`下一次：${next}`] : []), `如何停止：${stop}`].join('\n')
}
