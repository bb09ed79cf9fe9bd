// What people see of posts: who holds what, who is B角, what is vacant; and what the titles suggest.
import type { Block, PrivateCard } from '../../card.ts'
import type { Reading, View } from '../../feature.ts'
import {
  absenceOf,
  nameOf,
  type Office,
  type Role,
  roles,
  standIn,
  type Unit,
  unitName,
} from '../../people.ts'
import { adoptButton } from './buttons.ts'
import { type Suggested, sayVacancy, suggested, vacancies } from './posts.ts'

export const postViews: Record<string, View> = {
  posts: { person: async (ctx) => postsCard(ctx) },
  titles: { person: async (ctx) => titlesCard(ctx) },
}

const ofOffice = roles.filter(
  (role) => !['科员', '科长', '承办部门负责人', '联络员'].includes(role),
)

export function postsCard({ office }: Pick<Reading, 'office'>): PrivateCard {
  const empty = vacancies(office).map((vacancy) => sayVacancy(office, vacancy))
  const units = [...office.units.values()]
  return {
    title: '岗位',
    light: empty.length > 0 ? 'yellow' : 'green',
    ...(empty.length > 0 && { tag: `空缺${empty.length}` }),
    blocks: [
      {
        kind: 'table',
        columns: ['岗位', '人员', 'B角'],
        rows: ofOffice.map((role) => [
          role,
          people(office, role),
          people(office, role, undefined, true),
        ]),
      },
      {
        kind: 'fold',
        title: '科室',
        blocks: [
          sections(
            office,
            units.filter(({ kind }) => kind === 'section'),
          ),
        ],
      },
      {
        kind: 'fold',
        title: '部门和局属单位',
        blocks: [
          departments(
            office,
            units.filter(({ kind }) => kind === 'unit' || kind === 'subordinate'),
          ),
        ],
      },
      ...(empty.length > 0 ? [{ kind: 'note' as const, text: `空缺：${empty.join('、')}。` }] : []),
      {
        kind: 'note',
        text: '调整请直接说，例如：工管处联络员是某某；信访专员的B角是某某；副主任某某 分管文书科、宣传科。成批调整请发送“导出岗位”，改后发回。',
      },
    ],
  }
}

function sections(office: Office, units: Unit[]): Block<string> {
  const charge = (id: string) =>
    office.portfolios
      .filter(({ section }) => section === id)
      .map(({ person }) => nameOf(office, person))
      .join('、')
  return {
    kind: 'table',
    columns: ['科室', '科长', '分管'],
    rows: units.map(({ id, name }) => [name, people(office, '科长', id), charge(id) || '—']),
  }
}

function departments(office: Office, units: Unit[]): Block<string> {
  return {
    kind: 'table',
    columns: ['单位', '负责人', '联络员'],
    rows: units.map(({ id, name }) => [
      name,
      people(office, '承办部门负责人', id),
      people(office, '联络员', id),
    ]),
  }
}

export function people(office: Office, role: Role, unit?: string, deputy = false): string {
  const held = office.roles.filter(
    (post) => post.role === role && post.deputy === deputy && (!unit || post.unit === unit),
  )
  return held.map(({ person }) => named(office, person, role)).join('、') || '—'
}

function named(office: Office, person: string, role: Role): string {
  const name = nameOf(office, person)
  const acting = role === '科长' && office.people.get(person)?.acting ? '（主持工作）' : ''
  if (!absenceOf(office, person)) return `${name}${acting}`
  const instead = standIn(office, person)
  return `${name}${acting}（外出${instead ? `，由${instead.name}代` : ''}）`
}

function titlesCard({ office }: Reading): PrivateCard {
  const rows = suggested(office)
  if (rows.length === 0)
    return {
      title: '按职务建议的岗位',
      light: 'green',
      blocks: [{ kind: 'text', text: '没有可以按职务补上的岗位。' }],
    }
  return {
    title: '按职务建议的岗位',
    light: 'blue',
    tag: `${rows.length}项`,
    blocks: [
      {
        kind: 'table',
        columns: ['单位', '岗位', '人员', '职务'],
        rows: rows.map((row) => suggestedRow(office, row)),
      },
      {
        kind: 'buttons',
        buttons: [{ text: '全部采用', payload: adoptButton.on('posts'), style: 'primary' }],
      },
      { kind: 'note', text: '采用后可随时用一句话调整。' },
    ],
  }
}

const suggestedRow = (office: Office, { person, role, unit, acting }: Suggested) => [
  unitName(office, unit),
  `${role}${acting ? '（主持工作）' : ''}`,
  nameOf(office, person),
  office.people.get(person)?.title ?? '',
]
