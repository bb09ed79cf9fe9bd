// How the office answers whoever spoke: one sentence, or a receipt that can be taken back.
import type { Json } from '../../db/types.ts'
import type { Ctx, Entry, SubjectRef, Tell } from '../feature.ts'
import { fullName, type Office, type Person } from '../people.ts'
import type { Refusal } from '../refusal.ts'

export const feature = 'office'

export const ref = (subject: string): SubjectRef => ({ feature, subject })

export function entry(subject: string, verb: string, facts: Record<string, Json> = {}): Entry {
  return { feature, subject, verb, facts }
}

export function say(ctx: Ctx, said: string): Tell {
  return { kind: 'notice', ...ctx.answer, body: { said } }
}

export function tellPerson(person: string, said: string, key?: string): Tell {
  return { kind: 'notice', to: { person }, class: 1, body: { said }, ...(key && { key }) }
}

export function show(person: string, subject: string, view: string, args?: Json): Tell {
  return {
    kind: 'view',
    to: { person },
    feature,
    subject,
    view,
    ...(args !== undefined && { args }),
  }
}

/** With 〔撤销〕 on it. */
export function receipt(ctx: Ctx, said: string): Tell {
  const undo = { feature: 'undo', subject: ctx.act, view: 'receipt', args: { said } }
  return { kind: 'view', to: { person: ctx.by.openId }, ...undo }
}

export function whichPerson(office: Office, said: string, many: Person[]): Refusal {
  const names = many.map((person) => fullName(office, person)).join('、')
  return {
    refused: 'unclear',
    what: `“${said}”`,
    hint: `名册中有${names}，请写单位和姓名，或在消息中@本人。`,
  }
}

export function noPerson(said: string, near: Person[]): Refusal {
  const meant = near.length > 0 ? `是否为${near.map(({ name }) => name).join('、')}？` : ''
  return {
    refused: 'unclear',
    what: `“${said}”`,
    hint: `${meant}不在名册的，请由系统管理员发送：登记人员 @姓名 到 某科。`,
  }
}
