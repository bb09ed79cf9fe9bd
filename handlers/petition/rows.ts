// Row ↔ domain, both ways: the only crossing.
import type { Insertable, Selectable } from 'kysely'
import type { PetitionTable } from '../../db/tables/petition.ts'
import { json } from '../../db/types.ts'
import { type Day, day } from '../calendar.ts'
import { courseShape } from './course.ts'
import type { Facts, Petition, Registered } from './petition.ts'
import type { Route31 } from './words.ts'

type Row = Selectable<PetitionTable>

type Written = Omit<
  Insertable<PetitionTable>,
  'state' | 'year' | 'n' | 'registered_at' | 'registered_on' | 'identity'
>

export function rowOf(facts: Facts): Written {
  const { source, course, clocks } = facts
  return {
    id: facts.id,
    revision: facts.revision,
    form: facts.form,
    event_date: facts.eventDate,
    received_at: facts.receivedAt,
    letter_date: facts.letterDate,
    headcount: facts.headcount,
    headcount_words: facts.headcountWords,
    headcount_asked: facts.headcountAsked,
    representatives: facts.representatives,
    affected: facts.affected,
    collective: facts.collective,
    anonymous: facts.anonymous,
    urgent: facts.urgent,
    purpose: facts.purpose,
    summary: facts.summary,
    topic: facts.topic,
    locality: facts.locality,
    source_body: source.body,
    source_act: source.act,
    source_name: source.name,
    source_doc_no: source.docNo,
    source_doc_date: source.docDate,
    source_due: source.due,
    route31: facts.route31,
    simple: facts.simple,
    registrar: facts.registrar,
    created_at: facts.createdAt,
    matter: facts.matter,
    same_visit: facts.sameVisit,
    unit: facts.unit,
    handler: facts.handler,
    disposition: course.handling?.disposition ?? null,
    exit: course.exit,
    course: json(course),
    notice_due: clocks.noticeDue,
    noticed_on: course.noticedOn,
    objection_due: clocks.objectionDue,
    legal_due: clocks.legalDue,
    extended_due: clocks.extendedDue,
    internal_target: clocks.internalTarget,
    sender_internal: clocks.senderInternal,
    simple_due: clocks.simpleDue,
    petitioner_deadline: clocks.petitionerDeadline,
    archive_on: clocks.archiveOn,
    finished_on: course.finishedOn,
  }
}

export const dayOr = (text: string | null): Day | null => (text === null ? null : day(text))

function factsOf(row: Row): Facts {
  return {
    id: row.id,
    revision: row.revision,
    form: row.form,
    eventDate: day(row.event_date),
    receivedAt: day(row.received_at),
    letterDate: dayOr(row.letter_date),
    headcount: row.headcount,
    headcountWords: row.headcount_words,
    headcountAsked: row.headcount_asked,
    representatives: row.representatives,
    affected: row.affected,
    collective: row.collective,
    anonymous: row.anonymous,
    urgent: row.urgent,
    purpose: row.purpose,
    summary: row.summary,
    topic: row.topic,
    locality: row.locality,
    source: {
      body: row.source_body,
      act: row.source_act,
      name: row.source_name,
      docNo: row.source_doc_no,
      docDate: dayOr(row.source_doc_date),
      due: dayOr(row.source_due),
    },
    route31: routeOf(row.route31),
    simple: row.simple,
    registrar: row.registrar,
    createdAt: row.created_at,
    matter: row.matter,
    sameVisit: row.same_visit,
    unit: row.unit,
    handler: row.handler,
    course: courseShape.parse(row.course),
    clocks: {
      noticeDue: day(row.notice_due),
      objectionDue: dayOr(row.objection_due),
      legalDue: dayOr(row.legal_due),
      extendedDue: dayOr(row.extended_due),
      internalTarget: dayOr(row.internal_target),
      senderInternal: dayOr(row.sender_internal),
      simpleDue: dayOr(row.simple_due),
      petitionerDeadline: dayOr(row.petitioner_deadline),
      archiveOn: dayOr(row.archive_on),
    },
  }
}

const routes: readonly Route31[] = [1, 2, 3, 4, 5, 6]
const routeOf = (n: number | null): Route31 | null => routes.find((route) => route === n) ?? null

export function petitionOf(row: Row): Petition {
  const facts = factsOf(row)
  const { state } = row
  if (state === 'draft') return { ...facts, state }
  const { handling, opinion, exit } = facts.course
  const numbered = { ...facts, ...numberOf(row) }
  switch (state) {
    case 'proposed':
    case 'routed':
      return { ...numbered, state, handling: there(handling, '拟办意见') }
    case 'under_review':
    case 'replied':
      return { ...numbered, state, opinion: there(opinion, '处理意见') }
    case 'exited':
      return { ...numbered, state, exit: there(exit, '去向') }
    default:
      return { ...numbered, state }
  }
}

function numberOf(row: Row) {
  const { year, n, registered_at: registeredAt, registered_on: on } = row
  if (year === null || n === null || registeredAt === null || on === null)
    throw new Error('a petition without a number')
  return { number: { year, n }, registeredAt, registeredOn: day(on) }
}

function there<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`a petition without its ${what}`)
  return value
}

export function oneRegistered(row: Row): Registered {
  const petition = petitionOf(row)
  if (petition.state === 'draft') throw new Error('a registered petition is still a draft')
  return petition
}

export function registered(rows: Row[]): Registered[] {
  return rows.map(oneRegistered)
}
