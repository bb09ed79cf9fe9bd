// Every card of petitions in its states, for the gallery and the snapshot tests.
import { instant } from '../../db/instant.ts'
import { day, shippedHolidays } from '../calendar.ts'
import type { PrivateCard } from '../card.ts'
import type { Sample } from '../feature.ts'
import { sampled, samplePerson, sampleSight as sight } from '../sample-office.ts'
import { Secret } from '../secret.ts'
import * as cards from './cards/decisions.ts'
import { fileCard } from './cards/file.ts'
import { confirmCard, receiptCard, type Told, twinsCard } from './cards/registration.ts'
import * as sheets from './cards/sheets.ts'
import { clocksOf } from './clock.ts'
import { type Course, type Handling, newCourse, type Opinion } from './course.ts'
import { figuresOf, ratesOf } from './figures/figures.ts'
import { figuresCard, listCard } from './lists/cards.ts'
import type { Facts, Identity, In, Numbered, Registered } from './petition.ts'

const id = '019f0000-0000-7000-8000-000000000003'
const today = day('2026-11-25')
const at = instant('2026-11-25T01:00:00.000Z')

const facts = (course: Partial<Course> = {}, more: Partial<Facts> = {}): Facts => {
  const plain: Omit<Facts, 'clocks'> = {
    ...{ id, revision: 1, form: 'visit', eventDate: today, receivedAt: today, letterDate: null },
    ...{ headcount: 3, headcountWords: null, headcountAsked: false, representatives: null },
    ...{ affected: null, collective: false, anonymous: false, urgent: false },
    ...{ purpose: 'appeal_request', summary: '淤区土地补偿', topic: '淤区土地', locality: null },
    source: { body: 'direct', act: null, name: null, docNo: null, docDate: null, due: null },
    ...{ route31: null, simple: false, registrar: sampled.officer, createdAt: at, matter: id },
    ...{ sameVisit: null, unit: null, handler: null, course: { ...newCourse, ...course } },
    ...more,
  }
  return { ...plain, clocks: clocksOf(shippedHolidays, plain) }
}

const numbered = (course: Partial<Course> = {}, more: Partial<Facts> = {}): Numbered => ({
  ...facts(course, more),
  ...{ number: { year: 2026, n: 23 }, registeredAt: at, registeredOn: today },
})

const identity: Identity = {
  name: new Secret('张某某'),
  phone: new Secret('13800000000'),
  address: null,
  original: new Secret('登记来访 张某某 3人 反映淤区土地补偿'),
}

const handling: Handling = {
  ...{
    disposition: 'route_internal',
    unit: 'gongcheng',
    target: '工程处',
    opinion: '请工程处研究办理',
  },
  ...{ resultDue: null, by: sampled.officer, on: today, approvedBy: sampled.director },
  ...{ approvedOn: today, custom: true },
}
const opinion: Opinion = {
  ...{ result: 'support', basis: '依据《土地管理法》第四十八条', text: '按标准补发青苗补偿' },
  ...{ needsLeader: false, submittedBy: sampled.liaison, submittedOn: today, on: today },
  approvedBy: sampled.director,
}
const accepted = { noticedOn: today, acceptedOn: today }
const working: Partial<Facts> = { route31: 6, unit: 'gongcheng' }
const sent: Partial<Facts> = {
  form: 'letter',
  headcount: 1,
  source: {
    ...{ body: 'upper', act: 'assign', name: '黄委', docNo: null, docDate: null },
    due: day('2026-12-15'),
  },
}

const draft = (more: Partial<Facts> = {}): In<'draft'> => ({ ...facts({}, more), state: 'draft' })
const told: Told = { kind: 'register', notes: [], receivedSaid: true }
const registered: Registered = { ...numbered(), state: 'registered' }
const completed: Registered = {
  ...numbered(
    {
      ...{ ...accepted, opinion, finishedOn: today },
      deliveries: [{ on: today, way: 'in_person', note: 'signed' }],
    },
    working,
  ),
  state: 'completed',
}

const officer = samplePerson('officer')
const file = (petition: Registered, who = officer) =>
  fileCard(sight, petition, identity, who, undefined)

const period = { from: day('2026-01-01'), to: today }
const counted = figuresOf([], [], period, {
  collectiveMin: 5,
  forwardedScope: 'letters',
  withHidden: true,
})

const all: Record<string, PrivateCard> = {
  登记核对: confirmCard(sight, draft(), identity, told, []),
  登记核对到场人数: confirmCard(
    sight,
    draft({
      headcount: 12,
      headcountAsked: true,
      affected: 12,
      representatives: 5,
      collective: true,
    }),
    identity,
    told,
    [],
  ),
  登记核对重复件: confirmCard(
    sight,
    draft({ summary: null }),
    identity,
    { ...told, kind: 'again' },
    [registered],
  ),
  登记核对交办件: confirmCard(sight, draft(sent), identity, { ...told, receivedSaid: false }, []),
  可能已登记: twinsCard(sight, draft(), [registered], { told: true, answered: false }),
  登记回执: receiptCard(sight, registered),
  登记回执已告知: receiptCard(sight, { ...numbered({ noticedOn: today }), state: 'registered' }),
  登记回执交办件: receiptCard(sight, { ...numbered({}, sent), state: 'registered' }),
  已登记: file(registered),
  已分办: file({ ...numbered({ noticedOn: today, handling }, working), state: 'routed', handling }),
  办理中: file({ ...numbered(accepted, working), state: 'in_progress' }),
  办理中承办部门: file(
    { ...numbered(accepted, working), state: 'in_progress' },
    samplePerson('liaison'),
  ),
  已答复: file({ ...numbered({ ...accepted, opinion }, working), state: 'replied', opinion }),
  已办结: file(completed),
  不予受理: file({
    ...numbered({ exit: 'declined', exitNote: '属诉讼事项' }),
    state: 'exited',
    exit: 'declined',
  }),
  受理: cards.acceptanceCard(sight, registered, today),
  交下级单位: cards.subordinateCard(sight, registered, 'gongcheng'),
  重大紧急: cards.urgentCard({
    ...registered,
    urgent: true,
    headcount: 20,
    headcountWords: '二十来人',
  }),
  建议转督办: cards.superviseCard(registered, 'dissatisfied', []),
  请核实: cards.verifyCard(registered),
  作废: cards.voidedCard({ ...numbered({ voided: '登记错误' }), state: 'voided' }),
  更正: sheets.amendSheet(registered),
  拟办: sheets.planSheet(sight, registered, false),
  处理意见: sheets.opinionSheet(registered),
  申请延期: sheets.extensionSheet(registered),
  异议: sheets.objectionSheet(registered),
  送达: sheets.deliverySheet({
    ...numbered({ ...accepted, opinion }, working),
    state: 'replied',
    opinion,
  }),
  其他去向: sheets.leaveSheet(registered),
  文书: sheets.papersSheet(registered),
  查询结果: listCard(sight, '信访件查询', [registered], '没有找到您可以查看的信访件。'),
  信访数据: figuresCard(
    sight,
    { period, words: '今年', long: true, what: 'sentence' },
    counted,
    ratesOf([], period),
    true,
  ),
}

export const samples: Sample[] = Object.entries(all).map(([name, card]) => ({
  name: `信访 ${name}`,
  card,
}))
