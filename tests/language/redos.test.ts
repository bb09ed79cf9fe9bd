// No pattern of handlers/ can be made to work harder than with the square of a text's length; the phrases, which read every
// message, stay linear (any-text.test.ts). Steps are counted, so a loaded machine changes nothing.
import { beforeAll, describe, expect, test } from 'vitest'
import { type Pattern, patternsOfHandlers } from './patterns.ts'
import { attacksOn, counterOf, TooManySteps } from './steps.ts'

const short = 100
/** Twice the text: a square costs 4 times, a cube 8, and worse ends at the limit. */
const worst = 6
const limit = 3_000_000

function growth(pattern: RegExp): { factor: number; text: string } {
  const counter = counterOf(pattern, limit)
  const cost = (before: string, pump: string, times: number) => {
    try {
      return counter.count(`${before}${pump.repeat(times)}\u0001`, 0, true)
    } catch (error) {
      if (error instanceof TooManySteps) return Number.POSITIVE_INFINITY
      throw error
    }
  }
  let found = { factor: 0, text: '' }
  for (const { before, pump } of attacksOn(pattern)) {
    const times = Math.max(2, Math.ceil(short / pump.length))
    const [one, two] = [cost(before, pump, times), cost(before, pump, times * 2)]
    const factor = two === Number.POSITIVE_INFINITY ? two : two / Math.max(one, 1)
    if (factor > found.factor) found = { factor, text: `${before}(${pump})…` }
  }
  return found
}

describe('计步的匹配器', () => {
  test('认得出指数、立方、平方和线性', () => {
    expect(growth(/^(a+)+$/).factor).toBe(Number.POSITIVE_INFINITY)
    expect(growth(/^(?:a|a)*$/).factor).toBe(Number.POSITIVE_INFINITY)
    expect(growth(/^\s*(?:x)?\s*(?:y)?\s*z/).factor).toBeGreaterThan(worst)
    expect(growth(/\s*x/).factor).toBeGreaterThan(3)
    expect(growth(/\s*x/).factor).toBeLessThan(5)
    expect(growth(/[ab]{1,6}c/).factor).toBeLessThan(2.5)
  })

  // A match ends the count early, a miss looks everywhere: both show that it reads the pattern as the engine does.
  test.each([
    [
      /(?<=限[到至]?)[0-9]{1,3}(?<![7])日/u,
      '一二三限到12日四五六七八九十',
      '一二三限到17日四五六七八九十',
    ],
    [/^(?<a>.)(?:x|yz)*?\k<a>$/u, 'qxyzq', 'qxyzp'],
    [/^\p{Script=Han}{2,4}(?!处)号\b/u, '工程号a', '工程处号'],
    [/^[^\]\\a-z]+?\/\u{4e00}$/u, 'AB/一', 'AB/二'],
  ])('与引擎同解：%s', (pattern, yes, no) => {
    expect([pattern.test(yes), pattern.test(no)]).toEqual([true, false])
    const first = new RegExp(`(?:${pattern.source})|`, pattern.flags)
    expect(counterOf(pattern).count(yes)).not.toBe(counterOf(pattern).count(no))
    expect(counterOf(first).count(yes)).toBeGreaterThan(0)
  })
})

describe('handlers/ 的全部模式', () => {
  let patterns: Pattern[] = []
  beforeAll(async () => {
    patterns = await patternsOfHandlers()
  })

  test('一个不漏地找到', () => {
    expect(patterns.length).toBeGreaterThan(400)
    expect(patterns.some(({ where }) => where === 'new RegExp')).toBe(true)
  })

  test('文字加倍，步数至多加到四倍', () => {
    const bad = patterns.flatMap(({ where, pattern }) => {
      const { factor, text } = growth(pattern)
      return factor > worst ? [`${where} ${pattern.source.slice(0, 90)} ×${factor} ${text}`] : []
    })
    expect(bad).toEqual([])
  })
})
