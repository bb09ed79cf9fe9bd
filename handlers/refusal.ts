// Every expected "no", as a value, and the one switch that says it in Chinese: what is wrong, and what can be done.
import type { Day } from './calendar.ts'
import type { Role } from './people.ts'

export type Refusal =
  | { refused: 'stranger' }
  | { refused: 'not-allowed'; needs: Role[] }
  | { refused: 'not-yours'; who: string }
  | { refused: 'own-favour' }
  | { refused: 'not-found'; what: string }
  | { refused: 'ask-in-private' }
  | { refused: 'wrong-state'; what: string; state: string; wanted: string }
  | { refused: 'decided'; what: string; who: string; when: string; how: string }
  | { refused: 'missing'; what: string; example: string }
  | { refused: 'unclear'; what: string; hint: string }
  | { refused: 'past'; what: string; day: Day }
  | { refused: 'not-later'; current: string; asked: string }
  | { refused: 'too-late'; what: string; due: string }
  | { refused: 'pending'; what: string }
  | { refused: 'disciplinary' }
  | { refused: 'with-oneself' }
  | { refused: 'stale-button' }
  | { refused: 'said-in-group' }
  | { refused: 'accusation' }

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value
}

export function sayRefusal(no: Refusal): string {
  switch (no.refused) {
    case 'stranger':
      return '您不在本单位名册中，请联系系统管理员登记后再使用。'
    case 'not-allowed':
      return `此项由${no.needs.join('、')}办理，您可转请其操作。`
    case 'not-yours':
      return `此项由${no.who}办理。`
    case 'own-favour':
      return '本人提出的事项不能由本人审批，请由他人审批。'
    case 'not-found':
      return `没有找到${no.what}，请核对编号或名称。`
    case 'ask-in-private':
      return '请私聊查询。'
    case 'wrong-state':
      return `${no.what}当前为“${no.state}”，须在“${no.wanted}”时办理。`
    case 'decided':
      return `${no.what}已由${no.who}于${no.when}${no.how}。`
    case 'missing':
      return `请补充${no.what}，例如：${no.example}`
    case 'unclear':
      return `没有看懂${no.what}。${no.hint}`
    case 'past':
      return `${no.what}${no.day}已过，请写明今后的日期。`
    case 'not-later':
      return `申请的日期${no.asked}不晚于现时限${no.current}，请核对。`
    case 'too-late':
      return `${no.what}时限${no.due}已过，延期须在到期日下班前提出。请说明情况，按逾期办理。`
    case 'pending':
      return `${no.what}已在审批中，请等待审批结果。`
    case 'disciplinary':
      return '此类谈话请按纪检、组织人事规定办理，本系统不记录。'
    case 'with-oneself':
      return '谈话人和谈话对象不能是同一人，请核对。'
    case 'said-in-group':
      return '您刚才在群内发送的内容涉及个人信息，请撤回后在此登记。'
    case 'accusation':
      return '此类内容不在本平台登记，请撤回，并将纸质件交信访专员移交纪检。'
    case 'stale-button':
      return '此卡片已更新，请按最新内容操作。'
  }
}
