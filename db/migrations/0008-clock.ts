// The clock and delivery: what the law demands is marked, calls are granted and counted, the heartbeat is kept.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    // What the law demands is sent again where its fate cannot be learnt, and goes on when the month's calls are spent.
    `alter table outbox add column statutory boolean not null default false`,
    // Grants across instances: one row per kind of call is locked, its instants of the last minute are kept.
    `create table rate (
      api text primary key, last_at timestamptz not null, hold_until timestamptz)`,
    `create table rate_grant (
      api text not null references rate, at timestamptz not null, n int not null check (n > 0),
      primary key (api, at))`,
    `create table call_count (
      month text not null, kind text not null, n int not null, primary key (month, kind))`,
    // The latest refusal because of the month's quota.
    `create table quota (month text primary key, spent_at timestamptz not null)`,
    // Times in which no heartbeat came, by any instance: what was sent late says so.
    `create table outage (since timestamptz primary key, until timestamptz not null)`,
    // 先缓一天: once for a task (domain.md §3.5).
    `create table grace (task_id uuid primary key references task, by text not null, at timestamptz not null)`,
    // Serves the list of what could not be delivered.
    `create index outbox_failed on outbox (done_at) where state = 'failed'`,
  ])
}
