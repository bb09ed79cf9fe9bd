// Serves the page: one HTML file, its styles, its modules and a web font with Chinese glyphs.
// TypeScript reaches the browser as it is written: `/page/main.ts` is answered as JavaScript with its types blanked out.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { dirname, extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'

const folder = dirname(fileURLToPath(import.meta.url))
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ts': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
}
const kept = new Set(['.html', '.css', '.svg', '.ts'])

const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

export function pageRoutes(): Hono {
  const app = new Hono()
  const files = pageFiles()
  const fonts = fontFiles()
  const read = reader()
  const answer = (file: string, cache: string) =>
    new Response(read(file), {
      headers: { ...headers, 'content-type': types[extname(file)] ?? '', 'cache-control': cache },
    })

  app.get('/', () => answer(join(folder, 'index.html'), 'no-cache'))
  app.get('/gallery', () => answer(join(folder, 'gallery.html'), 'no-cache'))
  app.get('/page/*', (c) => {
    const name = c.req.path.slice('/page/'.length)
    const own = files.get(name)
    if (own) return answer(own, 'no-cache')
    const font = fonts.get(name)
    return font ? answer(font, 'public, max-age=86400') : c.notFound()
  })
  return app
}

/** The folder's own list: nothing outside it can be asked for. */
function pageFiles() {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const own = names.filter((name) => kept.has(extname(name)) && name !== 'routes.ts')
  return new Map(own.map((name) => [name.split(sep).join('/'), join(folder, name)]))
}

function fontFiles() {
  const files = new Map<string, string>()
  const family = 'lxgwwenkaigbscreen'
  const root = packageFolder('lxgw-wenkai-screen-webfont')
  if (!root) return files
  files.set('font/font.css', join(root, `${family}.css`))
  for (const name of readdirSync(join(root, 'files')))
    if (name.startsWith(`${family}-`)) files.set(`font/files/${name}`, join(root, 'files', name))
  return files
}

function packageFolder(name: string) {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
  } catch {
    return undefined
  }
}

/** Reads through memory; a file that was changed is read again. */
function reader() {
  const cache = new Map<string, { at: number; body: Uint8Array<ArrayBuffer> }>()
  return (file: string) => {
    const at = statSync(file).mtimeMs
    const found = cache.get(file)
    if (found?.at === at) return found.body
    const body = new Uint8Array(bodyOf(file))
    cache.set(file, { at, body })
    return body
  }
}

function bodyOf(file: string) {
  const bytes = readFileSync(file)
  if (extname(file) !== '.ts') return bytes
  const source = `\n//# sourceURL=/page/${relative(folder, file).split(sep).join('/')}`
  return Buffer.from(stripTypeScriptTypes(bytes.toString('utf8')) + source)
}
