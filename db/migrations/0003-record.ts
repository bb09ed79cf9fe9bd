// The record is append-only: a trigger refuses change and removal. Triggers on the duties' tables keep before-images.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `create table record (
      id uuid primary key, act text not null, at timestamptz not null, by text not null,
      on_behalf_of text, feature text not null, subject text not null, verb text not null,
      facts jsonb not null, images jsonb not null, canonical text not null)`,
    `create index record_subject on record (feature, subject, id)`,
    `create index record_act on record (act)`,
    `create table seal (place int primary key, entry uuid not null unique references record, hash text not null)`,
    `create table seal_head (one boolean primary key check (one), place int not null, hash text not null)`,
    `insert into seal_head values (true, 0, repeat('0', 64))`,
    `create function refuse_change() returns trigger language plpgsql as $$
      begin raise exception '% is append-only', tg_table_name; end $$`,
    ...['record', 'seal'].map(
      (
        table,
      ) => `create trigger ${table}_append_only before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`,
    ),
    `create table row_image (
      act text not null, n int generated always as identity, table_name text not null,
      row_id text not null, before jsonb not null, primary key (act, n))`,
    // Every change of a duty's row belongs to an act; the act's first entry takes the images with it.
    `create function keep_before_image() returns trigger language plpgsql as $$
      declare act text := current_setting('duban.act', true);
      begin
        if act is null or act = '' then raise exception 'a change of % outside an act', tg_table_name; end if;
        insert into row_image (act, table_name, row_id, before) values (
          act, tg_table_name,
          case when tg_op = 'INSERT' then new.id::text else old.id::text end,
          case when tg_op = 'INSERT' then 'null'::jsonb else to_jsonb(old) end);
        return null;
      end $$`,
  ])
}
