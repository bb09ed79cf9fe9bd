// What the bot knows of the cast under `--seed cast`: people, units, roles, portfolios, bound groups. No matters.
import type { Transaction } from 'kysely'
import type { Instant } from '../db/instant.ts'
import type { DB } from '../db/schema.ts'
import { type CastMember, departments, groups, members } from './cast.ts'

/** Does nothing where the cast is known already. */
export async function installCast(trx: Transaction<DB>, now: Instant): Promise<void> {
  const known = await trx.selectFrom('unit').select('id').limit(1).executeTakeFirst()
  if (known) return
  await trx
    .insertInto('unit')
    .values(
      departments.map((d) => ({
        id: d.key,
        name: d.name,
        kind: d.kind,
        parent_id: d.parent === '0' ? null : d.parent,
        department_id: d.open_department_id,
      })),
    )
    .execute()
  await trx
    .insertInto('person')
    .values(
      members.map((m) => ({
        open_id: m.open_id,
        union_id: m.union_id,
        user_id: m.user_id,
        name: m.name,
        unit_id: m.department,
        title: m.title,
        status: 'active' as const,
        acting: m.acting ?? false,
      })),
    )
    .onConflict((c) =>
      c.column('open_id').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        unit_id: row.ref('excluded.unit_id'),
        title: row.ref('excluded.title'),
        status: row.ref('excluded.status'),
      })),
    )
    .execute()
  await trx
    .insertInto('role')
    .values(members.flatMap(rolesOf))
    .onConflict((c) => c.doNothing())
    .execute()
  await trx
    .insertInto('portfolio')
    .values(
      members.flatMap((m) =>
        (m.portfolio ?? []).map((section) => ({ person: m.open_id, section_id: section })),
      ),
    )
    .execute()
  await trx
    .insertInto('group_chat')
    .values(
      groups.map((g) => ({
        chat_id: g.chat_id,
        name: g.name,
        kind: g.kind,
        unit_id: g.unit ?? null,
        status: 'active' as const,
        external: false,
        changed_at: now,
      })),
    )
    .execute()
}

/** Roles held, and those held as B角 of someone else. */
function rolesOf(member: CastMember) {
  const principal = members.find((m) => m.key === member.deputyOf)
  const own = member.roles.map((role) => row(member, role, false))
  const asDeputy = (principal?.roles ?? [])
    .filter((role) => !member.roles.includes(role))
    .map((role) => row(member, role, true))
  return [...own, ...asDeputy]
}

function row(member: CastMember, role: string, deputy: boolean) {
  return { person: member.open_id, role, unit_id: member.department, deputy }
}
