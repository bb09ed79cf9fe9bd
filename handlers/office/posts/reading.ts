// Sentences about posts → values: 副主任李某 分管文书科、宣传科 · 工管处联络员是王某 · 信访科科长空缺 由陈某主持工作.
import type { Ctx, Understood, Words } from '../../feature.ts'
import {
  findPerson,
  findUnit,
  type Office,
  type Person,
  type Role,
  type Unit,
} from '../../people.ts'
import { fold } from '../../phrase.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { noPerson, whichPerson } from '../answers.ts'

export type PostSaid =
  | { kind: 'charge'; person: string; sections: string[] }
  | {
      kind: 'appoint'
      role: Role
      unit: string | null
      person: string
      deputy: boolean
      acting: boolean
      also: boolean
    }
  | { kind: 'vacate'; role: Role; unit: string | null; person: string | null }
  | { kind: 'move'; person: string; unit: string }
  | { kind: 'register'; person: string; unit: string }
  | { kind: 'unit'; name: string; as: 'section' | 'unit' | 'subordinate' }
  | { kind: 'ask'; role: Role; unit: string | null }

type Given = Pick<Ctx, 'office' | 'by'>
type Read = (
  match: RegExpMatchArray,
  office: Office,
  words: Words,
) => PostSaid | Refusal | undefined

const roleWords: readonly [RegExp, Role][] = [
  [/^(?:办公室)?副主任$/u, '办公室副主任'],
  [/^办公室主任$/u, '办公室主任'],
  [/^局领导$/u, '局领导'],
  [/^科长$/u, '科长'],
  [/^信访专员$/u, '信访专员'],
  [/^督查专员$/u, '督查专员'],
  [/^(?:防汛)?值班员$/u, '值班员'],
  [/^(?:承办部门)?负责人$|^处长$|^主任$/u, '承办部门负责人'],
  [/^联络员$/u, '联络员'],
  [/^纪检接口人$/u, '纪检接口人'],
  [/^(?:系统)?管理员$/u, '系统管理员'],
]
const post =
  '(?<post>办公室副主任|办公室主任|副主任|局领导|科长|信访专员|督查专员|防汛值班员|值班员|承办部门负责人|负责人|处长|主任|联络员|纪检接口人|系统管理员|管理员)'
const end = '[。.]?$'

// Every repetition is bounded: names and units are short, and a long text must cost no more than its length.
const sentences: readonly [RegExp, Read][] = [
  [
    new RegExp(
      `^(?:办公室)?(?:副主任|副局长|局领导)?\\s{0,3}(?<who>.{1,60}?)\\s{0,3}(?:改为|负责)?分管\\s{0,3}(?<sections>.+?)${end}`,
      'u',
    ),
    charge,
  ],
  [
    new RegExp(
      `^(?<unit>.{0,40}?)\\s{0,3}科长(?:岗位)?空缺[,，\\s]*(?:暂?由\\s{0,3}(?<who>.{1,60}?)\\s{0,3}主持工作)?${end}`,
      'u',
    ),
    acting,
  ],
  [
    new RegExp(
      `^(?:由\\s{0,3})?(?<who>.{1,60}?)\\s{0,3}主持\\s{0,3}(?<unit>.{1,40}?)\\s{0,3}(?:的)?工作${end}`,
      'u',
    ),
    acting,
  ],
  [
    new RegExp(
      `^(?:登记|新增|添加)(?:人员|职工|同事)\\s{0,3}(?<who>.{1,60}?)\\s{0,3}(?:到|进|在|分在)\\s{0,3}(?<unit>.{1,40}?)${end}`,
      'u',
    ),
    register,
  ],
  [
    new RegExp(
      `^(?:新增|添加|登记)(?<as>局属单位|下级单位|部门|处室|科室)\\s{0,3}(?<unit>.{1,40}?)${end}`,
      'u',
    ),
    unit,
  ],
  [
    new RegExp(
      `^(?<who>.{1,60}?)\\s{0,3}(?:已)?(?:调到|调入|调往|转到)\\s{0,3}(?<unit>.{1,40}?)${end}`,
      'u',
    ),
    move,
  ],
  [
    new RegExp(
      `^(?:免去|撤销|取消)\\s{0,3}(?<who>.{1,60}?)\\s{0,3}(?:的)?\\s{0,3}(?<unit>[^\\s@]{0,40}?)${post}(?:职务|岗位|角色)?${end}`,
      'u',
    ),
    vacate,
  ],
  [
    new RegExp(
      `^(?<who>.{1,60}?)\\s{0,3}不再(?:担任|兼任|任|是)\\s{0,3}(?<unit>.{0,40}?)${post}${end}`,
      'u',
    ),
    vacate,
  ],
  [
    new RegExp(
      `^(?<also>增加|增设|另设)?\\s{0,3}(?<unit>.{0,40}?)(?:的)?${post}\\s{0,3}(?:的)?(?<deputy>[AaＡ]?[BbＢ]角)?\\s{0,3}(?:改为|改成|换成|换为|是|为|由|[:：])\\s{0,3}(?<who>.{1,60}?)\\s{0,3}(?:担任|兼任)?${end}`,
      'u',
    ),
    appoint,
  ],
  [
    new RegExp(`^(?<also>增加)\\s{0,3}(?<unit>.{0,40}?)${post}\\s+(?<who>.{1,60}?)${end}`, 'u'),
    appoint,
  ],
]

/** Sentences of the duties, whatever posts they speak of. */
const others =
  /^(?:督办|特急|加急|催办|登记来|登记谈话|预约|反馈|代录|补录|信访(?!科|专员)|交办|提醒|查|看)/u

export function readPost(words: Words, { office }: Given): Understood<PostSaid> {
  const text = fold(words.text).text.trim()
  if (others.test(text)) return undefined
  for (const [pattern, read] of sentences) {
    const match = text.match(pattern)
    const said = match && read(match, office, words)
    if (said) return isRefusal(said) ? said : { slots: said }
  }
  return undefined
}

const group = (match: RegExpMatchArray, name: string) => (match.groups?.[name] ?? '').trim()

function charge(match: RegExpMatchArray, office: Office, words: Words): PostSaid | Refusal {
  const person = someone(office, group(match, 'who'), words)
  if (isRefusal(person)) return person
  const sections: string[] = []
  for (const said of group(match, 'sections')
    .split(/[、,，和及\s]+/u)
    .filter(Boolean)) {
    const found = place(office, said)
    if (isRefusal(found)) return found
    sections.push(found.id)
  }
  return { kind: 'charge', person: person.openId, sections }
}

function acting(match: RegExpMatchArray, office: Office, words: Words): PostSaid | Refusal {
  const section = place(office, group(match, 'unit'))
  if (isRefusal(section)) return section
  const who = group(match, 'who')
  if (!who) return { kind: 'vacate', role: '科长', unit: section.id, person: null }
  const person = someone(office, who, words)
  if (isRefusal(person)) return person
  const as = { deputy: false, acting: true, also: false }
  return { kind: 'appoint', role: '科长', unit: section.id, person: person.openId, ...as }
}

function register(match: RegExpMatchArray, office: Office, words: Words): PostSaid | Refusal {
  const to = place(office, group(match, 'unit'))
  if (isRefusal(to)) return to
  const said = group(match, 'who')
  const mention = words.mentions.find(({ key }) => said.includes(key))
  if (!mention)
    return {
      refused: 'missing',
      what: '人员',
      example: '登记人员 @姓名 到 文书科（请在消息中@本人）',
    }
  return { kind: 'register', person: mention.openId, unit: to.id }
}

const kinds = {
  局属单位: 'subordinate',
  下级单位: 'subordinate',
  部门: 'unit',
  处室: 'unit',
  科室: 'section',
} as const

function unit(match: RegExpMatchArray, office: Office): PostSaid | Refusal {
  const name = group(match, 'unit')
  if ('one' in findUnit(office, name))
    return { refused: 'unclear', what: '单位', hint: `${name}已在名册中。` }
  const word = Object.keys(kinds).find(
    (key): key is keyof typeof kinds => key === group(match, 'as'),
  )
  return { kind: 'unit', name, as: word ? kinds[word] : 'unit' }
}

function move(
  match: RegExpMatchArray,
  office: Office,
  words: Words,
): PostSaid | Refusal | undefined {
  const to = findUnit(office, group(match, 'unit'))
  if (!('one' in to)) return undefined
  const person = someone(office, group(match, 'who').replace(/\d+月\d+日$/u, ''), words)
  return isRefusal(person) ? person : { kind: 'move', person: person.openId, unit: to.one.id }
}

function vacate(
  match: RegExpMatchArray,
  office: Office,
  words: Words,
): PostSaid | Refusal | undefined {
  const role = roleOf(group(match, 'post'))
  if (!role) return undefined
  const where = whereOf(office, role, group(match, 'unit'))
  if (isRefusal(where)) return where
  const person = someone(office, group(match, 'who'), words)
  return isRefusal(person) ? person : { kind: 'vacate', role, unit: where, person: person.openId }
}

function appoint(
  match: RegExpMatchArray,
  office: Office,
  words: Words,
): PostSaid | Refusal | undefined {
  const role = roleOf(group(match, 'post'), group(match, 'unit'))
  if (!role) return undefined
  const where = whereOf(office, role, group(match, 'unit').replace(/^办公室$/u, ''))
  const who = group(match, 'who')
  if (isRefusal(where)) return where
  if (/^谁[?？]?$/u.test(who)) return { kind: 'ask', role, unit: where }
  const person = someone(office, who, words)
  if (isRefusal(person)) return person
  const [deputy, also] = [group(match, 'deputy') !== '', group(match, 'also') !== '']
  return { kind: 'appoint', role, unit: where, person: person.openId, deputy, acting: false, also }
}

/** 防汛办主任 heads a department, 办公室主任 is the director. */
function roleOf(said: string, unitSaid = ''): Role | undefined {
  if (said === '主任' && (unitSaid === '' || unitSaid === '办公室')) return '办公室主任'
  return roleWords.find(([pattern]) => pattern.test(said))?.[1]
}

const ofUnit: readonly Role[] = ['科长', '联络员', '承办部门负责人']

function whereOf(office: Office, role: Role, said: string): string | null | Refusal {
  if (!ofUnit.includes(role)) return null
  if (!said)
    return {
      refused: 'missing',
      what: '单位',
      example: `工管处${role === '承办部门负责人' ? '负责人' : role}是某某`,
    }
  const found = place(office, said)
  return isRefusal(found) ? found : found.id
}

export function someone(office: Office, said: string, words: Words): Person | Refusal {
  const found = findPerson(office, said, words.mentions)
  if ('one' in found) return found.one
  return 'many' in found
    ? whichPerson(office, said, found.many)
    : noPerson(shownName(said, words), found.near)
}

const shownName = (said: string, { mentions }: Words) =>
  mentions.find(({ key }) => said.includes(key))?.name ?? said

export function place(office: Office, said: string): Unit | Refusal {
  const found = findUnit(office, said)
  if ('one' in found) return found.one
  const near = 'none' in found ? found.near : found.many
  const hint =
    near.length > 0
      ? `是否为${near.map(({ name }) => name).join('、')}？`
      : '发送“岗位”可查看全部单位。'
  return { refused: 'unclear', what: `单位“${said}”`, hint }
}
