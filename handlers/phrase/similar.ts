// Near misses of a command: 等记来访 → 登记来访, 督半 → 督办. Signs that sound or look alike cost half.

const ALIKE = [
  '登等灯',
  '记计纪寄及',
  '督都嘟毒',
  '办半伴扮',
  '信新芯',
  '访仿坊纺防放',
  '进近尽',
  '度渡肚',
  '谈弹坛淡',
  '话活画化',
  '划化画华',
  '帮邦绑',
  '助住祝注',
  '催崔摧',
  '查察茶',
  '询寻讯',
  '预约月',
  '延严言',
  '期其七',
  '反饭返',
  '馈溃愧',
  '办班',
  '结节洁',
  '转传',
  '交叫',
  '受收手',
  '理里李',
  '告高',
  '知之只',
  '统同通',
  '计记',
  '来莱',
  '电店',
  '立力利',
  '项向',
  '销消',
  '号好',
  '录路陆',
  '补捕不',
  '待代',
  '暂占',
  '缓换',
].map((group) => new Set(group))

/** The candidates that a word may have meant, nearest first; the word itself is none of them. */
export const similar = (word: string, candidates: readonly string[]): string[] =>
  candidates
    .map((candidate) => ({ candidate, cost: distance([...word], [...candidate]) }))
    .filter(({ candidate, cost }) => cost > 0 && cost <= allowed([...candidate].length))
    .toSorted((a, b) => a.cost - b.cost)
    .map(({ candidate }) => candidate)

// In a word of two signs a plain difference is another word (督办, 督查).
const allowed = (length: number) => (length <= 2 ? 0.5 : length === 3 ? 1 : length < 6 ? 1.5 : 2)

const distance = (a: string[], b: string[]): number => {
  if (Math.abs(a.length - b.length) > 2) return 9
  let row = b.map((_, j) => j + 1)
  a.forEach((x, i) => {
    let [left, corner] = [i + 1, i]
    row = b.map((y, j) => {
      const above = row[j] ?? 9
      const cost = Math.min(above + 1, left + 1, corner + swap(x, y))
      corner = above
      left = cost
      return cost
    })
  })
  return row.at(-1) ?? a.length
}

const swap = (x: string, y: string) => {
  if (x === y) return 0
  return ALIKE.some((group) => group.has(x) && group.has(y)) ? 0.5 : 1
}
