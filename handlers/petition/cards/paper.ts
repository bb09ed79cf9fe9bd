// What a paper says of a petition: each place of a template by its name. Opened here, on its way to the file and nowhere else.
import type { Day } from '../../calendar.ts'
import type { Sight } from '../../feature.ts'
import { settingOf } from '../../feature.ts'
import type { PaperFacts } from '../../paper/index.ts'
import { nameOf } from '../../people.ts'
import { finishDue } from '../clock.ts'
import { classWordsOf, type Identity, type Registered, sayNumber } from '../petition.ts'
import { organName } from '../settings.ts'
import { exitWords, formWords, resultWords, routeWords } from '../words.ts'
import { headsOf, sourceOf } from './facts.ts'

/** 2026年11月25日, always with the year: a paper is read years later. */
function full(on: Day | null | undefined): string {
  if (!on) return ''
  const [year, month, date] = on.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

export function paperFacts(ctx: Sight, p: Registered, identity: Identity): PaperFacts {
  const { course, clocks } = p
  return {
    登记编号: sayNumber(p.number),
    信访人: identity.name?.reveal() ?? '',
    电话: identity.phone?.reveal() ?? '',
    住址: identity.address?.reveal() ?? '',
    人数: headsOf(p),
    形式: formWords[p.form],
    来源: sourceOf(p),
    信访日期: full(p.eventDate),
    收到日期: full(p.receivedAt),
    类别: classWordsOf(p),
    内容分类: p.topic,
    事项: p.summary ?? '',
    本单位: String(settingOf(ctx.office, organName)),
    告知期限: full(clocks.noticeDue),
    告知日期: full(course.noticedOn),
    处理途径: wayOf(p),
    受理日期: full(course.acceptedOn),
    办理期限: full(finishDue(clocks)),
    理由: course.exitNote ?? '',
    ...extensionFacts(p),
    处理结果: course.opinion ? resultWords[course.opinion.result] : '',
    处理意见: course.opinion?.text ?? '',
    依据: course.opinion?.basis ?? '',
    承办单位: course.handling?.target ?? '',
    报结果日期: full(course.handling?.resultDue),
    拟办意见: course.handling?.opinion ?? '',
    登记人: nameOf(ctx.office, p.registrar),
  }
}

function extensionFacts({ course, clocks }: Registered): PaperFacts {
  const { extension } = course
  if (extension?.state !== 'approved') return {}
  return {
    延长日数: String(extension.days),
    原期限: full(clocks.legalDue),
    延长后期限: full(clocks.extendedDue),
    延期理由: extension.reason,
  }
}

/** 处理途径和程序，是否受理 (第二十三、四十四条); blank while nobody has decided. */
function wayOf(p: Registered): string {
  const { course, route31 } = p
  if (course.acceptedOn) return `按信访程序处理，已于${full(course.acceptedOn)}受理`
  if (p.state === 'exited' && (p.exit === 'transferred' || p.exit === 'letter_sent'))
    return `已转${course.handling?.target ?? ''}处理`
  if (p.state === 'exited')
    return `${exitWords[p.exit]}${course.exitNote ? `（${course.exitNote}）` : ''}`
  return route31 ? `依照${routeWords[route31]}办理` : ''
}
