// Who may do what: one table of verbs, one question. Every duty asks here, at the moment of the act (domain.md §6.1, §6.2).
import type { Refusal } from '../refusal.ts'
import { actsAs, unitRoles } from './holders.ts'
import { activePerson, isOfficeStaff, type Office, type Role } from './office.ts'

/** A role, or a relation to what it is about. */
export type Actor = Role | '在册人员' | '办公室人员' | '承办单位' | '经办人' | '本人'

interface Right {
  /** For the handbook. */
  says: string
  by: readonly Actor[]
  /** 回避: never who is recused, or who is complained of. */
  recusal?: true
  /** Never who asked for it. */
  favour?: true
}

const right = (
  says: string,
  by: readonly Actor[],
  more: Omit<Right, 'says' | 'by'> = {},
): Right => ({ says, by, ...more })
const recusal = true
const favour = true

export const rights = {
  // ── petitions ──
  register_petition: right('登记信访事项', ['办公室人员']),
  correct_petition: right('更正本人登记的信访事项', ['经办人', '信访专员'], { recusal }),
  handle_petition: right('拟办、告知、受理、送达、归档', ['信访专员'], { recusal }),
  answer_at_once: right('当场告知并答复，办结', ['信访专员', '经办人'], { recusal }),
  route_petition: right('审定拟办意见、分办', ['办公室主任'], { recusal }),
  approve_petition_extension: right('批准信访延期', ['局领导'], { recusal, favour }),
  act_for_petition_unit: right('承办单位办理信访事项', ['承办单位'], { recusal }),
  see_petition_facts: right('查看信访编号、状态、时限', ['办公室人员', '局领导', '承办单位']),
  see_identity: right('查看信访人身份', ['信访专员', '经办人', '办公室主任'], { recusal }),
  register_accusation: right('登记检举控告收件', ['信访专员'], { recusal }),
  // ── supervision ──
  propose_task: right('提出督办事项', ['办公室人员']),
  order_task: right('立项并交办', ['办公室主任'], { favour }),
  order_own_task: right('以本人原话立项并交办', ['办公室主任']),
  act_for_lead: right('签收、反馈、申请延期、报请办结', ['承办单位']),
  supervise_task: right('初审、催办、先缓一天、代录', ['督查专员']),
  decide_task: right('批准延期、办结并销号', ['办公室主任'], { favour }),
  see_ledger: right('查看督办台账', ['办公室人员', '局领导', '承办部门负责人', '联络员']),
  // ── talks ──
  log_talk: right('登记本人谈话', ['办公室人员']),
  plan_talks: right('查看本人谈话计划', ['办公室主任', '办公室副主任', '科长']),
  see_talk: right('查看本人参加的谈话登记', ['本人']),
  decide_backfill: right('同意已结账季度的补录、暂免', ['办公室主任'], { favour }),
  publish_talk_figures: right('发布谈话数字', ['办公室主任']),
  // ── the office ──
  appoint: right('任免岗位、调整分管', ['办公室主任', '系统管理员']),
  sync_roster: right('同步通讯录、登记人员', ['系统管理员']),
  note_leaving: right('办理离职、调离交接', ['办公室主任', '系统管理员']),
  note_own_absence: right('登记本人外出并指定代办人', ['在册人员']),
  note_others_absence: right('登记他人外出', ['办公室主任', '系统管理员']),
  bind_group: right('绑定群', ['办公室主任', '系统管理员']),
  set: right('修改设置', ['办公室主任', '系统管理员']),
  see_settings: right('查看设置', ['办公室主任', '办公室副主任', '系统管理员']),
  export_roster: right('导出、导入名册和岗位', ['办公室主任', '系统管理员']),
  search_people: right('查找人员和单位', ['在册人员']),
  check_up: right('体检', ['办公室主任', '系统管理员']),
  pause_groups: right('暂停、恢复群消息', ['办公室主任', '系统管理员']),
  declare_emergency: right('启动应急', ['办公室主任', '局领导']),
} as const satisfies Record<string, Right>
export type Deed = keyof typeof rights

/** What it is about, as far as who may depends on it. */
export interface About {
  /** The unit that handles it, and the person named in it. */
  unit?: string | null | undefined
  handler?: string | null | undefined
  /** Who registered or asked for it; whose it is. */
  own?: string | null | undefined
  barred?: readonly string[]
}

export function whyNot(
  office: Office,
  by: string,
  deed: Deed,
  about: About = {},
): Refusal | undefined {
  const { by: allowed, recusal: recuses, favour: favours }: Right = rights[deed]
  if (!activePerson(office, by)) return { refused: 'stranger' }
  if (recuses && about.barred?.includes(by)) return { refused: 'recused' }
  if (favours && about.own === by) return { refused: 'own-favour' }
  if (allowed.some((actor) => isActor(office, by, actor, about))) return undefined
  return { refused: 'not-allowed', needs: rolesFor(deed) }
}

export function may(office: Office, by: string, deed: Deed, about: About = {}): boolean {
  return whyNot(office, by, deed, about) === undefined
}

export function isActor(office: Office, by: string, actor: Actor, about: About = {}): boolean {
  switch (actor) {
    case '在册人员':
      return activePerson(office, by) !== undefined
    case '办公室人员':
      return isOfficeStaff(office, by)
    case '承办单位':
      return about.handler === by || actsForUnit(office, by, about.unit)
    case '经办人':
    case '本人':
      return about.own === by
    default:
      return actsAs(office, by, actor)
  }
}

function actsForUnit(office: Office, by: string, unit: string | null | undefined): boolean {
  return Boolean(unit) && unitRoles.some((role) => actsAs(office, by, role, unit ?? undefined))
}

const rolesOfActor: Partial<Record<Actor, Role[]>> = {
  在册人员: [],
  办公室人员: ['科员'],
  承办单位: ['承办部门负责人', '联络员'],
  经办人: [],
  本人: [],
}

/** To whom a refusal points; and whose 帮助 shows it. */
export function rolesFor(deed: Deed): Role[] {
  const { by }: Right = rights[deed]
  return [...new Set(by.flatMap((actor) => rolesOfActor[actor] ?? [actor].filter(isRole)))]
}

const isRole = (actor: Actor): actor is Role => rolesOfActor[actor] === undefined
