// Charts from the common fields of a VChart spec: bars, lines, pies, drawn as SVG.
// What it cannot draw it shows as a table of the values.
import type { Json } from '../contract.ts'
import { h, svg } from '../dom.ts'
import { content, items, number, record, records, words } from './json.ts'

interface Mark {
  at: string
  series: string
  value: number
}

const ink = [
  '#1664ff',
  '#1ac6ff',
  '#ff8a00',
  '#3cc780',
  '#7442d4',
  '#ffc400',
  '#304d77',
  '#b48deb',
  '#009488',
  '#ff7dda',
]
const wide = 520
const pad = { left: 44, right: 12, top: 14, bottom: 34 }
const tint = (i: number) => ink[i % ink.length] ?? '#1664ff'

export function chart(spec: Json, ratio: string): HTMLElement {
  const type = words(spec.type)
  const marks = type === 'pie' || type === 'rose' || type === 'funnel' ? slices(spec) : points(spec)
  const title = content(record(spec.title).text) || words(record(spec.title).text)
  const draw = drawings[type]
  const series =
    type === 'pie' ? unique(marks.map((m) => m.at)) : unique(marks.map((m) => m.series))
  const drawn = draw && marks.length ? draw(marks, spec, heightOf(ratio)) : valuesTable(spec)
  drawn.setAttribute(
    'aria-label',
    [title, ...marks.map((m) => `${m.at} ${m.series} ${m.value}`)].join('，'),
  )
  return h(
    'figure',
    { class: 'chart' },
    title ? h('figcaption', {}, title) : null,
    drawn,
    draw ? legend(series) : null,
  )
}

const drawings: Record<string, (marks: Mark[], spec: Json, height: number) => SVGElement> = {
  bar: (marks, spec, height) =>
    spec.direction === 'horizontal' ? lyingBars(marks) : standing(marks, height, spec, bars),
  line: (marks, spec, height) => standing(marks, height, spec, lines),
  area: (marks, spec, height) => standing(marks, height, spec, lines),
  pie,
}

const heightOf = (ratio: string) => {
  const [w = 16, t = 9] = ratio.split(':').map(Number)
  return w > 0 && t > 0 ? Math.min(420, (wide * t) / w) : 292
}

const unique = (list: string[]) => [...new Set(list)].filter(Boolean)

const rowsOf = (spec: Json): Json[] => {
  const data = Array.isArray(spec.data) ? record(spec.data[0]) : record(spec.data)
  return records(data.values ?? spec.data)
}

const fieldOf = (value: unknown) => (Array.isArray(value) ? words(value[0]) : words(value))

function points(spec: Json): Mark[] {
  const lying = spec.direction === 'horizontal'
  const along = lying ? spec.yField : spec.xField
  const up = lying ? spec.xField : spec.yField
  const series = words(spec.seriesField) || words(items(along)[1])
  return rowsOf(spec).map((row) => ({
    at: words(row[fieldOf(along)]),
    series: series ? words(row[series]) : '',
    value: number(row[fieldOf(up)], 0),
  }))
}

const slices = (spec: Json): Mark[] =>
  rowsOf(spec).map((row) => ({
    at: words(row[words(spec.categoryField)]),
    series: '',
    value: number(row[words(spec.valueField) || words(spec.angleField)], 0),
  }))

const board = (height: number, ...children: SVGElement[]) =>
  svg('svg', { viewBox: `0 0 ${wide} ${height}`, role: 'img' }, children)

const label = (x: number, y: number, text: string, anchor = 'middle') =>
  svg('text', { x, y, 'text-anchor': anchor, 'font-size': 12, fill: '#646a73' }, text)

/** A round step so that about four lines lie between nothing and the greatest value. */
function stepOf(top: number) {
  const rough = Math.max(top, 1) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((f) => f * power >= rough) ?? 10
  return Math.max(top >= 4 ? 1 : 0.1, factor * power)
}

type Plot = {
  ats: string[]
  series: string[]
  x(i: number): number
  y(v: number): number
  slot: number
}

function standing(
  marks: Mark[],
  height: number,
  spec: Json,
  draw: (m: Mark[], p: Plot, stacked: boolean) => SVGElement[],
) {
  const ats = unique(marks.map((m) => m.at))
  const series = [...new Set(marks.map((m) => m.series))]
  const stacked =
    spec.type === 'bar' && series.length > 1 && !Array.isArray(spec.xField) && spec.stack !== false
  const sums = ats.map((at) => sum(marks.filter((m) => m.at === at)))
  const top = Math.max(...(stacked ? sums : marks.map((m) => m.value)), 0)
  const step = stepOf(top)
  const ceiling = Math.max(step, Math.ceil(top / step) * step)
  const slot = (wide - pad.left - pad.right) / ats.length
  const x = (i: number) => pad.left + slot * (i + 0.5)
  const y = (value: number) =>
    height - pad.bottom - (value / ceiling) * (height - pad.top - pad.bottom)
  const plot = { ats, series, x, y, slot }
  return board(
    height,
    ...grid(ceiling, step, y),
    ...footer(plot, height),
    ...draw(marks, plot, stacked),
  )
}

const sum = (marks: Mark[]) => marks.reduce((all, mark) => all + mark.value, 0)

function grid(ceiling: number, step: number, y: (value: number) => number) {
  const steps = Array.from({ length: Math.round(ceiling / step) + 1 }, (_, i) => i * step)
  return steps.flatMap((value) => [
    svg('line', {
      x1: pad.left,
      x2: wide - pad.right,
      y1: y(value),
      y2: y(value),
      stroke: '#e5e6eb',
    }),
    label(pad.left - 8, y(value) + 4, String(Math.round(value * 10) / 10), 'end'),
  ])
}

function footer({ ats, x, slot }: Plot, height: number) {
  const every = Math.ceil((Math.max(...ats.map((at) => at.length)) * 12 + 4) / slot)
  return ats
    .filter((_, i) => i % every === 0)
    .map((at) => label(x(ats.indexOf(at)), height - 12, at))
}

function bars(marks: Mark[], { ats, series, x, y, slot }: Plot, stacked: boolean) {
  const group = Math.min(slot * 0.6, 34 * (stacked ? 1 : series.length))
  const width = stacked ? group : group / series.length
  const reached = new Map<string, number>()
  return marks.flatMap((mark) => {
    const s = series.indexOf(mark.series)
    const from = stacked ? (reached.get(mark.at) ?? 0) : 0
    reached.set(mark.at, from + mark.value)
    const left = x(ats.indexOf(mark.at)) - group / 2 + (stacked ? 0 : s * width)
    const bar = svg('rect', {
      x: left + 1,
      y: y(from + mark.value),
      width: width - 2,
      rx: 2,
      height: Math.max(0, y(from) - y(from + mark.value)),
      fill: tint(s),
    })
    return stacked ? [bar] : [bar, label(left + width / 2, y(mark.value) - 4, String(mark.value))]
  })
}

function lines(marks: Mark[], { ats, series, x, y }: Plot) {
  return series.flatMap((name, s) => {
    const own = marks.filter((mark) => mark.series === name)
    const spots = own.map((mark) => [x(ats.indexOf(mark.at)), y(mark.value)] as const)
    const path = svg('polyline', {
      points: spots.map((p) => p.join(',')).join(' '),
      fill: 'none',
      stroke: tint(s),
      'stroke-width': 2,
    })
    return [
      path,
      ...spots.map(([cx, cy]) =>
        svg('circle', { cx, cy, r: 3, fill: '#fff', stroke: tint(s), 'stroke-width': 2 }),
      ),
    ]
  })
}

function lyingBars(marks: Mark[]) {
  const top = Math.max(...marks.map((m) => m.value), 1)
  const series = [...new Set(marks.map((m) => m.series))]
  const left = 12 * Math.max(...marks.map((m) => m.at.length)) + 12
  const rows = marks.flatMap((mark, i) => {
    const width = (mark.value / top) * (wide - left - 50)
    const y = i * 28 + 8
    const fill = tint(series.indexOf(mark.series))
    return [
      label(left - 8, y + 14, mark.at, 'end'),
      svg('rect', { x: left, y, width, height: 18, rx: 2, fill }),
      label(left + width + 6, y + 14, String(mark.value), 'start'),
    ]
  })
  return board(marks.length * 28 + 16, ...rows)
}

function pie(marks: Mark[], spec: Json, height: number) {
  const total = sum(marks) || 1
  const radius = height / 2 - 22
  const [cx, cy] = [wide / 2, height / 2]
  const on = (turn: number, r: number) =>
    `${cx + r * Math.sin(turn * 2 * Math.PI)} ${cy - r * Math.cos(turn * 2 * Math.PI)}`
  let from = 0
  const parts = marks.flatMap((mark, i) => {
    const share = Math.min(mark.value / total, 0.99999)
    const to = from + share
    const middle = (from + to) / 2
    const d = `M${cx} ${cy}L${on(from, radius)}A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${on(to, radius)}Z`
    from = to
    const [x = '0', y = '0'] = on(middle, radius + 12).split(' ')
    return [
      svg('path', { d, fill: tint(i), stroke: '#fff', 'stroke-width': 1.5 }),
      label(Number(x), Number(y) + 4, `${mark.at} ${mark.value}`, middle < 0.5 ? 'start' : 'end'),
    ]
  })
  const hole = number(spec.innerRadius, 0)
  return board(
    height,
    ...parts,
    ...(hole ? [svg('circle', { cx, cy, r: radius * hole, fill: '#fff' })] : []),
  )
}

function legend(series: string[]) {
  if (!series.length) return null
  return h(
    'div',
    { class: 'legend', 'aria-hidden': 'true' },
    series.map((name, i) => {
      const dot = h('i')
      dot.style.background = tint(i)
      return h('span', {}, dot, name)
    }),
  )
}

function valuesTable(spec: Json) {
  const rows = rowsOf(spec)
  const names = unique(rows.flatMap((row) => Object.keys(row)))
  const line = (tag: 'th' | 'td', texts: string[]) =>
    h(
      'tr',
      {},
      texts.map((text) => h(tag, {}, text)),
    )
  return h(
    'div',
    { class: 'table-wrap' },
    h(
      'table',
      {},
      h('thead', {}, line('th', names)),
      h(
        'tbody',
        {},
        rows.map((row) =>
          line(
            'td',
            names.map((name) => words(row[name])),
          ),
        ),
      ),
    ),
  )
}
