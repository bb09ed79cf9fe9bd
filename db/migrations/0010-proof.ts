// Every act can be proved: rows are kept as they were and as they became, no change is committed without its entry, and
// what waits for its seal is known. And what is sealed never stands in a group's lane.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `alter table row_image add column after jsonb not null default 'null'`,
    // In UTC whatever the session's zone: two images of one row must be comparable as text.
    `create or replace function keep_before_image() returns trigger language plpgsql
      set timezone = 'UTC' as $$
      declare act text := current_setting('duban.act', true);
      begin
        if act is null or act = '' then raise exception 'a change of % outside an act', tg_table_name; end if;
        insert into row_image (act, table_name, row_id, before, after) values (
          act, tg_table_name,
          case when tg_op = 'INSERT' then new.id::text else old.id::text end,
          case when tg_op = 'INSERT' then 'null'::jsonb else to_jsonb(old) end,
          case when tg_op = 'DELETE' then 'null'::jsonb else to_jsonb(new) end);
        return null;
      end $$`,
    // The act's first entry takes the images with it; one that is left at the commit belongs to no entry.
    `create function need_entry() returns trigger language plpgsql as $$
      begin
        if exists (select 1 from row_image where act = new.act and n = new.n) then
          raise exception 'a change of % without an entry in the record', new.table_name;
        end if;
        return null;
      end $$`,
    `create constraint trigger row_image_entry after insert on row_image
      deferrable initially deferred for each row execute function need_entry()`,
    // An entry is sealed once it is committed, however late that was and however old its id.
    `create table unsealed (entry uuid primary key references record)`,
    `insert into unsealed select id from record
      where not exists (select 1 from seal where seal.entry = record.id)`,
    `create function await_seal() returns trigger language plpgsql as $$
      begin insert into unsealed values (new.id); return null; end $$`,
    `create trigger record_unsealed after insert on record
      for each row execute function await_seal()`,
    // Serves the root of a day, and the search for what was left unsealed.
    `create index record_at on record (at)`,
    // The root goes out each working day from the first tick on.
    `insert into agenda values ('privacy', 'record', 'seals', '2026-01-01T00:00:00Z')`,
    `alter table outbox add constraint outbox_sealed_private
      check (sealed is null or lane not like 'oc\\_%')`,
  ])
}
