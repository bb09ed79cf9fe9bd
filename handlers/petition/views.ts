// What people see of petitions. Identity stands on private cards of those alone who may see it; a group gets number, state, date.
import { z } from 'zod'
import type { Json } from '../../db/types.ts'
import { isDay } from '../calendar.ts'
import type { PrivateCard, Said } from '../card.ts'
import type { Reading, View } from '../feature.ts'
import { type Person, unitName } from '../people.ts'
import * as buttons from './buttons.ts'
import { date, line, note, sourceOf } from './cards/facts.ts'
import { fileCard } from './cards/file.ts'
import {
  confirmCard,
  droppedCard,
  receiptCard,
  type Told,
  twinsCard,
} from './cards/registration.ts'
import * as sheets from './cards/sheets.ts'
import { causeWords } from './causes.ts'
import { finishDue } from './clock.ts'
import {
  isRegistered,
  nameOfPetition,
  type Petition,
  type Registered,
  sayState,
} from './petition.ts'
import * as store from './store.ts'
import { isDirector, seesFacts } from './who.ts'
import { formWords } from './words.ts'

type Show = (
  ctx: Reading,
  petition: Registered,
  person: Person,
  args: Json,
) => Promise<PrivateCard | 'gone'> | PrivateCard | 'gone'

const registered = (show: Show): View => ({
  async person(ctx, id, args, person) {
    const petition = await store.findPetition(ctx.trx, id)
    if (!petition || !isRegistered(petition)) return 'gone'
    if (petition.state === 'voided') return voidedCard(petition)
    return show(ctx, petition, person, args)
  },
})

function voidedCard(petition: Registered): PrivateCard {
  const why = petition.course.voided ?? ''
  return {
    title: nameOfPetition(petition),
    light: 'grey',
    tag: '作废',
    blocks: [line(`已作废，编号保留。原因：${why}`)],
  }
}

export const views: Record<string, View> = {
  /** The clerk's own card: first to confirm, then the receipt. */
  registration: {
    async person(ctx, id, args) {
      const petition = await store.findPetition(ctx.trx, id)
      if (!petition) return droppedCard
      if (petition.state === 'voided') return voidedCard(petition)
      if (petition.state !== 'draft') return receiptCard(ctx, petition)
      const candidates = await store.candidatesOf(ctx.trx, ctx.vault, petition)
      return confirmCard(
        ctx,
        petition,
        await store.identityOf(ctx.trx, ctx.vault, id),
        toldIn(args),
        candidates,
      )
    },
  },
  twins: {
    async person(ctx, id) {
      const petition = await store.findPetition(ctx.trx, id)
      if (!petition) return droppedCard
      if (petition.state !== 'draft')
        return isRegistered(petition) ? receiptCard(ctx, petition) : 'gone'
      return twinsCard(ctx, petition, await store.twinsOf(ctx.trx, ctx.vault, petition))
    },
  },
  file: registered(async (ctx, petition, person) => {
    if (!seesFacts(ctx.office, person.openId, petition)) return 'gone'
    const identity = await store.identityOf(ctx.trx, ctx.vault, petition.id)
    return fileCard(ctx, petition, identity, person, await store.customFor(ctx.trx, petition.topic))
  }),
  /** Of a draft as well: what is missing is added before or after. */
  amend: {
    async person(ctx, id) {
      const petition = await store.findPetition(ctx.trx, id)
      return petition ? sheets.amendSheet(petition) : droppedCard
    },
  },
  plan: registered((ctx, p, person) =>
    sheets.planSheet(ctx, p, isDirector(ctx.office, person.openId)),
  ),
  opinion: registered((_ctx, p) => sheets.opinionSheet(p)),
  extension: registered((_ctx, p) => sheets.extensionSheet(p)),
  objection: registered((_ctx, p) => sheets.objectionSheet(p)),
  delivery: registered((_ctx, p) => sheets.deliverySheet(p)),
  leave: registered((_ctx, p) => sheets.leaveSheet(p)),
  papers: registered((_ctx, p) => sheets.papersSheet(p)),
  /** 告知并受理: the route is chosen already, the day is that of the notice. */
  acceptance: registered((ctx, p, _person, args) => acceptanceCard(ctx, p, textIn(args, 'on'))),
  subordinate: registered((ctx, p, _person, args) => subordinateCard(ctx, p, textIn(args, 'unit'))),
  urgent: registered((_ctx, p) => urgentCard(p)),
  supervise: registered(async (ctx, p, _person, args) =>
    superviseCard(p, textIn(args, 'cause'), await store.proposalsOf(ctx.trx, p.id)),
  ),
  /** Asked of the 信访专员; it stores and tells nothing by itself. */
  verify: {
    async person(ctx, id) {
      const petition = await store.findPetition(ctx.trx, id)
      return petition ? verifyCard(petition) : 'gone'
    },
  },
  /** Asked by number: number, state, due date. */
  progress: {
    group: async (ctx, id) => progress(ctx, await store.findPetition(ctx.trx, id)),
    person: async (ctx, id) => progress(ctx, await store.findPetition(ctx.trx, id)),
  },
}

const told = z.object({
  kind: z.enum(['register', 'again', 'answered']),
  notes: z.array(z.string()),
  receivedSaid: z.boolean(),
})

function toldIn(args: Json): Told {
  const read = told.safeParse(args)
  return read.success ? read.data : { kind: 'register', notes: [], receivedSaid: true }
}

function textIn(args: Json, key: string): string {
  const value =
    typeof args === 'object' && args !== null && !Array.isArray(args) ? args[key] : undefined
  return typeof value === 'string' ? value : ''
}

function acceptanceCard(ctx: Reading, p: Registered, on: string): PrivateCard {
  if (p.course.acceptedOn) {
    const due = finishDue(p.clocks)
    const said = due ? `，办理期限${date(ctx, due)}` : ''
    return {
      title: nameOfPetition(p),
      light: 'green',
      tag: sayState(p),
      blocks: [line(`已于${date(ctx, p.course.acceptedOn)}受理${said}。`)],
    }
  }
  const day = isDay(on) ? date(ctx, on) : '今日'
  return {
    title: `${nameOfPetition(p)} 受理（请核对）`,
    light: 'yellow',
    tag: sayState(p),
    blocks: [
      line(
        `途径：第三十一条第6项，信访程序处理。${p.course.noticedOn ? '告知书含受理的，' : ''}受理之日：${day}。`,
      ),
      note('受理之日起60日内办结（第三十四条）。其他途径的请选“其他去向”。'),
      {
        kind: 'buttons',
        buttons: [
          {
            text: p.course.noticedOn ? '告知书含受理' : '告知并受理',
            payload: buttons.acceptButton.on(p.id, { on }),
            style: 'primary',
          },
          { text: '其他去向', payload: buttons.openButton.on(p.id, { to: 'leave' }) },
        ],
      },
    ],
  }
}

function subordinateCard(ctx: Reading, p: Registered, unit: string): PrivateCard {
  const name = unitName(ctx.office, unit)
  if (p.state !== 'registered' && p.state !== 'proposed')
    return {
      title: nameOfPetition(p),
      light: 'green',
      tag: sayState(p),
      blocks: [line(sayState(p))],
    }
  return {
    title: `${nameOfPetition(p)} 交${name}`,
    light: 'yellow',
    blocks: [
      line(`${name}为下级单位：转送的不要求报结果，交办的须定报办结报告日期。`),
      {
        kind: 'buttons',
        buttons: [
          {
            text: `转送${name}并告知去向`,
            payload: buttons.transferToldButton.on(p.id, { unit }),
            style: 'primary',
          },
        ],
      },
      {
        kind: 'form',
        name: 'assign',
        fields: [{ kind: 'date', name: 'day', label: '何日报办结报告' }],
        buttons: [{ text: '交办', payload: buttons.assignButton.on(p.id, { unit }) }],
      },
    ],
  }
}

/** 重大、紧急（第二十五条）: to whom it is reported, as a list to be ticked; nothing goes to a group. */
function urgentCard(p: Registered): PrivateCard {
  const reported = p.course.followUps.filter((one) => one.text.startsWith('已报告：'))
  return {
    title: `重大紧急 ${nameOfPetition(p)}`,
    light: 'red',
    tag: sayState(p),
    blocks: [
      line(
        `${formWords[p.form]}，${p.headcountWords ? '约' : ''}${p.headcount}人，反映${p.summary ?? '（待补充）'}。`,
      ),
      note(
        '应及时报告本级党委和政府，通报相关主管部门和本级信访工作联席会议办公室，并报黄委（第二十五条）。',
      ),
      ...reported.map((one) => line(one.text)),
      {
        kind: 'buttons',
        buttons: [{ text: '报局领导', payload: buttons.toLeaderButton.on(p.id), style: 'danger' }],
      },
      {
        kind: 'form',
        name: 'reported',
        fields: [
          { kind: 'input', name: 'whom', label: '已报告的对象', maxLength: 100 },
          { kind: 'input', name: 'when', label: '时间', maxLength: 40 },
        ],
        buttons: [{ text: '已报告', payload: buttons.reportedButton.on(p.id) }],
      },
    ],
  }
}

function superviseCard(p: Registered, cause: string, known: store.Proposal[]): PrivateCard {
  const decided = known.find((one) => one.cause === cause && one.state !== 'open')
  const words = causeWords(cause)
  return {
    title: `建议转督办 ${nameOfPetition(p)}`,
    light: decided ? 'grey' : 'yellow',
    tag: decided ? (decided.state === 'agreed' ? '已转督办' : '未转督办') : '待定',
    blocks: [
      line(
        `${nameOfPetition(p)}（${sourceOf(p)}）：${words}。${decided ? '' : '是否转督办，请阅示。'}`,
      ),
      note('转督办的事项不含信访人信息。'),
      ...(decided
        ? []
        : [
            {
              kind: 'buttons' as const,
              buttons: [
                {
                  text: '转督办',
                  payload: buttons.superviseButton.on(p.id, { cause, agreed: true }),
                  style: 'primary' as const,
                },
                {
                  text: '暂不转',
                  payload: buttons.superviseButton.on(p.id, { cause, agreed: false }),
                },
              ],
            },
          ]),
    ],
  }
}

function verifyCard(p: Petition): PrivateCard {
  return {
    title: `${nameOfPetition(p)} 请核实`,
    light: 'yellow',
    blocks: [
      line('请向登记人核实信访人是否扬言。确认前不作记录，列表不作标注。'),
      {
        kind: 'buttons',
        buttons: [
          { text: '确认扬言', payload: buttons.threatButton.on(p.id, { real: true }) },
          { text: '没有扬言', payload: buttons.threatButton.on(p.id, { real: false }) },
        ],
      },
    ],
  }
}

/** Unknown, voided and restricted numbers all get the one sentence (domain.md §6.2). */
function progress(ctx: Reading, petition: Petition | undefined): Said {
  if (!petition || petition.state === 'draft' || petition.state === 'voided')
    return { said: '请私聊查询。' }
  const { course, clocks } = petition
  const due = finishDue(clocks)
  const parts = [
    course.noticedOn || course.noticeExempt
      ? '已书面告知'
      : `书面告知期限${date(ctx, clocks.noticeDue)}`,
    ...(due && !course.opinion?.on ? [`办理期限${date(ctx, due)}`] : []),
  ]
  return { said: `${nameOfPetition(petition)}：${sayState(petition)}，${parts.join('，')}。` }
}
