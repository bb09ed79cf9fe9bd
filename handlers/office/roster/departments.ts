// What a department of Feishu is in the office's own order: leaders, the office, its sections, departments, subordinate units.
import type { Unit } from '../../people.ts'
import type { UnitRow } from './store.ts'

export interface Department {
  id: string
  name: string
  parent: string
}

export function kindOf(name: string, parent: Unit | undefined): Unit['kind'] {
  if (/局领导|领导班子/u.test(name)) return 'leaders'
  if (parent?.kind === 'office') return 'section'
  if (/^(?:局)?办公室$/u.test(name)) return 'office'
  return /(?:市|县|区)局$|(?:市|县)[^处科]*局$|管理段$/u.test(name) ? 'subordinate' : 'unit'
}

export interface DepartmentChanges {
  add: UnitRow[]
  rename: { id: string; name: string }[]
  tie: { id: string; department: string }[]
}

/** Known by the department's id; one that was entered by hand, by its name. What the office decided of it stays. */
export function departmentChanges(
  known: readonly UnitRow[],
  told: readonly Department[],
): DepartmentChanges {
  const all = [...known]
  const changes: DepartmentChanges = { add: [], rename: [], tie: [] }
  for (const { id, name, parent } of told) {
    const same =
      all.find((unit) => unit.department === id) ??
      all.find((unit) => !unit.department && unit.name === name)
    if (!same) {
      const above = all.find((unit) => unit.department === parent)
      const unit: UnitRow = {
        id,
        name,
        kind: kindOf(name, above),
        parent: above?.id ?? null,
        department: id,
      }
      all.push(unit)
      changes.add.push(unit)
    } else if (!same.department) changes.tie.push({ id: same.id, department: id })
    else if (name && same.name !== name) changes.rename.push({ id: same.id, name })
  }
  return changes
}
