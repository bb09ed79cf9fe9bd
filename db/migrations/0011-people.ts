// Changes of people, posts, units, groups and settings can be proved and taken back like any duty's; absences, hand-overs,
// the pull of the roster, and what a sheet would change.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

/** Table → the columns whose change is somebody's act. The private chat of a person is learnt, not decided. */
const changed: Record<string, string> = {
  unit: '',
  role: '',
  portfolio: '',
  setting: '',
  group_chat: 'of name, kind, unit_id, status, external',
  person: 'of union_id, user_id, name, unit_id, title, acting, status, left_on',
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `alter table person add column left_on date`,
    ...Object.keys(changed).flatMap((table) => [
      `alter table ${table} add column revision int not null default 1`,
      ...(table === 'unit'
        ? []
        : [`alter table ${table} add column id uuid not null default gen_random_uuid()`]),
    ]),
    // What takes a row back finds by its revision that nobody has touched it since.
    `create function raise_revision() returns trigger language plpgsql as $$
      begin new.revision := old.revision + 1; return new; end $$`,
    // Seeds and settings of the environment are written outside any act, before anybody acts.
    ...Object.entries(changed).flatMap(([table, columns]) => [
      `create trigger ${table}_revision before update ${columns} on ${table}
        for each row execute function raise_revision()`,
      `create trigger ${table}_image after update ${columns} or delete on ${table}
        for each row when (coalesce(current_setting('duban.act', true), '') <> '')
        execute function keep_before_image()`,
      `create trigger ${table}_added after insert on ${table}
        for each row when (coalesce(current_setting('duban.act', true), '') <> ''
          ${table === 'person' ? "and new.status <> 'stranger'" : ''})
        execute function keep_before_image()`,
    ]),
    `create table absence (
      id uuid primary key, revision int not null, person text not null references person,
      delegate text references person, from_day date not null, to_day date not null,
      why text not null, entered_by text not null references person, entered_at timestamptz not null,
      check (from_day <= to_day + 1), check (person <> delegate))`,
    `create index absence_person on absence (person, to_day)`,
    `create table handover (
      id uuid primary key, revision int not null, person text not null references person,
      superior text not null references person, receiver text not null references person,
      items jsonb not null, at timestamptz not null, received_at timestamptz)`,
    `create table roster_pull (
      id uuid primary key, revision int not null, started_by text not null references person,
      started_at timestamptz not null, state text not null check (state in ('running','done','failed')),
      waiting jsonb not null, units int not null, people int not null, seen jsonb not null, why text)`,
    `create unique index roster_pull_running on roster_pull ((true)) where state = 'running'`,
    `create table sheet_import (
      id uuid primary key, revision int not null, kind text not null, file text not null,
      by text not null references person, at timestamptz not null,
      state text not null check (state in ('shown','done','dropped')), rows jsonb not null)`,
    ...['absence', 'handover', 'roster_pull', 'sheet_import'].map(
      (table) => `create trigger ${table}_image after insert or update or delete on ${table}
        for each row execute function keep_before_image()`,
    ),
    `create trigger absence_version after insert or update or delete on absence
      for each statement execute function raise_office_version()`,
    `alter table approval add column decided_for text references person`,
    // The app whose open ids these are: another app's would all fail (TC-098).
    `create table app_seen (app_id text primary key, at timestamptz not null)`,
  ])
}
