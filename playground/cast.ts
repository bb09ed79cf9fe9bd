// The cast: everybody in the Feishu of the playground, and what the office knows of them. The only cast, also in tests.
// Names are invented. Ids are made from the key, so that they are the same on every machine.
import { createHash } from 'node:crypto'

/** The exact words of the rulebook for roles. */
export type CastRole =
  | '局领导'
  | '办公室主任'
  | '办公室副主任'
  | '科长'
  | '科员'
  | '信访专员'
  | '督查专员'
  | '值班员'
  | '承办部门负责人'
  | '联络员'
  | '纪检接口人'
  | '系统管理员'

export interface CastDepartment {
  key: string
  name: string
  open_department_id: string
  parent: string
  /** leaders · office · section (of the office) · unit (a department) · subordinate (a city bureau) */
  kind: 'leaders' | 'office' | 'section' | 'unit' | 'subordinate'
}

export interface CastMember {
  key: string
  name: string
  open_id: string
  union_id: string
  user_id: string
  department: string
  title: string
  roles: CastRole[]
  /** Key of the person whose B角 this one is. */
  deputyOf?: string
  /** 主持工作: acts as head of the section without being its 科长. */
  acting?: boolean
  /** Keys of the sections in a deputy director's charge. */
  portfolio?: string[]
}

export interface CastGroup {
  key: string
  name: string
  chat_id: string
  kind: 'bureau' | 'office' | 'leaders' | 'unit'
  unit?: string
  members: string[]
}

const hex = (kind: string, key: string) =>
  createHash('sha256').update(`${kind}/${key}`).digest('hex').slice(0, 32)

const department = (
  key: string,
  name: string,
  kind: CastDepartment['kind'],
  parent = '0',
): CastDepartment => ({ key, name, kind, parent, open_department_id: `od-${hex('od', key)}` })

export const departments: CastDepartment[] = [
  department('leaders', '局领导', 'leaders'),
  department('office', '办公室', 'office'),
  department('wenshu', '文书科', 'section', 'office'),
  department('mishu', '秘书科', 'section', 'office'),
  department('xuanchuan', '宣传科', 'section', 'office'),
  department('xinfang', '信访科', 'section', 'office'),
  department('gongcheng', '工程处', 'unit'),
  department('gongguan', '工管处', 'unit'),
  department('shuizheng', '水政处', 'unit'),
  department('caiwu', '财务处', 'unit'),
  department('guiji', '规计处', 'unit'),
  department('fangxun', '防汛办', 'unit'),
  department('renshi', '人事处', 'unit'),
  department('shenji', '审计处', 'unit'),
  department('shuidiao', '水调处', 'unit'),
  department('xinxi', '信息中心', 'unit'),
  department('houqin', '后勤中心', 'unit'),
  department('yunhe', '云河市局', 'subordinate'),
]

const person = (
  key: string,
  name: string,
  dept: string,
  title: string,
  roles: CastRole[],
  more: Pick<CastMember, 'deputyOf' | 'acting' | 'portfolio'> = {},
): CastMember => ({
  key,
  name,
  department: dept,
  title,
  roles,
  open_id: `ou_${hex('ou', key)}`,
  union_id: `on_${hex('on', key)}`,
  user_id: hex('u', key).slice(0, 8),
  ...more,
})

export const members: CastMember[] = [
  person('juzhang', '王建国', 'leaders', '局长', ['局领导']),
  person('fenguan', '赵立新', 'leaders', '副局长', ['局领导']),
  person('zhuren', '周明远', 'office', '办公室主任', ['办公室主任']),
  person('fuzhuren1', '李清和', 'office', '办公室副主任', ['办公室副主任'], {
    portfolio: ['wenshu', 'mishu'],
    deputyOf: 'zhuren',
  }),
  person('fuzhuren2', '孙晓东', 'office', '办公室副主任', ['办公室副主任'], {
    portfolio: ['xuanchuan', 'xinfang'],
  }),
  person('wenshu-head', '吴文博', 'wenshu', '文书科科长', ['科长']),
  person('mishu-head', '郑秀兰', 'mishu', '秘书科科长', ['科长']),
  person('xuanchuan-head', '冯雪松', 'xuanchuan', '宣传科科长', ['科长']),
  person('xinfang-head', '陈志刚', 'xinfang', '信访科副科长（主持工作）', ['科长'], {
    acting: true,
  }),
  person('xinfang-officer', '严丽华', 'xinfang', '科员', ['信访专员', '科员']),
  person('xinfang-deputy', '华国梁', 'xinfang', '科员', ['科员'], { deputyOf: 'xinfang-officer' }),
  person('ducha-officer', '金若水', 'mishu', '科员', ['督查专员', '科员']),
  person('ducha-deputy', '魏子安', 'mishu', '科员', ['科员'], { deputyOf: 'ducha-officer' }),
  person('duty', '陶行远', 'wenshu', '科员', ['值班员', '科员']),
  person('admin', '姜海涛', 'wenshu', '科员', ['系统管理员', '科员']),
  person('wenshu-clerk', '何小雨', 'wenshu', '科员', ['科员']),
  person('mishu-clerk', '施雅琴', 'mishu', '科员', ['科员']),
  person('xuanchuan-clerk1', '孔令仪', 'xuanchuan', '科员', ['科员']),
  person('xuanchuan-clerk2', '曹一鸣', 'xuanchuan', '科员', ['科员']),
  person('discipline', '戚守正', 'leaders', '纪检接口人', ['纪检接口人']),
  person('gongcheng-head', '谢大川', 'gongcheng', '处长', ['承办部门负责人']),
  person('gongcheng-liaison', '邹亚楠', 'gongcheng', '联络员', ['联络员']),
  person('gongguan-head', '喻成林', 'gongguan', '处长', ['承办部门负责人']),
  person('gongguan-liaison', '柏青松', 'gongguan', '联络员', ['联络员']),
  person('shuizheng-head', '窦建华', 'shuizheng', '处长', ['承办部门负责人']),
  person('shuizheng-liaison', '章若兰', 'shuizheng', '联络员', ['联络员']),
  person('caiwu-head', '苏敏', 'caiwu', '处长', ['承办部门负责人']),
  person('caiwu-liaison', '潘悦', 'caiwu', '联络员', ['联络员']),
  person('guiji-head', '葛宏图', 'guiji', '处长', ['承办部门负责人']),
  person('guiji-liaison', '奚文静', 'guiji', '联络员', ['联络员']),
  person('fangxun-head', '范永安', 'fangxun', '主任', ['承办部门负责人']),
  person('fangxun-liaison', '彭海波', 'fangxun', '联络员', ['联络员']),
]

const inOffice = new Set(['office', 'wenshu', 'mishu', 'xuanchuan', 'xinfang'])
const keysOf = (test: (member: CastMember) => boolean) => members.filter(test).map((m) => m.key)

const group = (
  key: string,
  name: string,
  kind: CastGroup['kind'],
  keys: string[],
  unit?: string,
): CastGroup => ({
  key,
  name,
  kind,
  members: keys,
  chat_id: `oc_${hex('oc', key)}`,
  ...(unit && { unit }),
})

const ownGroups = ['gongcheng', 'gongguan', 'shuizheng', 'caiwu', 'guiji', 'fangxun']

export const groups: CastGroup[] = [
  group(
    'bureau',
    '全局工作群',
    'bureau',
    keysOf(() => true),
  ),
  group(
    'office',
    '办公室工作群',
    'office',
    keysOf((m) => inOffice.has(m.department)),
  ),
  group(
    'leaders',
    '局领导群',
    'leaders',
    keysOf((m) => m.roles.includes('局领导') || m.key === 'zhuren'),
  ),
  ...ownGroups.map((key) => {
    const name = departments.find((d) => d.key === key)?.name ?? key
    const keys = keysOf((m) => m.department === key || m.key === 'ducha-officer')
    return group(key, `${name}工作群`, 'unit', keys, key)
  }),
]

export const tenantKey = 'tk' + hex('tk', 'bureau').slice(0, 14)
export const botOpenId = `ou_${hex('ou', 'bot')}`
export const botName = '督办助手'

/** The id of the private chat between a person and the bot. */
export const p2pChatId = (openId: string) => `oc_${hex('p2p', openId)}`
