// The handbook says nothing that the bot does not understand: each of its sentences is read for a person of that page's role.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { features } from '../../handlers/index.ts'
import { holds, type Role, roles } from '../../handlers/people.ts'
import { isRefusal } from '../../handlers/refusal.ts'
import { dayAt } from '../../handlers/when.ts'
import { useHouse } from '../house.ts'

const book = readFileSync(new URL('../../docs/手册.md', import.meta.url), 'utf8')

const pages = book.split(/^## /m).slice(1)
const sentences = pages.flatMap((page) => {
  const [title = ''] = page.split('\n')
  const blocks = [...page.matchAll(/```\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  return blocks.flatMap((block) =>
    block
      .trim()
      .split('\n')
      .map((says) => ({ title, says })),
  )
})

describe('手册', () => {
  const house = useHouse()

  it('每个角色都有一页', () => {
    expect(pages.length).toBeGreaterThanOrEqual(8)
    for (const { title } of sentences) expect(roleOf(title), title).toBeDefined()
  })

  it.each(sentences)('$title：“$says”听得懂', async ({ title, says }) => {
    const { db, office: keeper, clock } = house().parts
    const now = clock.now()
    const office = await db.transaction().execute((trx) => keeper.get(trx, now))
    const role = roleOf(title) ?? '科员'
    const by = [...office.people.values()].find((person) => holds(office, person.openId, role))
    if (!by) throw new Error(`nobody is ${role}`)
    const words = { text: says, original: says, mentions: [], where: 'private' as const }
    const asked = { today: dayAt(now), now, office, by }
    const read = features
      .flatMap((f) => f.commands)
      .map((command) => command.read(words, asked))
      .find((understood) => understood !== undefined)
    expect(read, 'nobody understands it').toBeDefined()
    expect(isRefusal(read) ? read : undefined).toBeUndefined()
  })
})

const roleOf = (title: string): Role | undefined => roles.find((role) => title.startsWith(role))
