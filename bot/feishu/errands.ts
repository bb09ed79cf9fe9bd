// What can be fetched or done for a duty beside messages: contacts, departments, chats, members, files. Each page is an errand
// of its own. What Feishu refuses for good is an answer too, so that the duty can say it to whoever asked.
import type { Client } from '@larksuiteoapi/node-sdk'
import { z } from 'zod'
import type { Json } from '../../db/types.ts'
import { contactDepartment, contactUser } from '../../handlers/office/roster/contact.ts'
import type { Failure } from '../../handlers/outside.ts'
import type { Call } from './client.ts'
import { failureOf, type Reply, unreadable } from './failure.ts'

const page = z.string().optional()
const orders = z.discriminatedUnion('errand', [
  /** Nothing but the time: its answer comes when it is due. */
  z.object({ errand: z.literal('pause') }),
  z.object({ errand: z.literal('departments'), page }),
  z.object({ errand: z.literal('users'), department: z.string(), page }),
  z.object({ errand: z.literal('person'), openId: z.string() }),
  z.object({ errand: z.literal('names'), openIds: z.array(z.string()).min(1).max(10) }),
  z.object({ errand: z.literal('chats'), page }),
  z.object({ errand: z.literal('members'), chat: z.string(), page }),
  z.object({ errand: z.literal('download'), messageId: z.string(), file: z.string() }),
  z.object({ errand: z.literal('upload'), name: z.string(), bytes: z.string() }),
])
type Order = z.infer<typeof orders>

/** Contacts are not counted against the month's quota (feishu-platform.md §4). */
export function isFree(what: Json): boolean {
  const read = orders.safeParse(what)
  const free = ['pause', 'departments', 'users', 'person', 'names']
  return read.success && free.includes(read.data.errand)
}

type Done = { ok: true; value: Json } | Failure

/** `with` comes back beside what was fetched: whose errand it was. */
export async function runErrand(call: Call, client: Client, what: Json): Promise<Done> {
  const read = orders.safeParse(what)
  if (!read.success) return { ok: false, kind: 'malformed', code: 0, detail: 'no such errand' }
  const given =
    typeof what === 'object' && what && !Array.isArray(what) ? (what.with ?? null) : null
  const done = await fetched(call, client, read.data)
  if (done.ok) return { ok: true, value: { with: given, got: done.value } }
  if (!forGood.includes(done.kind)) return done
  return {
    ok: true,
    value: { with: given, failed: { kind: done.kind, code: done.code, detail: done.detail } },
  }
}

const forGood = ['gone', 'forbidden', 'malformed']

async function fetched(call: Call, client: Client, order: Order): Promise<Done> {
  if (order.errand === 'pause') return { ok: true, value: null }
  const reply = await call(() => ask(client, order))
  const failure = failed(order, reply)
  if (failure) return failure
  return readers[order.errand](reply)
}

/** A download has no envelope when it goes well. */
function failed(order: Order, reply: Reply): Failure | undefined {
  if (
    reply.status === 200 &&
    (order.errand === 'download' || fileKey.safeParse(reply.body).success)
  )
    return undefined
  return failureOf(reply)
}

const base = '/open-apis'
const openIds = { user_id_type: 'open_id', department_id_type: 'open_department_id' }

function ask(client: Client, order: Exclude<Order, { errand: 'pause' }>): Promise<unknown> {
  const get = (url: string, params: Record<string, string | number | boolean>) =>
    client.request<unknown>({ method: 'GET', url: `${base}${url}`, params })
  const paged = (it: { page?: string | undefined }, size: number) => ({
    page_size: size,
    ...(it.page && { page_token: it.page }),
  })
  switch (order.errand) {
    case 'departments':
      return get('/contact/v3/departments/0/children', {
        fetch_child: true,
        ...openIds,
        ...paged(order, 50),
      })
    case 'users':
      return get('/contact/v3/users/find_by_department', {
        ...{ department_id: order.department, ...openIds },
        ...paged(order, 50),
      })
    case 'person':
      return get(`/contact/v3/users/${encodeURIComponent(order.openId)}`, openIds)
    case 'names':
      return client.request<unknown>({
        ...{ method: 'POST', url: `${base}/contact/v3/users/basic_batch` },
        ...{ params: { user_id_type: 'open_id' }, data: { user_ids: order.openIds } },
      })
    case 'chats':
      return get('/im/v1/chats', { user_id_type: 'open_id', ...paged(order, 100) })
    case 'members':
      return get(`/im/v1/chats/${encodeURIComponent(order.chat)}/members`, {
        member_id_type: 'open_id',
        ...paged(order, 100),
      })
    case 'download': {
      const url = `${base}/im/v1/messages/${encodeURIComponent(order.messageId)}/resources/${encodeURIComponent(order.file)}`
      return client.request<unknown>({
        method: 'GET',
        url,
        params: { type: 'file' },
        responseType: 'arraybuffer',
      })
    }
    case 'upload':
      return client.im.v1.file.create({
        data: {
          file_type: order.name.endsWith('.xlsx') ? 'xls' : 'stream',
          file_name: order.name,
          file: Buffer.from(order.bytes, 'base64'),
        },
      })
  }
}

const more = { has_more: z.boolean().optional(), page_token: z.string().optional() }
const listed = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.object({ items: z.array(item).nullish(), ...more }) })
const text = z.string().nullish()

const departments = listed(contactDepartment)
const users = listed(contactUser)
const one = z.object({ data: z.object({ user: contactUser }) })
const names = z.object({
  data: z.object({ users: z.array(z.object({ user_id: z.string(), name: text })).nullish() }),
})
const chats = listed(
  z.object({ chat_id: z.string(), name: text, external: z.boolean().nullish(), chat_status: text }),
)
const members = listed(z.object({ member_id: z.string(), name: text, tenant_key: text }))
const fileKey = z.object({ file_key: z.string().min(1) })

interface Page {
  data: {
    items?: unknown[] | null | undefined
    has_more?: boolean | undefined
    page_token?: string | undefined
  }
}

const pageOf = (schema: z.ZodType<Page>) => (reply: Reply) =>
  read(reply, schema, ({ data }) => ({
    items: data.items ?? [],
    ...(data.has_more && data.page_token && { next: data.page_token }),
  }))

const readers: Record<Exclude<Order['errand'], 'pause'>, (reply: Reply) => Done> = {
  departments: pageOf(departments),
  users: pageOf(users),
  chats: pageOf(chats),
  members: pageOf(members),
  person: (reply) => read(reply, one, ({ data }) => data.user),
  names: (reply) => read(reply, names, ({ data }) => data.users ?? []),
  upload: (reply) =>
    read(
      reply,
      z.union([fileKey, z.object({ data: fileKey }).transform(({ data }) => data)]),
      (it) => it.file_key,
    ),
  download: ({ body, status }) =>
    body instanceof Uint8Array || body instanceof ArrayBuffer
      ? {
          ok: true,
          value: Buffer.from(body instanceof ArrayBuffer ? new Uint8Array(body) : body).toString(
            'base64',
          ),
        }
      : unreadable(status),
}

function read<T>(reply: Reply, schema: z.ZodType<T>, pick: (it: T) => unknown): Done {
  const it = schema.safeParse(reply.body)
  return it.success
    ? { ok: true, value: JSON.parse(JSON.stringify(pick(it.data))) }
    : unreadable(reply.status)
}
