// Talks held, planned and booked; the roster's history as they need it; content only as ciphertext.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `create table talk (
      id uuid primary key, revision int not null,
      state text not null check (state in ('awaiting','held','declined','voided')),
      talker text not null references person, talkee text not null references person,
      day date not null, time text, minutes int,
      way text not null check (way in ('individual','group','remote')),
      place text, requested boolean not null, backfilled boolean not null,
      recorded_by text not null references person, recorded_at timestamptz not null,
      counts_from date, voided_on date, decided_by text references person, decided_at timestamptz,
      check (talker <> talkee),
      check (state <> 'held' or counts_from is not null),
      check (state not in ('awaiting','declined') or counts_from is null),
      check ((state = 'voided') = (voided_on is not null)),
      check (state <> 'declined' or (decided_by is not null and decided_at is not null)))`,
    `create index talk_day on talk (day)`,
    `create table talk_note (
      id uuid primary key references talk, sealed bytea not null, for_talkee boolean not null)`,
    `create table talk_fact (
      n int generated always as identity primary key,
      kind text not null, key text not null, value jsonb not null,
      from_day date not null, known_on date not null, entered_by text not null)`,
    `create trigger talk_fact_append_only before update or delete or truncate on talk_fact
      for each statement execute function refuse_change()`,
    `create table talk_plan (
      id uuid primary key, talker text not null references person, quarter text not null,
      talkee text not null references person, nth int not null, day date not null,
      unique (talker, quarter, talkee, nth))`,
    `create table talk_booking (
      id uuid primary key, revision int not null,
      state text not null check (state in ('asked','choosing','booked','held','cancelled')),
      talker text not null references person, talkees jsonb not null,
      asked_by text not null references person, asked_at timestamptz not null,
      way text not null check (way in ('individual','group')), minutes int not null,
      day date, time text, slots jsonb not null,
      proposed text, proposed_by text references person, event text,
      calendar text not null check (calendar in ('none','wanted','made','missing')),
      check (state not in ('booked','held') or (day is not null and time is not null)))`,
    `create index talk_booking_open on talk_booking (talker, day) where state = 'booked'`,
    ...['talk', 'talk_note', 'talk_plan', 'talk_booking'].map(
      (table) => `create trigger ${table}_image after insert or update or delete on ${table}
        for each row execute function keep_before_image()`,
    ),
    // Due at the first tick; from then on it arms itself for the next day on which talks are called to mind.
    `insert into agenda (feature, subject, kind, due_at)
      values ('talk', 'quarter', 'remind', '2000-01-03T00:30:00Z')`,
  ])
}
