// Numerals of office Chinese: 十五, 两, 廿五, 一百二十, 二〇二六, 半. What is not surely a number is
// undefined, never a smaller one.

/** The characters that may stand in a numeral, for use inside a character class. */
export const NUMERAL = '0-9零〇○一二三四五六七八九十百千万两廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟'

const DIGITS = '零一二三四五六七八九'
const PLAIN: Readonly<Record<string, string>> = {
  〇: '零',
  '○': '零',
  两: '二',
  幺: '一',
  壹: '一',
  贰: '二',
  叁: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  佰: '百',
  仟: '千',
}
const WHOLE: Readonly<Record<string, number>> = { 零: 0, 俩: 2, 仨: 3, 半: 0.5, 十: 10, 百: 100 }
const TENS: Readonly<Record<string, number>> = { 廿: 20, 卅: 30, 卌: 40 }
const D = '[一二三四五六七八九]'
const SECTION = new RegExp(
  `^(?:(${D})千)?(零)?(?:(${D})百)?(零)?(?:(${D})?十|([廿卅卌]))?(零)?(${D})?$`,
)

export const readNumber = (text: string): number | undefined => {
  const said = text.trim()
  if (/^[0-9]{1,9}$/.test(said)) return Number(said)
  if (/[十百千廿卅]两$/.test(said)) return undefined
  const plain = [...said].map((c) => PLAIN[c] ?? c).join('')
  if (WHOLE[plain] !== undefined) return WHOLE[plain]
  if (isSpelt(plain)) return Number(readDigits(plain))
  const [high, low, ...more] = plain.split('万')
  if (high === undefined || more.length > 0) return undefined
  return low === undefined ? section(high) : tenThousands(section(high), low)
}

/** Digits spoken one by one: 一三八零, 幺三八, 二〇二六; undefined if anything else is among them. */
export const readDigits = (text: string): string | undefined => {
  const digits = [...text].map((c) => {
    const i = DIGITS.indexOf(PLAIN[c] ?? c)
    return i >= 0 ? String(i) : /[0-9]/.test(c) ? c : undefined
  })
  return digits.length > 0 && digits.every((c) => c !== undefined) ? digits.join('') : undefined
}

// 五六 is "five or six", so two digits in a row are a number only around a zero.
const isSpelt = (plain: string) =>
  /^[零一二三四五六七八九]+$/.test(plain) &&
  plain.length < 10 &&
  (plain.length > 2 || (plain.length === 2 && /[一二三四五六七八九]零/.test(plain)))

const tenThousands = (high: number | undefined, low: string) => {
  const rest = low === '' ? 0 : section(low)
  return high && rest !== undefined ? high * 10000 + rest : undefined
}

const section = (text: string): number | undefined => {
  const [all, thousands, , hundreds, , tens, special, gap, ones] = SECTION.exec(text) ?? []
  if (!all || /零$/.test(all)) return undefined
  const ten = special ? (TENS[special] ?? 0) : all.includes('十') ? (digit(tens) || 1) * 10 : 0
  const head = digit(thousands) * 1000 + digit(hundreds) * 100 + ten
  return head + digit(ones) * colloquial(all, ten > 0 || gap !== undefined || /零/.test(all))
}

// 一百二 is 120 and 一千二 is 1200: the last digit takes the place below the last one named.
const colloquial = (all: string, placed: boolean): number => {
  if (placed) return 1
  if (all.includes('百')) return 10
  return all.includes('千') ? 100 : 1
}

const digit = (c: string | undefined) => (c ? DIGITS.indexOf(c) : 0)
