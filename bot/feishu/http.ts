// The SDK's HTTP client, its own instance per messenger: the SDK's default waits for ever.
import {
  defaultHttpInstance,
  type HttpInstance,
  type HttpRequestOptions,
} from '@larksuiteoapi/node-sdk'
import type { Reply } from './failure.ts'
import { isRecord } from './json.ts'

export function createHttp(timeoutMs: number): HttpInstance {
  const http = defaultHttpInstance.create()

  /** The SDK expects the body alone, but for downloads, which ask for the headers too. */
  async function request<T, R = T, D = unknown>(options: HttpRequestOptions<D>): Promise<R> {
    const timeout = options.timeout ?? timeoutMs
    // axios' own timeout is between two bytes; the signal's is for the whole.
    const response = await http.request({
      ...options,
      timeout,
      signal: AbortSignal.timeout(timeout),
    })
    if (options.$return_headers) response.data = { data: response.data, headers: response.headers }
    return response.data
  }

  return {
    request,
    get: (url, options) => request({ ...options, url, method: 'GET' }),
    delete: (url, options) => request({ ...options, url, method: 'DELETE' }),
    head: (url, options) => request({ ...options, url, method: 'HEAD' }),
    options: (url, options) => request({ ...options, url, method: 'OPTIONS' }),
    post: (url, data, options) => request({ ...options, url, method: 'POST', data }),
    put: (url, data, options) => request({ ...options, url, method: 'PUT', data }),
    patch: (url, data, options) => request({ ...options, url, method: 'PATCH', data }),
  }
}

/** What the SDK returned: the body alone, so it was a 2xx. */
export function replied(body: unknown): Reply {
  return { status: 200, body, header: () => undefined }
}

/** What the SDK threw: an answer of 4xx or 5xx, no answer, or some value that is no Error at all (TC-023). */
export function thrown(error: unknown): Reply {
  if (!isRecord(error))
    return { status: 0, body: undefined, header: () => undefined, network: 'rejected' }
  if (isRecord(error.response)) return answered(error.response)
  const token = error instanceof Error ? tokenCode(error.message) : undefined
  if (token !== undefined) return { status: 200, body: { code: token }, header: () => undefined }
  const network = typeof error.code === 'string' ? error.code : 'rejected'
  const body = typeof error.code === 'number' ? error : undefined
  return { status: 0, body, header: () => undefined, network }
}

/** The SDK says in words alone that it was refused a token. */
function tokenCode(message: string): number | undefined {
  const code = message.match(/^failed to get \w+_access_token, code: (\d+)/)?.[1]
  return code === undefined ? undefined : Number(code)
}

function answered(response: Record<string, unknown>): Reply {
  const headers = isRecord(response.headers) ? response.headers : {}
  return {
    status: typeof response.status === 'number' ? response.status : 0,
    body: response.data,
    header: (name) => {
      const value = headers[name]
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
    },
  }
}
