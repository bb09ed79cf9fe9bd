// The same event several times at the same moment: the unique key decides, not a read before a write.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Bots, openBots, patience, sized } from './bots.ts'
import { redeliver } from './redeliver.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

describe('同一事件同时到达', () => {
  let bots: Bots
  beforeAll(async () => {
    bots = await openBots()
  })
  afterAll(() => bots.close())

  it(`${sized(5, 40)}份相同的推送同时到达两个进程：一件信访、一条回执`, async () => {
    const message = unheard(bots, '登记来访 张某 反映道路积水')
    const statuses = await redeliver(bots.playground, message, sized(5, 40))
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect(await bots.playground.settle()).toBe(true)
    const receipts = shownTo(bots, '严丽华').filter(({ from }) => from === 'bot')
    expect(receipts).toHaveLength(1)
    const { db } = firstOf(bots)
    expect(await db.selectFrom('petition').select('topic').execute()).toHaveLength(1)
    expect(await db.selectFrom('inbox').select('id').execute()).toHaveLength(1)
    const done = db.selectFrom('record').select('verb').where('verb', '<>', 'reveal')
    expect(await done.execute()).toEqual([{ verb: 'draft' }])
    expect(await db.selectFrom('row_image').select('act').execute()).toEqual([])
  })

  it('许多人同时登记：件件有编号，不重不漏', async () => {
    const people = ['严丽华', '华国梁', '何小雨', '施雅琴', '孔令仪', '曹一鸣']
    const said = await Promise.all(
      people.map((as) => bots.playground.say({ as, chat: 'bot', text: '登记来访 吕某 反映供暖' })),
    )
    expect(said.map(({ status }) => status)).toEqual(people.map(() => 200))
    const tapped = await Promise.all(
      people.map((as) => {
        const card = shownTo(bots, as).findLast((m) =>
          m.buttons.some(({ text }) => text === '登记'),
        )
        return bots.playground.tap({ as, message_id: card?.message_id ?? '', button: '登记' })
      }),
    )
    const numbers = tapped.map(({ toast }) => toast?.content.replace('已登记：', ''))
    expect(numbers.toSorted()).toEqual(people.map((_, i) => `信访〔2026〕${i + 1}号`))
  })
})

const firstOf = ({ all }: Bots) => {
  const [parts] = all
  if (!parts) throw new Error('no bot')
  return parts
}

const shownTo = ({ playground }: Bots, name: string) => {
  const chat = playground.people().find((person) => person.name === name)?.p2p ?? ''
  return playground.messages(chat)
}

/** Nobody has pushed it before: all copies are the first. */
function unheard({ playground, idOf }: Bots, text: string): string {
  const sender = playground.box.world.person(idOf('严丽华'))
  const { message_id } = playground.box.world.add({
    chat_id: playground.people().find(({ id }) => id === sender.open_id)?.p2p ?? '',
    from: sender.open_id,
    type: 'text',
    content: JSON.stringify({ text }),
    mentions: [],
    parent: null,
    root: null,
    children: [],
  })
  return message_id
}
