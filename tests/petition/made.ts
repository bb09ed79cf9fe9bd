// Petitions as values, in whatever state a rule is asked about.
import { instant } from '../../db/instant.ts'
import { type Day, day, shippedHolidays } from '../../handlers/calendar.ts'
import { clocksOf } from '../../handlers/petition/clock.ts'
import {
  type Course,
  type Handling,
  newCourse,
  type Opinion,
} from '../../handlers/petition/course.ts'
import type { Facts, In, Petition, State } from '../../handlers/petition/petition.ts'

export const today = day('2026-11-25')
export const on = (text: string): Day => day(text)

export const handling: Handling = {
  ...{
    disposition: 'route_internal',
    unit: 'gongguan',
    target: '工管处',
    opinion: '请工管处研究办理',
  },
  ...{
    resultDue: null,
    by: 'ou_officer',
    on: on('2026-11-20'),
    approvedBy: 'ou_director',
    approvedOn: on('2026-11-20'),
    custom: false,
  },
}

export const opinion: Opinion = {
  ...{
    result: 'explain',
    basis: '依据《土地管理法》第四十八条',
    text: '已按标准补偿',
    needsLeader: false,
  },
  ...{ submittedBy: 'ou_unit', submittedOn: on('2026-11-20'), on: null, approvedBy: null },
}

const exited: Partial<Course> = { exit: 'answered', finishedOn: on('2026-11-22') }

/** What each state cannot be without. */
const courses: Partial<Record<State, Partial<Course>>> = {
  proposed: { handling: { ...handling, approvedBy: null, approvedOn: null } },
  routed: { handling },
  in_progress: { noticedOn: on('2026-11-20'), acceptedOn: on('2026-11-20') },
  under_review: { noticedOn: on('2026-11-20'), acceptedOn: on('2026-11-20'), opinion },
  replied: {
    noticedOn: on('2026-11-20'),
    acceptedOn: on('2026-11-20'),
    opinion: { ...opinion, on: on('2026-11-23'), approvedBy: 'ou_director' },
  },
  exited,
}

export interface Wish {
  facts?: Partial<Facts>
  course?: Partial<Course>
}

export function petitionIn<S extends State>(state: S, { facts, course }: Wish = {}): In<S> {
  const whole: Course = { ...newCourse, ...courses[state], ...course }
  const base: Omit<Facts, 'clocks'> = {
    ...{
      id: 'p',
      revision: 3,
      form: 'letter',
      eventDate: on('2026-11-19'),
      receivedAt: on('2026-11-19'),
      letterDate: null,
    },
    ...{
      headcount: 1,
      headcountWords: null,
      headcountAsked: false,
      representatives: null,
      affected: null,
    },
    ...{
      collective: false,
      anonymous: false,
      urgent: false,
      purpose: 'appeal_request',
      summary: '堤防占压补偿',
      topic: '其他',
      locality: null,
    },
    source: { body: 'upper', act: 'transfer', name: '黄委', docNo: null, docDate: null, due: null },
    ...{
      route31: whole.acceptedOn ? 6 : null,
      simple: false,
      registrar: 'ou_clerk',
      createdAt: instant('2026-11-19T09:00:00+08:00'),
    },
    ...{ matter: 'p', sameVisit: null, unit: whole.handling?.unit ?? null, handler: null },
    ...facts,
    course: whole,
  }
  const clocks = clocksOf(shippedHolidays, base)
  const number = {
    number: { year: 2026, n: 23 },
    registeredAt: base.createdAt,
    registeredOn: on('2026-11-19'),
  }
  const all = {
    ...base,
    clocks,
    ...number,
    state,
    handling: whole.handling,
    opinion: whole.opinion,
    exit: whole.exit,
  }
  // The one border of the tests: the value is built to fit the state that was asked for.
  return all as unknown as In<S>
}

export const anyPetition = (state: State, wish?: Wish): Petition => petitionIn(state, wish)
