// Counts the steps that a backtracking matcher takes for a pattern, so that the cost of a text is a number and not a time.
// The matcher is a plain one, with none of the engine's shortcuts: it never counts too little.

type Next = (at: number) => boolean
type Matcher = (at: number, next: Next) => boolean

type Node =
  | { kind: 'set'; source: string }
  | { kind: 'sequence'; nodes: Node[] }
  | { kind: 'either'; nodes: Node[] }
  | { kind: 'repeat'; node: Node; min: number; max: number; lazy: boolean }
  | { kind: 'group'; node: Node; n: number | null }
  | { kind: 'look'; node: Node; behind: boolean; not: boolean }
  | { kind: 'same'; n: number }
  | { kind: 'edge'; source: string }

export class TooManySteps extends Error {}

// ── reading a pattern ──

interface Read {
  node: Node
  groups: number
}

function read(source: string): Read {
  const names = [...source.matchAll(/\((?!\?(?!<[^=!]))(?:\?<([^>]+)>)?|\\./g)]
    .filter(([said]) => said[0] === '(')
    .map(([, name]) => name ?? '')
  let at = 0
  let opened = 0
  const upTo = (end: string) => {
    const from = at
    at = source.indexOf(end, at) + end.length
    return source.slice(from, at)
  }
  const either = (): Node => {
    const nodes = [sequence()]
    while (source[at] === '|') {
      at += 1
      nodes.push(sequence())
    }
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'either', nodes }
  }
  const sequence = (): Node => {
    const nodes: Node[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') nodes.push(repeated())
    return { kind: 'sequence', nodes }
  }
  const repeated = (): Node => {
    const node = atom()
    const said = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(at))?.[0]
    if (!said) return node
    at += said.length
    const lazy = said.length > 1 && said.endsWith('?')
    const [min, max] = boundsOf(lazy ? said.slice(0, -1) : said)
    return { kind: 'repeat', node, min, max, lazy }
  }
  const closed = (node: Node): Node => {
    at += 1
    return node
  }
  const atom = (): Node => {
    const sign = source[at] ?? ''
    if (sign === '(') return group()
    if (sign === '[') return { kind: 'set', source: set() }
    if (sign === '^' || sign === '$') {
      at += 1
      return { kind: 'edge', source: sign }
    }
    if (sign === '\\') return escaped()
    const letter = String.fromCodePoint(source.codePointAt(at) ?? 0)
    at += letter.length
    return { kind: 'set', source: letter }
  }
  const group = (): Node => {
    at += 1
    if (source[at] === '?') {
      const look = /^\?(<?)([=!])/.exec(source.slice(at))
      if (look) {
        at += look[0].length
        const [, behind, sign] = look
        return closed({ kind: 'look', behind: behind === '<', not: sign === '!', node: either() })
      }
      if (source[at + 1] === ':') {
        at += 2
        return closed({ kind: 'group', n: null, node: either() })
      }
      upTo('>')
    }
    opened += 1
    const n = opened
    return closed({ kind: 'group', n, node: either() })
  }
  const set = (): string => {
    const from = at
    at += 1
    while (source[at] !== ']') at += source[at] === '\\' ? 2 : 1
    at += 1
    return source.slice(from, at)
  }
  const escaped = (): Node => {
    const from = at
    at += 2
    const sign = source[from + 1] ?? ''
    if (sign === 'b' || sign === 'B') return { kind: 'edge', source: `\\${sign}` }
    if (/[1-9]/.test(sign)) return { kind: 'same', n: Number(sign) }
    if (sign === 'k') return { kind: 'same', n: names.indexOf(upTo('>').slice(1, -1)) + 1 }
    if (sign === 'p' || sign === 'P') upTo('}')
    else if (sign === 'u') at += source[at] === '{' ? source.slice(at).indexOf('}') + 1 : 4
    else if (sign === 'x') at += 2
    return { kind: 'set', source: source.slice(from, at) }
  }
  return { node: either(), groups: names.length }
}

function boundsOf(said: string): [number, number] {
  if (said === '*') return [0, Number.POSITIVE_INFINITY]
  if (said === '+') return [1, Number.POSITIVE_INFINITY]
  if (said === '?') return [0, 1]
  const [min = '0', max] = said.slice(1, -1).split(',')
  if (max === undefined) return [Number(min), Number(min)]
  return [Number(min), max === '' ? Number.POSITIVE_INFINITY : Number(max)]
}

// ── matching ──

const nativeExec = RegExp.prototype.exec
const sets = new Map<string, (sign: string) => boolean>()

/** Whether a sign is of the set, asked of the engine once per sign. */
function setOf(source: string, flags: string): (sign: string) => boolean {
  const key = `${flags}/${source}`
  const known = sets.get(key)
  if (known) return known
  const escaped = /^[/{}]$/.test(source) ? `\\${source}` : source
  const pattern = new RegExp(`^(?:${escaped})$`, flags)
  const answers = new Map<string, boolean>()
  const ask = (sign: string) => {
    let answer = answers.get(sign)
    if (answer === undefined) {
      answer = nativeExec.call(pattern, sign) !== null
      answers.set(sign, answer)
    }
    return answer
  }
  sets.set(key, ask)
  return ask
}

export interface Counter {
  /** Steps of looking for a match from a place on: for the first one, or for all of them. */
  count(text: string, from?: number, all?: boolean): number
  node: Node
}

const counters = new Map<string, Counter>()

export function counterOf({ source, flags }: RegExp, limit = 50_000_000): Counter {
  const key = `${flags}/${source}/${limit}`
  const known = counters.get(key)
  if (known) return known
  const made = makeCounter(source, flags, limit)
  counters.set(key, made)
  return made
}

function makeCounter(source: string, flags: string, limit: number): Counter {
  const { node, groups } = read(source)
  const plainFlags = flags.replace(/[gyd]/g, '')
  const wide = /[uv]/.test(flags)
  const remembers = /\\(?:k<|[1-9])/.test(source)
  let signs: string[] = []
  let steps = 0
  let ends: ([number, number] | undefined)[] = []
  const step = () => {
    steps += 1
    if (steps > limit) throw new TooManySteps()
  }

  const compile = (it: Node, back: boolean): Matcher => {
    switch (it.kind) {
      case 'set': {
        const has = setOf(it.source, plainFlags)
        return (at, next) => {
          step()
          const sign = signs[back ? at - 1 : at]
          return sign !== undefined && has(sign) && next(back ? at - 1 : at + 1)
        }
      }
      case 'edge':
        return (at, next) => {
          step()
          return holds(it.source, at) && next(at)
        }
      case 'same':
        return (at, next) => {
          step()
          const [from, to] = ends[it.n] ?? [0, 0]
          for (let i = 0; i < to - from; i++) {
            step()
            if (signs[from + i] !== signs[at + i]) return false
          }
          return next(at + to - from)
        }
      case 'sequence': {
        const parts = (back ? it.nodes.toReversed() : it.nodes).map((part) => compile(part, back))
        return (at, next) => run(parts, 0, at, next)
      }
      case 'either': {
        const ways = it.nodes.map((way) => compile(way, back))
        return (at, next) => ways.some((way) => way(at, next))
      }
      case 'group': {
        const inner = compile(it.node, back)
        const { n } = it
        if (n === null || !remembers) return inner
        return (at, next) =>
          inner(at, (end) => {
            const before = ends[n]
            ends[n] = back ? [end, at] : [at, end]
            if (next(end)) return true
            ends[n] = before
            return false
          })
      }
      case 'look': {
        const inner = compile(it.node, it.behind)
        return (at, next) => inner(at, () => true) !== it.not && next(at)
      }
      case 'repeat':
        return repeat(it, compile(it.node, back), back)
    }
  }

  const run = (parts: Matcher[], i: number, at: number, next: Next): boolean => {
    const part = parts[i]
    return part ? part(at, (end) => run(parts, i + 1, end, next)) : next(at)
  }

  const repeat = (
    { node: inner, min, max, lazy }: Extract<Node, { kind: 'repeat' }>,
    one: Matcher,
    back: boolean,
  ): Matcher => {
    if (inner.kind === 'set') return loop(setOf(inner.source, plainFlags), min, max, back, lazy)
    const more = (n: number, at: number, next: Next): boolean => {
      const again = () =>
        n < max && one(at, (end) => (end !== at || n < min) && more(n + 1, end, next))
      const stop = () => n >= min && next(at)
      step()
      return lazy ? stop() || again() : again() || stop()
    }
    return (at, next) => more(0, at, next)
  }

  /** One sign again and again: as far as it goes and then back, or, lazily, no further than it must. */
  const loop = (
    has: (sign: string) => boolean,
    min: number,
    max: number,
    back: boolean,
    lazy: boolean,
  ): Matcher => {
    const by = back ? -1 : 1
    const takes = (at: number) => {
      step()
      const sign = signs[back ? at - 1 : at]
      return sign !== undefined && has(sign)
    }
    return (at, next) => {
      let n = 0
      while (n < (lazy ? min : max) && takes(at + n * by)) n += 1
      if (!lazy) {
        for (; n >= min; n--) if (next(at + n * by)) return true
        return false
      }
      if (n < min) return false
      for (; ; n++) {
        if (next(at + n * by)) return true
        if (n >= max || !takes(at + n * by)) return false
      }
    }
  }

  const holds = (edge: string, at: number): boolean => {
    if (edge === '^') return at === 0 || (flags.includes('m') && signs[at - 1] === '\n')
    if (edge === '$') return at === signs.length || (flags.includes('m') && signs[at] === '\n')
    const word = (sign: string | undefined) => sign !== undefined && setOf('\\w', plainFlags)(sign)
    return (word(signs[at - 1]) !== word(signs[at])) === (edge === '\\b')
  }

  const match = compile(node, false)
  return {
    node,
    count(text, from = 0, all = false) {
      signs = splitUp(text, wide)
      steps = 0
      for (let at = from; at <= signs.length; ) {
        if (remembers) ends = Array.from({ length: groups + 1 }, () => undefined)
        let end = -1
        const found = match(at, (to) => {
          end = to
          return true
        })
        if (found && !all) return steps
        at = found ? Math.max(end, at + 1) : at + 1
      }
      return steps
    },
  }
}

let last: { text: string; wide: boolean; signs: string[] } | undefined

/** The same text is looked at by many patterns. */
function splitUp(text: string, wide: boolean): string[] {
  if (last?.text !== text || last.wide !== wide)
    last = { text, wide, signs: wide ? [...text] : text.split('') }
  return last.signs
}

/** Runs it and counts the steps of every pattern that is used meanwhile. */
export function countingSteps(run: () => void): number {
  let steps = 0
  const counted = function (this: RegExp, text: string) {
    RegExp.prototype.exec = nativeExec
    const from = this.sticky || this.global ? signsBefore(this) : 0
    steps += counterOf(this).count(String(text), from)
    const found = nativeExec.call(this, text)
    RegExp.prototype.exec = counted
    return found
  }
  RegExp.prototype.exec = counted
  try {
    run()
  } finally {
    RegExp.prototype.exec = nativeExec
  }
  return steps
}

/** The texts of that test hold no sign of two units. */
const signsBefore = ({ lastIndex }: RegExp) => lastIndex

// ── texts that make a pattern work ──

const SAMPLES = [
  ...'一1a 前下年月日（(：:，,。-~.@/号人处乡路\n*★第每周三件到于限内后底末节会"\'{}',
]

/** A text that the node takes, as far as that is easily said; looks are passed over. */
function sample(node: Node, flags: string): string {
  switch (node.kind) {
    case 'set':
      return SAMPLES.find(setOf(node.source, flags)) ?? literalOf(node.source)
    case 'sequence':
      return node.nodes.map((one) => sample(one, flags)).join('')
    case 'either':
      return node.nodes[0] ? sample(node.nodes[0], flags) : ''
    case 'group':
      return sample(node.node, flags)
    case 'repeat':
      return sample(node.node, flags).repeat(Math.max(1, node.min))
    default:
      return ''
  }
}

const literalOf = (source: string) => /^\[?\\?(.)/u.exec(source)?.[1] ?? ''

export interface Attack {
  before: string
  pump: string
}

/** What stands before each repetition, and what can be repeated in it: every way of an alternation is one. */
export function attacksOn(pattern: RegExp): Attack[] {
  const flags = pattern.flags.replace(/[gyd]/g, '')
  const { node: root } = counterOf(pattern)
  const found: Attack[] = [{ before: '', pump: sample(root, flags) }]
  const walk = (node: Node, before: string): string => {
    switch (node.kind) {
      case 'sequence':
        return node.nodes.reduce((text, one) => walk(one, text), before)
      case 'either':
        return node.nodes.map((one) => walk(one, before))[0] ?? before
      case 'group':
        return walk(node.node, before)
      case 'look':
        walk(node.node, before)
        return before
      case 'repeat':
        if (node.max > 8) found.push(...waysOf(node.node, flags).map((pump) => ({ before, pump })))
        walk(node.node, before)
        return before + sample(node, flags)
      default:
        return before + sample(node, flags)
    }
  }
  walk(root, '')
  const byText = new Map(found.map((attack) => [`${attack.before}\0${attack.pump}`, attack]))
  return [...byText.values()].filter(({ pump }) => pump !== '')
}

function waysOf(node: Node, flags: string): string[] {
  if (node.kind === 'group') return waysOf(node.node, flags)
  if (node.kind === 'either') return node.nodes.slice(0, 6).map((one) => sample(one, flags))
  if (node.kind === 'set') return SAMPLES.filter(setOf(node.source, flags)).slice(0, 4)
  return [sample(node, flags)]
}
