// Keys of matters, search hashes, the check of the master key, and the counters of numbers.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `create table secret_key (matter text primary key, key_id text not null, wrapped bytea not null)`,
    `create table secret_hash (
      matter text not null, field text not null, hash bytea not null, primary key (matter, field, hash))`,
    `create index secret_hash_find on secret_hash (field, hash)`,
    `create table vault_check (one boolean primary key check (one), key_id text not null, "check" bytea not null)`,
    `create table counter (kind text not null, year int not null, n int not null, primary key (kind, year))`,
  ])
}
