// 帮助 offers each person what his role says most; every sentence offered is understood by the duty that offers it.
import { describe, expect, it } from 'vitest'
import { features } from '../../handlers/index.ts'
import { holds } from '../../handlers/people.ts'
import { dayAt } from '../../handlers/when.ts'
import { useHouse } from '../house.ts'

const sentences = features.flatMap(({ name, guide = [] }) =>
  guide.flatMap(({ says, roles }) => roles.map((role) => ({ name, says, role }))),
)

describe('帮助', () => {
  const house = useHouse('pglite')

  it.each(sentences)('$role 的“$says”由本项事务听懂', async ({ name, says, role }) => {
    const { db, office: keeper, clock } = house().parts
    const now = clock.now()
    const office = await db.transaction().execute((trx) => keeper.get(trx, now))
    const by = [...office.people.values()].find((person) => holds(office, person.openId, role))
    if (!by) throw new Error(`nobody is ${role}`)
    const words = { text: says, original: says, mentions: [], where: 'private' as const }
    const asked = { today: dayAt(now), now, office, by }
    const first = features.find((f) => f.commands.some((c) => c.read(words, asked) !== undefined))
    expect(first?.name).toBe(name)
  })

  it.each([
    ['周明远', ['督办 工程处', '快到期的信访件', '谈话计划'], ['登记来访']],
    ['严丽华', ['登记来访', '快到期的信访件', '我想和主任谈谈'], ['谈话计划']],
    ['邹亚楠', ['反馈 督1号', '延期到', '信访进度'], ['谈话', '登记来访']],
    ['王建国', ['逾期的有哪些', '信访进度'], ['谈话', '反馈 督1号']],
  ])('%s 看到的是本人常用的说法', async (who, holding, without) => {
    const [said] = (await house().say(who, '帮助')).new
    for (const words of holding) expect(said?.text).toContain(words)
    for (const words of without) expect(said?.text).not.toContain(words)
  })
})
