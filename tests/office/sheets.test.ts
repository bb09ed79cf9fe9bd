// Spreadsheets: text stays text, encodings are read right or refused, nothing half-read is taken; and the round trip of 岗位.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare } from '../../handlers/sheet/compare.ts'
import { readBook, writeBook } from '../../handlers/sheet/file/book.ts'
import { decode, parseRows, printRows, unguarded } from '../../handlers/sheet/file/text.ts'
import type { SheetKind } from '../../handlers/sheet/index.ts'
import { useHouse } from '../house.ts'
import { anOffice } from './builders.ts'

const rows = [
  ['编号', '姓名', '电话'],
  ['110101190002300011', '㛃𠮷', '01012345678'],
  ['信访〔2026〕007号', '=1+1', '东东'],
]
const bytesOf = (text: string) => new TextEncoder().encode(text)
const gbk = (text: string) =>
  Uint8Array.from(text.split(' ').map((hex) => Number.parseInt(hex, 16)))

describe('表格文件', () => {
  it('CSV以UTF-8标记开头，读回逐格相同', () => {
    const printed = bytesOf(printRows(rows))
    expect([...printed.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const read = decode(printed)
    expect('text' in read && parseRows(read.text).map((row) => row.map(unguarded))).toEqual(rows)
  })

  it('xlsx读回逐格相同，证件号、前导零、公式样的文字都还是文字', async () => {
    expect(await readBook(await writeBook({ name: '岗位', rows, remark: '导出人：某某' }))).toEqual(
      rows,
    )
  })

  it('任意文字经CSV、xlsx往返不变', async () => {
    const cell = fc
      .string({ unit: 'grapheme' })
      .map((text) => text.replaceAll(/[\p{C}\s]/gu, '').normalize('NFC'))
    const table = fc.array(fc.tuple(cell.filter(Boolean), cell, cell), {
      minLength: 1,
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(table, async (body) => {
        const whole = [['甲', '乙', '丙'], ...body]
        const read = decode(bytesOf(printRows(whole)))
        expect('text' in read && parseRows(read.text).map((row) => row.map(unguarded))).toEqual(
          whole,
        )
      }),
    )
  })

  it.each([
    ['UTF-8', bytesOf('编号,姓名\n1,东')],
    ['UTF-8带标记', bytesOf('\ufeff编号,姓名\n1,东')],
    ['GBK', gbk('B1 E0 BA C5 2C D0 D5 C3 FB 0A 31 2C B6 AB')],
    ['UTF-16LE', Uint8Array.from([0xff, 0xfe, ...Buffer.from('编号,姓名\n1,东', 'utf16le')])],
    ['竖线分隔', bytesOf('编号|姓名\n1|东')],
  ])('%s读出同样的结果', (_name, bytes) => {
    const read = decode(bytes)
    expect('text' in read && parseRows(read.text)).toEqual([
      ['编号', '姓名'],
      ['1', '东'],
    ])
  })

  it('GBK里第二字节是竖线的字（東，96 7C）先解码再分列，不被切断', () => {
    const read = decode(gbk('B1 E0 BA C5 7C D0 D5 C3 FB 0A 31 7C 96 7C'))
    expect('text' in read && parseRows(read.text)).toEqual([
      ['编号', '姓名'],
      ['1', '東'],
    ])
  })

  it('GB18030四字节字能读，半个字的字节不读', () => {
    expect(decode(gbk('82 30 C2 30'))).toEqual({
      text: '㛃' === decodeOne('82 30 C2 30') ? '㛃' : decodeOne('82 30 C2 30'),
    })
    expect(decode(gbk('B6 AB FF FF'))).toEqual({ undecodable: true })
  })
})

const decodeOne = (hex: string) => new TextDecoder('gb18030').decode(gbk(hex))

describe('与现有内容比对', () => {
  const kind: SheetKind = {
    name: '试表',
    deed: 'set',
    columns: [
      { key: 'id', title: '编号' },
      { key: 'name', title: '姓名' },
    ],
    rows: async () => [],
    check: (_ctx, _column, cell) => (cell === '错' ? '不能填错' : undefined),
    apply: async () => ({ entries: [] }),
  }
  const now = [
    { id: '1', name: '甲' },
    { id: '2', name: '乙' },
  ]
  const against = (...lines: string[][]) =>
    compare(kind, [['编号', '姓名'], ...lines], now, { office: anOffice() })

  it('没有变化的单元格什么也不改', () => {
    expect(against(['1', '甲'], ['2', '乙'])).toEqual({ changes: [], problems: [] })
  })
  it.each([
    [['1', '4.40981E+17'], 2, '姓名', '数字已被表格软件改成科学计数，请按文本重新填写'],
    [['1', '错'], 2, '姓名', '不能填错'],
    [['9', '丙'], 2, '编号', '没有“9”这一行，请勿改动此列'],
  ])('%j按行、列指出问题', (line, row, column, hint) => {
    expect(against(line).problems).toEqual([{ row, column, hint }])
  })
  it('变化逐格列出原值和新值', () => {
    expect(against(['2', '丁']).changes).toEqual([
      { id: '2', row: 2, cells: [{ key: 'name', from: '乙', to: '丁' }] },
    ])
  })
})

describe('岗位表往返', () => {
  const house = useHouse('pglite')
  const sendFile = async (as: string, name: string, bytes: Uint8Array) => {
    const { file_key } = house().playground.putFile(name, bytes)
    return house().playground.say({
      as,
      chat: 'bot',
      type: 'file',
      content: { file_key, file_name: name },
    })
  }
  const exported = async (said: string) => {
    const result = await house().say('姜海涛', said)
    const message = result.new.find(({ file }) => file)
    if (!message?.file) throw new Error(JSON.stringify(result.new.map(({ text }) => text)))
    return { name: message.file.name, bytes: house().playground.file(message.file.key).bytes }
  }

  it('导出、改一格、发回：先看变化，确认后生效，可以撤销', async () => {
    const file = await exported('导出岗位')
    expect(file.name).toMatch(/^岗位_姜海涛_202611250900\.xlsx$/u)
    const read = await readBook(new Uint8Array(file.bytes))
    if (read === 'unreadable') throw new Error('unreadable')
    const place = (title: string) => (read[0] ?? []).indexOf(title)
    const line = read.find((row) => row[place('姓名')] === '何小雨')
    if (!line) throw new Error('no line')
    line[place('岗位')] = '科员、值班员'
    const sent = await sendFile('姜海涛', '岗位.csv', bytesOf(printRows(read)))
    const card = sent.new.find(({ buttons }) => buttons.some(({ text }) => text === '导入'))
    if (!card) throw new Error(JSON.stringify(sent.new.map(({ text }) => text)))
    expect(card.text).toContain('1行、1处有变化，其余不变。')
    const done = await house().tap('姜海涛', card, '导入')
    expect(done.toast?.content).toBe('已导入1行')
    const held = () =>
      house()
        .database.db.selectFrom('role')
        .select('role')
        .innerJoin('person', 'person.open_id', 'role.person')
        .where('name', '=', '何小雨')
        .orderBy('role')
        .execute()
    expect((await held()).map(({ role }) => role).sort()).toEqual(['值班员', '科员'])
    await house().tap('姜海涛', done.message, '撤销')
    expect((await held()).map(({ role }) => role)).toEqual(['科员'])
  })

  it('有一格不对，整份不导入，按行列指出', async () => {
    const file = await exported('导出岗位 csv')
    const decoded = decode(new Uint8Array(file.bytes))
    if (!('text' in decoded)) throw new Error('undecodable')
    const sent = await sendFile(
      '姜海涛',
      '岗位.csv',
      bytesOf(decoded.text.replace('"文书科","科长"', '"文档科","科长"')),
    )
    expect(sent.new.map(({ text }) => text).join()).toContain('没有单位“文档科”，是否为文书科')
    expect(decoded.text).toContain('导出人：姜海涛，导出时间：2026-11-25 09:00')
  })

  it('无权的人发来的表、认不出的表，什么也不改', async () => {
    const file = await exported('导出岗位')
    const sent = await sendFile('何小雨', '岗位.xlsx', new Uint8Array(file.bytes))
    expect(sent.new.map(({ text }) => text).join()).toContain('表头不是本系统导出的表')
    const broken = await sendFile('姜海涛', '岗位.xlsx', bytesOf('不是表格'))
    expect(broken.new.map(({ text }) => text).join()).toContain('不是有效的 xlsx 文件')
  })
})
