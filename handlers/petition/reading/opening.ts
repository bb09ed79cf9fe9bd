// How a registration begins: 登记来访 …, 省信访局转来一件 …, 网上信访 …, 张某某又来了 …, 咨询…当场答复了. What follows is told apart
// by its own words; how the person spoke (形式) and who passed it on (来源) are two things (domain.md §2.1).
import { find, type Span } from '../../phrase.ts'
import type { Source } from '../petition.ts'
import type { Form, SourceBody } from '../words.ts'

export interface Opening {
  form: Form
  source: Pick<Source, 'body' | 'act' | 'name'>
  /** Where what is told begins. */
  from: number
  kind: 'register' | 'again' | 'answered'
  /** The form was named, not taken by default. */
  formSaid: boolean
}

const direct = { body: 'direct', act: null, name: null } as const

const forms: Record<string, Form> = {
  来访: 'visit',
  接访: 'visit',
  信访: 'visit',
  走访: 'visit',
  来信: 'letter',
  信件: 'letter',
  来电: 'phone_call',
  电话: 'phone_call',
  网上信访: 'online',
  网信: 'online',
  传真: 'fax',
}
const names = Object.keys(forms).toSorted((a, b) => b.length - a.length)
const any = names.join('|')

const polite = '^\\s*(?:请|帮我|帮忙|麻烦)?(?:你|您)?'
const named = new RegExp(
  `${polite}(?:登记|补录|新增|录入|补登)(?:一下|一件|一个|一封|个)?\\s*(${any})(?!进度|数据|统计)(?:件|一件|一封)?[:,;，\\s]*`,
  'u',
)
const reversed = new RegExp(`${polite}(${any})(?:登记|补录)(?!编号)[:,;，\\s]*`, 'u')
const bare = new RegExp(`^\\s*(${any})[:,，\\s]+(?=.*(?:反映|咨询|建议|求助))`, 'su')
const came =
  /^\s*(?:今天|刚才|刚刚|昨天)?\s*收到(?:一封)?\s*(?:群众)?(来信|信件|传真)(?:一封)?[:,，\s]*/u

export const senders: [RegExp, SourceBody][] = [
  [
    /(?:国家|[省市县区]|[^\s,，]{1,6}?(?:省|市|县|区))?(?:委)?信访(?:局|办公室|办|部门|联席办)/u,
    'petition_office',
  ],
  [/黄委(?:会)?(?:办公室|信访办)?|水利部(?:办公厅|信访办)?/u, 'upper'],
  [/(?:12345|12314|市长|政务服务)(?:热线|平台)?|热线平台|热线/u, 'hotline'],
  [/(?:领导|局长|书记|主任)信箱/u, 'other'],
  [/[省市县]?(?:纪委监委|纪委|纪检组|纪检监察组|监委)/u, 'discipline'],
]
const passed =
  '(转来|转送|转办|转交|交办|批转|移交)(?:来|的)?(?:一?件|一封|信访件)?(?:来信|来访|来电|网上信访)?[:,，\\s]*'

export function readOpening(text: string): Opening | undefined {
  return again(text) ?? answered(text) ?? passedOn(text) ?? plain(text)
}

function plain(text: string): Opening | undefined {
  const said = find(text, named) ?? find(text, reversed) ?? find(text, bare) ?? find(text, came)
  const form = forms[said?.groups[1] ?? '']
  if (!said || !form) return undefined
  return { form, source: direct, from: said.span[1], kind: 'register', formSaid: true }
}

/** A letter that 黄委 forwards is 来信 × 本系统上级; a hotline's is a call. */
function passedOn(text: string): Opening | undefined {
  for (const [sender, body] of senders) {
    const said = find(
      text,
      new RegExp(`^\\s*(?:登记|收到)?(?:一件)?\\s*(${sender.source})\\s*${passed}`, 'u'),
    )
    if (!said) continue
    const act = said.groups[2] === '交办' ? 'assign' : 'transfer'
    const form = formIn(said.said) ?? (body === 'hotline' ? 'phone_call' : 'letter')
    const source = { body, act, name: said.groups[1] ?? null } as const
    return {
      form,
      source,
      from: said.span[1],
      kind: 'register',
      formSaid: formIn(said.said) !== undefined,
    }
  }
  return undefined
}

const formIn = (text: string): Form | undefined =>
  forms[names.find((name) => name !== '信访' && text.includes(name)) ?? '']

function again(text: string): Opening | undefined {
  const said = find(
    text,
    /^\s*[^\s,，]{1,12}?(又来了|又来访|又来反映|再次来访|又打电话|又来信|又写信)/u,
  )
  if (!said) return undefined
  const how = said.groups[1] ?? ''
  const form = /电话/u.test(how) ? 'phone_call' : /信/u.test(how) ? 'letter' : 'visit'
  return { form, source: direct, from: 0, kind: 'again', formSaid: true }
}

function answered(text: string): Opening | undefined {
  const said = find(text, /^\s*(?:来访|来电)?\s*(?=咨询.*(?:当场|当面|已经?)(?:都)?答复)/su)
  if (!said) return undefined
  const form = said.said.includes('来电') ? 'phone_call' : 'visit'
  return { form, source: direct, from: said.span[1], kind: 'answered', formSaid: true }
}

export const spanFrom = (from: number, text: string): Span => [from, text.length]
