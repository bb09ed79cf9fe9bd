// A headless Chromium from npm, with its libraries and its one (Latin) font: nothing to install by hand.
// Elsewhere than on Linux x64, CHROME_PATH names the browser to use.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inflate } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const args = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--headless',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
]

export async function openChromium(): Promise<Browser> {
  const elsewhere = process.env.CHROME_PATH
  if (elsewhere) return chromium.launch({ executablePath: elsewhere, args })
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('The page tests need Chromium: set CHROME_PATH to the browser to use.')
  return openUnpacked(await unpacked())
}

async function openUnpacked(folder: string): Promise<Browser> {
  const temp = await mkdtemp(join(tmpdir(), 'duban-chromium-'))
  await writeFile(join(temp, 'fonts.conf'), fontsOf(folder, temp))
  const browser = await chromium.launch({
    executablePath: join(folder, 'chromium'),
    args,
    env: {
      ...process.env,
      TMPDIR: temp,
      HOME: temp,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: temp,
    },
  })
  browser.on('disconnected', () => void rm(temp, { recursive: true, force: true }).catch(() => {}))
  return browser
}

const fontsOf = (folder: string, temp: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${temp}/cache</cachedir></fontconfig>
`

/** The unpacked browser. Unpacked once beside the package; a rename makes it whole or absent. */
async function unpacked(): Promise<string> {
  const package_ = join(
    dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
    '..',
  )
  const { version } = JSON.parse(await readFile(join(package_, 'package.json'), 'utf8')) as {
    version: string
  }
  const cache = join(package_, '..', '..', '.cache')
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const fresh = await mkdtemp(join(cache, 'chromium-'))
  await unpackInto(fresh, join(package_, 'bin'))
  await rename(fresh, folder).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  })
  return folder
}

async function unpackInto(folder: string, bin: string) {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  const parts = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'].map((name) =>
    inflate(join(bin, name)),
  )
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  await Promise.all(parts)
}
