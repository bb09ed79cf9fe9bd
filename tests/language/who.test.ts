// Whom a sentence names: mentions, full names, titles, 小王; two that fit are never one.
import { describe, expect, test } from 'vitest'
import { askWho, nearestUnits, unitsIn, whoIn } from '../../handlers/phrase.ts'
import { namedIn } from '../../handlers/talk/names.ts'
import { castOffice, idOf, nobody } from './cast.ts'

const office = castOffice([
  nobody('李明', 'xinfang', '信访科科长'),
  nobody('李远', 'wenshu', '文书科科长'),
])
const names = (text: string, mentions: { key: string; openId: string }[] = []) =>
  whoIn(text, { office, mentions }).people.map(({ it }) => it.name)

describe('人', () => {
  test.each([
    ['昨天和吴文博、何小雨谈了', ['吴文博', '何小雨']],
    ['昨天和陈科长谈心', ['陈志刚']],
    ['苏处长来过', ['苏敏']],
    ['昨天和宣传科小孔小曹谈了', ['孔令仪', '曹一鸣']],
    ['半小时', []],
    ['小组会议', []],
    ['不存在的人', []],
  ])('%s', (text, found) => expect(names(text)).toEqual(found))

  test('提到的人先于名字，@_user_1 不会认成 @_user_10', () => {
    const mentions = [
      { key: '@_user_1', openId: idOf('苏敏') },
      { key: '@_user_10', openId: idOf('潘悦') },
    ]
    expect(names('@_user_10 和 @_user_1', mentions)).toEqual(['潘悦', '苏敏'])
  })

  test('两位李科长：不选任何一位，给出两个人选，各是一句完整的话', () => {
    const text = '昨天上午跟李科长谈心半小时'
    const { people, doubt } = whoIn(text, { office, mentions: [] })
    expect(people).toEqual([])
    const ask = doubt && askWho(text, doubt, office)
    expect(ask?.choices).toEqual([
      { label: '信访科李明', sentence: '昨天上午跟信访科李明谈心半小时' },
      { label: '文书科李远', sentence: '昨天上午跟文书科李远谈心半小时' },
    ])
    expect(names('昨天跟信访科李科长谈心')).toEqual(['李明'])
  })

  test('单位在前，就只在那个单位里找：别处的同姓不顶替', () => {
    expect(names('工程处苏处长')).toEqual([])
    expect(names('财务处苏处长')).toEqual(['苏敏'])
  })

  test('谈话也用同一办法：两位李科长列出人选，单位外的不收', () => {
    const words = { mentions: [], original: '昨天跟李科长谈了' }
    const named = namedIn(words.original, words, office)
    expect('ask' in named && named.ask.choices.map(({ label }) => label)).toEqual([
      '信访科李明',
      '文书科李远',
    ])
    expect(namedIn('和苏敏谈了', { mentions: [], original: '和苏敏谈了' }, office)).toMatchObject({
      refused: 'unclear',
    })
  })
})

describe('单位', () => {
  test('按出现次序，长名先认', () => {
    expect(unitsIn('信息中心配合工程处、云河市局', office).map(({ it }) => it.name)).toEqual([
      '信息中心',
      '工程处',
      '云河市局',
    ])
  })

  test.each([
    ['工程建设处', '工程处'],
    ['才务处', '财务处'],
    ['防讯办', '防汛办'],
    ['后勤服务中心', '后勤中心'],
  ])('没有“%s”，最近的是%s', (said, unit) => {
    expect(nearestUnits(said, office)[0]?.name).toBe(unit)
  })

  test('毫不相干的不猜', () => expect(nearestUnits('天文台', office)).toEqual([]))
})
