// The small cards of a petition: what is put to one person to decide or to check, and what a group may hear.
import { isDay } from '../../calendar.ts'
import type { PrivateCard, Said } from '../../card.ts'
import type { Sight } from '../../feature.ts'
import { unitName } from '../../people.ts'
import * as buttons from '../buttons.ts'
import { causeWords } from '../causes.ts'
import { finishDue } from '../clock.ts'
import type { Proposal } from '../customs/store.ts'
import { nameOfPetition, type Petition, type Registered, sayState } from '../petition.ts'
import { formWords } from '../words.ts'
import { date, line, note, sourceOf } from './facts.ts'

export function voidedCard(petition: Registered): PrivateCard {
  const why = petition.course.voided ?? ''
  return {
    title: nameOfPetition(petition),
    light: 'grey',
    tag: '作废',
    blocks: [line(`已作废，编号保留。原因：${why}`)],
  }
}

export function acceptanceCard(ctx: Sight, p: Registered, on: string): PrivateCard {
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

export function subordinateCard(ctx: Sight, p: Registered, unit: string): PrivateCard {
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
export function urgentCard(p: Registered): PrivateCard {
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

export function superviseCard(p: Registered, cause: string, known: Proposal[]): PrivateCard {
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

export function verifyCard(p: Petition): PrivateCard {
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
export function progress(ctx: Sight, petition: Petition | undefined): Said {
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
