// The forms of a petition, each its own sheet of the same card.
import type { Block, Button, Field, PrivateCard } from '../../card.ts'
import type { Sight } from '../../feature.ts'
import { paperKinds, papersFor } from '../../paper/index.ts'
import type { PrivateText } from '../../secret.ts'
import * as buttons from '../buttons.ts'
import { can, type In, nameOfPetition, type Petition, type Registered } from '../petition.ts'
import { deliveryWords, dispositionWords, resultWords, routeWords } from '../words.ts'
import { note } from './facts.ts'

const input = (
  name: string,
  label: string,
  more: { lines?: number; maxLength?: number } = {},
): Field => ({
  kind: 'input',
  name,
  label,
  maxLength: more.maxLength ?? 200,
  ...(more.lines && { lines: more.lines }),
})
const dayField = (name: string, label: string): Field => ({ kind: 'date', name, label })
const choice = (name: string, label: string, words: Readonly<Record<string, string>>): Field => ({
  kind: 'choice',
  name,
  label,
  options: Object.entries(words).map(([value, text]) => ({ text, value })),
})
const form = (name: string, fields: Field[], ...all: Button[]): Block<PrivateText> => ({
  kind: 'form',
  name,
  fields,
  buttons: all,
})
const primary = (text: string, payload: Button['payload']): Button => ({
  text,
  payload,
  style: 'primary',
})

function sheet(petition: Petition, title: string, blocks: Block<PrivateText>[]): PrivateCard {
  const back: Button = { text: '返回', payload: buttons.openButton.on(petition.id, { to: 'file' }) }
  return {
    title: `${nameOfPetition(petition)} ${title}`,
    blocks: [...blocks, { kind: 'buttons', buttons: [back] }],
  }
}

export function amendSheet(petition: Petition): PrivateCard {
  const { id } = petition
  return sheet(petition, '补充、更正', [
    note('只填需要补充或更正的项目。原内容留存。请勿录入涉密内容。'),
    form(
      'amend',
      [
        input('name', '信访人'),
        input('phone', '电话'),
        input('address', '住址'),
        input('summary', '事项（中性表述，不写姓名）', { lines: 2 }),
        input('headcount', '到场人数'),
        input('affected', '涉及人数'),
        input('locality', '问题属地'),
        dayField('event', '来访、来电日期'),
        dayField('received', '收到日期'),
      ],
      primary('保存', buttons.amendButton.on(id)),
    ),
    ...(petition.state === 'draft'
      ? []
      : [
          form('void', [input('reason', '作废原因')], {
            text: '作废',
            payload: buttons.voidButton.on(id),
            style: 'danger',
          }),
        ]),
  ])
}

export function planSheet(ctx: Sight, petition: Registered, director: boolean): PrivateCard {
  const units = [...ctx.office.units.values()].filter((unit) => unit.kind !== 'leaders')
  const unitChoice: Field = {
    kind: 'choice',
    name: 'unit',
    label: '承办单位',
    options: units.map((u) => ({ text: u.name, value: u.id })),
  }
  return sheet(petition, '拟办意见', [
    form(
      'plan',
      [
        unitChoice,
        input('target', '系统外单位（函告）'),
        choice('disposition', '办理方式（不填的按承办单位定）', dispositionWords),
        input('opinion', '拟办意见', { lines: 3, maxLength: 500 }),
        dayField('day', '要求报结果日期'),
      ],
      primary(director ? '分办' : '呈主任', buttons.planButton.on(petition.id)),
    ),
  ])
}

export function opinionSheet(petition: Registered): PrivateCard {
  return sheet(petition, '处理意见', [
    note(
      '意见书应载明诉求、事实和理由、处理意见及依据（第三十二条），并写明30日内可向上一级机关申请复查。',
    ),
    form(
      'opinion',
      [
        choice('result', '处理结果', resultWords),
        input('text', '事实、理由和处理意见', { lines: 5, maxLength: 1000 }),
        input('basis', '依据'),
        choice('leader', '须局领导审定', { no: '否', yes: '是' }),
      ],
      primary('提交答复意见', buttons.opinionButton.on(petition.id)),
    ),
  ])
}

export function extensionSheet(petition: Registered): PrivateCard {
  return sheet(petition, '延期', [
    note(
      '情况复杂的，经本机关、单位负责人批准可以延长，不得超过30日，并告知信访人理由（第三十四条）。',
    ),
    form(
      'extend',
      [input('days', '延长天数'), input('reason', '理由', { lines: 2 })],
      primary('申请延期', buttons.extendButton.on(petition.id)),
    ),
  ])
}

export function objectionSheet(petition: Registered): PrivateCard {
  return sheet(petition, '异议', [
    note('收到之日起5个工作日内提出，并详细说明理由；来文单位同意前期限照算（第二十三条）。'),
    form(
      'object',
      [input('reason', '理由', { lines: 3 }), dayField('day', '提出日期')],
      primary('提出异议', buttons.objectButton.on(petition.id)),
    ),
  ])
}

/** Delivery, reports up and down, reviews: what is entered with a date. */
export function deliverySheet(petition: Registered): PrivateCard {
  const { id } = petition
  return sheet(petition, '送达、报告', [
    ...(can('notice', petition) && !petition.course.noticedOn
      ? [
          form(
            'notice',
            [dayField('day', '告知日期'), choice('way', '方式', deliveryWords)],
            primary('已告知', buttons.noticedOnButton.on(id)),
          ),
        ]
      : []),
    ...(can('deliver', petition)
      ? [
          form(
            'deliver',
            [
              dayField('day', '送达日期'),
              choice('way', '方式', deliveryWords),
              choice('note', '情况', noteWords),
            ],
            primary('记录送达', buttons.deliverButton.on(id)),
          ),
        ]
      : []),
    ...(petition.course.extension?.state === 'approved' && !petition.course.extension.toldOn
      ? [
          form(
            'told',
            [dayField('day', '延期告知日期')],
            primary('已告知延期', buttons.extensionToldButton.on(id)),
          ),
        ]
      : []),
    ...(petition.state === 'routed' ? reportForms(petition) : []),
    ...(petition.source.act === 'assign' &&
    can('submitReport', petition) &&
    !petition.course.reportSubmitted
      ? [
          form(
            'report',
            [dayField('day', '上报日期'), input('docNo', '文号')],
            primary('上报办结报告', buttons.reportSubmitButton.on(id)),
          ),
        ]
      : []),
    ...(can('askReview', petition)
      ? [
          form('review', [dayField('day', '申请日期')], {
            text: '已申请复查复核',
            payload: buttons.reviewAskedButton.on(id),
          }),
        ]
      : []),
    ...(can('finishReview', petition)
      ? [
          form(
            'reviewed',
            [
              dayField('day', '意见书日期'),
              dayField('received', '信访人收到日期'),
              input('result', '结果'),
            ],
            primary('复查复核意见已出', buttons.reviewDoneButton.on(id)),
          ),
        ]
      : []),
  ])
}

export const noteWords = {
  signed: '签收',
  refused: '拒收',
  returned_by_post: '邮寄退回',
  moved: '地址变动',
  none: '无回执',
} as const

function reportForms({ id, course }: In<'routed'>): Block<PrivateText>[] {
  return course.report?.state === 'in'
    ? [
        form('back', [input('reason', '退回原因')], {
          text: '退回办结报告',
          payload: buttons.reportReturnButton.on(id),
        }),
      ]
    : [
        form(
          'in',
          [dayField('day', '报送日期')],
          primary('已收办结报告', buttons.reportInButton.on(id)),
        ),
      ]
}

export function leaveSheet(petition: Registered): PrivateCard {
  const routes = {
    1: routeWords[1],
    2: routeWords[2],
    3: routeWords[3],
    4: routeWords[4],
    5: routeWords[5],
  }
  return sheet(petition, '其他去向', [
    form(
      'leave',
      [
        choice('way', '去向', buttons.ways),
        choice('route', '途径（第三十一条）', routes),
        input('note', '机关、理由或书面材料', { lines: 2 }),
        choice('same', '同一事实和理由（不再受理）', { no: '否', yes: '是' }),
        dayField('day', '日期'),
      ],
      primary('确认', buttons.leaveButton.on(petition.id)),
    ),
  ])
}

export function papersSheet(petition: Registered): PrivateCard {
  const all = papersFor(petition.state)
  const each = all.map(
    (kind): Button => ({
      text: paperKinds[kind],
      payload: buttons.paperButton.on(petition.id, { kind }),
    }),
  )
  return sheet(petition, '文书', [
    note('文书以Word发到您的私聊，发文字号留空，可直接打印。'),
    ...Array.from(
      { length: Math.ceil(each.length / 4) },
      (_, i): Block<PrivateText> => ({ kind: 'buttons', buttons: each.slice(i * 4, i * 4 + 4) }),
    ),
  ])
}
