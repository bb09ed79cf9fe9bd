// What the clock's own cards say: reasons why a message did not arrive, calls of the month and where they lead.

import type { Json } from '../../db/types.ts'
import { type Day, daysBetween, monthEnd, monthOf } from '../calendar.ts'
import type { Emergency } from '../emergency.ts'
import { nameOf, type Office } from '../people.ts'

/** Feishu's code, said so that somebody can act (feishu-platform.md §4.13). */
export function sayWhy(why: string | null): string {
  const code = Number(why?.match(/^\d+/)?.[0] ?? 0)
  const known: Record<number, string> = {
    230013: '对方不在应用可用范围，请管理员在飞书后台把其加入可用范围',
    230002: '机器人已不在该群，请重新邀请入群',
    230018: '该群禁止机器人发言，请群主放开',
    230038: '对方已离职或账号停用，请改派',
    230053: '对方已停止接收机器人消息',
    99991672: '应用缺少权限，请管理员开通后重发',
  }
  return known[code] ?? (code ? `飞书返回错误码${code}` : '未能送达')
}

export function sayLane(office: Office, lane: string): string {
  if (lane.startsWith('ou_')) return nameOf(office, lane)
  return office.groups.find(({ chat }) => chat === lane)?.name ?? '已解散或未绑定的群'
}

/** Words of a frozen notice, in its own right. */
export function saidIn(body: Json): string | undefined {
  if (typeof body !== 'object' || !body || Array.isArray(body)) return undefined
  if (typeof body.said === 'string') return body.said
  return typeof body.title === 'string' ? body.title : undefined
}

const kinds: Record<string, string> = {
  send: '发送',
  update: '更新卡片',
  recall: '撤回',
  read: '读取',
  errand: '其他',
  who: '自检',
}

export function sayCalls(calls: { kind: string; n: number }[]): string {
  return calls.map(({ kind, n }) => `${kinds[kind] ?? kind}${n}次`).join('，') || '无'
}

/** At the month's pace so far. */
export function forecast(calls: { n: number }[], today: Day): number {
  const made = calls.reduce((sum, { n }) => sum + n, 0)
  const { from } = monthOf(today)
  const gone = daysBetween(from, today) + 1
  return Math.round((made / gone) * (daysBetween(from, monthEnd(today)) + 1))
}

/** One line at the head of each sheet and of 运行情况. */
export function sayEmergency(emergency: Emergency, until: string): string {
  return `${emergency.kind}应急状态至${until}：仅发送法定期限、特急和标注“${emergency.kind}”的事项，其余事项结束后合并提醒。`
}
