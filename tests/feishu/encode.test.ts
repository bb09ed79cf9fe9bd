// Our cards as card JSON 2.0: what people typed shows as typed, secrets stay out of groups, nothing is cut in silence.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  encodeAnswer,
  encodeCard,
  encodeNotice,
  shortId,
  unpackPayload,
} from '../../bot/feishu/encode.ts'
import { maxCardBytes, measure } from '../../bot/feishu/fit.ts'
import { nthName } from '../../bot/feishu/form.ts'
import { packPayload } from '../../bot/feishu/payload.ts'
import { asTyped, encodeSaid, mentionedIn, plainText } from '../../bot/feishu/said.ts'
import type { Block, GroupCard, PrivateCard } from '../../handlers/card.ts'
import { Secret } from '../../handlers/secret.ts'
import { attacks, everywhere, expectAccepted, nodesIn, textsIn, uuid } from './cards.ts'

const group = (card: GroupCard) => encodeCard(card, 'group', uuid)
const ofBlocks = (...blocks: Block<string>[]): GroupCard => ({ title: '督办事项', blocks })

const order: GroupCard = {
  title: '督〔2026〕12号',
  light: 'yellow',
  tag: '办理中',
  blocks: [
    { kind: 'mention', people: ['ou_a1'] },
    {
      kind: 'facts',
      facts: [
        { label: '事项', value: '核实路灯问题' },
        { label: '期限', value: '' },
      ],
    },
    { kind: 'line' },
    {
      kind: 'buttons',
      buttons: [
        {
          text: '签收',
          style: 'primary',
          payload: { feature: 'supervision', tap: 'sign', subject: 't1', value: {} },
        },
        {
          text: '申请延期',
          payload: { feature: 'supervision', tap: 'ask', subject: 't1', value: { days: 5 } },
          confirm: { title: '申请延期', text: '将报主任审批。' },
        },
      ],
    },
    { kind: 'note', text: '11月25日 09:00' },
  ],
}

describe('the shape', () => {
  test('an order card', () => {
    expect(group(order).json).toMatchSnapshot()
  })

  test('a form', () => {
    const form: Block<string> = {
      kind: 'form',
      name: 'extension',
      fields: [
        { kind: 'input', name: 'reason', label: '理由', required: true, lines: 3, maxLength: 200 },
        { kind: 'date', name: 'day', label: '延至', required: true, value: '2026-12-10' },
        { kind: 'person', name: 'who', label: '协办人', among: ['ou_a1', '所有人'] },
        {
          kind: 'choice',
          name: 'unit',
          label: '部门',
          options: [{ text: '工程处', value: 'g' }],
          value: 'x',
        },
        {
          kind: 'choices',
          name: 'units',
          label: '协办部门',
          options: [{ text: '工程处', value: 'g' }],
          values: ['g', 'x'],
        },
      ],
      buttons: [
        {
          text: '提交',
          style: 'primary',
          payload: { feature: 's', tap: 'ask', subject: 't1', value: {} },
        },
      ],
    }
    expect(group(ofBlocks(form)).json).toMatchSnapshot()
  })

  test('every block in every place is a card that Feishu takes', () => {
    for (const text of ['期限', '', ' ', ...attacks]) expectAccepted(group(everywhere(text)).json)
  })

  test('an empty card too', () => {
    const { json } = group({ title: '', blocks: [] })
    expectAccepted(json)
    expect(textsIn(json)).toEqual(['—', '—'])
  })

  test('names of buttons and fields are unique on the card', () => {
    const names = nodesIn(group(everywhere('x')).json).flatMap(({ node }) =>
      node.name ? [node.name] : [],
    )
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(expect.arrayContaining(['b1', 'b7', 'reason', nthName('reason', 2)]))
  })

  test('a fourth table becomes lines', () => {
    const table: Block<string> = { kind: 'table', columns: ['事项', '期限'], rows: [['路灯', '']] }
    const { json } = group(ofBlocks(table, table, table, table))
    expectAccepted(json)
    expect(nodesIn(json).filter(({ tag }) => tag === 'table')).toHaveLength(3)
    expect(textsIn(json)).toContain('路灯 ｜ —')
  })

  test('the first element carries the short id', () => {
    expect(JSON.stringify(group(order).json)).toContain(`"element_id":"${shortId(uuid)}"`)
  })

  test('short ids fit element_id and tell UUIDs apart', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (a, b) => {
        expect(shortId(a)).toMatch(/^[a-z][a-z0-9]{19}$/)
        expect(shortId(a) === shortId(b)).toBe(a === b)
      }),
    )
  })
})

describe('用户输入的文字只按原样显示', () => {
  const text = fc.oneof(fc.constantFrom(...attacks), fc.string({ unit: 'grapheme' }), fc.string())

  test('任何输入都不会变成点名、链接、颜色、图片 (TC-035, TC-036)', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const { json } = group(everywhere(typed))
        for (const { tag, node } of nodesIn(json)) {
          expect(tag).not.toBe('lark_md')
          if (tag === 'markdown')
            expect(node.content).toMatch(
              /^<at id=ou_[0-9a-f]+><\/at>( <at id=ou_[0-9a-f]+><\/at>)*$/i,
            )
        }
        const elsewhere = JSON.stringify(json, (key, value) =>
          shownAsTyped.has(key) ? undefined : value,
        )
        expect(elsewhere).not.toContain('example.invalid')
        expect(elsewhere.replaceAll(/<at id=ou_[0-9a-f]+>/gi, '')).not.toMatch(/<\s*\p{Cf}?at/iu)
      }),
    )
  })

  /** Keys whose text Feishu never reads as markup; `content` of markdown is checked by itself. */
  const shownAsTyped = new Set(['content', 'display_name', 'rows', 'default_value', 'value', 'v'])

  test.each(attacks)('原样可读：%s (TC-037)', (typed) => {
    const { json } = group(ofBlocks({ kind: 'text', text: typed }))
    expect(textsIn(json)).toContain(typed)
  })

  test('标题、标签、按钮中的换行不会多出一行 (TC-036)', () => {
    const { json } = group({ ...everywhere('甲\n\n---\r\n状态：已批准'), blocks: [] })
    expect(textsIn(json)).toEqual(['甲 --- 状态：已批准', '甲 --- 状态：已批准', '—'])
  })

  test('点名只认 open_id', () => {
    const people = ['all', 'ou_1', 'ou_2></at><at id=all', 'ou_所有人', '', 'ou_AB']
    const { json } = group(ofBlocks({ kind: 'mention', people }))
    const markdown = nodesIn(json).find(({ tag }) => tag === 'markdown')
    expect(markdown?.node.content).toBe('<at id=ou_1></at> <at id=ou_AB></at>')
  })
})

describe('保密内容', () => {
  const secret = new Secret('张某某')
  const card: PrivateCard = {
    title: '信访〔2026〕1号',
    blocks: [
      { kind: 'facts', facts: [{ label: '来访人', value: secret }] },
      { kind: 'fold', title: '原文', blocks: [{ kind: 'text', text: secret }] },
      { kind: 'table', columns: ['姓名'], rows: [[secret]] },
    ],
  }

  test('本人的私聊卡片可以看到', () => {
    expect(encodeCard(card, 'person', uuid).content.split('张某某')).toHaveLength(4)
    expect(plainText(card, 'person')).toContain('来访人：张某某')
  })

  test('绝不进群：类型之外还有第二道', () => {
    // @ts-expect-error a card with a Secret is no group card
    expect(() => encodeCard(card, 'group', uuid)).toThrow('secret')
    expect(() => plainText(card, 'group')).toThrow('secret')
  })
})

describe('too long', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, i) => [`${i + 1}`, '核实路灯问题'.repeat(4)])

  test('a table is cut at its end, and says so', () => {
    const table: Block<string> = { kind: 'table', columns: ['号', '事项'], rows: rows(1000) }
    const { content, json, dropped } = group(
      ofBlocks({ kind: 'text', text: '在办' }, table, ...order.blocks),
    )
    const kept = dropped?.[0]?.kept ?? 0
    expect(dropped).toEqual([{ what: 'rows', total: 1000, kept }])
    expect(kept).toBeGreaterThan(100)
    expect(textsIn(json)).toContain(`（共1000项，余${1000 - kept}项请私聊查看）`)
    expect(textsIn(json)).toContain('申请延期')
    expect(measure(content).bytes).toBeLessThanOrEqual(maxCardBytes)
    expectAccepted(json)
  })

  test('a list with buttons is cut by whole items', () => {
    const item = (n: number): Block<string>[] => [
      { kind: 'text', text: `第${n}项` },
      ...order.blocks.filter(({ kind }) => kind === 'buttons'),
    ]
    const { json, dropped } = group(
      ofBlocks(...Array.from({ length: 80 }, (_, i) => item(i + 1)).flat()),
    )
    const kept = dropped?.[0]?.kept ?? 0
    expect(dropped).toEqual([{ what: 'items', total: 80, kept }])
    expect(textsIn(json).at(-1)).toBe(`（共80项，余${80 - kept}项请私聊查看）`)
    expect(nodesIn(json).filter(({ tag }) => tag === 'button')).toHaveLength(kept * 2)
    expectAccepted(json)
  })

  test('a long original keeps its buttons', () => {
    const card: PrivateCard = {
      title: '原文',
      blocks: [{ kind: 'text', text: new Secret('字'.repeat(20_000)) }, ...order.blocks],
    }
    const { json, dropped } = encodeCard(card, 'person', uuid)
    expect(dropped).toMatchObject([{ what: 'letters', total: 20_000 }])
    expect(textsIn(json).some((text) => /^（共20000字，余\d+字未列出）$/.test(text))).toBe(true)
    expect(textsIn(json)).toContain('签收')
  })

  test('facts go on one line each before any is left out', () => {
    const facts = Array.from({ length: 60 }, (_, i) => ({ label: `第${i}项`, value: '甲\n乙' }))
    const { json, dropped } = group(ofBlocks({ kind: 'facts', facts }))
    expect(dropped).toBeUndefined()
    expect(textsIn(json)).toContain('第59项：甲 乙')
    expectAccepted(json)
  })

  test('whatever its size, a card ends within the limits', () => {
    const size = fc.integer({ min: 0, max: 400 })
    fc.assert(
      fc.property(size, size, size, (facts, lines, letters) => {
        const fact = { label: '事项', value: '字'.repeat(letters) }
        const card = ofBlocks(
          {
            kind: 'fold',
            title: '明细',
            blocks: [{ kind: 'facts', facts: Array.from({ length: facts }, () => fact) }],
          },
          ...Array.from(
            { length: lines },
            (): Block<string> => ({ kind: 'text', text: '字'.repeat(letters) }),
          ),
        )
        expectAccepted(group(card).json)
        expect(measure(group(card).content).bytes).toBeLessThanOrEqual(maxCardBytes)
      }),
      { numRuns: 25 },
    )
  })
})

describe('buttons', () => {
  test('a payload comes back as it went', () => {
    const payload = {
      feature: 'task',
      tap: 'approve',
      subject: 's1',
      value: { days: 5, sure: true, note: '' },
    }
    expect(unpackPayload(packPayload(payload))).toEqual(payload)
    expect(unpackPayload(JSON.stringify(packPayload({ ...payload, value: {} })))).toEqual({
      ...payload,
      value: {},
    })
  })

  test.each([
    undefined,
    null,
    '',
    'x',
    [],
    {},
    { f: 'a' },
    { f: 'a', t: 'b', s: 1 },
    { f: 'a', t: 'b', s: 'c', v: { d: {} } },
  ])('what is not ours is nothing: %j', (value) => {
    expect(unpackPayload(value)).toBeUndefined()
  })

  test('an answer is always an object of the documented shape', () => {
    expect(encodeAnswer({})).toEqual({})
    expect(encodeAnswer({ toast: { type: 'info', content: '处理中' } })).toEqual({
      toast: { type: 'info', content: '处理中' },
    })
    const { json } = group(order)
    expect(encodeAnswer({ card: json })).toEqual({ card: { type: 'raw', data: json } })
  })
})

describe('words alone', () => {
  test('mentions stand in front, by id', () => {
    expect(encodeSaid('请签收', ['ou_a1', 'all'])).toEqual({
      type: 'text',
      content: JSON.stringify({ text: '<at user_id="ou_a1"></at> 请签收' }),
    })
  })

  test('文字消息中的输入也不会点名、加粗、成为链接 (TC-035, TC-036)', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...attacks), fc.string({ unit: 'grapheme' })),
        (typed) => {
          const { content } = encodeSaid(typed)
          expect(content).not.toMatch(/<[\s\p{Cf}]*\/?[a-z]/iu)
          expect(content).not.toMatch(/\*\*|\]\(/)
        },
      ),
    )
  })

  test('除此之外一字不改 (TC-037)', () => {
    const typed = 'A*B 第#1标段 (5|6) a_b~c 3<5 [注] https://example.invalid/f_2026_11.pdf'
    expect(asTyped(typed)).toBe(typed)
  })

  test('a text too long says so', () => {
    expect(encodeSaid('字'.repeat(6000)).content).toContain('（共6000字，余1000字未列出）')
  })

  test('a card as words', () => {
    expect(plainText(order, 'group')).toBe(
      '督〔2026〕12号［办理中］\n事项：核实路灯问题\n期限：—\n——\n11月25日 09:00',
    )
    expect(mentionedIn(order)).toEqual(['ou_a1'])
  })
})

describe('notices from the outbox', () => {
  test('a frozen card and frozen words', () => {
    const frozen: unknown = JSON.parse(JSON.stringify(everywhere('期限')))
    expect(encodeNotice(frozen, uuid).content).toBe(group(everywhere('期限')).content)
    expect(encodeNotice({ said: '已办结', mention: ['ou_1'] })).toEqual(
      encodeSaid('已办结', ['ou_1']),
    )
  })

  test.each([null, {}, { title: '无' }, { title: '无', blocks: [{ kind: 'html' }] }])(
    'a row that holds neither is a bug: %j',
    (body) => {
      expect(() => encodeNotice(body)).toThrow()
    },
  )
})
