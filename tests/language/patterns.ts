// Every pattern of handlers/: the literals out of the source, and those that are put together when the files load.
import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { parseAst } from 'vite'

const root = join(import.meta.dirname, '../../handlers')

export interface Pattern {
  /** The file of a literal; what is put together is known by its beginning alone. */
  where: string
  pattern: RegExp
}

export async function patternsOfHandlers(): Promise<Pattern[]> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const found = new Map<string, Pattern>()
  for (const one of [...files.flatMap(literalsIn), ...(await madeBy(files))]) {
    const key = `${one.pattern.flags}/${one.pattern.source}`
    if (!found.has(key)) found.set(key, one)
  }
  return [...found.values()]
}

function literalsIn(file: string): Pattern[] {
  const found: Pattern[] = []
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const one of node) walk(one)
      return
    }
    if (typeof node !== 'object' || node === null) return
    const { regex } = node as { regex?: { pattern: string; flags: string } }
    if (regex) found.push({ where: file, pattern: new RegExp(regex.pattern, regex.flags) })
    else for (const part of Object.values(node)) walk(part)
  }
  walk(parseAst(stripTypeScriptTypes(readFileSync(join(root, file), 'utf8'))))
  return found
}

/** The constructor writes down what it makes while the files load. */
async function madeBy(files: string[]): Promise<Pattern[]> {
  const Native = globalThis.RegExp
  const found: Pattern[] = []
  globalThis.RegExp = new Proxy(Native, {
    construct(target, given) {
      const pattern: RegExp = Reflect.construct(target, given)
      found.push({ where: 'new RegExp', pattern })
      return pattern
    },
  })
  try {
    for (const file of files) await import(join(root, file))
  } finally {
    globalThis.RegExp = Native
  }
  return found
}
