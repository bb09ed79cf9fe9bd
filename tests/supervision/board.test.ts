// The board: whose item stands where, which light it has, who sees it; and as the cast asks for it, in private and in groups.
import { describe, expect, it } from 'vitest'
import { day } from '../../handlers/calendar.ts'
import { sampled, sampleSight } from '../../handlers/sample-office.ts'
import {
  groupInMonth,
  inOrder,
  isSeenBy,
  lightOf,
  rankOf,
} from '../../handlers/supervision/board/board.ts'
import { readBoard } from '../../handlers/supervision/board/reading.ts'
import { sampleTasks } from '../../handlers/supervision/samples.ts'
import type { Task } from '../../handlers/supervision/task.ts'
import { bothDatabases } from '../databases.ts'
import { useHouse, withButton } from '../house.ts'

const { office, today } = sampleSight
const due = (task: Task, date: string): Task => ({ ...task, currentDue: day(date) })
const month = { from: day('2026-11-01'), to: day('2026-11-30') }

describe('亮灯（今天11月25日，周三）', () => {
  it.each([
    ['办理中，12月1日到期', due(sampleTasks.working, '2026-12-01'), '绿'],
    ['办理中，11月30日到期，还有3个工作日', due(sampleTasks.working, '2026-11-30'), '黄'],
    ['今日到期', due(sampleTasks.working, '2026-11-25'), '黄'],
    ['昨日到期', due(sampleTasks.working, '2026-11-24'), '红'],
    ['异议待核，昨日到期', due(sampleTasks.objected, '2026-11-24'), '红'],
    ['暂缓，昨日到期', due(sampleTasks.suspended, '2026-11-24'), '灰'],
    ['待审核，昨日到期', due(sampleTasks.review, '2026-11-24'), '绿'],
    ['已办结', sampleTasks.done, '✔'],
    ['已销号', sampleTasks.closed, '✔'],
  ] as const)('%s', (_name, task, light) => {
    expect(lightOf(task, office.holidays, today)).toBe(light)
  })
})

describe('本月督办分组', () => {
  it.each([
    ['逾期', due(sampleTasks.working, '2026-11-20'), '逾期未结'],
    ['本月到期', due(sampleTasks.working, '2026-11-30'), '本月到期'],
    ['本月到期，已销号', due(sampleTasks.closed, '2026-11-20'), '本月到期'],
    ['本月新立，下月到期', due(sampleTasks.working, '2026-12-04'), '本月新立'],
    ['待批准立项', sampleTasks.proposed, undefined],
  ] as const)('%s', (_name, task, group) => {
    expect(groupInMonth(task, month, today)).toBe(group)
  })
})

describe('排序和可见', () => {
  const early = due({ ...sampleTasks.working, id: 'early' }, '2026-12-30')
  const soon = due({ ...sampleTasks.working, id: 'soon' }, '2026-11-27')
  const late = due({ ...sampleTasks.working, id: 'late' }, '2026-11-23')
  const later = due({ ...sampleTasks.working, id: 'later' }, '2026-11-20')
  const mine = due({ ...sampleTasks.review, id: 'mine' }, '2026-12-31')

  it('待本人办理、逾期久的、3个工作日内到期、其余按日期', () => {
    const ordered = inOrder({ office, today }, sampled.director, [early, soon, late, later, mine])
    expect(ordered.map(({ id }) => id)).toEqual(['mine', 'later', 'late', 'soon', 'early'])
    const inGroup = inOrder({ office, today }, null, [mine, early, soon, late, later])
    expect(inGroup.map(({ id }) => id)).toEqual(['later', 'late', 'soon', 'early', 'mine'])
  })

  it.each([
    ['主任审核', sampled.director, sampleTasks.review, 0],
    ['督查专员登记审签', sampled.supervisor, sampleTasks.signing, 0],
    ['联络员签收', sampled.liaison, sampleTasks.ordered, 0],
    ['退回后联络员补正', sampled.liaison, sampleTasks.returned, 0],
    ['主任不代签收', sampled.director, sampleTasks.ordered, 3],
  ] as const)('%s', (_name, person, task, rank) => {
    expect(rankOf({ office, today }, person, task)).toBe(rank)
  })

  it.each([
    ['办公室人员', sampled.officer, true],
    ['局领导', sampled.leader, true],
    ['承办单位联络员', sampled.liaison, true],
  ] as const)('%s', (_name, person, seen) => {
    expect(isSeenBy(office, person, sampleTasks.working)).toBe(seen)
    expect(isSeenBy(office, person, { ...sampleTasks.working, leadUnit: 'xinfang' })).toBe(
      person !== sampled.liaison,
    )
  })
})

describe('问法', () => {
  it.each([
    ['本月督办', 'month', null],
    ['逾期的有哪些？', 'late', null],
    ['工程处的督办件', 'open', 'gongcheng'],
    ['工程处逾期的有哪些', 'late', 'gongcheng'],
    ['督办台账', 'open', null],
  ] as const)('%s', (text, scope, unit) => {
    expect(readBoard(text, office)).toEqual({ scope, unit })
  })

  it('督办 工程处 12月4日前 报进度 不是查询', () => {
    expect(readBoard('督办 工程处 12月4日前 报进度', office)).toBeUndefined()
  })
})

describe.each(bothDatabases)('台账卡片（%s）', (kind) => {
  const house = useHouse(kind)
  const words = (said: { new: { text: string }[] }) => said.new.map((m) => m.text).join('\n')

  it('翻页，每页10件，顺序不变', { timeout: 60_000 }, async () => {
    for (const [place, date] of [8, 9, 10, 11, 14, 15, 16, 17, 18, 21, 22].entries())
      await house().say('周明远', `督办 工程处 12月${date}日前 报送第${place + 1}批资料`)
    await house().say('周明远', '督办 防汛办 11月26日前 报送物资清单')
    const first = await house().say('金若水', '督办台账')
    const card = withButton(first, '下一页')
    expect(card.text).toContain('共12件')
    expect(card.text).toContain('第1页，共2页')
    expect(card.text.indexOf('报送物资清单')).toBeLessThan(card.text.indexOf('报送第1批资料'))
    const second = await house().tap('金若水', card, '下一页')
    expect(second.message.text).toContain('报送第11批资料')
    expect(second.message.text).not.toContain('报送第1批资料')
    const back = await house().tap('金若水', second.message, '回到首页')
    expect(back.message.text).toContain('第1页，共2页')
  })

  it('承办单位只看到本单位的件', async () => {
    const own = await house().say('彭海波', '督办台账')
    expect(words(own)).toContain('报送物资清单')
    expect(words(own)).not.toContain('批资料')
    expect(words(await house().say('彭海波', '工程处的督办件'))).toContain('目前没有在办')
  })

  it('多单位的群只列事项和状态，不点单位，不说谁逾期；逾期清单只私聊', async () => {
    await house().turn({ to: '2026-11-30T09:30' })
    const asked = await house().say('金若水', '@督办助手 本月督办', '全局工作群')
    const group = words(asked)
    expect(group).toContain('报送物资清单')
    for (const no of ['防汛办', '逾期', '红']) expect(group).not.toContain(no)
    const late = await house().say('金若水', '@督办助手 逾期的有哪些', '全局工作群')
    expect(late.new.map(({ chat }) => chat)).not.toContain(asked.new[0]?.chat)
    expect(words(late)).toContain('红（逾期2个工作日）')
    const unit = await house().say('彭海波', '@督办助手 督办台账', '防汛办工作群')
    expect(words(unit)).toContain('红（逾期2个工作日）')
    expect(words(unit)).not.toContain('批资料')
  })
})
