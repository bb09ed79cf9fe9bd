// What is said about people, posts and absences, as values; and what the contacts say of people.
import { describe, expect, it } from 'vitest'
import { instant } from '../../db/instant.ts'
import type { Words } from '../../handlers/feature.ts'
import { readAbsence } from '../../handlers/office/absence/reading.ts'
import { readPost } from '../../handlers/office/posts/reading.ts'
import { departmentChanges, kindOf } from '../../handlers/office/roster/departments.ts'
import { peopleChanges } from '../../handlers/office/roster/people.ts'
import { nameOf, type Person, search } from '../../handlers/people.ts'
import { anOffice, idOf } from './builders.ts'

const office = anOffice()
const words = (text: string): Words => ({ text, original: text, mentions: [], where: 'private' })
const by = (name: string): Person => {
  const person = office.people.get(idOf(name))
  if (!person) throw new Error(name)
  return person
}
const given = {
  office,
  today: office.today,
  now: instant('2026-11-25T09:00:00+08:00'),
  by: by('周明远'),
}
const nameFor = (id: unknown) =>
  typeof id === 'string' && office.people.has(id) ? nameOf(office, id) : id

describe('外出的说法', () => {
  const read = (text: string) => {
    const found = readAbsence(words(text), given)
    if (!found || !('slots' in found))
      return found && 'refused' in found ? found.refused : undefined
    const { person, delegate, from, to, why } = found.slots
    return [nameFor(person), nameFor(delegate), from, to, why]
  }
  it.each([
    ['我今日起出差三天，由李清和代', ['周明远', '李清和', '2026-11-25', '2026-11-27', '出差']],
    ['我今天起出差3天 由李清和代', ['周明远', '李清和', '2026-11-25', '2026-11-27', '出差']],
    ['我明天请假一天', ['周明远', null, '2026-11-26', '2026-11-26', '请假']],
    [
      '我12月1日至12月3日请假，由孙晓东代办',
      ['周明远', '孙晓东', '2026-12-01', '2026-12-03', '请假'],
    ],
    ['我12月1日至3日出差，由孙晓东代', ['周明远', '孙晓东', '2026-12-01', '2026-12-03', '出差']],
    ['我12月1日起休假两周', ['周明远', null, '2026-12-01', '2026-12-14', '休假']],
    [
      '我１２月１日起出差１０天，由李清和代',
      ['周明远', '李清和', '2026-12-01', '2026-12-10', '出差'],
    ],
    ['我1月4日至1月6日学习', ['周明远', null, '2027-01-04', '2027-01-06', '学习']],
    ['何小雨明天起请假五天', ['何小雨', null, '2026-11-26', '2026-11-30', '请假']],
    ['我今日起出差，由李清和代', 'missing'],
    ['我今日起出差三天，由钱多多代', 'unclear'],
    ['督办 工程处 12月4日前 报出差计划', undefined],
    ['登记谈话 今天和何小雨谈了 他明天出差', undefined],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('岗位的说法', () => {
  const read = (text: string) => {
    const found = readPost(words(text), given)
    if (!found || !('slots' in found))
      return found && 'refused' in found ? found.refused : undefined
    const { person, ...rest } = { person: undefined, ...found.slots }
    return { ...rest, person: nameFor(person) }
  }
  it.each([
    [
      '副主任李清和 分管文书科、宣传科',
      { kind: 'charge', person: '李清和', sections: ['wenshu', 'xuanchuan'] },
    ],
    [
      '李清和分管秘书科和信访科',
      { kind: 'charge', person: '李清和', sections: ['mishu', 'xinfang'] },
    ],
    [
      '信访科科长空缺 由陈志刚主持工作',
      {
        kind: 'appoint',
        role: '科长',
        unit: 'xinfang',
        person: '陈志刚',
        acting: true,
        deputy: false,
        also: false,
      },
    ],
    ['信访科科长空缺', { kind: 'vacate', role: '科长', unit: 'xinfang', person: null }],
    [
      '工管处联络员是柏青松',
      {
        kind: 'appoint',
        role: '联络员',
        unit: 'gongguan',
        person: '柏青松',
        acting: false,
        deputy: false,
        also: false,
      },
    ],
    [
      '防汛办主任是范永安',
      {
        kind: 'appoint',
        role: '承办部门负责人',
        unit: 'fangxun',
        person: '范永安',
        acting: false,
        deputy: false,
        also: false,
      },
    ],
    [
      '办公室主任是周明远',
      {
        kind: 'appoint',
        role: '办公室主任',
        unit: null,
        person: '周明远',
        acting: false,
        deputy: false,
        also: false,
      },
    ],
    [
      '信访专员的B角是华国梁',
      {
        kind: 'appoint',
        role: '信访专员',
        unit: null,
        person: '华国梁',
        acting: false,
        deputy: true,
        also: false,
      },
    ],
    [
      '督查专员改为魏子安',
      {
        kind: 'appoint',
        role: '督查专员',
        unit: null,
        person: '魏子安',
        acting: false,
        deputy: false,
        also: false,
      },
    ],
    ['陶行远不再担任值班员', { kind: 'vacate', role: '值班员', unit: null, person: '陶行远' }],
    ['孔令仪调到秘书科', { kind: 'move', person: '孔令仪', unit: 'mishu' }],
    [
      '新增局属单位 青河市局',
      { kind: 'unit', name: '青河市局', as: 'subordinate', person: undefined },
    ],
    ['工管处联络员是谁', { kind: 'ask', role: '联络员', unit: 'gongguan', person: undefined }],
    ['工管局联络员是柏青松', 'unclear'],
    ['联络员是柏青松', 'missing'],
    ['督办 工程处 12月4日前 报分管领导名单', undefined],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('通讯录说的人和部门', () => {
  it.each([
    ['局领导', undefined, 'leaders'],
    ['办公室', undefined, 'office'],
    ['文书科', { id: 'o', name: '办公室', kind: 'office', parent: null }, 'section'],
    ['工程处', undefined, 'unit'],
    ['防汛办', undefined, 'unit'],
    ['云河市局', undefined, 'subordinate'],
  ] as const)('%s归为对应类别', (name, parent, kind) => {
    expect(kindOf(name, parent)).toBe(kind)
  })

  it('手工登记过的单位按名称对上，不重复登记', () => {
    const known = [
      { id: 'u1', name: '青河市局', kind: 'subordinate', parent: null, department: null } as const,
    ]
    const changes = departmentChanges(known, [{ id: 'od-1', name: '青河市局', parent: '0' }])
    expect(changes).toEqual({ add: [], rename: [], tie: [{ id: 'u1', department: 'od-1' }] })
  })

  const row = {
    open_id: 'ou_x',
    union_id: 'on_x',
    user_id: null,
    name: '何小雨',
    unit_id: 'wenshu',
    title: '科员',
    status: 'active',
    acting: false,
    p2p_chat: null,
    left_on: null,
    id: 'i',
    revision: 1,
  } as const

  it('读不到姓名的保留本人原有姓名，新人读不到姓名的显示尾号，绝不借用他人的', () => {
    const told = { openId: 'ou_x', unit: 'wenshu', gone: false }
    expect(peopleChanges([row], [{ ...told, name: '  ' }])).toEqual({
      add: [],
      change: [],
      moved: [],
      gone: [],
    })
    expect(peopleChanges([row], [{ ...told, openId: 'ou_new1234' }]).add[0]?.name).toBe('')
    const people = new Map(office.people).set('ou_new1234', {
      openId: 'ou_new1234',
      name: '  ',
      unit: 'wenshu',
      title: '',
      status: 'active',
      acting: false,
    })
    expect(nameOf(anOffice({ people }), 'ou_new1234')).toBe('未知用户(尾号1234)')
  })

  it('换了部门的算调动，离职的列出，同一页重复的人只算一次', () => {
    const told = { openId: 'ou_x', name: '何小雨', title: '科员', unit: 'mishu', gone: false }
    expect(peopleChanges([row], [told, told]).moved).toEqual([
      { person: 'ou_x', from: 'wenshu', to: 'mishu' },
    ])
    expect(peopleChanges([row], [{ ...told, gone: true }]).gone).toEqual(['ou_x'])
  })

  it.each([
    ['lqh', '李清和'],
    ['ddh', undefined],
    ['djh', '窦建华'],
    ['若水', '金若水'],
  ])('查找%s', (said, name) => {
    expect(search(office, said).people[0]?.name).toBe(name)
  })
})
