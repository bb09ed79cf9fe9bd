// Taking back the words of a registration: it stands, and whoever registered it is asked whether it shall.
import { describe, expect, it } from 'vitest'
import { bothDatabases } from '../databases.ts'
import { useHouse, withButton } from '../house.ts'

describe.each(bothDatabases)('撤回登记时的发言（%s）', (kind) => {
  const house = useHouse(kind)
  const recall = async (messageId: string) => {
    const done = await house().playground.do({
      as: '何小雨',
      what: 'recall',
      message_id: messageId,
    })
    return done.new.filter(({ from }) => from === 'bot').map(({ text }) => text)
  }

  it('已登记的仍然有效，私下问是否作废；按提示发送即作废，再撤回不再问', async () => {
    const said = await house().say('何小雨', '登记来访 吕某 3人 反映供暖')
    await house().tap('何小雨', withButton(said, '登记'), '登记')
    const words = '信访〔2026〕1号'
    expect(await recall(said.message_id)).toEqual([
      `您撤回了登记时的发言，${words}仍然有效。需要作废的，请发送：作废 ${words}`,
    ])
    await house().say('何小雨', `作废 ${words}`)
    const row = await house()
      .database.db.selectFrom('petition')
      .select('state')
      .executeTakeFirstOrThrow()
    expect(row.state).toBe('voided')
  })

  it('尚未确认的，请其取消；不是登记的发言，撤回没有回应', async () => {
    const draft = await house().say('何小雨', '登记来访 施某 2人 反映水费')
    expect(await recall(draft.message_id)).toEqual([
      '您撤回了登记时的发言。不再登记的，请在登记卡片上按〔取消〕。',
    ])
    const other = await house().say('何小雨', '帮助')
    expect(await recall(other.message_id)).toEqual([])
  })
})
