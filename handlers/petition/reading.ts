// One sentence of a clerk → a registration: form, name, headcount, what it is about, telephone, address, dates.
import type { Day } from '../calendar.ts'
import type { Ctx, Understood, Words } from '../feature.ts'
import { find, isName, readHeadcount, readPast, readPhone, tidy, without } from '../phrase.ts'
import { Secret } from '../secret.ts'
import { instantFor } from '../when.ts'
import type { Form, Identity, Purpose } from './petition.ts'

export interface Registration {
  form: Form
  identity: Identity
  headcount: number
  headcountWords: string | null
  topic: string
  purpose: Purpose
  on: Day
}

const opening =
  /^\s*(?:请|帮我|帮忙)?(?:登记|补录|新增|录入)(?:一下|一件|一个)?\s*(来访|信访|来信|来电|网上信访|接访)[:：,，\s]*|^\s*(来访|信访|来信|来电)登记[:：,，\s]*/u

const forms: Record<string, Form> = {
  来访: 'visit',
  接访: 'visit',
  信访: 'visit',
  来信: 'letter',
  来电: 'phone_call',
  网上信访: 'online',
}

const accusation = /举报|检举|控告|受贿|行贿|收好处|贪污|索贿/u
const example = '登记来访 张某某 3人 反映淤区土地补偿'

type Given = Pick<Ctx, 'today' | 'now' | 'office'>

export function readRegistration(words: Words, given: Given): Understood<Registration> {
  const start = find(words.text, opening)
  const form = forms[start?.groups[1] ?? start?.groups[2] ?? '']
  if (!start || !form) return undefined
  if (words.where === 'group') return { refused: 'said-in-group' }
  if (find(words.text, accusation)) return { refused: 'accusation' }
  return registrationFrom(words.text.slice(start.span[1]), form, words.original, given)
}

function registrationFrom(
  said: string,
  form: Form,
  original: string,
  given: Given,
): Understood<Registration> {
  const phone = readPhone(said)
  const heads = readHeadcount(said)
  const topic = topicOf(phone ? without(said, [phone.span]) : said)
  if (!topic) return { refused: 'missing', what: '反映的事项', example }
  const { today, now } = given
  const past = readPast(said, {
    today,
    now: instantFor(now),
    holidays: given.office.holidays,
  })?.reading
  const secret = (text: string | undefined) => (text ? new Secret(text) : null)
  return {
    slots: {
      form,
      identity: {
        name: secret(nameOf(said, heads?.said)),
        phone: secret(phone?.phone),
        address: secret(find(said, address)?.groups[1]),
        original: new Secret(original),
      },
      headcount: countOf(heads),
      headcountWords: heads?.kind === 'about' ? heads.said : null,
      topic,
      purpose: purposeOf(said),
      on: past?.kind === 'day' ? past.day : today,
    },
  }
}

function countOf(heads: ReturnType<typeof readHeadcount>): number {
  switch (heads?.kind) {
    case undefined:
      return 1
    case 'count':
      return heads.count
    case 'about':
      return heads.about
    case 'ask':
      return heads.affected
  }
}

function purposeOf(said: string): Purpose {
  if (find(said, /咨询|怎么办|如何办/u)) return 'consultation'
  return find(said, /建议/u) ? 'suggestion' : 'appeal_request'
}

const address = /(?:住址|地址|住)[:：是]?\s*([^,，。;；\s]+)/u
const topicLabel = /反映|咨询|内容[:：]|事项[:：]|诉求[:：]/u
const topicEnd = /[,，。;；\n]|\s*(?:联系)?电话|\s*手机|\s*(?:住址|地址)[:：]?/u

/** What stands after 反映, 咨询 or 内容, up to the next label. */
function topicOf(said: string): string | undefined {
  const label = find(said, topicLabel)
  if (!label) return undefined
  const rest = said.slice(label.span[1])
  return tidy(rest.slice(0, find(rest, topicEnd)?.span[0])).slice(0, 200) || undefined
}

/** The first word that can be a name, before the headcount and before 反映. */
function nameOf(said: string, heads: string | undefined): string | undefined {
  const before = said.slice(0, find(said, topicLabel)?.span[0])
  const labelled = find(before, /(?:信访人|姓名)[:：]\s*([^\s,，。;；]+)/u)?.groups[1]
  const words = (heads ? before.replace(heads, ' ') : before).split(
    /[\s,，。;；:：、]+|等|一人|夫妻/u,
  )
  const name = labelled ?? words.find((word) => word && !/[0-9年月日]/u.test(word) && isName(word))
  return name && !/匿名|没留|不详|收到/u.test(name) ? name : undefined
}
