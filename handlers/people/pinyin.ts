// Pinyin initials of Chinese names, from the collation that comes with the runtime: 李清和 → lqh.

/** The first sign of each initial in the order of pinyin. */
const firsts = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀'
const initials = 'abcdefghjklmnopqrstwxyz'

/** Surnames that are read otherwise than the sign alone. */
const surnames: Readonly<Record<string, string>> = {
  单: 's',
  曾: 'z',
  解: 'x',
  仇: 'q',
  区: 'o',
  查: 'z',
  朴: 'p',
  盖: 'g',
  翟: 'z',
  覃: 'q',
}

const order = new Intl.Collator('zh-Hans-CN-u-co-pinyin')

export function initialsOf(name: string): string {
  const [first = '', ...rest] = [...name.trim()]
  return (surnames[first] ?? initialOf(first)) + rest.map(initialOf).join('')
}

function initialOf(sign: string): string {
  if (!/\p{Script=Han}/u.test(sign)) return sign.toLowerCase()
  const place = [...firsts].findLastIndex((first) => order.compare(first, sign) <= 0)
  return initials[place] ?? 'z'
}
