// 体检: what the office's own data say: people, posts, groups, holidays, the coming week's reminders. Rules over the office.
import { addDays, coverage, parts, sayDay } from '../../calendar.ts'
import { holdersOf, nameOf, type Office } from '../../people.ts'
import { sayVacancy, vacancies } from '../posts/posts.ts'

export interface Finding {
  light: 'ok' | 'look' | 'bad'
  what: string
  said: string
}

const ok = (what: string, said: string): Finding => ({ light: 'ok', what, said })
const look = (what: string, said: string): Finding => ({ light: 'look', what, said })

export function officeFindings(office: Office): Finding[] {
  return [people(office), posts(office), groups(office), holidays(office)]
}

function people(office: Office): Finding {
  const staff = [...office.people.values()].filter(
    ({ status, unit }) => status === 'active' && unit,
  )
  const nameless = staff.filter(({ name }) => !name.trim())
  if (staff.length === 0) return look('名册', '为空，请发送“同步通讯录”')
  if (nameless.length > 0)
    return look(
      '名册',
      `${staff.length}人，其中${nameless.map(({ openId }) => nameOf(office, openId)).join('、')}读不到姓名，请核对通讯录权限`,
    )
  return ok('名册', `${staff.length}人，单位${office.units.size}个`)
}

function posts(office: Office): Finding {
  const empty = vacancies(office).map((one) => sayVacancy(office, one))
  const single = (['信访专员', '督查专员', '办公室主任'] as const).filter(
    (role) =>
      holdersOf(office, role).length > 0 &&
      !office.roles.some((held) => held.role === role && held.deputy),
  )
  if (empty.length > 0) return look('岗位', `空缺：${empty.join('、')}`)
  return single.length > 0 ? look('岗位', `没有B角：${single.join('、')}`) : ok('岗位', '已齐')
}

function groups({ groups: all }: Office): Finding {
  const unbound = all.filter(({ kind, external }) => kind === 'unbound' && !external)
  if (all.length === 0) return look('群', '机器人还不在任何群内')
  return unbound.length > 0
    ? look('群', `未绑定：${unbound.map(({ name }) => name || '未命名').join('、')}`)
    : ok('群', `已绑定${all.length}个`)
}

/** The notice for the next year is due from 1 November. */
function holidays({ holidays: h, today }: Office): Finding {
  const { year, month } = parts(today)
  const wanted = month >= 11 ? [year, year + 1] : [year]
  const missing = wanted.filter((one) => coverage(h, one) !== 'official')
  return missing.length > 0
    ? look('放假安排', `${missing.join('、')}年尚未导入，有关日期暂按法定节日推算`)
    : ok('放假安排', `${wanted.join('、')}年已导入`)
}

export interface DayCount {
  day: string
  n: number
}

export function weekFinding({ today }: Pick<Office, 'today'>, counts: DayCount[]): Finding {
  const said = Array.from({ length: 7 }, (_, n) => addDays(today, n)).map(
    (day) => `${sayDay(day, { today })}${counts.find((one) => one.day === day)?.n ?? 0}条`,
  )
  return ok('今后七日提醒', said.join('，'))
}
