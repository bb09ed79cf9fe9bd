// The rulebook's own sentences (domain.md §8.2), one row each: which command takes it, and what it must have read.
import { describe, expect, it } from 'vitest'
import { Secret } from '../../handlers/secret.ts'
import { heard } from './reading.ts'

/** Secrets opened, so that a row can say what was read. */
function opened(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal()
  if (Array.isArray(value)) return value.map(opened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, opened(one)]))
}

const row = (n: number, text: string, command: string, holds: object) =>
  [n, text, command, holds] as const
const registers = '登记信访件'
const person = (name: string | null, more: object = {}) => ({ identity: { name, ...more } })

const rows = [
  row(1, '登记来访 张某某 3人 反映淤区土地补偿 联系电话13800000000', registers, {
    form: 'visit',
    ...person('张某某', { phone: '13800000000' }),
    heads: { count: 3 },
    summary: '淤区土地补偿',
    purpose: 'appeal_request',
    dates: { receivedAt: '2026-11-25' },
  }),
  row(2, '登记来访：李某，一人，反映机淤固堤占地青苗补偿未付，住址：某县某村', registers, {
    ...person('李某', { address: '某县某村' }),
    heads: { count: 1 },
    summary: '机淤固堤占地青苗补偿未付',
  }),
  row(3, '来访登记 王某等5人 浮桥拆除补偿', registers, {
    ...person('王某'),
    heads: { count: 5 },
    summary: '浮桥拆除补偿',
  }),
  row(4, '登记来访 赵某等12人 反映拖欠防汛料款 代表5人', registers, {
    ...person('赵某'),
    heads: { asked: true, affected: 12, representatives: 5 },
    summary: '拖欠防汛料款',
  }),
  row(5, '登记来访 孙某等8人 代表7人 反映工资', registers, {
    heads: { asked: true, affected: 8, representatives: 7 },
    summary: '工资',
  }),
  row(6, '登记来信 周某 11月20日收到 反映宿舍区供暖', registers, {
    form: 'letter',
    ...person('周某'),
    dates: { receivedAt: '2026-11-20', receivedSaid: true },
    summary: '宿舍区供暖',
  }),
  row(7, '收到匿名信一封，反映某单位招待费问题', '检举控告件', {
    form: 'letter',
    receivedAt: '2026-11-25',
  }),
  row(8, '登记来电 昨天下午三点 吴某 反映取水口堵塞', registers, {
    form: 'phone_call',
    ...person('吴某'),
    dates: { eventDate: '2026-11-24', eventTime: '15:00' },
  }),
  row(9, '网上信访 郑某 咨询取水许可怎么办', registers, {
    form: 'online',
    purpose: 'consultation',
    ...person('郑某'),
  }),
  row(10, '省信访局转来一件 冯某 堤防占压补偿 来文11月24日', registers, {
    form: 'letter',
    ...person('冯某'),
    source: { body: 'petition_office', act: 'transfer', name: '省信访局', docDate: '2026-11-24' },
    dates: { receivedAt: '2026-11-25', receivedSaid: false },
  }),
  row(11, '黄委交办件 陈某 滩区房台 12月15日前报办结报告', registers, {
    ...person('陈某'),
    source: { body: 'upper', act: 'assign', name: '黄委', due: '2026-12-15' },
    summary: '滩区房台',
  }),
  row(12, '把信访〔2026〕21号转办给工管处', '转办', {
    ref: { number: { year: 2026, n: 21 } },
    due: null,
  }),
  row(13, '交办 信访[2026]20号 给防汛办 12月10日前报办结报告', '转办', {
    ref: { number: { year: 2026, n: 20 } },
    due: '2026-12-10',
  }),
  row(14, '信访2026-22 不是我们的 退回', '提出异议', { ref: { number: { year: 2026, n: 22 } } }),
  row(15, '19号件已告知 昨天寄的告知书', '告知', { ref: { number: { n: 19 } }, on: '2026-11-24' }),
  row(16, '受理18号', '受理', { ref: { number: { n: 18 } }, on: '2026-11-25' }),
  row(17, '15号情况复杂 申请延期30天 理由是补偿协议还在核对', '申请延期', {
    ref: { number: { n: 15 } },
  }),
  row(18, '15号再延60天', '申请延期', { ref: { number: { n: 15 } } }),
  row(19, '12号办结 答复意见书今天当面送达 已签收', '送达', {
    ref: { number: { n: 12 } },
    on: '2026-11-25',
  }),
  row(20, '张某某又来了 还是上次那个事 2个人', registers, {
    kind: 'again',
    ...person('张某某'),
    heads: { count: 2 },
    summary: null,
  }),
  row(21, '查一下张某某的信访件', '查信访件', { name: '张某某', words: null }),
  row(22, '信访进度 23号', '信访进度', { year: 2026, n: 23 }),
  row(23, '本月来访多少人', '信访数据', {
    period: { from: '2026-11-01', to: '2026-11-25' },
    what: 'visits',
  }),
  row(24, '今年信访数据 出总结那句话', '信访数据', {
    period: { from: '2026-01-01', to: '2026-11-25' },
    what: 'sentence',
    words: '今年',
  }),
  row(25, '三季度信访统计', '信访数据', {
    period: { from: '2026-07-01', to: '2026-09-30' },
    what: 'all',
  }),
  row(26, '快到期的信访件', '快到期的信访件', {}),
  row(27, '登记来访 刘某 夫妻俩 反映房屋裂缝', registers, {
    ...person('刘某'),
    heads: { count: 2 },
  }),
  row(28, '登记来访 二十来人 没留姓名 在大门口 反映工资', registers, {
    anonymous: true,
    urgent: true,
    heads: { count: 20, words: '二十来人' },
    ...person(null),
  }),
  row(29, '登记来访 何某 说不解决就去北京', registers, {
    ...person('何某', { original: '登记来访 何某' }),
    threat: true,
    summary: null,
  }),
  row(30, '登记来访　朱某某　３人　反映：水费问题　电话：０５３１－００００００００', registers, {
    ...person('朱某某', { phone: '0531-00000000' }),
    heads: { count: 3 },
    summary: '水费问题',
  }),
  row(
    31,
    '登记来访李某两个人反映机淤固堤占地青苗补偿没给到位电话一三八零零零零零零零零昨天上午来的',
    registers,
    {
      ...person('李某', { phone: '13800000000' }),
      heads: { count: 2 },
      dates: { eventDate: '2026-11-24', eventTime: '上午' },
    },
  ),
  row(32, '登记来信\n信访人：秦某\n来信日期：2026.11.18\n收信日期：11/23\n内容：水费', registers, {
    ...person('秦某'),
    dates: { letterDate: '2026-11-18', receivedAt: '2026-11-23' },
    summary: '水费',
  }),
  row(33, '23号件给@周明远看一下 拟办意见：转水政处', '呈批', { ref: { number: { n: 23 } } }),
  row(34, '登记错了 撤销刚才那件', '作废', { ref: null, reason: '登记错误' }),
  row(36, '催一下15号件', '催办信访件', { ref: { number: { n: 15 } } }),
  row(37, '12号信访人评价不满意', '评价', { ref: { number: { n: 12 } } }),
  row(38, '把16号转给云河市局 已告诉他了', '转办', { ref: { number: { n: 16 } } }),
  row(39, '咨询水费的 当场答复了 单子也给了', registers, {
    kind: 'answered',
    purpose: 'consultation',
    summary: '水费',
  }),
  row(40, '登记复查申请 韩某 不服某市局意见书 11月10日送达 今天收到', '登记复查复核申请', {
    kind: 'review_1',
    name: '韩某',
    organ: '某市局',
    deliveredOn: '2026-11-10',
    receivedAt: '2026-11-25',
    hearingDays: 0,
  }),
  row(40, '登记复核申请 杨某 今天收到 12月1日听证一天', '登记复查复核申请', {
    kind: 'review_2',
    name: '杨某',
    receivedAt: '2026-11-25',
    hearingDays: 1,
  }),
  row(41, '9号办结报告今天报黄委了', '上报办结报告', {
    ref: { number: { n: 9 } },
    on: '2026-11-25',
  }),
  row(41, '9号陈某撤回了 写了说明', '撤回', { ref: { number: { n: 9 } } }),
  row(42, '12345转来一件 蒋某 反映水费 要求5天内回复', registers, {
    ...person('蒋某'),
    source: { body: 'hotline', due: '2026-11-30' },
    summary: '水费',
  }),
  row(43, '15号延期局领导昨天纸上批了30天', '补录延期', {
    ref: { number: { n: 15 } },
    on: '2026-11-24',
  }),
]

describe('领会办公室的话（8.2）', () => {
  it.each(rows)('第%s行 %s → %s', (_n, text, command, holds) => {
    const found = heard(text)
    expect(found?.command).toBe(command)
    expect(found?.read).toHaveProperty('slots')
    expect(opened(found?.read)).toMatchObject({ slots: holds })
  })

  it('群内登记：只私聊请撤回后登记，群内不答', () => {
    expect(heard('登记来访 张某某 3人 反映淤区土地补偿', { where: 'group' })?.read).toEqual({
      refused: 'said-in-group',
    })
  })

  it.each([
    [
      '登记来访 周三来的 张某 反映水费',
      ['登记来访 2026年11月25日来的 张某 反映水费', '登记来访 2026年11月18日来的 张某 反映水费'],
    ],
    ['登记来访 张某 2人 明天来的 反映水费', []],
  ])('日期有疑问的，反问，不按今天计：%s', (text, sentences) => {
    const read = heard(text)?.read
    expect(read).toHaveProperty('ask')
    expect(read).toMatchObject({ ask: { choices: sentences.map((sentence) => ({ sentence })) } })
  })

  it.each([
    '督12号延期到12月20日 原因是天气',
    '催办 督〔2026〕12号',
    '督12号办完了 材料在附件',
    '逾期的有哪些',
    '登记谈话 今天和信访科张某谈了',
    '督办 水政处 下周五前 完成涉河违建排查',
    '12号和15号是一回事 合并',
    '撤销12号 领导说不办了',
    '同意',
  ])('不是信访的话，不接：%s', (text) => {
    expect(heard(text)).toBeUndefined()
  })

  it('打字的原样留存：全角姓名、住址不改', () => {
    const read = opened(heard('登记来访 信访人：欧阳·某 住址：某县１号院 反映水费')?.read)
    expect(read).toMatchObject({ slots: person('欧阳·某', { address: '某县１号院' }) })
  })
})
