// What the SDK may write to our log. Left to itself it prints whole requests, app secret and token included
// (feishu-platform.md §6.1), so of an object only its codes pass.
import { isRecord } from './json.ts'

export type SdkLog = (level: 'debug' | 'info' | 'warn' | 'error', line: string) => void

export function sdkLogger(log: SdkLog) {
  const at =
    (level: Parameters<SdkLog>[0]) =>
    (...said: unknown[]) =>
      log(level, `feishu sdk: ${said.flat(3).map(sayOf).filter(Boolean).join(' · ')}`)
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    trace: at('debug'),
  }
}

/** Of a text only what can be no secret and nobody's words: a short run of plain words. */
function sayOf(said: unknown): string {
  if (typeof said === 'string') return /^[a-z ,:'_-]{1,80}$/i.test(said) ? said : '(text)'
  if (said instanceof Error || isRecord(said)) return codesOf({ ...said })
  return typeof said
}

function codesOf(said: Record<string, unknown>): string {
  const response = isRecord(said.response) ? said.response : {}
  const body = isRecord(response.data) ? response.data : said
  const error = isRecord(body.error) ? body.error : body
  const codes = [
    ...pair('http', response.status),
    ...pair('code', body.code),
    ...pair('log_id', error.log_id ?? error.logid),
  ]
  return [...pathOf(said.config), ...(codes.length > 0 ? codes : ['no answer'])].join(' ')
}

function pathOf(config: unknown): string[] {
  const url = isRecord(config) && typeof config.url === 'string' ? config.url : ''
  return url.match(/\/open-apis\/[\w/.%-]{1,120}/) ?? []
}

const pair = (name: string, value: unknown) =>
  /^[\w-]{1,64}$/.test(String(value)) && value !== undefined ? [`${name}=${String(value)}`] : []
