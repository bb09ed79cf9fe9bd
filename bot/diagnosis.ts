// What the doctor looks at from outside the chat: credentials, permissions, contact range, clock, events that arrive; then what
// 体检 says of the office's own data. Nothing is sent and nothing is changed.
import { type Kysely, sql } from 'kysely'
import { type Instant, msOf } from '../db/instant.ts'
import { migrations } from '../db/migrations/index.ts'
import type { DB } from '../db/schema.ts'
import type { Json } from '../db/types.ts'
import { findings, sayFinding } from '../handlers/office/index.ts'
import type { Messenger } from '../handlers/outside.ts'
import { dayAt, sayInstant } from '../handlers/when.ts'
import { sayMissing } from './feishu/scopes.ts'
import { databaseTime } from './one-clock.ts'
import type { Parts } from './parts.ts'

type Line = Parameters<typeof sayFinding>[0]
type Asked = Pick<Parts, 'db' | 'vault' | 'messenger' | 'office' | 'clock'>

export async function diagnose(parts: Asked): Promise<Line[]> {
  const now = parts.clock.now()
  return [
    await credentials(parts.messenger),
    await probe(parts.messenger, '通讯录', { errand: 'departments' }, '“同步通讯录”不可用'),
    await probe(parts.messenger, '群信息', { errand: 'chats' }, '群绑定须手工维护'),
    await clock(parts.db, now),
    await migrated(parts.db),
    await lastEvent(parts.db, now),
    ...(await ofOffice(parts, now)),
  ]
}

const line = (light: Line['light'], what: string, said: string): Line => ({ light, what, said })

async function credentials(messenger: Messenger): Promise<Line> {
  const me = await messenger.whoAmI()
  if (me.ok) return line('ok', '凭证', `机器人“${me.name}”`)
  return line('bad', '凭证', `飞书不认可 App ID 和 App Secret，或机器人能力未开启（${me.detail}）`)
}

const refusal = (value: Json): { code: number; detail: string } | undefined => {
  const failed =
    typeof value === 'object' && value && !Array.isArray(value) ? value.failed : undefined
  if (typeof failed !== 'object' || !failed || Array.isArray(failed)) return undefined
  return { code: Number(failed.code), detail: String(failed.detail) }
}

async function probe(
  messenger: Messenger,
  what: string,
  errand: Json,
  without: string,
): Promise<Line> {
  const result = await messenger.errand(errand)
  if (!result.ok) return line('look', what, `飞书没有答复（${result.detail}），请稍后再试`)
  const no = refusal(result.value)
  if (!no) return line('ok', what, '可读')
  if (no.code === 40004) return line('look', what, `通讯录权限范围不含全体成员，${without}`)
  return line('look', what, `${sayMissing(no.detail) || `错误码${no.code}`}；${without}`)
}

async function clock(db: Kysely<DB>, now: Instant): Promise<Line> {
  const apart = Math.round((msOf(now) - (await databaseTime(db))) / 1000)
  const said = `与数据库相差${Math.abs(apart)}秒`
  return Math.abs(apart) > 5
    ? line('look', '时钟', `${said}，请校准服务器时间`)
    : line('ok', '时钟', said)
}

async function migrated(db: Kysely<DB>): Promise<Line> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const missing = Object.keys(migrations).filter((name) => !rows.some((row) => row.name === name))
  if (missing.length === 0)
    return line('ok', '数据库结构', `已更新到${Object.keys(migrations).at(-1)}`)
  return line('bad', '数据库结构', `尚未更新：${missing.join('、')}，请运行 npm run migrate`)
}

/** Whether Feishu reaches us shows in what has come. */
async function lastEvent(db: Kysely<DB>, now: Instant): Promise<Line> {
  const row = await db
    .selectFrom('inbox')
    .select(({ fn }) => fn.max('at').as('at'))
    .executeTakeFirst()
  if (!row?.at)
    return line(
      'look',
      '事件',
      '还没有收到过任何事件，请核对回调地址（或长连接）、加密策略，并给机器人发一句话',
    )
  return line('ok', '事件', `最近一次${sayInstant(row.at, dayAt(now))}`)
}

function ofOffice(parts: Asked, now: Instant): Promise<Line[]> {
  return parts.db.transaction().execute(async (trx) => {
    const office = await parts.office.get(trx, now)
    return findings({ trx, vault: parts.vault, now, today: dayAt(now), office })
  })
}

export { sayFinding }
