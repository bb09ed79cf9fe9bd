// The course of a task: 异议、暂缓、审签、已办结、撤销、合并, and 催办.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `alter table task drop constraint task_state_check`,
    `alter table task add constraint task_state_check check (state in ('proposed','declined',
      'ordered','objected','in_progress','suspended','under_review','awaiting_signoff','completed',
      'closed_out','withdrawn','merged'))`,
    `alter table task
      add column source_kind text not null default 'other' check (source_kind in ('meeting',
        'instruction','oral','superior','yearly','document','motion','petition','inspection',
        'talk','other')),
      add column aside_by text references person, add column aside_at timestamptz,
      add column aside_reason text, add column aside_unit text references unit, add column consent text, add column review_on date,
      add column reviewed_by text references person, add column reviewed_at timestamptz,
      add column signed_off_by text references person, add column signed_off_on date,
      add column merged_into uuid references task,
      add constraint task_merged check ((state = 'merged') = (merged_into is not null)),
      add constraint task_suspended check (state <> 'suspended' or review_on is not null)`,
    // What was closed in one step was reviewed by the same person in the same moment. No act: nothing is changed that anybody did.
    `alter table task disable trigger task_image`,
    `update task set reviewed_by = closed_by, reviewed_at = closed_at where state = 'closed_out'`,
    `alter table task enable trigger task_image`,
    `create table urging (
      id uuid primary key, task_id uuid not null references task, on_day date not null,
      by text not null references person, at timestamptz not null, way text not null)`,
    // Once per task and day (domain.md §3.5).
    `create unique index urging_day on urging (task_id, on_day)`,
    `create trigger urging_image after insert or update or delete on urging
      for each row execute function keep_before_image()`,
  ])
}
