// Two people, or one person's three taps, at the same moment on one matter: one decision, one entry, and cards that agree.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { MessageView } from '../../playground/views.ts'
import { withButton } from '../house.ts'
import { type Bots, openBots, patience, sized, staleCards } from './bots.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

const rounds = sized(5, 15)
/** Of December 2026: on a rest day the bot would ask back. */
const workdays = [8, 9, 10, 11, 14, 15, 16, 17, 18, 21, 22, 23, 24]

describe('两人同时办同一件事', () => {
  let bots: Bots
  let order: MessageView
  let day = 5

  const say = (as: string, text: string) => bots.playground.say({ as, chat: 'bot', text })
  const tap = (as: string, card: MessageView | undefined, button: string, more: object = {}) =>
    bots.playground.tap({ as, message_id: card?.message_id ?? '', button, ...more })
  const db = () => {
    const [parts] = bots.all
    if (!parts) throw new Error('no bot')
    return parts.db
  }
  const count = async () => (await db().selectFrom('record').select('id').execute()).length
  /** What has been recorded since there were so many entries. */
  const verbsSince = async (entries: number) => {
    const rows = await db()
      .selectFrom('record')
      .select('verb')
      .orderBy('at')
      .orderBy('id')
      .offset(entries)
      .execute()
    return rows.map(({ verb }) => verb)
  }

  beforeAll(async () => {
    bots = await openBots()
    // The B角 holds the role as well: two may decide.
    await db()
      .updateTable('role')
      .set({ deputy: false })
      .where('person', '=', bots.idOf('李清和'))
      .where('role', '=', '办公室主任')
      .execute()
    const said = await say('金若水', '督办 工程处 12月4日前 上报标准化堤防建设进度')
    const approval = withButton(said, '批准立项')
    const approved = await tap(await ownerOf(approval), approval, '批准立项')
    order = withButton(approved, '签收')
  })
  afterAll(() => bots.close())

  /** Whose private chat the card is in. */
  const ownerOf = async (card: MessageView) =>
    bots.playground.people().find(({ p2p }) => p2p === card.chat)?.name ?? ''

  const newest = (name: string, button: string) => {
    const chat = bots.playground.people().find((person) => person.name === name)?.p2p ?? ''
    const cards = bots.playground.messages(chat)
    return cards.findLast((m) => m.buttons.some(({ text }) => text === button))
  }

  const askExtension = async () => {
    day += 1
    const until = day <= 31 ? `2026年12月${day}日` : `2027年1月${day - 31}日`
    const asked = await say('邹亚楠', `督1号延期到${until} 原因是合同审核未完`)
    expect(asked.new.some(({ text }) => text.includes('延期申请'))).toBe(true)
  }

  it(`一人同意、申请人同时撤回，${rounds}轮：每轮只有一个成立，另一人被告知，卡片一致`, async () => {
    for (let round = 0; round < rounds; round += 1) {
      await askExtension()
      const card = newest('周明远', '同意') ?? newest('李清和', '同意')
      if (!card) throw new Error('nobody was asked')
      const before = await count()
      const both = await Promise.all([
        tap(await ownerOf(card), card, '同意'),
        tap('邹亚楠', newest('邹亚楠', '撤回申请'), '撤回申请'),
      ])
      const seen = both.map(({ status, ms, toast }) => `${status} ${ms} ms ${toast?.content}`)
      const fresh = await verbsSince(before)
      const stood = fresh.filter((verb) => /^(?:grant|withdraw)-extension$/.test(verb))
      expect(stood, [...seen, ...fresh].join('\n')).toHaveLength(1)
      expect(fresh.filter((verb) => verb === 'tap-refused')).toHaveLength(1)
      expect(await staleCards(bots)).toEqual([])
    }
    const open = await db()
      .selectFrom('extension')
      .select('id')
      .where('state', '=', 'pending')
      .execute()
    expect(open).toEqual([])
  })

  it('同一人连按三下：一个决定、一条记录、一条通知，第一个回答已没有按钮', async () => {
    await askExtension()
    const before = await count()
    const heard = bots.playground.messages(order.chat).length
    const tapped = await tap('周明远', newest('周明远', '同意'), '同意', { repeat: 3 })
    expect(tapped.status).toEqual([200, 200, 200])
    const left = tapped.message.buttons.map(({ text }) => text)
    for (const gone of ['同意', '不同意', '改定时限']) expect(left).not.toContain(gone)
    const fresh = await verbsSince(before)
    expect(fresh.filter((verb) => verb === 'grant-extension')).toHaveLength(1)
    const told = tapped.new.filter(({ text }) => /^督〔2026〕1号已同意延期/.test(text))
    expect(told).toHaveLength(1)
    expect(bots.playground.messages(order.chat)).toHaveLength(heard)
    expect(await staleCards(bots)).toEqual([])
  })

  it(`一人报请办结、一人申请延期，${rounds}轮：总有一个成立，状态是规则允许的`, async () => {
    for (let round = 0; round < rounds; round += 1) {
      const said = await say(
        '周明远',
        `督办 工管处 12月${workdays[round % workdays.length]}日前 报送材料第${round + 1}批`,
      )
      const group = withButton(said, '报请办结', '工管处')
      const form = { text: '已办', day: '2026-12-30' }
      await Promise.all([
        tap('柏青松', group, '报请办结', { form }),
        tap('喻成林', group, '申请延期', { form }),
      ])
      const row = await db()
        .selectFrom('task')
        .selectAll()
        .orderBy('proposed_at', 'desc')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      const entries = await db()
        .selectFrom('record')
        .select(['verb', 'act'])
        .where('subject', '=', row.id)
        .execute()
      const acts = (verb: string) =>
        entries.filter((one) => one.verb === verb).map(({ act }) => act)
      const [signed, ...more] = acts('sign')
      expect(more).toEqual([])
      expect(acts('report').length + acts('ask-extension').length).toBeGreaterThan(0)
      // Asked first and then reported is allowed; after a report nothing more can be asked. Who was first has signed.
      if (acts('report')[0] === signed) expect(acts('ask-extension')).toEqual([])
      else expect(acts('ask-extension')).toEqual([signed])
      expect(row.state).toBe(acts('report').length === 1 ? 'under_review' : 'in_progress')
      expect(await staleCards(bots)).toEqual([])
    }
  })
})
