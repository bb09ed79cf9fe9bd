// People and units in a sentence: a mention first, then full names, then 李科长 and 小王 where just one fits. Between two
// nobody is chosen: the candidates are the question. Pure: the office is an argument.
import type { Question } from '../feature.ts'
import type { Office, Person, Unit } from '../people.ts'
import { find } from './cut.ts'
import { fold, type Span } from './fold.ts'
import { similar } from './similar.ts'

export interface Placed<T> {
  it: T
  span: Span
}

export interface Who {
  /** In the order in which they stand. */
  people: Placed<Person>[]
  /** The first that fits several; the caller asks with `askWho`. */
  doubt?: { said: string; span: Span; candidates: Person[] }
}

export interface Asked {
  office: Office
  mentions: readonly { key: string; openId: string }[]
  /** Who can be meant at all, and who by 小王 and 李科长. */
  scope?: (person: Person) => boolean
  shortScope?: (person: Person) => boolean
}

/** Everybody whom a text names. */
export function whoIn(
  text: string,
  { office, mentions, scope = () => true, shortScope = () => true }: Asked,
): Who {
  const among = [...office.people.values()].filter(
    (p) => p.status === 'active' && p.name.trim() && scope(p),
  )
  const mentioned = mentions.flatMap((m) => placedMention(text, m, office))
  const named = byName(text, among, office)
  const left = blanked(
    text,
    [...mentioned, ...named.people].map(({ span }) => span),
  )
  const short = named.doubt ? { people: [] } : byShort(left, among.filter(shortScope), office)
  const people = [...mentioned, ...named.people, ...short.people]
  const doubt = named.doubt ?? short.doubt
  return {
    people: firstOfEach(people.toSorted((a, b) => a.span[0] - b.span[0])),
    ...(doubt && { doubt }),
  }
}

function placedMention(
  text: string,
  { key, openId }: Asked['mentions'][number],
  office: Office,
): Placed<Person>[] {
  const at = text.search(new RegExp(`${key.replaceAll(/[^@\w]/g, '')}(?!\\d)`))
  const it = office.people.get(openId)
  return at < 0 || !it ? [] : [{ it, span: [at, at + key.length] }]
}

/** The longest first, so that a name inside another is not read twice; of namesakes the one whose unit stands before. */
function byName(text: string, among: Person[], office: Office): Who {
  const people: Placed<Person>[] = []
  let rest = text
  for (const name of [...new Set(among.map((p) => p.name))].toSorted(
    (a, b) => b.length - a.length,
  )) {
    for (let at = rest.indexOf(name); at >= 0; at = rest.indexOf(name)) {
      const span: Span = [at, at + name.length]
      const same = among.filter((p) => p.name === name)
      const own = same.length > 1 ? ofUnitBefore(text, at, same, office) : same
      const [it, other] = own
      if (!it || other) return { people, doubt: { said: name, span, candidates: same } }
      people.push({ it, span })
      rest = blanked(rest, [span])
    }
  }
  return { people }
}

/** Those of the unit that stands right before, or of its sections; all of them where none does. */
function ofUnitBefore(text: string, at: number, people: Person[], office: Office): Person[] {
  const before = text.slice(Math.max(0, at - 16), at).trimEnd()
  const unit = [...office.units.values()].find(({ name }) => name && before.endsWith(name))
  const isIn = (id: string | null) =>
    id === unit?.id || office.units.get(id ?? '')?.parent === unit?.id
  return unit ? people.filter((p) => isIn(p.unit)) : people
}

const TITLE = /(\p{Script=Han})(副?局长|副?处长|副?科长|副?主任)/gu
const FAMILIAR = /(?<![半个\d一二两三])[小老](\p{Script=Han})(?![时组区学队])/gu

function byShort(text: string, among: Person[], office: Office): Who {
  const people: Placed<Person>[] = []
  const found = [...text.matchAll(TITLE), ...text.matchAll(FAMILIAR)]
  for (const { 0: said, 1: surname = '', 2: title, index } of found) {
    const span: Span = [index, index + said.length]
    const fitting = among.filter(
      (p) => p.name.startsWith(surname) && (!title || hasTitle(p, title, office)),
    )
    const near = ofUnitBefore(text, index, fitting, office)
    const [it, other] = near
    if (it && other) return { people, doubt: { said, span, candidates: near } }
    if (it) people.push({ it, span })
  }
  return { people }
}

/** 李科长 is also said of who acts as one, and of a deputy. */
function hasTitle(person: Person, title: string, office: Office): boolean {
  const plain = title.replace('副', '')
  const held = office.roles.some((r) => r.person === person.openId && r.role === plain && !r.deputy)
  return person.title.includes(plain) || held
}

const blanked = (text: string, spans: readonly Span[]): string =>
  spans.reduce(
    (rest, [from, to]) => rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to),
    text,
  )

const firstOfEach = (people: Placed<Person>[]): Placed<Person>[] =>
  people.filter(({ it }, i) => people.findIndex((p) => p.it.openId === it.openId) === i)

/** The candidates as buttons, each the sentence with the unit and the full name in it. */
export function askWho(
  text: string,
  { said, span, candidates }: NonNullable<Who['doubt']>,
  office: Office,
): Question {
  const fullNames = candidates.map((p) => `${office.units.get(p.unit ?? '')?.name ?? ''}${p.name}`)
  return {
    question: `“${said}”是哪一位？`,
    choices: fullNames.map((label) => ({ label, sentence: put(text, span, label) })),
    gap: put(text, span, '＿'),
  }
}

export const put = (text: string, [from, to]: Span, instead: string): string =>
  text.slice(0, from) + instead + text.slice(to)

// ── units ──

/** Units by their full name, the longest first; those of the leaders are nobody's 承办单位. */
export function unitsIn(text: string, office: Office): Placed<Unit>[] {
  const found: Placed<Unit>[] = []
  let rest = text
  const units = [...office.units.values()].filter((unit) => unit.kind !== 'leaders')
  for (const it of units.toSorted((a, b) => b.name.length - a.name.length)) {
    for (let at = rest.indexOf(it.name); at >= 0; at = rest.indexOf(it.name)) {
      const span: Span = [at, at + it.name.length]
      found.push({ it, span })
      rest = blanked(rest, [span])
    }
  }
  return found.toSorted((a, b) => a.span[0] - b.span[0])
}

const UNIT_WORD =
  /^[\s,，:：]*(\p{Script=Han}{1,7}?(?:处|科|中心|市局|局|办公室|办|部|队|站))(?=[\s,，:：]|\d|牵头|负责|$)/u

/** A word that stands where a unit would and is none of ours, with the units that it may have meant. */
export function unknownUnit(
  text: string,
  office: Office,
): { said: string; span: Span; near: Unit[] } | undefined {
  const piece = find(text, UNIT_WORD)
  const said = piece?.groups[1]
  if (!piece || !said) return undefined
  const at = text.indexOf(said, piece.span[0])
  const span: Span = at < 0 ? piece.span : [at, at + said.length]
  return { said, span, near: nearestUnits(said, office) }
}

/** 建设处 → 工程处 only where two signs are shared; a slip of one sign always. */
export function nearestUnits(said: string, office: Office): Unit[] {
  const units = [...office.units.values()].filter((unit) => unit.kind !== 'leaders')
  const word = fold(said).text.trim()
  const slips = similar(
    word,
    units.map(({ name }) => name),
  )
  const shared = (name: string) => [...new Set(name)].filter((sign) => word.includes(sign)).length
  const close = units
    .filter(({ name }) => slips.includes(name) || shared(name) >= 2 || isSlip(name, word))
    .toSorted((a, b) => shared(b.name) - shared(a.name))
  return close.slice(0, 3)
}

/** One sign wrong in a short name: 水正处, 才务处. */
const isSlip = (name: string, word: string) =>
  name.length === word.length && [...name].filter((sign, i) => word[i] !== sign).length === 1
