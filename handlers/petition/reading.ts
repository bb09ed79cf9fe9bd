// One sentence of a clerk → a registration: form, name, headcount, what it is about, telephone, address, dates.
import { type Day, isDay } from '../calendar.ts'
import type { Ctx, Understood, Words } from '../feature.ts'
import { fold, isName, readHeadcount, readPast, readPhone } from '../phrase.ts'
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
  /^(?:请|帮我|帮忙)?(?:登记|补录|新增|录入)?(?:一下|一件|一个)?(来访|信访|来信|来电|网上信访|网信|接访)(?:登记|件)?|^登记(来访|来信|来电|信访)?/u

const forms: Record<string, Form> = {
  来访: 'visit',
  接访: 'visit',
  信访: 'visit',
  来信: 'letter',
  来电: 'phone_call',
  网上信访: 'online',
  网信: 'online',
}

const accusation = /举报|检举|控告|受贿|行贿|收好处|贪污|索贿/u

type Given = Pick<Ctx, 'today' | 'now' | 'office'>

export function readRegistration(words: Words, given: Given): Understood<Registration> {
  const folded = fold(words.text).text.trim()
  const match = opening.exec(folded)
  const form = match && forms[match[1] ?? match[2] ?? '来访']
  if (!match || !form || /^(信访)(进度|统计|数据)/u.test(folded)) return undefined
  if (!/^(?:请|帮我|帮忙)?(?:登记|补录|新增|录入)|登记/u.test(folded)) return undefined
  if (words.where === 'group') return { refused: 'said-in-group' }
  if (accusation.test(folded)) return { refused: 'accusation' }
  return registrationFrom(folded.slice(match[0].length), form, words.original, given)
}

function registrationFrom(
  said: string,
  form: Form,
  original: string,
  given: Given,
): Understood<Registration> {
  const phone = readPhone(said)
  const heads = readHeadcount(said)
  const topic = topicOf(phone ? cut(said, phone.span) : said)
  if (!topic)
    return {
      refused: 'missing',
      what: '反映的事项',
      example: '登记来访 张某某 3人 反映淤区土地补偿',
    }
  const past = readPast(said, {
    today: given.today,
    now: instantFor(given.now),
    holidays: given.office.holidays,
  })
  const on =
    past?.reading.kind === 'day' && isDay(past.reading.day) ? past.reading.day : given.today
  const name = nameOf(said, heads?.said)
  const address = /(?:住址|地址|住)[:：是]?\s*([^,，。;；\s]+)/u.exec(said)?.[1]
  return {
    slots: {
      form,
      identity: {
        name: name ? new Secret(name) : null,
        phone: phone ? new Secret(phone.phone) : null,
        address: address ? new Secret(address) : null,
        original: new Secret(original),
      },
      headcount: !heads
        ? 1
        : heads.kind === 'count'
          ? heads.count
          : heads.kind === 'about'
            ? heads.about
            : heads.affected,
      headcountWords: heads?.kind === 'about' ? heads.said : null,
      topic,
      purpose: /咨询|怎么办|如何办/u.test(said)
        ? 'consultation'
        : /建议/u.test(said)
          ? 'suggestion'
          : 'appeal_request',
      on,
    },
  }
}

function cut(text: string, [from, to]: readonly [number, number]): string {
  return `${text.slice(0, from)} ${text.slice(to)}`
}

/** 反映 … up to the next label; or what stands after 咨询, 内容. */
function topicOf(said: string): string | undefined {
  const match = /(?:反映|咨询|内容[:：]|事项[:：]|诉求[:：])\s*(.+)/su.exec(said)
  const text = match?.[1]
    ?.split(/[,，。;；\n]|\s*(?:联系)?电话|\s*手机|\s*(?:住址|地址)[:：]?/u)[0]
    ?.trim()
  return text ? text.slice(0, 200) : undefined
}

/** The first word that can be a name, before the headcount and before 反映. */
function nameOf(said: string, heads: string | undefined): string | undefined {
  const before = said.split(/反映|咨询|内容[:：]|事项[:：]/u)[0] ?? ''
  const labelled = /(?:信访人|姓名)[:：]\s*([^\s,，。;；]+)/u.exec(before)?.[1]
  const words = (heads ? before.replace(heads, ' ') : before)
    .split(/[\s,，。;；:：、]+|等|一人|夫妻|联系电话/u)
    .map((word) => word.trim())
  const name = labelled ?? words.find((word) => word && !/[0-9年月日]/u.test(word) && isName(word))
  return name && !/匿名|没留|不详/u.test(name) ? name : undefined
}
