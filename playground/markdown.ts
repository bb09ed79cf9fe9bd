// Card markdown as a reader sees it: mentions by name, tags and emphasis gone, entities decoded.
import { isoOf } from './clock.ts'

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  ast: '*',
  sim: '~',
}

export function decodeEntities(text: string) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (decimal) return String.fromCodePoint(Number(decimal))
    return named[String(name).toLowerCase()] ?? whole
  })
}

const shownDate = (ms: string) => isoOf(Number(ms)).slice(0, 16).replace('T', ' ')

/** Decodes entities last, so that what a person typed is never taken for a mark. */
export function readMarkdown(text: string, nameOf: (id: string) => string) {
  const names = (ids: string) =>
    ids
      .split(',')
      .map((id) => `@${nameOf(id.trim())}`)
      .join(' ')
  const marked = text
    .replace(/<at\s+(?:id|ids|user_id|email)=["']?([^"'>\s]+)["']?\s*>[^<]*<\/at>/g, (_, ids) =>
      names(ids),
    )
    .replace(/<person\s+id=["']?([^"'>\s]+)["']?[^>]*>(?:<\/person>)?/g, (_, id) => nameOf(id))
    .replace(
      /<local_datetime\s+millisecond=["']?(\d+)["']?[^>]*>(?:<\/local_datetime>)?/g,
      (_, ms) => shownDate(ms),
    )
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<\/?(?:font|text_tag|link|number_tag|a)\b[^>]*>/g, '')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '［图片$1］')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/~~([^~]+)~~/g, '$1')
    .replace(/^#{1,6} /gm, '')
  return decodeEntities(marked)
}
