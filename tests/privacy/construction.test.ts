// What is private cannot reach a group: misuse does not compile (misuse.ts), and where types
// were got round, a second line refuses.
import { readdirSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { encodeCard, encodeNotice } from '../../bot/feishu/encode.ts'
import { encodeSaid } from '../../bot/feishu/said.ts'
import { json } from '../../db/types.ts'
import type { Card } from '../../handlers/card.ts'
import { type PrivateText, Secret } from '../../handlers/secret.ts'
import { bothDatabases, openTestDatabase } from '../databases.ts'

const of = { feature: 'petition', subject: 'a' }
const canary = '张某某13812345678'
const secret = new Secret(canary)
/** Got round the types, as a cast or a value from JavaScript would. */
const smuggled: never = secret as never

const everywhere: [string, Card<PrivateText>][] = [
  ['a fact', { title: 't', blocks: [{ kind: 'facts', facts: [{ label: 'l', value: secret }] }] }],
  ['a text', { title: 't', blocks: [{ kind: 'text', text: secret }] }],
  ['a cell', { title: 't', blocks: [{ kind: 'table', columns: ['c'], rows: [[secret]] }] }],
  [
    'a fold',
    {
      title: 't',
      blocks: [{ kind: 'fold', title: 'f', blocks: [{ kind: 'text', text: secret }] }],
    },
  ],
  ['a note', { title: 't', blocks: [{ kind: 'note', text: smuggled }] }],
  ['a title', { title: smuggled, blocks: [] }],
]

describe('the second line, at the encoding', () => {
  it.each(everywhere)(
    '%s for a group that holds a secret is not encoded; for the person it is',
    (_where, card) => {
      expect(() => encodeCard(card as never, 'group', 'x')).toThrow(
        'a secret was about to reach a group',
      )
      expect(encodeCard(card, 'person', 'x').content).toContain(canary)
    },
  )

  it.each([
    ['a tag', { title: 't', tag: smuggled, blocks: [] }],
    [
      'a label',
      { title: 't', blocks: [{ kind: 'facts', facts: [{ label: smuggled, value: 'v' }] }] },
    ],
    [
      'a button',
      {
        title: 't',
        blocks: [
          {
            kind: 'buttons',
            buttons: [{ text: smuggled, payload: { ...of, tap: 'x', value: {} } }],
          },
        ],
      },
    ],
    [
      'what a button carries',
      {
        title: 't',
        blocks: [
          {
            kind: 'buttons',
            buttons: [{ text: 'b', payload: { ...of, tap: 'x', value: { a: smuggled } } }],
          },
        ],
      },
    ],
  ] satisfies [string, Card][])('%s shows nothing of it, whoever looks', (_where, card) => {
    for (const audience of ['group', 'person'] as const) {
      const shown = shownOf(() => encodeCard(card, audience as 'group', 'x').content)
      expect(shown).not.toContain('张某某')
      expect(shown).not.toContain('13812345678')
    }
  })

  it('words and notices show nothing of it', () => {
    expect(shownOf(() => encodeSaid(smuggled).content)).not.toContain('张某某')
    const frozen: unknown = JSON.parse(JSON.stringify({ said: secret }))
    expect(encodeNotice(frozen).content).not.toContain('张某某')
    expect(JSON.stringify(json({ secret }))).not.toContain('张某某')
  })
})

/** Refusing is as good as hiding. */
function shownOf(encode: () => string): string {
  try {
    return encode()
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

describe.each(bothDatabases)('the database (%s)', (kind) => {
  it('takes nothing sealed into a group’s lane', async () => {
    const { db, close } = await openTestDatabase(kind)
    const put = (lane: string) =>
      sql`insert into outbox (id, key, lane, class, kind, body, sealed, matter, due_at, state, tries, created_at)
        values (gen_random_uuid(), ${lane}, ${lane}, 0, 'notice', '{}', '\\x00', 'petition/a', '2026-11-25',
          'pending', 0, '2026-11-25')`.execute(db)
    await expect(put('oc_a')).rejects.toThrow(/outbox_sealed_private/)
    await put('ou_a')
    await close()
  })
})

describe('a secret is opened', () => {
  const root = normalize(join(import.meta.dirname, '../..'))
  const opening = ['db', 'handlers', 'jobs', 'bot'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(room, path))
      .filter((path) => /\.reveal\(\)/.test(readFileSync(join(root, path), 'utf8'))),
  )

  it('in the vault, by the store of its feature, on a recorded paper, and where a card for one person is encoded; nowhere else', () => {
    // A paper of the file is an export that is recorded when it is asked for, and goes to who asked.
    const allowed = [
      /^db\/vault\.ts$/,
      /^handlers\/\w+\/store\.ts$/,
      /^handlers\/petition\/cards\/paper\.ts$/,
      /^bot\/(?:feishu\/opened|render|prepare)\.ts$/,
    ]
    expect(opening.filter((path) => !allowed.some((place) => place.test(path)))).toEqual([])
    expect(opening).toContain('db/vault.ts')
  })
})
