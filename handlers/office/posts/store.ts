// SQL of posts, portfolios, units, and of who belongs to which unit.
import type { Transaction } from 'kysely'
import type { DB } from '../../../db/schema.ts'
import type { Role, Unit } from '../../people.ts'

type Trx = Transaction<DB>

export interface Post {
  person: string
  role: Role
  unit: string
  deputy: boolean
}

/** One lock for all changes of posts: two of them wait for each other. */
export async function lockPosts(trx: Trx): Promise<void> {
  await trx.selectFrom('office_version').select('version').forUpdate().executeTakeFirstOrThrow()
}

export async function addPost(trx: Trx, { person, role, unit, deputy }: Post): Promise<void> {
  await trx
    .insertInto('role')
    .values({ person, role, unit_id: unit, deputy })
    .onConflict((conflict) =>
      conflict.columns(['person', 'role', 'unit_id']).doUpdateSet({ deputy }),
    )
    .execute()
}

export async function removePost(
  trx: Trx,
  { person, role, unit }: Omit<Post, 'deputy'>,
): Promise<void> {
  await trx
    .deleteFrom('role')
    .where('person', '=', person)
    .where('role', '=', role)
    .where('unit_id', '=', unit)
    .execute()
}

export async function removeAllPosts(trx: Trx, person: string): Promise<void> {
  await trx.deleteFrom('role').where('person', '=', person).execute()
  await trx.deleteFrom('portfolio').where('person', '=', person).execute()
}

export async function setCharge(trx: Trx, person: string, sections: string[]): Promise<void> {
  await trx.deleteFrom('portfolio').where('person', '=', person).execute()
  if (sections.length === 0) return
  // A section is in one deputy's charge.
  await trx.deleteFrom('portfolio').where('section_id', 'in', sections).execute()
  await trx
    .insertInto('portfolio')
    .values(sections.map((section_id) => ({ person, section_id })))
    .execute()
}

export async function setActing(trx: Trx, person: string, acting: boolean): Promise<void> {
  await trx
    .updateTable('person')
    .set({ acting })
    .where('open_id', '=', person)
    .where('acting', '<>', acting)
    .execute()
}

export async function putInUnit(trx: Trx, person: string, unit: string): Promise<void> {
  await trx
    .insertInto('person')
    .values({
      open_id: person,
      name: '',
      unit_id: unit,
      title: '',
      status: 'active',
      acting: false,
    })
    .onConflict((conflict) =>
      conflict.column('open_id').doUpdateSet({ unit_id: unit, status: 'active', left_on: null }),
    )
    .execute()
}

export async function addUnit(trx: Trx, unit: Unit & { department: string | null }): Promise<void> {
  await trx
    .insertInto('unit')
    .values({
      id: unit.id,
      name: unit.name,
      kind: unit.kind,
      parent_id: unit.parent,
      department_id: unit.department,
    })
    .execute()
}

export async function markLeft(trx: Trx, person: string, on: string): Promise<void> {
  await trx
    .updateTable('person')
    .set({ status: 'left', left_on: on, acting: false })
    .where('open_id', '=', person)
    .execute()
}
