// Histories of the roster and what they oblige to, counted by hand from domain.md §4.2 and §4.3.
import { describe, expect, it } from 'vitest'
import type { Fact } from '../../handlers/talk/roster.ts'
import type { Talk } from '../../handlers/talk/talk.ts'
import { fact, office, q4, reading, requiredR3, type Seen, seen, talk } from './builders.ts'

interface Row {
  story: string
  changes?: Fact[]
  talks?: Talk[]
  asOf?: string
  expected: (office: Seen) => unknown
  is: unknown
}

const r1 = (s: Seen) => s.due('R1')
const r3 = (s: Seen) => s.due('R3')
const allR1 = ['周→冯', '周→吴', '周→郑']
const allR3 = ['孙→冯', '孙→孔', '孙→曹', '李→何', '李→吴', '李→施', '李→郑', '李→陶']
const heldAndLeft = (rule: string, who: string) => (s: Seen) => [
  s.held(rule, who),
  s.left(rule, who),
]

const rows: Row[] = [
  // the rules themselves
  { story: '主任与每位科长各一次', expected: r1, is: allR1 },
  { story: '副主任与分管科室职工，科长也在内', expected: r3, is: allR3 },
  {
    story: '主任与每个职工争取谈一次，不含主任本人',
    expected: (s) => s.due('R2').length,
    is: 10,
  },
  {
    story: '科室负责人与本科职工，不含本人',
    expected: (s) => s.due('R4'),
    is: ['冯→孔', '冯→曹', '吴→何', '吴→陶', '郑→施'],
  },
  {
    story: '争取的不算未完成的硬任务',
    expected: (s) => s.standings.filter((x) => x.reading.force === 'required').map((x) => x.rule),
    is: [...Array(3).fill('R1'), ...Array(8).fill('R3')],
  },
  {
    story: '主任与科长的一次谈话同时满足两条',
    talks: [talk('周', '吴', '2026-11-02')],
    expected: (s) => [s.held('R1', '吴'), s.held('R2', '吴')],
    is: [1, 1],
  },
  {
    story: '主任的谈话不算副主任的',
    talks: [talk('周', '吴', '2026-11-02')],
    expected: heldAndLeft('R3', '吴'),
    is: [0, 2],
  },
  {
    story: '同一天谈两次按一次计',
    talks: [talk('李', '何', '2026-11-02'), talk('李', '何', '2026-11-02')],
    expected: heldAndLeft('R3', '何'),
    is: [1, 1],
  },
  {
    story: '集体谈话不计个人次数',
    talks: [talk('李', '何', '2026-11-02', { way: 'group' })],
    expected: heldAndLeft('R3', '何'),
    is: [0, 2],
  },
  {
    story: '设为计入的，集体谈话计一次',
    changes: [fact('setting', 'count_group', ['true'])],
    talks: [talk('李', '何', '2026-11-02', { way: 'group' })],
    expected: heldAndLeft('R3', '何'),
    is: [1, 1],
  },
  {
    story: '电话谈话不计次',
    talks: [talk('李', '何', '2026-11-02', { way: 'remote' })],
    expected: heldAndLeft('R3', '何'),
    is: [0, 2],
  },
  {
    story: '设为计入的，电话谈话计一次',
    changes: [fact('setting', 'count_remote', ['true'])],
    talks: [talk('李', '何', '2026-11-02', { way: 'remote' })],
    expected: heldAndLeft('R3', '何'),
    is: [1, 1],
  },
  {
    story: '季度中改设置，下一期起才算',
    changes: [fact('setting', 'count_group', ['true'], '2027-01-01', '2026-11-20')],
    talks: [talk('李', '何', '2026-11-02', { way: 'group' })],
    expected: heldAndLeft('R3', '何'),
    is: [0, 2],
  },
  {
    story: '元旦后的谈话属于下一季度',
    talks: [talk('李', '何', '2027-01-02')],
    asOf: '2027-01-04',
    expected: heldAndLeft('R3', '何'),
    is: [0, 2],
  },
  {
    story: '撤销的不计',
    talks: [talk('李', '何', '2026-11-02', { voidedOn: '2026-11-05' })],
    expected: heldAndLeft('R3', '何'),
    is: [0, 2],
  },
  {
    story: '撤销之前那一天看，仍计',
    talks: [talk('李', '何', '2026-11-02', { voidedOn: '2026-11-05' })],
    asOf: '2026-11-04',
    expected: heldAndLeft('R3', '何'),
    is: [1, 1],
  },
  {
    story: '补录待主任同意的不计',
    talks: [talk('李', '何', '2026-11-02', { countsFrom: null })],
    expected: heldAndLeft('R3', '何'),
    is: [0, 2],
  },
  {
    story: '补录自同意之日起计',
    talks: [talk('李', '何', '2026-11-02', { countsFrom: '2026-12-01' })],
    asOf: '2026-11-30',
    expected: heldAndLeft('R3', '何'),
    is: [0, 2],
  },
  // R3 until it is confirmed
  {
    story: '口径未经确认，只计次，谁也不差',
    changes: [reading('R3', { ...requiredR3, force: 'counts' })],
    talks: [talk('李', '何', '2026-11-02')],
    expected: heldAndLeft('R3', '何'),
    is: [1, 0],
  },
  {
    story: '口径在季度中确认，本季度起算，确认前那天看仍只计次',
    changes: [
      reading('R3', { ...requiredR3, force: 'counts' }),
      reading('R3', requiredR3, '2026-10-01', '2026-11-20'),
    ],
    asOf: '2026-11-19',
    expected: heldAndLeft('R3', '何'),
    is: [0, 0],
  },
  {
    story: '改为每半年两次，本季度仍按每季度',
    changes: [reading('R3', { ...requiredR3, period: 'half' }, '2027-01-01', '2026-11-20')],
    expected: heldAndLeft('R3', '何'),
    is: [0, 2],
  },
  {
    story: '按半年的，三季度谈的也算',
    changes: [reading('R3', { ...requiredR3, period: 'half' })],
    talks: [talk('李', '何', '2026-08-02')],
    expected: heldAndLeft('R3', '何'),
    is: [1, 1],
  },
  {
    story: '按每科计的，一科合计两次即可',
    changes: [reading('R3', { ...requiredR3, unit: 'per_section' })],
    talks: [talk('李', '何', '2026-11-02'), talk('李', '陶', '2026-11-03')],
    expected: (s) => [r3(s), s.left('R3', '吴'), s.left('R3', '施')],
    is: [['孙→冯、孔、曹', '李→吴、何、陶', '李→郑、施'], 0, 2],
  },
  {
    story: '按合计的，副主任一人合计两次',
    changes: [reading('R3', { ...requiredR3, unit: 'total' })],
    talks: [talk('李', '何', '2026-11-02')],
    expected: (s) => [r3(s), s.left('R3', '施')],
    is: [['孙→冯、孔、曹', '李→吴、何、陶、郑、施'], 1],
  },
  // newcomers and leavers
  {
    story: '12月1日报到，还有23个工作日，计入',
    changes: [fact('member', '新', ['秘书科'], '2026-12-01')],
    expected: (s) => [s.left('R3', '新'), s.exempt('R3')],
    is: [2, []],
  },
  {
    story: '12月14日报到，还有14个工作日，本季度不计，建议谈一次',
    changes: [fact('member', '新', ['秘书科'], '2026-12-14')],
    expected: (s) => [s.exempt('R3'), s.standings.find((x) => x.talkees[0] === '新')?.newcomer],
    is: [['李→新'], true],
  },
  {
    story: '12月11日报到，正好15个工作日，计入',
    changes: [fact('member', '新', ['秘书科'], '2026-12-11')],
    expected: (s) => s.left('R3', '新'),
    is: 2,
  },
  {
    story: '报到前一天看，名单里没有他',
    changes: [fact('member', '新', ['秘书科'], '2026-12-01')],
    asOf: '2026-11-30',
    expected: r3,
    is: allR3,
  },
  {
    story: '新到的人任科长，不足15个工作日，主任的一次也不计',
    changes: [
      fact('member', '新', ['秘书科'], '2026-12-21'),
      fact('head', '秘书科', ['新'], '2026-12-21'),
    ],
    expected: (s) => [r1(s), s.exempt('R1')],
    is: [['周→冯', '周→吴'], ['周→新']],
  },
  {
    story: '调离本办公室的，自离开之日起不计，已谈的保留',
    changes: [fact('member', '何', [], '2026-12-10')],
    talks: [talk('李', '何', '2026-11-02')],
    expected: (s) => [r3(s).includes('李→何'), s.held('R3', '何')],
    is: [false, -1],
  },
  {
    story: '调离前一天看，仍应谈',
    changes: [fact('member', '何', [], '2026-12-10')],
    asOf: '2026-12-09',
    expected: (s) => r3(s).includes('李→何'),
    is: true,
  },
  {
    story: '离开又回来的，从回来之日起算，不足15个工作日不计',
    changes: [
      fact('member', '何', [], '2026-10-20'),
      fact('member', '何', ['文书科'], '2026-12-21'),
    ],
    expected: (s) => s.exempt('R3'),
    is: ['李→何'],
  },
  // transfers and portfolios
  {
    story: '11月16日调到宣传科，归孙副主任，李副主任谈过的计入',
    changes: [fact('member', '何', ['宣传科'], '2026-11-16')],
    talks: [talk('李', '何', '2026-11-02')],
    expected: (s) => [r3(s).includes('孙→何'), s.held('R3', '何'), s.left('R3', '何')],
    is: [true, 1, 1],
  },
  {
    story: '调走以后原副主任再谈的不计',
    changes: [fact('member', '何', ['宣传科'], '2026-11-16')],
    talks: [talk('李', '何', '2026-11-17')],
    expected: heldAndLeft('R3', '何'),
    is: [0, 2],
  },
  {
    story: '补报的调动，自调动之日起算，报之前那天看还在原科',
    changes: [fact('member', '何', ['宣传科'], '2026-11-16', '2026-11-25')],
    asOf: '2026-11-24',
    expected: (s) => [r3(s).includes('李→何'), r3(s).includes('孙→何')],
    is: [true, false],
  },
  {
    story: '原、现两位副主任同日各谈一次，按一次计',
    changes: [fact('member', '何', ['宣传科'], '2026-11-16')],
    talks: [talk('李', '何', '2026-11-02'), talk('孙', '何', '2026-11-02')],
    expected: heldAndLeft('R3', '何'),
    is: [1, 1],
  },
  {
    story: '调来的人又请长假，暂免',
    changes: [
      fact('member', '何', ['宣传科'], '2026-11-16'),
      fact('absence', '何', ['2026-10-08/2026-12-15'], undefined, '2026-10-08'),
    ],
    expected: (s) => s.exempt('R3'),
    is: ['孙→何'],
  },
  {
    story: '分管调整，后任接手，前任谈过的计入',
    changes: [fact('charge', '秘书科', ['孙'], '2026-11-16')],
    talks: [talk('李', '施', '2026-10-20')],
    expected: (s) => [r3(s).includes('孙→施'), s.held('R3', '施')],
    is: [true, 1],
  },
  {
    story: '副主任调走，分管科室无人代管，列为空缺，不计入',
    changes: [fact('member', '李', [], '2026-11-01')],
    expected: (s) => [r3(s), s.vacant('R3')],
    is: [
      ['孙→冯', '孙→孔', '孙→曹'],
      ['文书科', '秘书科'],
    ],
  },
  {
    story: '副主任空缺，代管的人承担',
    changes: [
      fact('member', '李', [], '2026-11-01'),
      fact('charge', '文书科', ['孙'], '2026-11-01'),
      fact('charge', '秘书科', ['周'], '2026-11-01'),
    ],
    expected: (s) => [r3(s), s.vacant('R3')],
    is: [['周→施', '周→郑', '孙→何', '孙→冯', '孙→吴', '孙→孔', '孙→曹', '孙→陶'].toSorted(), []],
  },
  // heads
  {
    story: '科长空缺，主持工作的按科长计',
    changes: [fact('head', '秘书科', ['施'], '2026-11-01')],
    expected: (s) => [r1(s), s.vacant('R1')],
    is: [['周→冯', '周→吴', '周→施'], []],
  },
  {
    story: '科长空缺，无人主持，列为岗位空缺，不计未完成',
    changes: [fact('head', '秘书科', [], '2026-11-01')],
    expected: (s) => [r1(s), s.vacant('R1')],
    is: [['周→冯', '周→吴'], ['秘书科']],
  },
  {
    story: '科长离开，未补，同样空缺',
    changes: [fact('member', '郑', [], '2026-11-01')],
    expected: (s) => [r1(s), s.vacant('R1')],
    is: [['周→冯', '周→吴'], ['秘书科']],
  },
  {
    story: '季末前补上科长，不再空缺',
    changes: [
      fact('head', '秘书科', [], '2026-11-01'),
      fact('head', '秘书科', ['施'], '2026-12-25'),
    ],
    expected: (s) => [r1(s), s.vacant('R1')],
    is: [['周→冯', '周→吴', '周→施'], []],
  },
  {
    story: '一人兼两科科长，只谈一次',
    changes: [fact('head', '秘书科', ['吴'])],
    expected: r1,
    is: ['周→冯', '周→吴'],
  },
  {
    story: '副主任兼科长：与主任谈；自己不与自己谈',
    changes: [fact('head', '文书科', ['李']), fact('member', '李', ['文书科'])],
    expected: (s) => [
      r1(s).includes('周→李'),
      r3(s).filter((p) => p.endsWith('李')),
      s.vacant('R3'),
    ],
    is: [true, [], []],
  },
  {
    story: '副主任兼科长，本科由另一副主任分管的，照常谈',
    changes: [fact('head', '宣传科', ['李']), fact('member', '李', ['宣传科'])],
    expected: (s) => r3(s).filter((p) => p.endsWith('李')),
    is: ['孙→李'],
  },
  {
    story: '主任兼科长，不与自己谈，也不是空缺',
    changes: [fact('head', '秘书科', ['周'])],
    expected: (s) => [r1(s), s.vacant('R1')],
    is: [['周→冯', '周→吴'], []],
  },
  {
    story: '主任换人，前任谈过的计入',
    changes: [
      fact('director', '', ['钱'], '2026-11-16'),
      fact('member', '钱', ['办公室'], '2026-11-16'),
      fact('member', '周', [], '2026-11-16'),
    ],
    talks: [talk('周', '吴', '2026-10-20')],
    expected: (s) => [r1(s), s.held('R1', '吴')],
    is: [['钱→冯', '钱→吴', '钱→郑'], 1],
  },
  {
    story: '换了科长，前任谈过的不代替新科长',
    changes: [fact('head', '秘书科', ['施'], '2026-11-16')],
    talks: [talk('周', '郑', '2026-10-20')],
    expected: heldAndLeft('R1', '施'),
    is: [0, 1],
  },
  // long leave and exemptions
  {
    story: '请假32个工作日（共62个），过半，暂免',
    changes: [fact('absence', '何', ['2026-10-08/2026-11-19'])],
    expected: (s) => s.exempt('R3'),
    is: ['李→何'],
  },
  {
    story: '请假31个工作日，正好一半，不免',
    changes: [fact('absence', '何', ['2026-10-08/2026-11-18'])],
    expected: (s) => s.exempt('R3'),
    is: [],
  },
  {
    story: '两段假期合计过半，暂免；重叠的日子不重复算',
    changes: [fact('absence', '何', ['2026-10-08/2026-10-31', '2026-10-20/2026-11-19'])],
    expected: (s) => s.exempt('R3'),
    is: ['李→何'],
  },
  {
    story: '中途报到又请假过半，按其在岗期间计，暂免',
    changes: [
      fact('member', '新', ['秘书科'], '2026-12-01'),
      fact('absence', '新', ['2026-12-03/2026-12-18'], undefined, '2026-12-02'),
    ],
    expected: (s) => s.exempt('R3'),
    is: ['李→新'],
  },
  {
    story: '提前销假，不再过半，恢复应谈',
    changes: [
      fact('absence', '何', ['2026-10-08/2026-11-19'], undefined, '2026-10-08'),
      fact('absence', '何', ['2026-10-08/2026-10-30'], undefined, '2026-11-02'),
    ],
    expected: (s) => [s.exempt('R3'), s.left('R3', '何')],
    is: [[], 2],
  },
  {
    story: '登记暂免的，各条都免',
    changes: [fact('exempt', '2026Q4/吴', ['all'], undefined, '2026-11-25')],
    expected: (s) => [s.exempt('R1'), s.exempt('R3')],
    is: [['周→吴'], ['李→吴']],
  },
  {
    story: '副主任登记的暂免，只免他自己的',
    changes: [fact('exempt', '2026Q4/吴', ['李'], undefined, '2026-11-25')],
    expected: (s) => [s.exempt('R1'), s.exempt('R3')],
    is: [[], ['李→吴']],
  },
  {
    story: '上季度的暂免不带到本季度',
    changes: [fact('exempt', '2026Q3/吴', ['all'], undefined, '2026-08-25')],
    expected: (s) => s.exempt('R3'),
    is: [],
  },
  {
    story: '恢复安排后不再暂免',
    changes: [
      fact('exempt', '2026Q4/吴', ['all'], undefined, '2026-11-10'),
      fact('exempt', '2026Q4/吴', [], undefined, '2026-11-25'),
    ],
    expected: (s) => s.exempt('R3'),
    is: [],
  },
  {
    story: '科室撤并，原科不再列空缺',
    changes: [
      fact('section', '宣传科', [], '2026-11-01'),
      fact('head', '宣传科', [], '2026-11-01'),
    ],
    expected: (s) => [s.vacant('R1'), r1(s)],
    is: [[], ['周→吴', '周→郑']],
  },
  {
    story: '请长假的科长空着不算空缺，算暂免',
    changes: [fact('absence', '郑', ['2026-10-01/2026-12-31'])],
    expected: (s) => [s.exempt('R1'), s.vacant('R1')],
    is: [['周→郑'], []],
  },
]

describe('名册变动与应谈（四季度，手工核算）', () => {
  it.each(rows)('$story', ({ changes = [], talks = [], asOf, expected, is }) => {
    expect(expected(seen([...office, ...changes], talks, asOf, q4))).toEqual(is)
  })

  it('至少四十行', () => expect(rows.length).toBeGreaterThanOrEqual(40))
})
