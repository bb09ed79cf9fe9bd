// Questions that wait for an answer, and yearly notices before they are taken. What a notice changes can be proved.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `create table waiting_question (
      id uuid primary key, person text not null references person,
      kind text not null check (kind in ('half','near')),
      state text not null check (state in ('open','answered','dropped','expired')),
      sealed bytea, asked_at timestamptz not null, expires_at timestamptz not null,
      check ((state = 'open') = (sealed is not null)))`,
    // One of a kind: the next message must be the answer to one question; a slip beside it may be mended meanwhile.
    `create unique index waiting_question_open on waiting_question (person, kind) where state = 'open'`,
    `create table notice_import (
      id uuid primary key, year int not null, by text not null references person,
      at timestamptz not null, state text not null check (state in ('shown','done','dropped')),
      source text not null, said text not null)`,
    // The weekly question for next year's notice. A new office is asked from its first morning on: see installHolidays.
    `insert into agenda select 'language', 'notice', 'missing', '2026-01-01T00:00:00Z'
      where exists (select 1 from holiday_year)`,
  ])
}
