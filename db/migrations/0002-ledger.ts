// The once-only ledger: inbox, outbox, lanes, cards, agenda, slots of the timetable, sheets.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `create table inbox (
      id text primary key, kind text not null, sender text, chat text, at timestamptz not null,
      act text, toast text)`,
    // Serves the pruning after 30 days.
    `create index inbox_at on inbox (at)`,
    `create table outbox (
      id uuid primary key, key text not null unique, lane text not null,
      class int not null check (class in (0,1,2)),
      kind text not null check (kind in ('view','notice','errand','recall')),
      body jsonb not null, sealed bytea, matter text, reply_to text, due_at timestamptz not null,
      state text not null check (state in ('pending','sent','dropped','failed')),
      tries int not null, unknown_since timestamptz, message_id text, why text,
      created_at timestamptz not null, done_at timestamptz)`,
    // Serves the holder of a lane: what is next, by class and age.
    `create index outbox_pending on outbox (lane, class, id) where state = 'pending'`,
    `create index outbox_due on outbox (lane, due_at) where state = 'pending'`,
    `create table lane (
      lane text primary key, next_at timestamptz, lease_until timestamptz not null,
      fence int not null)`,
    `create index lane_next on lane (next_at) where next_at is not null`,
    `create table card (
      id uuid primary key, feature text not null, subject text not null, view text not null,
      args jsonb not null, lane text not null, message_id text unique,
      wanted int not null, shown int not null, sending int, drawn text, retired boolean not null,
      patch_until timestamptz, redraw_at timestamptz, sent_at timestamptz)`,
    // Serves a change of a subject.
    `create index card_subject on card (feature, subject) where not retired`,
    // Serves the holder of a lane: cards that lag behind.
    `create index card_behind on card (lane) where wanted > shown and message_id is not null and not retired`,
    `create table agenda (
      feature text not null, subject text not null, kind text not null, due_at timestamptz not null,
      primary key (feature, subject, kind))`,
    `create index agenda_due on agenda (due_at)`,
    `create table slot (job text primary key, last timestamptz not null)`,
    `create table sheet_line (
      lane text not null, day date not null, feature text not null, subject text not null,
      kind text not null, primary key (lane, day, feature, subject, kind))`,
    `create index sheet_line_subject on sheet_line (feature, subject)`,
  ])
}
