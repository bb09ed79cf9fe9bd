// Supervision tasks, their feedback and extensions.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `create table task (
      id uuid primary key, revision int not null,
      state text not null check (state in ('proposed','declined','ordered','in_progress',
        'under_review','closed_out')),
      year int, n int, title text not null, source text not null, lead_unit text not null references unit,
      handler text references person, original_due date not null, current_due date not null,
      urgency text not null check (urgency in ('extra_urgent','urgent','normal')),
      proposed_by text not null references person, proposed_at timestamptz not null,
      ordered_by text references person, ordered_at timestamptz,
      signed_by text references person, signed_at timestamptz,
      reported_by text references person, reported_at timestamptz, report_text text,
      closed_by text references person, closed_at timestamptz,
      returned_times int not null, reason text,
      unique (year, n), check ((state in ('proposed','declined')) = (n is null)))`,
    // Serves lists of what is open for a unit.
    `create index task_open on task (lead_unit) where state not in ('closed_out','declined')`,
    `create table feedback (
      id uuid primary key, task_id uuid not null references task, by text not null references person,
      at timestamptz not null, text text not null, expected date)`,
    `create index feedback_task on feedback (task_id, at)`,
    `create table extension (
      id uuid primary key, revision int not null, task_id uuid not null references task,
      state text not null check (state in ('pending','approved','refused')),
      asked_by text not null references person, asked_at timestamptz not null,
      from_due date not null, to_due date not null, reason text not null,
      decided_by text references person, decided_at timestamptz, decided_due date,
      decision_reason text,
      check ((state in ('approved','refused')) = (decided_by is not null)))`,
    // Only one pending request per task.
    `create unique index extension_pending on extension (task_id) where state = 'pending'`,
    ...['task', 'feedback', 'extension'].map(
      (table) => `create trigger ${table}_image after insert or update or delete on ${table}
        for each row execute function keep_before_image()`,
    ),
  ])
}
