// Decisions asked for, acts that can be taken back, numbers that are void, what was entered for somebody else.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `create table approval (
      id uuid primary key, revision int not null, feature text not null, subject text not null,
      kind text not null,
      state text not null check (state in ('pending','agreed','refused','amended','withdrawn')),
      asked_by text not null references person, asked_at timestamptz not null,
      approver text references person, handed_by text references person,
      note text, question text, question_by text references person, answer text,
      decided_by text references person, decided_at timestamptz, reason text,
      check ((state in ('agreed','refused','amended')) = (decided_by is not null)))`,
    // One request at a time.
    `create unique index approval_pending on approval (feature, subject, kind) where state = 'pending'`,
    `create index approval_subject on approval (feature, subject)`,
    `create table behalf (
      id uuid primary key, act text not null, feature text not null,
      subject text not null, verb text not null, person text not null references person,
      way text not null, given_on date not null, recorded_by text not null references person,
      recorded_at timestamptz not null, disputed_at timestamptz,
      check (person <> recorded_by))`,
    `create index behalf_subject on behalf (feature, subject)`,
    `create trigger approval_image after insert or update or delete on approval
      for each row execute function keep_before_image()`,
    `create table act_trail (
      act text primary key, by text not null, at timestamptz not null, subjects jsonb not null,
      agenda jsonb not null, messages jsonb not null, final text, undone_by text)`,
    // Serves 撤销: somebody's last acts.
    `create index act_trail_by on act_trail (by, at)`,
    `create table void_number (
      kind text not null, year int not null, n int not null, act text not null,
      primary key (kind, year, n))`,
    `alter table card add column withdrawn text, add column as_words boolean not null default false`,
    `alter table extension drop constraint extension_state_check`,
    `alter table extension add constraint extension_state_check
      check (state in ('pending','approved','refused','withdrawn'))`,
  ])
}
