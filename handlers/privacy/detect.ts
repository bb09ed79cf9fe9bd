// What looks like somebody's identity or like an accusation (domain.md §6.2): telephone, identity number, address, and
// the windows of a text that may be a name. Better one warning too many than one name in a group.
import { fold, nameKey, readPhones, type Span } from '../phrase.ts'
import { idNumbersIn } from './id-number.ts'

const labelled =
  /(?:家庭住址|家庭地址|通讯地址|住址|地址|家住|现住|住在)[:是]?\s*\p{Script=Han}{2,}[^\s,，。;；]*/gu
const placed =
  /\p{Script=Han}{1,10}(?:乡|镇|街道|路|街|巷|村|庄|小区|社区)\p{Script=Han}{0,8}[0-9一二三四五六七八九十]{1,5}\s*(?:号|栋|幢|单元|室|组|户)/gu

/** Telephones, identity numbers and addresses, where they stand. */
export function identityIn(text: string): Span[] {
  const phones = readPhones(text).map(({ span }) => span)
  return [...phones, ...idNumbersIn(text), ...found(text, labelled), ...found(text, placed)]
}

function found(text: string, pattern: RegExp): Span[] {
  const folded = fold(text)
  return [...folded.text.matchAll(pattern)].map(({ 0: said, index }) =>
    folded.origin(index, index + said.length),
  )
}

const deed =
  /收(?:了|受|取)?(?:过)?(?:好处|红包|礼金|回扣)|受贿|行贿|索贿|贪污|吃回扣|挪用公款|以权谋私|私分公款|吃拿卡要|权钱交易/u
// 举报箱, 举报电话, 信访举报工作 are things of the office, not accusations.
const things = '箱|电话|渠道|平台|信箱|受理|制度|奖励|办法|保护|类|工作|台账|件数'
const verb = `(?:检举控告|检举(?!控告)|举报|(?<!检举)控告)(?!${things})`
const reports = new RegExp(`(?<!信访)${verb}`, 'u')
const opens = new RegExp(`^(?:我要|我想|本人|现|特此|特)?(?:实名|匿名)?${verb}`, 'u')

export function isAccusation(text: string): boolean {
  const said = fold(text).text
  return deed.test(said) || reports.test(said)
}

/** Somebody begins to accuse: what is said to the bot alone is an office's daily words otherwise. */
export function opensAccusation(text: string): boolean {
  return opens.test(fold(text).text.trim())
}

/** Words of every day that are nobody's name, though somebody's may have been written so. */
const common = new Set(
  `信访 督办 谈话 登记 来访 来信 来电 反映 进度 查询 办理 工程 工管 水政 财务 规计 防汛 人事 审计 水调 信息 后勤 办公 文书 秘书
  宣传 主任 科长 处长 局长 领导 同志 群众 村民 职工 家属 代表 本人 大家 有人 某某 老人 妇女 业主 农户 我们 你们 他们 今天 明天
  昨天 本月 今年 时间 情况 问题 材料 方案 时限 延期 反馈 通知 会议 事项 补偿 土地 水费 安全 检查 报告 数据 统计 一下 帮我 什么`
    .split(/\s+/)
    .filter(Boolean),
)

const longest = 2_000

/** Every window of 2–4 characters, and names in parts with a dot; what stands in one of `known` is left out. */
export function nameWindows(text: string, known: string[] = []): string[] {
  const said = blanked(fold(text).text.slice(0, longest), known)
  const runs = said.match(/[\p{Script=Han}\p{Co}]+/gu) ?? []
  const windows = runs.flatMap((run) => {
    const letters = [...run]
    return [2, 3, 4].flatMap((size) => windowsOf(letters, size))
  })
  return [...new Set([...windows, ...dottedIn(said)])].filter((window) => !common.has(window))
}

const windowsOf = (letters: string[], size: number) =>
  letters
    .slice(0, Math.max(0, letters.length - size + 1))
    .map((_, at) => letters.slice(at, at + size).join(''))

/** 买买提·艾力来了: where the last part ends nobody can tell, so every end is tried. */
function dottedIn(said: string): string[] {
  const names = said.match(/[\p{L}\p{M}]{1,20}(?:[·•‧・᛫⋅･․][\p{L}\p{M}]{1,20})+/gu) ?? []
  return names.flatMap((name) => {
    const key = [...nameKey(name)]
    const last = key.lastIndexOf('·') + 1
    return key.slice(last).map((_, at) => key.slice(0, last + at + 1).join(''))
  })
}

const blanked = (text: string, known: string[]) =>
  known.reduce((rest, name) => (name.length > 1 ? rest.replaceAll(name, ' ') : rest), text)
