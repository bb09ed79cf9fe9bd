// People and departments within the contact range of the app.
import { userObject } from '../events.ts'
import { type Json, listOf, stringOf } from '../json.ts'
import { withoutHiddenFields } from '../scopes.ts'
import type { Department, Person } from '../world.ts'
import { type ApiCall, type Endpoint, type IdType, idTypeOf, pageOf } from './call.ts'
import { ApiFault, violation } from './fault.ts'

const contacts = ['contact:contact.base:readonly', 'contact:contact:readonly_as_app']

export const contactEndpoints: Endpoint[] = [
  { method: 'GET', path: '/contact/v3/users/batch', act: batch, scopes: contacts },
  {
    method: 'GET',
    path: '/contact/v3/users/find_by_department',
    act: ofDepartment,
    scopes: contacts,
  },
  {
    method: 'POST',
    path: '/contact/v3/users/basic_batch',
    act: names,
    scopes: ['contact:user.basic_profile:readonly'],
  },
  {
    method: 'POST',
    path: '/contact/v3/users/batch_get_id',
    act: idsByMobile,
    scopes: ['contact:user.id:readonly'],
  },
  { method: 'GET', path: '/contact/v3/users/:user_id', act: user, scopes: contacts },
  {
    method: 'GET',
    path: '/contact/v3/departments/:department_id/children',
    act: children,
    scopes: contacts,
  },
  {
    method: 'GET',
    path: '/contact/v3/departments/:department_id',
    act: department,
    scopes: contacts,
  },
  { method: 'GET', path: '/contact/v3/scopes', act: scopes, scopes: contacts },
]

const everybody = ({ box }: ApiCall) => [...box.world.people.values()]
const reachable = (call: ApiCall) => everybody(call).filter((one) => one.inContact && !one.left)

function user(call: ApiCall): Json {
  const type = idTypeOf(call)
  const person = everybody(call).find((one) => one[type] === call.param('user_id'))
  if (!person) throw new ApiFault(41012, 'user id invalid error')
  if (!person.inContact) throw new ApiFault(41050, 'no user authority error')
  return { user: seen(call, person) }
}

/** Who is out of range is silently left out. */
function batch(call: ApiCall): Json {
  const ids = call.queries('user_ids')
  atMost(ids, call.box.limits.userBatch)
  return { items: byIds(reachable(call), idTypeOf(call), ids).map((one) => seen(call, one)) }
}

/** Names only, but of everybody. */
function names(call: ApiCall): Json {
  const type = idTypeOf(call)
  const ids = listOf(call.body.user_ids).map(stringOf)
  atMost(ids, call.box.limits.basicBatch)
  const found = byIds(everybody(call), type, ids)
  return { users: found.map((person) => ({ user_id: person[type], name: person.name })) }
}

/** The cast has neither mail addresses nor mobiles: every entry comes back without an id. */
function idsByMobile(call: ApiCall): Json {
  const [emails, mobiles] = [listOf(call.body.emails), listOf(call.body.mobiles)]
  atMost([...emails, ...mobiles], 2 * call.box.limits.userBatch)
  return {
    user_list: [...emails.map((email) => ({ email })), ...mobiles.map((mobile) => ({ mobile }))],
  }
}

function ofDepartment(call: ApiCall): Json {
  const id = call.query('department_id')
  const known = id === '0' || call.box.world.departments.has(id)
  if (!known) throw new ApiFault(40004, 'no dept authority error', { status: 403 })
  const people = reachable(call).filter((person) => person.department === id)
  const page = pageOf(call, people, 'userPage')
  return { ...page, items: page.items.map((one) => seen(call, one)) }
}

function department(call: ApiCall): Json {
  const found = call.box.world.departments.get(call.param('department_id'))
  if (!found) throw new ApiFault(40004, 'no dept authority error', { status: 403 })
  return { department: shown(call, found) }
}

function children(call: ApiCall): Json {
  const { departments } = call.box.world
  const id = call.param('department_id')
  const deep = call.query('fetch_child') === 'true'
  const under = (parent: string): Department[] => {
    const direct = [...departments.values()].filter((one) => one.parent === parent)
    return deep ? direct.flatMap((one) => [one, ...under(one.open_department_id)]) : direct
  }
  const page = pageOf(call, under(id), 'userPage')
  return { ...page, items: page.items.map((one) => shown(call, one)) }
}

function scopes(call: ApiCall): Json {
  const type = idTypeOf(call)
  return {
    department_ids: [...call.box.world.departments.keys()],
    user_ids: reachable(call).map((person) => person[type]),
    group_ids: [],
    has_more: false,
  }
}

function shown(call: ApiCall, { name, open_department_id, parent }: Department): Json {
  const people = reachable(call).filter((person) => person.department === open_department_id)
  return {
    name,
    open_department_id,
    department_id: open_department_id.slice(-10),
    parent_department_id: parent,
    leader_user_id: '',
    member_count: people.length,
    status: { is_deleted: false },
  }
}

/** Fields without their scope are absent, no error. */
const seen = ({ box }: ApiCall, person: Person) =>
  withoutHiddenFields(userObject(person), box.scopes)

const byIds = (people: Person[], type: IdType, ids: string[]) =>
  ids.flatMap((id) => people.find((person) => person[type] === id) ?? [])

function atMost(ids: unknown[], most: number) {
  if (ids.length === 0 || ids.length > most)
    throw violation('user_ids', String(ids.length), `the range is 1 to ${most}`)
}
