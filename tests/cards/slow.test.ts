// A database that needs four seconds: the tap is answered within three, and the card follows.
import { describe, expect, it } from 'vitest'
import { useHouse, withButton } from '../house.ts'
import { idOf } from './seen.ts'

describe('数据库变慢', () => {
  const house = useHouse('postgres')

  it('三秒内答复处理中，稍后卡片自动更新，只决定一次', { timeout: 30_000 }, async () => {
    const said = await house().say('金若水', '督办 工程处 12月4日前 上报标准化堤防建设进度')
    const card = withButton(said, '批准立项')
    let free = () => {}
    const held = new Promise<void>((resolve) => {
      free = resolve
    })
    const busy = house()
      .database.db.transaction()
      .execute(async (trx) => {
        await trx
          .selectFrom('person')
          .select('open_id')
          .where('open_id', '=', idOf('周明远'))
          .forUpdate()
          .execute()
        setTimeout(free, 4_000)
        await held
      })
    const tapped = await house().tap('周明远', card, '批准立项')
    expect(Number(tapped.ms)).toBeLessThan(3_000)
    expect(tapped.toast?.content).toContain('处理中')
    await busy
    await expect
      .poll(
        () =>
          house()
            .shown('周明远')
            .find((m) => m.message_id === card.message_id)?.text,
        {
          timeout: 10_000,
        },
      )
      .toContain('已批准立项并交办：周明远')
    expect(house().shown('工程处工作群')).toHaveLength(1)
  })
})
