// The templates that come with the program. A place to fill stands as {信访人}; what is not known stays blank for the pen.
// 发文字号 is left blank: it is given by the 文书 staff (domain.md §0.5, §2.3).
import type { PaperKind } from './kinds.ts'
import { type Line, sheetOf } from './sheet.ts'

const title = (text: string): Line => ({ text, as: 'title' })
const number: Line = { text: '〔    〕    号', as: 'number' }
const to: Line = { text: '{信访人}：', as: 'flush' }
const blank: Line = { text: '' }
const signed: Line[] = [
  blank,
  { text: '{本单位}', as: 'right' },
  { text: '    年  月  日', as: 'right' },
]
const ledger: Line = { text: '登记编号：{登记编号}', as: 'flush' }
const body = (...texts: string[]): Line[] => texts.map((text) => ({ text }))

const remedy =
  '如不服本处理意见，请自收到本意见书之日起30日内，向上一级机关、单位申请复查。期满不申请的，本处理意见即为办结意见。'

export const templates: Record<PaperKind, Line[]> = {
  registration: [
    title('信访登记表'),
    ledger,
    ...[
      '信访形式：{形式}    来源：{来源}',
      '信访人：{信访人}    人数：{人数}',
      '电话：{电话}',
      '住址：{住址}',
      '信访日期：{信访日期}    收到日期：{收到日期}',
      '类别：{类别}    内容分类：{内容分类}',
      '反映事项：{事项}',
      '告知期限：{告知期限}    书面告知：{告知日期}',
      '拟办意见：{拟办意见}',
      '领导批示：',
      '办理结果：{处理意见}',
      '登记人：{登记人}',
    ].map((text): Line => ({ text, as: 'flush' })),
  ],
  notice: [
    title('信访事项书面告知单'),
    number,
    to,
    ...body(
      '您于{信访日期}以{形式}方式反映的“{事项}”，我单位已于{收到日期}收到并登记（登记编号：{登记编号}）。',
      '根据《信访工作条例》第二十三条，现将接收情况以及处理途径和程序告知如下：{处理途径}。',
      '查询办理情况可凭登记编号与我单位信访工作机构联系。',
    ),
    ...signed,
  ],
  acceptance: [
    title('信访事项受理告知书'),
    number,
    to,
    ...body(
      '您反映的“{事项}”（登记编号：{登记编号}），我单位已于{收到日期}收到。经审查，该事项属于《信访工作条例》第三十一条第六项规定的信访事项，决定自{受理日期}起予以受理。',
      '我单位将自受理之日起60日内办结；情况复杂的，经本单位负责人批准可以适当延长，延长期限不超过30日，并告知延期理由。办理期限至{办理期限}。',
    ),
    ...signed,
  ],
  decline: [
    title('信访事项不予受理告知书'),
    number,
    to,
    ...body(
      '您反映的“{事项}”（登记编号：{登记编号}），我单位已于{收到日期}收到。经审查，不予受理。理由：{理由}。',
      '请依照法律规定的途径向有关机关、单位提出。',
    ),
    ...signed,
  ],
  no_longer: [
    title('信访事项不再受理告知书'),
    number,
    to,
    ...body(
      '您反映的“{事项}”（登记编号：{登记编号}），复核意见已经作出。根据《信访工作条例》第三十六条第三款，您仍以同一事实和理由提出投诉请求的，不再受理。',
    ),
    ...signed,
  ],
  extension: [
    title('信访事项延期告知书'),
    number,
    to,
    ...body(
      '您反映的“{事项}”（登记编号：{登记编号}），我单位已于{受理日期}受理。因情况复杂，经本单位负责人批准，根据《信访工作条例》第三十四条，办理期限延长{延长日数}日，由{原期限}延长至{延长后期限}。',
      '延期理由：{延期理由}。',
    ),
    ...signed,
  ],
  opinion: [
    title('信访事项处理意见书'),
    number,
    to,
    ...body(
      '您反映的“{事项}”（登记编号：{登记编号}），我单位于{受理日期}受理，现已办理完毕。',
      '一、信访人的诉求：{事项}。',
      '二、事实、理由和处理意见（{处理结果}）：{处理意见}',
      '三、依据：{依据}。',
      remedy,
    ),
    ...signed,
  ],
  delivery: [
    title('送达回证'),
    ledger,
    ...[
      '送达文书：',
      '受送达人：{信访人}',
      '送达地址：{住址}',
      '送达方式：当面□  邮寄□  留置□  公告□  其他□',
      '受送达人签收：                    年  月  日',
      '代收人签收及与受送达人的关系：',
      '拒收、退回的情况：',
      '送达人：                        年  月  日',
    ].map((text): Line => ({ text, as: 'flush' })),
  ],
  transfer: [
    title('信访事项转送函'),
    number,
    { text: '{承办单位}：', as: 'flush' },
    ...body(
      '现将信访人{信访人}反映的“{事项}”（登记编号：{登记编号}）转送你单位，请按《信访工作条例》有关规定办理，并将处理情况答复信访人。',
      '附：信访材料',
    ),
    ...signed,
  ],
  assignment: [
    title('信访事项交办函'),
    number,
    { text: '{承办单位}：', as: 'flush' },
    ...body(
      '现将信访人{信访人}反映的“{事项}”（登记编号：{登记编号}）交你单位办理。请于{报结果日期}前将办结报告报我单位，并答复信访人。',
      '附：信访材料',
    ),
    ...signed,
  ],
}

export const shippedTemplate = (kind: PaperKind): Uint8Array => sheetOf(templates[kind])
