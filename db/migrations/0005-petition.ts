// Petitions, and what belongs to them: accusations (apart and hidden), reviews asked of us, customs, proposals, papers.
import type { Kysely } from 'kysely'
import { run } from './run.ts'

const forms = `('visit','letter','phone_call','online','fax')`

export async function up(db: Kysely<unknown>): Promise<void> {
  await run(db, [
    `create table petition (
      id uuid primary key, revision int not null,
      state text not null check (state in ('draft','registered','proposed','routed','in_progress','under_review',
        'replied','completed','review_1','review_2','terminated','exited','archived','voided')),
      year int, n int, form text not null check (form in ${forms}),
      event_date date not null, received_at date not null, letter_date date,
      registered_at timestamptz, registered_on date,
      headcount int not null check (headcount > 0), headcount_words text, headcount_asked boolean not null,
      representatives int check (representatives > 0), affected int check (affected > 0),
      collective boolean not null, anonymous boolean not null, urgent boolean not null,
      purpose text not null check (purpose in
        ('appeal_request','appeal','suggestion','consultation','thanks','other')),
      summary text, topic text not null, locality text,
      source_body text not null check (source_body in
        ('direct','petition_office','upper','discipline','hotline','other')),
      source_act text check (source_act in ('transfer','assign')),
      source_name text, source_doc_no text, source_doc_date date, source_due date,
      route31 int check (route31 between 1 and 6), simple boolean not null,
      registrar text not null references person, created_at timestamptz not null,
      matter uuid not null references petition, same_visit uuid references petition,
      unit text references unit, handler text references person, disposition text, exit text,
      course jsonb not null, notice_due date not null, noticed_on date, objection_due date, legal_due date,
      extended_due date, internal_target date, sender_internal date, simple_due date,
      petitioner_deadline date, archive_on date, finished_on date, identity bytea not null,
      unique (year, n), check ((state = 'draft') = (n is null)), check ((year is null) = (n is null)),
      check ((n is null) = (registered_on is null)), check ((state = 'exited') <= (exit is not null)))`,
    // Serves lists of what is open or due, the clerk's own, and the figures of a period.
    `create index petition_state on petition (state, notice_due)`,
    `create index petition_registrar on petition (registrar)`,
    `create index petition_matter on petition (matter)`,
    `create index petition_event on petition (event_date)`,
    `create table accusation (
      id uuid primary key, revision int not null, year int not null, n int not null,
      form text not null check (form in ${forms}), received_at date not null,
      beside uuid references petition, registrar text not null references person,
      handed_on date, signer text, unique (year, n), check ((handed_on is null) = (signer is null)))`,
    `create table incoming_review (
      id uuid primary key, revision int not null,
      state text not null check (state in
        ('received','examining','opinion_pending','decided','delivered','closed')),
      kind text not null check (kind in ('review_1','review_2')), year int not null, n int not null,
      organ text not null, original_delivered_on date, received_at date not null,
      hearing_days int not null check (hearing_days >= 0), due date not null,
      result text, decided_on date, decided_by text references person, delivered_on date,
      recused jsonb not null, registrar text not null references person, identity bytea not null,
      unique (year, n))`,
    `create table petition_custom (
      id uuid primary key, revision int not null, topic text not null unique, unit text not null references unit,
      proposed_by text not null references person, approved_by text references person)`,
    `create table petition_proposal (
      id uuid primary key, revision int not null, petition uuid not null references petition,
      cause text not null, state text not null check (state in ('open','agreed','declined')),
      decided_by text references person, decided_on date, unique (petition, cause),
      check ((state = 'open') = (decided_by is null)))`,
    `create table paper (
      id uuid primary key, revision int not null, petition uuid not null references petition, kind text not null,
      made_by text not null references person, made_at timestamptz not null, doc_no text)`,
    `create index paper_petition on paper (petition)`,
    `create table paper_template (
      id uuid primary key, revision int not null, kind text not null unique, name text not null,
      bytes bytea not null, put_by text not null references person, put_at timestamptz not null)`,
    ...images.map(
      (table) => `create trigger ${table}_image after insert or update or delete on ${table}
        for each row execute function keep_before_image()`,
    ),
  ])
}

// paper_template is no duty's row: templates are large, and putting one is told in an entry of its own.
const images = [
  'petition',
  'accusation',
  'incoming_review',
  'petition_custom',
  'petition_proposal',
  'paper',
]
