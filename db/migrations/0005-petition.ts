// Petitions.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `create table petition (
      id uuid primary key, revision int not null,
      state text not null check (state in ('draft','registered','voided')),
      year int, n int, form text not null check (form in ('visit','letter','phone_call','online')),
      event_date date not null, received_at date not null, registered_at timestamptz,
      headcount int not null check (headcount > 0), headcount_words text,
      purpose text not null check (purpose in ('appeal_request','suggestion','consultation','other')),
      topic text not null, collective boolean not null, notice_due date not null, noticed_on date,
      registrar text not null references person, created_at timestamptz not null,
      identity bytea not null,
      unique (year, n), check ((state = 'draft') = (n is null)), check ((year is null) = (n is null)))`,
    `create trigger petition_image after insert or update or delete on petition
      for each row execute function keep_before_image()`,
  ])
}
