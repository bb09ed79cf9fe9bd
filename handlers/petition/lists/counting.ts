// How this office counts: its collective threshold, and what 转办 covers.
import { settingOf } from '../../feature.ts'
import type { Office } from '../../people.ts'
import type { Counting } from '../figures/figures.ts'
import { collectiveFrom, forwardedScope } from '../settings.ts'

export function countingOf(office: Office, long: boolean): Counting {
  return {
    collectiveMin: collectiveFrom(office),
    forwardedScope: settingOf(office, forwardedScope) === 'all_forms' ? 'all_forms' : 'letters',
    withHidden: long,
  }
}
