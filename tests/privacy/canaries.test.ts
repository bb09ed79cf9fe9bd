// Canaries: every field that somebody can type into holds its own, every duty is done with them, and then they are looked
// for where they may not be: in groups, in the database in plain, in the log, in the cards of those who may not see them.

import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { recordedTables, replay } from '../../db/record-replay.ts'
import { verifyRecord } from '../../db/record-verify.ts'
import { bothDatabases } from '../databases.ts'
import { type House, type Shown, useHouse, withButton } from '../house.ts'
import { everythingIn } from './everything.ts'

/** Of the petitioner: nowhere but on the cards of those who may see who it is. */
const secret = {
  name: '鸑鷟某',
  phone: '13912345678',
  phoneAgain: '13712345671',
  address: '澧县梦溪镇鹳雀村',
  id: '11010519491231002X',
  words: '犍为字迹',
  unfinished: '鬻鬯某',
  unfinishedPhone: '13612345672',
}
const secrets = Object.values(secret)
/** Of talks: what was said in them is not kept at all. */
const talked = ['薅羊毛的心事', '家里老人鞁鞍病重']

const mayKnow = ['严丽华', '华国梁', '何小雨', '周明远', '李清和']

const full = process.env.PROOF === 'full'

describe.each(bothDatabases)('金丝雀（%s）', (kind) => {
  const house = useHouse(kind)
  const everyone = () =>
    house()
      .playground.people()
      .map((p) => p.name)
  const groups = () =>
    house()
      .playground.chats()
      .filter((chat) => chat.kind === 'group')

  /** What stands there now, and all that was ever sent to it or put in place of it. */
  const shownIn = (chat: string) => {
    const mine = house()
      .shown(chat)
      .filter(({ from }) => from === 'bot')
    const ids = [...mine.map((m) => m.message_id), chatId(chat), idOf(chat) ?? '—']
    const sent = house()
      .playground.calls()
      .map(({ path, query, body }) => JSON.stringify([path, query, body]))
      .filter((call) => ids.some((id) => call.includes(id)))
    return [...mine.map(({ text }) => text), ...sent].join('\n')
  }
  const chatId = (name: string) =>
    house()
      .playground.chats()
      .find((chat) => chat.name === name)?.id ??
    house()
      .playground.people()
      .find((p) => p.name === name)?.p2p ??
    '—'

  it('各项工作照常办理，每个可填的地方都填了不同的字样', async () => {
    const h = house()
    const draft = await h.say(
      '何小雨',
      `登记来访 ${secret.name} 3人 反映淤区土地补偿 联系电话${secret.phone} 住址：${secret.address}`,
    )
    await h.tap('何小雨', withButton(draft, '登记'), '登记')
    const letter = await h.say(
      '严丽华',
      `登记来信 ${secret.name} 反映水费 电话${secret.phoneAgain} 身份证${secret.id} ${secret.words}`,
    )
    await tapIfThere(h, '严丽华', letter, '登记')
    // Left unfinished, whatever was asked back: nothing of it may lie about.
    await h.say('何小雨', `登记来访 ${secret.unfinished} 电话${secret.unfinishedPhone}`)
    for (const text of talked) await h.say('周明远', `登记谈话 今天和郑秀兰谈了 主要谈${text}`)
    await h.say('金若水', '督办 工程处 12月4日前 上报标准化堤防建设进度')
    const approval = h.shown('周明远').findLast((m) => m.buttons.some((b) => b.text === '批准立项'))
    if (!approval) throw new Error('no approval')
    await h.tap('周明远', approval, '批准立项')
    await h.say('邹亚楠', '反馈 督1号 已完成招标')
    await h.say('邹亚楠', '督1号延期到12月18日 原因是合同审核未完')
    const extension = h.shown('周明远').findLast((m) => m.buttons.some((b) => b.text === '同意'))
    if (!extension) throw new Error('no extension')
    await h.tap('周明远', extension, '同意')
    await h.turn({ next: 'workday' })
    expect(h.shown('何小雨').some((m) => m.text.includes('信访〔2026〕1号'))).toBe(true)
  })

  it('每个人在每一种会话里把能问的都问一遍', { timeout: 120_000 }, async () => {
    const asks = [
      '帮助',
      '信访进度 1号',
      '谁看过1号',
      `查一下${secret.name}的信访件`,
      `查一下电话${secret.phone}`,
      '快到期的信访件',
      '今年信访数据 出总结那句话',
      '督办台账',
      '谈话计划 四季度',
      '我的',
      '信访1号 受理告知书',
    ]
    const people = [
      '王建国',
      '周明远',
      '李清和',
      '陈志刚',
      '严丽华',
      '金若水',
      '陶行远',
      '姜海涛',
      '戚守正',
      '谢大川',
      '邹亚楠',
      '曹一鸣',
    ]
    for (const [place, name] of people.entries()) {
      // Each a third of it, the next one another: every question is put by several of them.
      for (const [turn, text] of asks.entries())
        if (full || (place + turn) % 3 === 0) await house().say(name, text)
      const group = groups().find((chat) => chat.members.some((id) => idOf(name) === id))
      const text = asks[place % asks.length] ?? ''
      if (group) await house().say(name, `@督办助手 ${text}`, group.name)
    }
    await house().say('严丽华', '信访进度 1号')
    await house().turn({ next: 'workday' })
  })

  const idOf = (name: string) =>
    house()
      .playground.people()
      .find((p) => p.name === name)?.id

  it('群里：0', () => {
    const all = groups()
      .map(({ name }) => shownIn(name))
      .join('\n')
    expect(all.length).toBeGreaterThan(100)
    expect([...secrets, ...talked].filter((canary) => all.includes(canary))).toEqual([])
  })

  it('无权的人的私聊里：0；有权的人看得到', () => {
    const leaked = everyone()
      .filter((name) => !mayKnow.includes(name))
      .flatMap((name) =>
        secrets
          .filter((canary) => shownIn(name).includes(canary))
          .map((canary) => `${name}：${canary}`),
      )
    expect(leaked).toEqual([])
    expect(shownIn('严丽华')).toContain(secret.name)
    const talks = everyone().flatMap((name) =>
      talked.filter((canary) => shownIn(name).includes(canary)),
    )
    expect(talks).toEqual([])
  })

  it('库里每一张表，明文：0', async () => {
    const all = await everythingIn(house().database)
    expect(all).toContain('标准化堤防建设进度')
    expect([...secrets, ...talked].filter((canary) => all.includes(canary))).toEqual([])
  })

  it('日志里：0，也没有我们自己的密钥', () => {
    const log = house().logs.join('\n')
    const { app_secret, encrypt_key, verification_token } = house().playground.app
    const never = [...secrets, ...talked, '标准化堤防', app_secret, encrypt_key, verification_token]
    expect(never.filter((canary) => log.includes(canary))).toEqual([])
    expect(house().logs.filter((line) => line.startsWith('error'))).toEqual([])
  })

  it('只凭记录重演，每一项工作现在的状态、日期、承办人和决定都对得上', async () => {
    const { db } = house().database
    await db.transaction().execute(async (trx) => {
      await sql`set local timezone = 'UTC'`.execute(trx)
      const tables = await recordedTables(trx)
      const duties = ['petition', 'task', 'extension', 'feedback', 'talk', 'approval']
      expect(tables).toEqual(expect.arrayContaining(duties))
      for (const table of tables) {
        const present = await sql<{ id: string; row: unknown }>`
          select id::text as id, to_jsonb(t) as row from ${sql.table(table)} t order by id`.execute(
          trx,
        )
        const told = await replay(trx, table)
        expect(present.rows.map(({ id, row }) => [table, id, row])).toEqual(
          [...told].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, row]) => [table, id, row]),
        )
      }
      const [task] = [...(await replay(trx, 'task')).values()]
      expect(task).toMatchObject({
        state: 'in_progress',
        original_due: '2026-12-04',
        current_due: '2026-12-18',
        ordered_by: idOf('周明远'),
        signed_by: idOf('邹亚楠'),
      })
      const [extension] = [...(await replay(trx, 'extension')).values()]
      expect(extension).toMatchObject({
        state: 'approved',
        decided_by: idOf('周明远'),
        decided_due: '2026-12-18',
      })
      const petitions = [...(await replay(trx, 'petition')).values()]
      expect(petitions.map((row) => row.notice_due)).toContain('2026-12-10')
    })
    const { findings, sealed } = await verifyRecord(db, house().parts.clock.now())
    expect(findings).toEqual([])
    expect(sealed).toBeGreaterThan(10)
  })
})

async function tapIfThere(house: House, as: string, said: { new: Shown[] }, button: string) {
  const card = said.new.find((m) => m.buttons.some((b) => b.text === button))
  if (card) await house.tap(as, card, button)
}
