// 岗位 as a sheet: a row a person; unit, posts, posts as B角, sections in charge.
import type { Ctx, News, Outcome } from '../../feature.ts'
import {
  findUnit,
  isOfficeUnit,
  nameOf,
  type Office,
  type Role,
  roles,
  unitName,
} from '../../people.ts'
import type { Change, SheetKind } from '../../sheet/index.ts'
import { entry } from '../answers.ts'
import * as store from '../posts/store.ts'

export const postsSheet: SheetKind = {
  name: '岗位',
  deed: 'export_roster',
  columns: [
    { key: 'id', title: '标识' },
    { key: 'name', title: '姓名', fixed: true },
    { key: 'unit', title: '单位' },
    { key: 'roles', title: '岗位' },
    { key: 'deputy', title: 'B角岗位' },
    { key: 'charge', title: '分管科室' },
    { key: 'title', title: '职务', fixed: true },
  ],
  rows: async ({ office }) =>
    [...office.people.values()]
      .filter(
        ({ status, unit }) =>
          status === 'active' && (unit !== null || hasPost(office, '系统管理员')),
      )
      .map((person) => ({
        id: person.openId,
        name: nameOf(office, person.openId),
        unit: person.unit ? unitName(office, person.unit) : '',
        roles: posts(office, person.openId, false),
        deputy: posts(office, person.openId, true),
        charge: office.portfolios
          .filter((one) => one.person === person.openId)
          .map(({ section }) => unitName(office, section))
          .join('、'),
        title: person.title,
      })),
  check({ office }, column, cell) {
    if (column === 'unit') return unknownUnit(office, cell)
    if (column === 'roles' || column === 'deputy')
      return listed(cell)
        .map((one) => (isRole(one) ? undefined : `没有岗位“${one}”，可填：${roles.join('、')}`))
        .find(Boolean)
    if (column === 'charge')
      return listed(cell)
        .map((one) => unknownUnit(office, one))
        .find(Boolean)
    return undefined
  },
  apply,
}

const hasPost = (office: Office, role: Role) => office.roles.some((held) => held.role === role)
const isRole = (said: string): said is Role => roles.some((role) => role === said)
const listed = (cell: string) => cell.split(/[、,，;；/\s]+/u).filter(Boolean)

function posts(office: Office, person: string, deputy: boolean): string {
  const held = new Set(
    office.roles
      .filter((post) => post.person === person && post.deputy === deputy)
      .map(({ role }) => role),
  )
  return roles.filter((role) => held.has(role)).join('、')
}

function unknownUnit(office: Office, cell: string): string | undefined {
  const found = findUnit(office, cell)
  if ('one' in found) return undefined
  const near = 'none' in found ? found.near.map(({ name }) => name) : []
  return `没有单位“${cell}”${near.length > 0 ? `，是否为${near.join('、')}` : ''}`
}

async function apply(ctx: Ctx, changes: Change[]): Promise<Outcome> {
  await store.lockPosts(ctx.trx)
  for (const change of changes) await applyRow(ctx, change)
  return {
    entries: [entry('posts', 'import', { people: changes.map(({ id }) => id) })],
    news: changes.map(({ id }): News => ({ kind: 'absenceChanged', person: id })),
  }
}

async function applyRow(ctx: Ctx, { id, cells }: Change): Promise<void> {
  const { office } = ctx
  const to = (key: string) => cells.find((cell) => cell.key === key)?.to
  const unitSaid = to('unit')
  const found = unitSaid === undefined ? undefined : findUnit(office, unitSaid)
  const unit = found && 'one' in found ? found.one.id : (office.people.get(id)?.unit ?? '')
  if (unitSaid !== undefined) await store.putInUnit(ctx.trx, id, unit)
  const wanted = {
    own: to('roles') ?? posts(office, id, false),
    deputy: to('deputy') ?? posts(office, id, true),
  }
  if (unitSaid !== undefined || to('roles') !== undefined || to('deputy') !== undefined)
    await setPosts(ctx, id, unit, wanted)
  const charge = to('charge')
  if (charge !== undefined) {
    const sections = listed(charge).flatMap((name) => {
      const section = findUnit(office, name)
      return 'one' in section ? [section.one.id] : []
    })
    await store.setCharge(ctx.trx, id, sections)
  }
}

/** Posts that stay keep the unit for which they are held; new ones are held for the person's own. */
async function setPosts(
  ctx: Ctx,
  person: string,
  unit: string,
  wanted: { own: string; deputy: string },
): Promise<void> {
  const [own, deputy] = [listed(wanted.own), listed(wanted.deputy)]
  const held = ctx.office.roles.filter((post) => post.person === person)
  const moved = unit !== ctx.office.people.get(person)?.unit
  for (const post of held) {
    const stays = (post.deputy ? deputy : own).includes(post.role) && !moved
    if (!stays) await store.removePost(ctx.trx, post)
  }
  const isNew = (role: string, asDeputy: boolean) =>
    moved || !held.some((post) => post.role === role && post.deputy === asDeputy)
  for (const role of own.filter(isRole))
    if (isNew(role, false)) await store.addPost(ctx.trx, { person, role, unit, deputy: false })
  for (const role of deputy.filter(isRole))
    if (isNew(role, true)) await store.addPost(ctx.trx, { person, role, unit, deputy: true })
  if (moved && isOfficeUnit(ctx.office.units.get(unit)) && !own.includes('科员'))
    await store.addPost(ctx.trx, { person, role: '科员', unit, deputy: false })
}
