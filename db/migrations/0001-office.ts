// People, units, roles, groups, holidays, settings, and the version that every write to them raises.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

const watched = [
  'person',
  'unit',
  'role',
  'portfolio',
  'group_chat',
  'holiday',
  'holiday_year',
  'setting',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `create table unit (
      id text primary key, name text not null, kind text not null
        check (kind in ('leaders','office','section','unit','subordinate')),
      parent_id text references unit, department_id text)`,
    `create table person (
      open_id text primary key, union_id text, user_id text, name text not null,
      unit_id text references unit, title text not null, acting boolean not null,
      status text not null check (status in ('active','left','stranger')), p2p_chat text)`,
    `create table role (
      person text not null references person, role text not null, unit_id text not null,
      deputy boolean not null, primary key (person, role, unit_id))`,
    `create table portfolio (
      person text not null references person, section_id text not null references unit,
      primary key (person, section_id))`,
    `create table group_chat (
      chat_id text primary key, name text not null, kind text not null
        check (kind in ('bureau','office','leaders','unit','unbound')),
      unit_id text references unit, status text not null check (status in ('active','gone')),
      external boolean not null, changed_at timestamptz not null)`,
    `create table holiday (
      day date primary key, kind text not null check (kind in ('off','work')), name text not null,
      source text not null, imported_at timestamptz not null)`,
    `create table holiday_year (
      year int primary key, coverage text not null check (coverage in ('official','provisional')))`,
    `create table setting (key text primary key, value jsonb not null)`,
    `create table office_version (one boolean primary key check (one), version int not null)`,
    `insert into office_version values (true, 1)`,
    // From a sequence: a version that was rolled back never comes again, with other contents.
    `create sequence office_version_seq as int start 2`,
    `create function raise_office_version() returns trigger language plpgsql as $$
      begin update office_version set version = nextval('office_version_seq'); return null; end $$`,
    ...watched.map(
      (table) => `create trigger ${table}_version after insert or update or delete on ${table}
        for each statement execute function raise_office_version()`,
    ),
    // The private chat's id is learnt from each message; it is no part of the office value.
    `drop trigger person_version on person`,
    `create trigger person_version after insert or delete or update of
      union_id, user_id, name, unit_id, title, acting, status on person
      for each statement execute function raise_office_version()`,
  ])
}
