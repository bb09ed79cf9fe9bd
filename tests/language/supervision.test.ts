// domain.md §8.3, row by row, as far as the verb exists; 某处, 某市局, 王某 stand for those of the cast.
import { describe, expect, test } from 'vitest'
import { day } from '../../handlers/calendar.ts'
import type { Words } from '../../handlers/feature.ts'
import { isRefusal } from '../../handlers/refusal.ts'
import { chinese } from '../../handlers/supervision/reading/new-task.ts'
import { readAbout, readExtension, readNewTask } from '../../handlers/supervision/reading.ts'
import { castOffice, idOf, nobody, saidBy } from './cast.ts'

const words = (text: string, mentioned: string[] = []): Words => {
  const mentions = mentioned.map((name, i) => ({
    key: `@_user_${i + 1}`,
    openId: idOf(name),
    name,
  }))
  return { text, original: text, mentions, where: 'private' }
}

const read = (text: string, mentioned: string[] = [], by = '金若水') =>
  readNewTask(words(text, mentioned), saidBy(by))

/** What was read, on one line: 缺…, 问〔…〕, or unit, limit, title. */
function line(text: string, mentioned: string[] = [], by = '金若水'): string {
  const it = read(text, mentioned, by)
  if (!it) return '无'
  if (isRefusal(it)) return it.refused === 'missing' ? `缺${it.what}` : `不成立：${it.refused}`
  if ('ask' in it) return `问${it.ask.choices.map(({ label }) => `〔${label}〕`).join('')}`
  const { slots } = it
  const name = (id: string) => castOffice().units.get(id)?.name ?? id
  const who = (id: string) => castOffice().people.get(id)?.name ?? id
  return [
    name(slots.leadUnit),
    slots.handler && `承办${who(slots.handler)}`,
    slots.coUnits.length > 0 && `协办${slots.coUnits.map(name).join('、')}`,
    slots.coPeople.length > 0 && `协办人${slots.coPeople.map(who).join('、')}`,
    `${slots.due}${slots.time ? ` ${slots.time}` : ''}`,
    slots.urgency !== 'normal' && { extra_urgent: '特急', urgent: '加急' }[slots.urgency],
    slots.source !== '其他' && `来源${slots.source}`,
    slots.title,
  ]
    .filter(Boolean)
    .join(' | ')
}

describe('新建督办（§8.3）', () => {
  test.each([
    [
      1,
      '督办 工程处 6月30日前 上报标准化堤防进度 牵头:谢大川',
      '工程处 | 承办谢大川 | 2027-06-30 | 上报标准化堤防进度',
    ],
    [2, '督办：防汛办 12月5日前报送冬季物资储备情况', '防汛办 | 2026-12-05 | 报送冬季物资储备情况'],
    [
      3,
      '立项 11月23日局长办公会议定 规计处牵头 财务处配合 月底前拿出方案',
      '规计处 | 协办财务处 | 2026-11-30 | 来源11月23日局长办公会 | 拿出方案',
    ],
    [4, '督办 水政处 下周五前 完成涉河违建排查', '水政处 | 2026-12-04 | 完成涉河违建排查'],
    [5, '督办 人事处 本周五下班前 报名单', '人事处 | 2026-11-27 17:30 | 报名单'],
    [6, '督办 人事处 周三前 报名单', '问〔11月25日（周三）〕〔12月2日（周三）〕'],
    [7, '督办 工管处 下下周一 报方案', '工管处 | 2026-12-07 | 报方案'],
    [8, '督办 财务处 两个工作日内反馈', '财务处 | 2026-11-27 | 反馈'],
    [9, '督办 云河市局 ３日内书面报告', '云河市局 | 2026-11-28 | 书面报告'],
    [10, '督办 审计处 十五日内 完成整改', '审计处 | 2026-12-10 | 完成整改'],
    [11, '督办 规计处 本季度末 完成投资计划', '规计处 | 2026-12-31 | 完成投资计划'],
    [
      12,
      '督办 后勤中心 节前 完成宿舍区安全检查',
      '问〔元旦前 12月31日（周四）（暂按）〕〔春节前 2027年2月4日（周四）（暂按）〕',
    ],
    [13, '督办 工程处 春节前 结清农民工工资', '工程处 | 2027-02-04 | 结清农民工工资'],
    [
      15,
      '督办 宣传科 明年上半年 召开宣传工作会议',
      '宣传科 | 2027-06-30 | 来源年度重点工作 | 召开宣传工作会议',
    ],
    [16, '督办 工程处 12月中旬 上报', '工程处 | 2026-12-20 | 上报'],
    [17, '督办 工程处 20号前', '缺督办事项'],
    [
      21,
      '特急 督办 防汛办 明天上午10点前 报冰凌情况',
      '防汛办 | 2026-11-26 10:00 | 特急 | 报冰凌情况',
    ],
    [
      23,
      '督办\n事项：档案数字化\n牵头：文书科\n协办：信息中心、财务处\n时限：2026年12月15日\n来源：局领导批示',
      '文书科 | 协办信息中心、财务处 | 2026-12-15 | 来源局领导批示 | 档案数字化',
    ],
    [
      40,
      '督办一下财务处让他们下个月十号之前把预算执行情况报上来牵头是苏敏',
      '财务处 | 承办苏敏 | 2026-12-10 | 预算执行情况报上来',
    ],
    [
      41,
      '领导批示：请办公室督办，工程处研处，12月1日前报我',
      '工程处 | 2026-12-01 | 来源领导批示 | 研处，报领导',
    ],
    [
      43,
      '督办 规计处 黄委要求12月15日前报总结',
      '规计处 | 2026-12-10 | 来源上级交办（黄委） | 报总结',
    ],
    [44, '督办 审计处 12月10日前 完成内部审计整改', '审计处 | 2026-12-10 | 完成内部审计整改'],
  ])('%i %s', (_, text, expected) => expect(line(text)).toBe(expected))

  test('14 汛前：三个汛前各一个按钮', () => {
    expect(line('督办 防汛办 汛前 完成预案修订').match(/〔/gu)).toHaveLength(3)
  })

  test('18 尽快：不当作时限，追问并建议加急', () => {
    const it = read('督办 水调处 尽快 报用水计划')
    expect(it && 'ask' in it && it.ask.known).toContainEqual({
      label: '紧急程度',
      value: '建议加急',
    })
  })

  test('22 先@为牵头，后@为协办', () => {
    expect(line('督办 @_user_1 @_user_2 12月10日前完成决算', ['喻成林', '苏敏'])).toBe(
      '工管处 | 承办喻成林 | 协办人苏敏 | 2026-12-10 | 完成决算',
    )
  })

  test('43 来文时限与内部时限并列', () => {
    const it = read('督办 规计处 黄委要求12月15日前报总结')
    expect(it && 'slots' in it && it.slots.dueNote).toBe(
      '来文时限12月15日（周二），内部时限12月10日（周四）',
    )
  })

  test.each([
    '请帮我督办一下 工程处 12月4日前 上报进度，谢谢！',
    '麻烦您，督办：工程处 12月4日前 上报进度。辛苦了',
    '能不能帮我新建一项督办 工程处 12月4日前 上报进度',
    '督办工程处12月4日前上报进度',
    '督办 12月4日前 工程处 上报进度',
    '督办 上报进度 12月4日前 工程处',
  ])('客气话、无标点、次序不同，读出来一样：%s', (text) => {
    expect(line(text)).toBe('工程处 | 2026-12-04 | 上报进度')
  })

  test('一句里列几件事，逐件读出', () => {
    const it = read('督办 工程处 12月10日前 两件事：一是上报堤防进度；二是报送物资清单')
    expect(it && 'slots' in it && it.slots.items).toEqual(['上报堤防进度', '报送物资清单'])
  })

  test.each(['督办台账', '督办进度', '催办 督〔2026〕12号', '工程处的督办件', '督12号办完了'])(
    '不是新建：%s',
    (text) => expect(line(text)).toBe('无'),
  )
})

describe('缺一样只问一样，已识别的照列', () => {
  test('缺时限：给出两个现成的期限，都不默认', () => {
    const it = read('督办 工程处 上报进度')
    expect(it).toMatchObject({
      refused: 'missing',
      what: '完成时限',
      half: {
        known: [
          { label: '牵头单位', value: '工程处' },
          { label: '事项', value: '上报进度' },
        ],
      },
    })
    const choices = it && isRefusal(it) && it.refused === 'missing' ? (it.half?.choices ?? []) : []
    expect(choices.map(({ label }) => label)).toEqual([
      '5个工作日内 12月2日（周三）',
      '15日内 12月10日（周四）',
    ])
    for (const { sentence } of choices) expect(line(sentence)).toMatch(/^工程处 \| 2026-12/u)
  })

  test('每个现成答案都是一句读得懂的话', () => {
    for (const text of [
      '督办 人事处 周三前 报名单',
      '督办 后勤中心 节前 完成检查',
      '督办 防汛办 汛前 修订预案',
    ]) {
      const it = read(text)
      const choices = it && 'ask' in it ? it.ask.choices : []
      expect(choices.length).toBeGreaterThan(1)
      for (const { sentence } of choices) expect(read(sentence)).toHaveProperty('slots')
    }
  })

  test.each([
    ['督办 工程建设处 12月4日前 上报进度', '工程处'],
    ['督办 水正处 12月4日前 上报进度', '水政处'],
    ['督办 信息化中心 12月4日前 上报进度', '信息中心'],
  ])('没有这个单位的，给出相近的：%s', (text, unit) => {
    const it = read(text)
    const choices = it && 'ask' in it ? it.ask.choices : []
    expect(choices[0]?.label).toBe(unit)
    expect(line(choices[0]?.sentence ?? '')).toBe(`${unit} | 2026-12-04 | 上报进度`)
  })

  test('同名的、同姓同职务的，列出人选；选了就认得', () => {
    const office = castOffice([
      nobody('谢大川', 'caiwu', '副处长'),
      nobody('谢一鸣', 'gongcheng', '处长'),
    ])
    const ask = (text: string) => {
      const it = readNewTask(words(text), saidBy('金若水', office))
      return it && 'ask' in it ? it.ask : undefined
    }
    const same = ask('督办 工程处 12月4日前 上报进度 牵头：谢大川')
    expect(same?.choices.map(({ label }) => label)).toEqual(['工程处谢大川', '财务处谢大川'])
    const picked = readNewTask(words(same?.choices[0]?.sentence ?? ''), saidBy('金若水', office))
    expect(picked && 'slots' in picked && picked.slots.handler).toBe(idOf('谢大川'))
    expect(ask('督办 工程处 12月4日前 上报进度 承办人：谢处长')?.choices).toHaveLength(3)
    const alone = read('督办 工程处 12月4日前 上报进度 承办人：谢处长')
    expect(alone && 'slots' in alone && alone.slots.handler).toBe(idOf('谢大川'))
  })

  test('主任的原话即交办，所以有疑问的日期先请他确认，确认后不再问', () => {
    const doubtful = ['督办 工程处 6月30日前 上报进度', '督办 工程处 12月5日前 上报进度']
    for (const text of doubtful) {
      expect(line(text)).not.toMatch(/^问/u)
      const it = read(text, [], '周明远')
      const choices = it && 'ask' in it ? it.ask.choices : []
      expect(choices.length).toBeGreaterThan(0)
      for (const { sentence } of choices)
        expect(read(sentence, [], '周明远')).toHaveProperty('slots')
    }
    expect(line('督办 工程处 12月4日前 上报进度', [], '周明远')).toMatch(/^工程处/u)
  })
})

describe('已有编号的事项（§8.3）', () => {
  const given = saidBy('邹亚楠')

  test('30 反馈：预计完成日读出，正文照原话', () => {
    const it = readAbout(
      words('反馈 督12号 已完成招标，正在签合同，预计下周三完成'),
      /^反馈/u,
      given,
    )
    expect(it).toMatchObject({
      slots: {
        task: { number: { year: 2026, n: 12 } },
        text: '已完成招标，正在签合同，预计下周三完成',
        expected: '2026-12-02',
      },
    })
  })

  test('31 办完了', () => {
    expect(readAbout(words('督12号办完了 材料在附件'), /办完了?/u, given)).toMatchObject({
      slots: { text: '材料在附件' },
    })
  })

  test('32 延期到12月20日，原因是天气', () => {
    expect(readExtension(words('督12号延期到12月20日 原因是天气'), given)).toMatchObject({
      slots: { to: '2026-12-20', reason: '天气' },
    })
  })

  test('延期缺原因：缺口在句末，补上即成', () => {
    const it = readExtension(words('督12号延期到12月18日'), given)
    const gap = it && isRefusal(it) && it.refused === 'missing' ? it.half?.gap : undefined
    expect(readExtension(words((gap ?? '').replace('＿', '合同未签')), given)).toMatchObject({
      slots: { to: '2026-12-18', reason: '合同未签' },
    })
  })

  test.each([
    '签收 督〔2026〕12号',
    '签收督[2026]12',
    '签收 督2026-12',
    '督12号签收',
    '签收督（２０２６）１２号',
  ])('编号的各种写法：%s', (text) => {
    expect(readAbout(words(text), /签收/u, given)).toMatchObject({
      slots: { task: { number: { year: 2026, n: 12 } } },
    })
  })

  test('写回的日期读得懂', () => expect(chinese(day('2026-12-04'))).toBe('2026年12月4日'))
})
