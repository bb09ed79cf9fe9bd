// How a new task is begun, wrapped politely or not, and what surrounds it: labels by line, thanks, lists.
import { find, type Span, tidy } from '../../phrase.ts'
import type { Urgency } from '../task.ts'

const POLITE =
  '(?:您好|你好|请您?|麻烦您?|劳驾|烦请|帮我|帮忙|替我|给我|能不能|能否|可否|可以|我想|我要|要|再|那个|嗯|额){0,4}'
const OPENING = new RegExp(
  `^[\\s,，。]{0,9}${POLITE}[\\s,，]{0,5}(?:(特急|加急|急件|紧急|急)[,，]?\\s{0,5})?${POLITE}\\s?(?:新建|登记|提出|下达|下)?\\s?(?:一个|一项|一件|个)?(?:督办|立项)(?:一下|事项|一项|一件)?[:：,，\\s]{0,9}`,
  'u',
)
const INSTRUCTION =
  /^[\s,，]{0,9}(?:\p{Script=Han}{0,6})批示[:：,，\s]{1,5}(?:请?(?:办公室|督查室|督查专员)?督办[,，。;；\s]{0,5})/u
const NOT_NEW = /^\s{0,9}(?:督办|立项)(?:进度|台账|列表|件|通报)/u
const THANKS =
  /[,，。!！\s]{0,5}(?:谢谢|多谢|辛苦了?|麻烦了|拜托了?|谢啦)(?:您|你|大家)?[。!！~\s]{0,5}$/u

export interface Opened {
  /** What was said before the task itself; it stays in every ready answer. */
  opening: string
  rest: string
  urgency: Urgency
  instruction: boolean
}

export function opened(text: string): Opened | undefined {
  if (find(text, NOT_NEW)) return undefined
  const instruction = find(text, INSTRUCTION)
  const start = instruction ?? find(text, OPENING)
  if (!start) return undefined
  const urgent = instruction ? undefined : start.groups[1]
  const body = text.slice(start.span[1])
  const thanks = find(body, THANKS)
  return {
    opening: text.slice(0, start.span[1]),
    rest: thanks ? body.slice(0, thanks.span[0]) : body,
    urgency: urgent === '特急' ? 'extra_urgent' : urgent ? 'urgent' : 'normal',
    instruction: instruction !== undefined,
  }
}

const LABELS = {
  title: '事项|内容|标题|任务|督办事项',
  lead: '牵头单位|牵头部门|牵头|主办单位|主办|承办单位|责任单位',
  co: '协办单位|协办|配合单位|配合',
  handler: '承办人|牵头人|联系人|责任人',
  due: '完成时限|办结时限|时限|期限|截止时间|截止日期',
  source: '来源及依据|来源|依据',
  urgency: '紧急程度|缓急',
} as const
export type Label = keyof typeof LABELS

/** 牵头：文书科, one to a line. Where there are none, the sentence is read as a whole. */
export function labelled(text: string): Partial<Record<Label, { said: string; span: Span }>> {
  const found: Partial<Record<Label, { said: string; span: Span }>> = {}
  let from = 0
  for (const line of text.split('\n')) {
    for (const [label, words] of Object.entries(LABELS) as [Label, string][]) {
      const piece = find(line, new RegExp(`^\\s{0,5}(?:${words})[:]\\s{0,5}`, 'u'))
      const said = piece && tidy(line.slice(piece.span[1]))
      if (said && !found[label]) found[label] = { said, span: [from, from + line.length] }
    }
    from += line.length + 1
  }
  return found
}

const LIST =
  /(?:^|[\s,，。;；:：])(?:[(（]?[一二三四五六七八九][)）]|[一二三四五六七八九]是|[一二三四五六七八九]、|[1-9][.、．)）])/gu

/** 两件事：一是…二是… · 1.… 2.… : the items one by one; fewer than two is no list. */
export function itemsIn(title: string): string[] {
  const marks = [...title.matchAll(LIST)]
  if (marks.length < 2) return []
  return marks
    .map(({ 0: mark, index }, i) => tidy(title.slice(index + mark.length, marks[i + 1]?.index)))
    .filter(Boolean)
}
