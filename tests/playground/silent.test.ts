// Whom the bot does not answer: what was said to everybody, to a guest, or by another machine.
import { expect, test } from 'vitest'
import { useHouse } from '../house.ts'

const house = useHouse()
const chat = '办公室工作群'
const said = () =>
  house()
    .playground.calls()
    .filter(({ method }) => method === 'POST')

test('群里提到所有人、提到没有 user_id 的外部来客，都不应声；提到机器人才答', async () => {
  const { playground } = house()
  playground.box.scopes.add('im:message.group_msg')
  await playground.do({ as: '周明远', what: 'guest', chat, who: '来客甲' })
  const before = said().length
  const all = await playground.say({ as: '周明远', chat, text: '@所有人 信访进度 1号' })
  const guest = await playground.say({ as: '周明远', chat, text: '@来客甲 信访进度 1号' })
  expect([all.status, guest.status, all.new, guest.new]).toEqual([200, 200, [], []])
  expect(said()).toHaveLength(before)
  const bot = await playground.say({ as: '周明远', chat, text: '@来客甲 @督办助手 信访进度 1号' })
  expect(bot.new).toHaveLength(1)
})

test('别的机器人、自己说的话不理会，不登记也不回答', async () => {
  const { playground, parts } = house()
  const { world, pusher } = playground.box
  const before = said().length
  for (const open_id of ['ou_another_app', world.bot.open_id]) {
    const push = await pusher.emit('im.message.receive_v1', {
      sender: { sender_id: { open_id }, sender_type: 'app', tenant_key: world.tenantKey },
      message: {
        message_id: `om_${open_id}`,
        create_time: String(world.clock.now()),
        chat_id: playground.people()[2]?.p2p,
        chat_type: 'p2p',
        message_type: 'text',
        content: JSON.stringify({ text: '登记来访 张某某 3人 反映淤区土地补偿' }),
      },
    })
    expect(push.status).toBe(200)
  }
  await playground.settle()
  expect(said()).toHaveLength(before)
  expect(await parts.db.selectFrom('petition').selectAll().execute()).toEqual([])
})
