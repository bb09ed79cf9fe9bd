// The migrations in order, listed by hand so that they bundle. Never edited once merged.
import type { Migration } from 'kysely/migration'
import * as office from './0001-office.ts'
import * as ledger from './0002-ledger.ts'
import * as record from './0003-record.ts'
import * as vault from './0004-vault.ts'
import * as petition from './0005-petition.ts'
import * as supervision from './0006-supervision.ts'
import * as talk from './0007-talk.ts'
import * as clock from './0008-clock.ts'
import * as decisions from './0009-decisions.ts'
import * as proof from './0010-proof.ts'
import * as people from './0011-people.ts'
import * as language from './0012-language.ts'
import * as supervisionCourse from './0013-supervision-course.ts'

export const migrations: Record<string, Migration> = {
  '0001-office': office,
  '0002-ledger': ledger,
  '0003-record': record,
  '0004-vault': vault,
  '0005-petition': petition,
  '0006-supervision': supervision,
  '0007-talk': talk,
  '0008-clock': clock,
  '0009-decisions': decisions,
  '0010-proof': proof,
  '0011-people': people,
  '0012-language': language,
  '0013-supervision-course': supervisionCourse,
}
