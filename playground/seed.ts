// Puts the cast into an empty world: departments, people with their private chats, groups.
import { botName, botOpenId, departments, groups, members, p2pChatId, tenantKey } from './cast.ts'
import type { Clock } from './clock.ts'
import { World } from './world.ts'

export function worldOfTheCast(clock: Clock, appId: string): World {
  const world = new World(clock, { open_id: botOpenId, name: botName, app_id: appId }, tenantKey)
  const departmentIds = new Map(departments.map((d) => [d.key, d.open_department_id]))
  for (const { open_department_id, name, parent } of departments)
    world.departments.set(open_department_id, {
      open_department_id,
      name,
      parent: departmentIds.get(parent) ?? '0',
    })
  const openIds = new Map(members.map((m) => [m.key, m.open_id]))
  for (const { open_id, union_id, user_id, name, title, roles, department } of members)
    world.addPerson({
      open_id,
      union_id,
      user_id,
      name,
      title,
      roles: [...roles],
      department: departmentIds.get(department) ?? '0',
      p2p: p2pChatId(open_id),
    })
  for (const group of groups)
    world.chats.set(group.chat_id, {
      chat_id: group.chat_id,
      kind: 'group',
      name: group.name,
      members: group.members.flatMap((key) => openIds.get(key) ?? []),
      bot: true,
      external: false,
      disbanded: false,
    })
  return world
}
