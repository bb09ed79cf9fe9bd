// What is said about a petition that has a number (domain.md §8.2): one row per act.
import { type Command, type Ctx, command, type Outcome } from '../../feature.ts'
import { actsAs, nameOf, type Office, unitName } from '../../people.ts'
import { find, readAmount, tidy } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { lastOf } from '../nearby/store.ts'
import type { About } from '../reading/about.ts'
import { readAbout, refsIn } from '../reading/about.ts'
import { codeOf, type DeliveryWay, ratingWords } from '../words.ts'
import { type Amendment, amend, readAmendment } from './amend.ts'
import { viewTo } from './perform.ts'
import { linkTwo, otherMatter } from './repeats.ts'
import { answered, onPetition, spoken } from './spoken.ts'
import * as step from './steps.ts'

const wayIn = (text: string): DeliveryWay | null =>
  find(text, /当面|当场|面交/u)
    ? 'in_person'
    : find(text, /寄|邮/u)
      ? 'by_post'
      : find(text, /留置/u)
        ? 'left_at_address'
        : find(text, /公告/u)
          ? 'public_notice'
          : null

const reasonIn = (text: string): string =>
  tidy(find(text, /(?:原因|理由|因为|由于)(?:是|为)?[:：]?\s*(.+)$/su)?.groups[1] ?? '')

const show = (ctx: Ctx, id: string, view: string, args?: Record<string, string>): Outcome => ({
  entries: [],
  tell: [viewTo(ctx.by.openId, id, view, args)],
})

/** Every unit that is named, the longest names first, so that 办公室 never hides in 某办公室. */
export function unitsIn(text: string, office: Office): string[] {
  return [...office.units.values()]
    .filter((unit) => unit.kind !== 'leaders' && text.includes(unit.name))
    .toSorted((a, b) => b.name.length - a.name.length)
    .map((unit) => unit.id)
}

/** 转给、交办、函告: what follows from the target alone; what remains open is asked by buttons. */
async function handOn(ctx: Ctx, id: string, { text, due }: About): Promise<Outcome | Refusal> {
  const [unit] = unitsIn(text, ctx.office)
  if (!unit) return outside(ctx, id, text)
  const kind = ctx.office.units.get(unit)?.kind
  const target = unitName(ctx.office, unit)
  const wish = { unit, target, opinion: `请${target}研究办理`, resultDue: due }
  if (kind === 'subordinate' && !due) return show(ctx, id, 'subordinate', { unit })
  return step.propose(ctx, id, { ...wish, disposition: step.dispositionFor(ctx, unit, due) })
}

async function outside(ctx: Ctx, id: string, text: string): Promise<Outcome | Refusal> {
  const target = find(text, /(?:函告|转给|转送|交给|给)\s*([^\s,，。;；]+)/u)?.groups[1]
  if (!target || !find(text, /函告/u))
    return { refused: 'missing', what: '承办单位', example: '把信访〔2026〕21号转办给工管处' }
  return step.propose(ctx, id, {
    disposition: 'letter_to_outside',
    unit: null,
    target,
    opinion: `函告${target}`,
    resultDue: null,
  })
}

/** 给@某主任看一下 拟办意见：转水政处 */
async function forInstruction(
  ctx: Ctx,
  id: string,
  { text, due }: About,
): Promise<Outcome | Refusal> {
  const opinion = tidy(find(text, /拟办意见[:：]?\s*(.+)$/su)?.groups[1] ?? '')
  const [unit] = unitsIn(opinion, ctx.office)
  if (!opinion || !unit)
    return {
      refused: 'missing',
      what: '拟办意见和承办单位',
      example: '信访23号 拟办意见：请水政处研究办理',
    }
  const disposition = step.dispositionFor(ctx, unit, due)
  return step.propose(ctx, id, {
    disposition,
    unit,
    target: unitName(ctx.office, unit),
    opinion,
    resultDue: due,
  })
}

async function noticed(ctx: Ctx, id: string, { text, on }: About): Promise<Outcome | Refusal> {
  const result = await step.notice(ctx, id, on, wayIn(text))
  if ('refused' in result) return result
  // 告知书含受理的，确认后以告知之日为受理之日（domain.md §1.2）。
  return {
    ...answered(ctx, result),
    tell: [...(answered(ctx, result).tell ?? []), viewTo(ctx.by.openId, id, 'acceptance', { on })],
  }
}

async function delivered(ctx: Ctx, id: string, { text, on }: About): Promise<Outcome | Refusal> {
  const note = find(text, /退回来|邮寄退回|被退回/u)
    ? 'returned_by_post'
    : find(text, /拒收|拒签|不签/u)
      ? 'refused'
      : find(text, /签收|已签/u)
        ? 'signed'
        : 'none'
  return step.deliver(ctx, id, { on, way: wayIn(text) ?? 'other', note })
}

async function extended(ctx: Ctx, id: string, { text }: About): Promise<Outcome | Refusal> {
  const days = readAmount(text)
  if (days?.unit !== 'day')
    return {
      refused: 'missing',
      what: '延期天数',
      example: '信访15号 申请延期30天 理由是补偿协议还在核对',
    }
  // 天数不合规定的先答规定，不追问理由。
  return step.askExtension(ctx, id, days.n, reasonIn(text) || (days.n > 30 ? '—' : ''))
}

async function backfilled(ctx: Ctx, id: string, { text, on }: About): Promise<Outcome | Refusal> {
  const amount = readAmount(text)
  const leader = [...ctx.office.people.values()].find(
    (p) => text.includes(p.name) && actsAs(ctx.office, p.openId, '局领导'),
  )
  const days = amount?.unit === 'day' ? amount.n : 0
  return step.backfillExtension(
    ctx,
    id,
    days,
    on,
    leader ? nameOf(ctx.office, leader.openId) : '局领导',
  )
}

const objected: typeof noticed = async (ctx, id, { text, on }) =>
  step.object(
    ctx,
    id,
    on,
    reasonIn(text) ||
      tidy(find(text, /(?:应该是|应由|属于|属)\s*([^\s,，。;；]{2,})/u)?.said ?? '').replace(
        /^属于?(?:我们|本单位|本局)$/u,
        '',
      ),
  )

async function reported(ctx: Ctx, id: string, { text, on }: About): Promise<Outcome | Refusal> {
  const docNo = find(text, /(?:文号|字号)[:：]?\s*([^\s,，。;；]+)/u)?.groups[1] ?? null
  return step.submitReport(ctx, id, on, docNo)
}

/** Words of the ledger (domain.md §2.1); nothing follows from them. */
const flags =
  /标记(?:为)?[:：]?\s*(涉法涉诉|三跨三分离|积案|越级走访|涉港澳台侨外|要求保密|同意公开|需要救助|领导包案)/u

const externalNo = /系统编号[:：]?\s*([A-Za-z0-9-]{2,40})/u

export const sentences: Command[] = [
  spoken(
    '异议结果',
    ['信访22号 来文单位同意异议'],
    { says: /(?:不同意|同意)(?:我们的|该)?(?:异议|退回)|异议.{0,6}(?:不同意|同意)/u, date: 'none' },
    (ctx, id, { text }) => step.answerObjection(ctx, id, !/不同意/u.test(text)),
  ),
  spoken(
    '提出异议',
    ['信访22号 不是我们的 退回 理由是属地方水利部门职权'],
    { says: /不是我们的|不归我们|不属(?:于)?(?:我们|本单位|本局)|(?:提出)?异议/u, date: 'past' },
    objected,
  ),
  spoken(
    '告知去向',
    ['信访17号 已告知向某县水利局提出'],
    { says: /告知.{0,8}向(.{2,20}?)(?:提出|反映)/u, date: 'past' },
    (ctx, id, { text, on }) =>
      step.tellWhere(ctx, id, on, find(text, /向(.{2,20}?)(?:提出|反映)/u)?.groups[1] ?? ''),
  ),
  spoken(
    '补录延期',
    ['信访15号 延期局领导昨天纸上批了30天'],
    {
      says: /延期.*(?:领导|局长).*(?:批了|批准了?|同意了?)|(?:领导|局长).*(?:批了|批准了?)延期/u,
      date: 'past',
    },
    backfilled,
  ),
  spoken(
    '延期告知',
    ['信访15号 延期已告知'],
    { says: /延期.{0,6}(?:已|了)?告知|告知.{0,4}延期/u, date: 'past' },
    (ctx, id, { on }) => step.tellExtension(ctx, id, on),
  ),
  spoken(
    '申请延期',
    ['信访15号 申请延期30天 理由是补偿协议还在核对'],
    {
      says: /(?:延期|延长|再延|延)\s*[0-9一二三四五六七八九十百两]+\s*(?:天|日(?!期|前))/u,
      not: /延期?[到至]/u,
      date: 'none',
    },
    extended,
  ),
  spoken(
    '不予受理',
    ['信访23号 不予受理 理由是属诉讼事项'],
    { says: /不予受理(?!告知书)/u, date: 'past' },
    (ctx, id, { text, on }) => step.decline(ctx, id, on, reasonIn(text)),
  ),
  spoken(
    '不再受理',
    ['信访23号 不再受理 同一事实和理由'],
    { says: /不再受理(?!告知书)/u, date: 'past' },
    (ctx, id, { text, on }) => step.noLongerAccept(ctx, id, on, /同一事实/u.test(text)),
  ),
  spoken(
    '送达',
    ['信访12号 答复意见书今天当面送达 已签收'],
    {
      says: /(?:意见书|答复).*(?:送达|签收|寄出|寄到|退回来|拒收)|送达/u,
      not: /告知书|登记/u,
      date: 'past',
    },
    delivered,
  ),
  spoken(
    '告知',
    ['信访19号 已告知 昨天寄的告知书'],
    { says: /已(?:当场|书面|当面)?告知|告知了|寄的告知书|给了告知单/u, date: 'past' },
    noticed,
  ),
  spoken(
    '受理',
    ['受理 信访18号'],
    { says: /受理/u, not: /受理告知书|不予|不再|及时/u, date: 'past' },
    async (ctx, id, { on }) => show(ctx, id, 'acceptance', { on }),
  ),
  spoken(
    '收到办结报告',
    ['信访16号 收到办结报告'],
    { says: /(?:收到|报来|交来).{0,6}办结报告|办结报告.{0,4}(?:收到|已收|交来)/u, date: 'past' },
    (ctx, id, { on }) => step.receiveReport(ctx, id, on),
  ),
  spoken(
    '上报办结报告',
    ['信访9号 办结报告今天报黄委了'],
    { says: /办结报告.*报|上报.*办结报告/u, not: /前报|日前/u, date: 'past' },
    reported,
  ),
  spoken(
    '撤回',
    ['信访9号 本人撤回了 写了说明'],
    { says: /撤回/u, not: /^撤回$/u, date: 'past' },
    (ctx, id, { text, on }) =>
      step.withdraw(ctx, id, on, /说明|书面|签字/u.test(text) ? '有书面说明' : ''),
  ),
  spoken(
    '调解',
    ['信访9号 达成调解 已签协议'],
    { says: /调解|和解/u, date: 'past' },
    (ctx, id, { text, on }) => step.settle(ctx, id, on, /协议/u.test(text) ? '有书面协议' : ''),
  ),
  spoken(
    '评价',
    ['信访12号 信访人评价不满意'],
    { says: /(?:评价|打分).*满意|满意度/u, date: 'none' },
    (ctx, id, { text }) => {
      const word = find(text, /基本满意|不满意|满意/u)?.said
      return step.rate(ctx, id, codeOf(ratingWords, word) ?? 'satisfied')
    },
  ),
  spoken(
    '回访',
    ['回访 信访12号 已收到补偿款'],
    { says: /^回访|回访/u, date: 'none' },
    (ctx, id, { text }) => step.followUp(ctx, id, tidy(text.replace(/回访/u, ''))),
  ),
  spoken(
    '执行',
    ['信访12号 意见已执行'],
    { says: /已执行|执行完毕|执行到位/u, date: 'past' },
    (ctx, id, { on }) => step.execute(ctx, id, on),
  ),
  spoken(
    '简易办理',
    ['信访23号 简易办理'],
    { says: /简易(?:办理|程序)|转(?:为)?普通程序/u, date: 'none' },
    (ctx, id, { text }) => step.simplify(ctx, id, !/普通/u.test(text)),
  ),
  spoken(
    '标记',
    ['信访23号 标记 涉法涉诉'],
    { says: flags, not: /反映/u, date: 'none' },
    (ctx, id, { text }) => step.mark(ctx, id, { flag: find(text, flags)?.groups[1] ?? '' }),
  ),
  spoken(
    '系统编号',
    ['信访23号 系统编号 XF2026001'],
    { says: externalNo, date: 'none' },
    (ctx, id, { text }) =>
      step.mark(ctx, id, { externalNo: find(text, externalNo)?.groups[1] ?? '' }),
  ),
  spoken('归档', ['信访12号 归档'], { says: /归档/u, date: 'none' }, (ctx, id) =>
    step.archive(ctx, id),
  ),
  spoken(
    '申请复查复核',
    ['信访12号 信访人申请复查'],
    { says: /(?:申请|提出)了?(?:复查|复核)/u, not: /^\s*登记/u, date: 'past' },
    (ctx, id, { on }) => step.askReview(ctx, id, on),
  ),
  spoken(
    '催办信访件',
    ['催一下 信访15号'],
    { says: /^\s*催/u, not: /督/u, date: 'none' },
    (ctx, id) => step.urge(ctx, id),
  ),
  spoken(
    '呈批',
    ['信访23号 拟办意见：请水政处研究办理'],
    { says: /拟办意见/u, date: 'due' },
    forInstruction,
  ),
  spoken('收回', ['信访21号 收回'], { says: /收回(?:重办|分办)?$/u, date: 'none' }, (ctx, id) =>
    step.pullBack(ctx, id),
  ),
  spoken(
    '按惯例分办',
    ['信访21号 按惯例分办'],
    { says: /按惯例(?:分办)?/u, not: /惯例[:：]/u, date: 'none' },
    (ctx, id) => step.byCustom(ctx, id),
  ),
  spoken(
    '另一事项',
    ['信访23号 还反映 宿舍区供暖'],
    { says: /(?:还|另|同时|又)反映/u, date: 'none' },
    (ctx, id, { text }) => otherMatter(ctx, id, text),
  ),
  spoken(
    '转办',
    ['把信访〔2026〕21号转办给工管处', '交办 信访〔2026〕16号 给云河市局 12月10日前报办结报告'],
    { says: /转办|转送|交办|分办|批转|函告|转给|转交/u, not: /转督办|转来/u, date: 'due' },
    handOn,
  ),
  spoken(
    '回复',
    ['信访23号 已答复'],
    { says: /已(?:经|当面|电话)?(?:答复|回复)|(?:答复|回复)了/u, date: 'past' },
    (ctx, id, { on }) => step.answer(ctx, id, on, false),
  ),
  command<Amendment>({
    name: '更正',
    says: ['信访23号 人数改成4人', '信访23号 收信日期应为11月20日'],
    roles: [],
    inGroup: 'private',
    read: readAmendment,
    act: (ctx, about) => onPetition(ctx, about.ref, (id) => amend(ctx, id, about.correction)),
  }),
  command<{ a: About['ref']; b: About['ref'] }>({
    name: '重复件',
    says: ['信访23号和信访15号是同一件事'],
    roles: ['信访专员'],
    inGroup: 'private',
    read(words, { today }) {
      if (!find(words.text, /同一件|一回事|重复件|同一事项/u) || /督|合并/u.test(words.text))
        return undefined
      const [a, b] = refsIn(words, today).refs
      return a && b ? { slots: { a, b } } : undefined
    },
    act: async (ctx, { a, b }) =>
      onPetition(ctx, a, (one) => onPetition(ctx, b, (other) => linkTwo(ctx, one, other))),
  }),
  command<{ ref: About['ref'] | null; reason: string }>({
    name: '作废',
    says: ['登记错了 撤销刚才那件', '信访23号 作废 重复登记'],
    roles: [],
    inGroup: 'private',
    read(words, given) {
      const said = find(words.text, /登记错了?|作废/u)
      if (!said || /督/u.test(words.text)) return undefined
      const about = readAbout(words, given, { says: /登记错|作废/u, date: 'none' })
      const reason =
        tidy(words.text.replace(/^.*作废/su, '').replace(/撤销.*$/su, '')) || '登记错误'
      if (about && 'slots' in about)
        return {
          slots: { ref: about.slots.ref, reason: reason.includes('登记错') ? '登记错误' : reason },
        }
      return find(words.text, /刚才|上一?件|^登记错/u)
        ? { slots: { ref: null, reason: '登记错误' } }
        : undefined
    },
    async act(ctx, { ref, reason }) {
      if (ref) return onPetition(ctx, ref, (id) => step.voidIt(ctx, id, reason))
      const last = await lastOf(ctx.trx, ctx.by.openId, ctx.today)
      if (!last) return { refused: 'not-found', what: '您今日登记的信访件' }
      return onPetition(ctx, { id: last.id }, (id) => step.voidIt(ctx, id, reason))
    },
  }),
]
