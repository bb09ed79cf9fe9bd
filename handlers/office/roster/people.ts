// What the contacts say of people against what is known: who is new, who changed, who moved. An absent name is no name:
// what is known of the same id stays, and nothing of anybody else's is taken (TC-094).
import type { PersonFacts, PersonRow } from './store.ts'

export interface Told {
  openId: string
  unionId?: string | undefined
  userId?: string | undefined
  name?: string | undefined
  title?: string | undefined
  unit: string | null
  gone: boolean
}

export interface PeopleChanges {
  add: PersonFacts[]
  change: PersonFacts[]
  moved: { person: string; from: string; to: string | null }[]
  gone: string[]
}

export function peopleChanges(known: readonly PersonRow[], told: readonly Told[]): PeopleChanges {
  const changes: PeopleChanges = { add: [], change: [], moved: [], gone: [] }
  for (const it of new Map(told.map((one) => [one.openId, one])).values()) {
    const row = known.find(({ open_id }) => open_id === it.openId)
    if (it.gone) {
      if (row?.status === 'active') changes.gone.push(it.openId)
      continue
    }
    const facts = factsOf(it, row)
    if (!row) changes.add.push(facts)
    else if (differs(row, facts)) changes.change.push(facts)
    if (row?.status === 'active' && row.unit_id && facts.unit !== row.unit_id)
      changes.moved.push({ person: it.openId, from: row.unit_id, to: facts.unit })
  }
  return changes
}

function factsOf(it: Told, row: PersonRow | undefined): PersonFacts {
  return {
    openId: it.openId,
    unionId: it.unionId ?? row?.union_id ?? null,
    userId: it.userId ?? row?.user_id ?? null,
    name: it.name?.trim() || (row?.name ?? ''),
    title: it.title?.trim() || (row?.title ?? ''),
    unit: it.unit ?? row?.unit_id ?? null,
  }
}

const differs = (row: PersonRow, it: PersonFacts) =>
  row.status !== 'active' ||
  row.union_id !== it.unionId ||
  row.user_id !== it.userId ||
  row.name !== it.name ||
  row.title !== it.title ||
  row.unit_id !== it.unit
