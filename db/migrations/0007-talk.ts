// Talks held: who with whom, when, how. Content is not stored.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `create table talk (
      id uuid primary key, revision int not null, state text not null check (state in ('held','voided')),
      talker text not null references person, talkee text not null references person,
      day date not null, time text, minutes int,
      way text not null check (way in ('individual','group','remote')), backfilled boolean not null,
      recorded_by text not null references person, recorded_at timestamptz not null,
      check (talker <> talkee))`,
    `create index talk_day on talk (day) where state = 'held'`,
    `create trigger talk_image after insert or update or delete on talk
      for each row execute function keep_before_image()`,
  ])
}
