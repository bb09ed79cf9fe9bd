// Numerals, headcounts, telephone numbers, numbers of matters, names and near misses.
import { describe, expect, test } from 'vitest'
import {
  clean,
  fold,
  isName,
  nameLength,
  readAmount,
  readHeadcount,
  readMatter,
  readMatters,
  readNumber,
  readPhone,
  sameName,
  sayMatter,
  similar,
} from '../../handlers/phrase.ts'

describe('数字', () => {
  test.each([
    ['十五', 15],
    ['十一', 11],
    ['两', 2],
    ['俩', 2],
    ['仨', 3],
    ['二十', 20],
    ['廿五', 25],
    ['卅', 30],
    ['一百二十', 120],
    ['一百二', 120],
    ['一百零二', 102],
    ['三十', 30],
    ['百', 100],
    ['〇', 0],
    ['半', 0.5],
    ['二〇二六', 2026],
    ['３０', 30],
    ['壹佰贰拾', 120],
    ['三万五千', 35000],
  ])('%s 是 %d', (said, n) => expect(readNumber(said.normalize('NFKC'))).toBe(n))

  test.each(['五六', '十十', '二十几', '两三', '', '1百', '百十', '十五六', '廿廿'])(
    '看不懂的“%s”不会变成较小的数',
    (said) => expect(readNumber(said)).toBeUndefined(),
  )
})

describe('人数', () => {
  test.each([
    ['张某某 3人 反映', 3],
    ['李某，一人，反映', 1],
    ['来访登记 王某等5人 浮桥拆除补偿', 5],
    ['一行3人', 3],
    ['刘某 夫妻俩 反映房屋裂缝', 2],
    ['两口子', 2],
    ['一家三口', 3],
    ['父子仨', 3],
    ['登记来访李某两个人反映', 2],
    ['登记来访　朱某某　３人　反映', 3],
    ['还是上次那个事 2个人', 2],
  ])('%s：%d人', (said, count) => {
    expect(readHeadcount(said)).toMatchObject({ kind: 'count', count })
  })

  test.each([
    ['二十来人', 20],
    ['十几人', 10],
    ['五六个人', 5],
    ['20多人', 20],
    ['约30人', 30],
    ['五六十人', 50],
  ])('“%s”是约数，保留原词，统计前要问清', (said, about) => {
    expect(readHeadcount(said)).toMatchObject({ kind: 'about', about, said })
  })

  test('等12人、代表5人：两个数都留下，问到场几人', () => {
    expect(readHeadcount('登记来访 赵某等12人 反映拖欠防汛料款 代表5人')).toMatchObject({
      kind: 'ask',
      affected: 12,
      representatives: 5,
    })
    expect(readHeadcount('登记来访 孙某等8人 代表7人 反映工资')).toMatchObject({
      kind: 'ask',
      affected: 8,
      representatives: 7,
    })
  })

  test('没有说人数就是没有', () => {
    expect(readHeadcount('为人民服务，反映人员问题')).toBeUndefined()
  })
})

describe('电话', () => {
  test.each([
    ['联系电话13800000000', '13800000000'],
    ['电话一三八零零零零零零零零昨天上午来的', '13800000000'],
    ['幺三八零零零零零零零零', '13800000000'],
    ['电话：０５３１－００００００００', '0531-00000000'],
    ['138 0000 0000', '13800000000'],
    ['0531 88888888转8012', '0531-88888888转8012'],
  ])('%s', (said, phone) => expect(readPhone(said)?.phone).toBe(phone))

  test('身份证号不是电话', () => expect(readPhone('110101190002300011')).toBeUndefined())
})

describe('编号', () => {
  test.each([
    ['把信访〔2026〕21号转办给工管处', { series: '信访', year: 2026, n: 21 }],
    ['交办 信访[2026]20号 给防汛办 12月10日前报办结报告', { series: '信访', year: 2026, n: 20 }],
    ['信访2026-22 不是我们的 退回', { series: '信访', year: 2026, n: 22 }],
    ['信访【２０２６】２３', { series: '信访', year: 2026, n: 23 }],
    ['催办 督[2026]12', { series: '督', year: 2026, n: 12 }],
    ['催办 督2026-12', { series: '督', year: 2026, n: 12 }],
    ['催一下12号督办', { series: '督', n: 12 }],
    ['催办 督（２０２６）１２号', { series: '督', year: 2026, n: 12 }],
    ['督〔2026〕十二号', { series: '督', year: 2026, n: 12 }],
    ['受理18号', { n: 18 }],
    ['19号件已告知 昨天寄的告知书', { n: 19 }],
    ['督12号延期到12月20日 原因是天气', { series: '督', n: 12 }],
    ['把12号延期到20号', { n: 12 }],
    ['复查〔2026〕3号', { series: '复查', year: 2026, n: 3 }],
    ['23', { n: 23 }],
  ])('%s', (said, value) => {
    const { span, ...found } = readMatter(said) ?? { span: [0, 0] }
    expect(found).toEqual(value)
    expect(span[1]).toBeGreaterThan(span[0])
  })

  test.each([
    '督办 某处 20号前',
    '下月10号',
    '12月5号',
    '每月25号',
    '3号闸',
    '20号收到',
    '督办 3日内',
  ])('“%s”里没有编号', (said) => expect(readMatters(said)).toEqual([]))

  test('两个编号都找到，单取时不替人选', () => {
    expect(readMatters('12号和15号是一回事 合并').map(({ n }) => n)).toEqual([12, 15])
    expect(readMatter('12号和15号是一回事 合并')).toBeUndefined()
  })

  test('印出的编号读回来一致', () => {
    for (let n = 1; n < 200; n += 7)
      expect(readMatter(sayMatter('信访', 2026, n))).toMatchObject({
        series: '信访',
        year: 2026,
        n,
      })
  })
})

describe('姓名', () => {
  const names = ['葛某䮌', '𠮷某田', '㛃某', '阿依某·买买某', '欧阳某某', '张', "O'Neil"]

  test.each(names)('“%s”是姓名，原样保留', (name) => {
    expect(isName(name)).toBe(true)
    expect(clean(name)).toBe(name)
  })

  test('间隔号的几种写法找得到彼此', () => {
    for (const dot of ['•', '‧', '・', '·'])
      expect(sameName('阿依某·买买某', `阿依某${dot}买买某`)).toBe(true)
    expect(sameName('阿依某·买买某', '阿依某买买某')).toBe(false)
  })

  test('长度按字数', () => expect(nameLength('𠮷某田')).toBe(3))

  test.each(['', ' ', '12', '张某1', '〔批准〕', '<at id=all>'])('“%s”不是姓名', (text) => {
    expect(isName(text)).toBe(false)
  })
})

describe('折叠与原话', () => {
  test('全角、括号、破折号、不可见字符归一，位置对得上原话', () => {
    const said = '督（２０２６）１２号\u200b　Ａ—Ｂ'
    const folded = fold(said)
    expect(folded.text).toBe('督(2026)12号 A-B')
    expect(said.slice(...folded.origin(2, 6))).toBe('２０２６')
  })

  test('存储前只去掉空字符和孤立代理项', () => {
    expect(clean('张\0某\ud800〔１〕\u200b')).toBe('张某〔１〕\u200b')
  })
})

describe('一时与一段', () => {
  test.each([
    ['延期30天', { n: 30, unit: 'day' }],
    ['再延十五个工作日', { n: 15, unit: 'workday' }],
    ['推迟一周', { n: 1, unit: 'week' }],
    ['延长两个月', { n: 2, unit: 'month' }],
    ['谈心半小时', { n: 30, unit: 'minute' }],
    ['谈了40分钟', { n: 40, unit: 'minute' }],
  ])('%s', (said, amount) => expect(readAmount(said)).toMatchObject(amount))
})

describe('近似的命令', () => {
  const commands = [
    '登记来访',
    '登记来信',
    '督办',
    '督查',
    '催办',
    '信访进度',
    '谈话计划',
    '帮助',
    '办结',
  ]
  test.each([
    ['等记来访', '登记来访'],
    ['督半', '督办'],
    ['信仿进度', '信访进度'],
    ['谈活计划', '谈话计划'],
    ['帮住', '帮助'],
  ])('%s → %s', (said, command) => expect(similar(said, commands)[0]).toBe(command))

  test('不相干的话不猜', () => {
    for (const said of ['你好', '工程处', '督办', '']) expect(similar(said, commands)).toEqual([])
  })
})
