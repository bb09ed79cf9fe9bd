// One call of the bot, read: where it goes, its query, its body. What every endpoint is given.
import type { Box } from '../box.ts'
import { type Json, stringOf } from '../json.ts'
import type { LimitName } from '../limits.ts'
import { seesUserIds } from '../scopes.ts'
import type { Person } from '../world.ts'
import { ApiFault, scopeMissing, violation } from './fault.ts'
import type { Part } from './multipart.ts'

export interface ApiCall {
  box: Box
  param(name: string): string
  query(name: string): string
  queries(name: string): string[]
  body: Json
  parts: Part[]
}

/** Data for the usual envelope, or a Response for what has none. */
export type Answer = Json | Response

export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  path: string
  act(call: ApiCall): Answer | Promise<Answer>
  /** One of them is enough; none: every app may. */
  scopes: string[]
  /** The token call itself has none to show. */
  open?: boolean
}

export function requiredText(call: ApiCall, field: string): string {
  const value = call.body[field]
  if (value === undefined || value === '') throw violation(field, '', `${field} is required`)
  if (typeof value !== 'string') throw violation(field, stringOf(value), 'the type is not string')
  return value
}

const idTypes = ['open_id', 'union_id', 'user_id'] as const
export type IdType = (typeof idTypes)[number]

export function idTypeOf(call: ApiCall, name = 'user_id_type'): IdType {
  const asked = call.query(name) || 'open_id'
  const found = asIdType(asked)
  if (!found) throw violation(name, asked, `options: [${idTypes.join(',')}]`)
  if (found === 'user_id' && !call.box.scopes.has(seesUserIds))
    throw scopeMissing([seesUserIds], 'field_scope_required')
  return found
}

export const asIdType = (text: string) => idTypes.find((type) => type === text)

const unknownCodes: Record<IdType, number> = {
  open_id: 99992351,
  union_id: 99992364,
  user_id: 99992360,
}

export function userBy({ box }: ApiCall, type: IdType, id: string): Person {
  const found = [...box.world.people.values()].find((person) => person[type] === id)
  if (!found)
    throw new ApiFault(
      unknownCodes[type],
      `The request you send is not a valid {${type}} or not exists. ${id}`,
    )
  return found
}

/** One page of a list; the token is opaque to whoever calls. */
export function pageOf<T>(call: ApiCall, all: T[], longest: LimitName, usual = 20) {
  const largest = call.box.limits[longest]
  const asked = call.query('page_size')
  const size = asked === '' ? Math.min(usual, largest) : Number(asked)
  if (!Number.isInteger(size) || size < 1 || size > largest)
    throw violation('page_size', asked, `the range is 1 to ${largest}`)
  const start = startOf(call)
  const items = all.slice(start, start + size)
  const more = start + size < all.length
  return { items, has_more: more, page_token: more ? tokenOf(start + size) : '' }
}

const tokenOf = (start: number) => Buffer.from(`p:${start}`).toString('base64url')

function startOf(call: ApiCall): number {
  const token = call.query('page_token')
  if (token === '') return 0
  const found = /^p:(\d+)$/.exec(Buffer.from(token, 'base64url').toString('utf8'))
  if (!found) throw violation('page_token', token, 'page_token is invalid')
  return Number(found[1])
}
