// A "no" of the Open Platform: HTTP status, code, message and the details that go with it.
import type { Json } from '../json.ts'

export class ApiFault extends Error {
  readonly status: number
  readonly code: number
  readonly details: Json
  readonly headers: Record<string, string>

  constructor(
    code: number,
    message: string,
    more: { status?: number; details?: Json; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.code = code
    this.status = more.status ?? 400
    this.details = more.details ?? {}
    this.headers = more.headers ?? {}
  }
}

export const violation = (field: string, value: string, description: string) =>
  new ApiFault(99992402, 'field validation failed', {
    details: { field_violations: [{ field, value, description }] },
  })

export const rateLimited = (most = 50, waitMs = 1000) =>
  new ApiFault(99991400, 'request trigger frequency limit', {
    status: 429,
    headers: {
      'x-ogw-ratelimit-limit': String(most),
      'x-ogw-ratelimit-reset': String(Math.ceil(waitMs / 1000)),
    },
  })

type Violation = 'action_scope_required' | 'field_scope_required'

export const scopeMissing = (scopes: string[], type: Violation = 'action_scope_required') =>
  new ApiFault(
    99991672,
    `Access denied. One of the following scopes is required: [${scopes.join(', ')}].`,
    {
      details: {
        permission_violations: scopes.map((subject) => ({ type, subject })),
        helps: [
          {
            url: `https://open.feishu.cn/app?q=${scopes.join(',')}`,
            description: '点击链接申请并开通任一权限即可',
          },
        ],
      },
    },
  )

export const imLimited = () => new ApiFault(230020, 'This operation triggers the frequency limit.')

export const quotaUsedUp = () =>
  new ApiFault(99991403, "This month's API call quota has been exceeded.", { status: 429 })

export const tokenInvalid = () =>
  new ApiFault(
    99991663,
    'Invalid access token for authorization. Please make a request with token attached.',
  )
