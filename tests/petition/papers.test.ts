// Papers: every template can be filled, says what the article demands, and is clean; the office's own takes its place.
import PizZip from 'pizzip'
import { describe, expect, it } from 'vitest'
import {
  faultIn,
  fill,
  type PaperKind,
  paperKinds,
  places,
  shippedTemplate,
  wordsOf,
} from '../../handlers/paper/index.ts'
import { sheetOf } from '../../handlers/paper/sheet.ts'
import { paperFacts } from '../../handlers/petition/cards/paper.ts'
import { keysOf } from '../../handlers/petition/words.ts'
import { sampleSight } from '../../handlers/sample-office.ts'
import { Secret } from '../../handlers/secret.ts'
import { bothDatabases } from '../databases.ts'
import { type House, useHouse, withButton } from '../house.ts'
import { on, opinion, petitionIn } from './made.ts'

const identity = {
  name: new Secret('张某某'),
  phone: new Secret('13800000000'),
  address: new Secret('某县某村'),
  original: new Secret(''),
}
const kinds = keysOf(paperKinds)
const ready = petitionIn('replied', {
  course: {
    opinion: { ...opinion, on: on('2026-11-23'), approvedBy: 'ou_director' },
    extension: {
      ...{
        days: 30,
        reason: '补偿协议需核对',
        askedBy: 'a',
        askedOn: on('2026-11-21'),
        state: 'approved',
      },
      ...{ approvedBy: 'b', approvedOn: on('2026-11-22'), backfilled: false, toldOn: null },
    },
  },
})

const paper = (kind: PaperKind, facts = paperFacts(sampleSight, ready, identity)) =>
  wordsOf(fill(shippedTemplate(kind), facts))

describe('文书', () => {
  it.each(kinds.map((kind) => [paperKinds[kind], kind] as const))(
    '%s：模板合格，填后没有剩下的花括号',
    (_words, kind) => {
      expect(faultIn(kind, shippedTemplate(kind))).toBeUndefined()
      expect(paper(kind)).not.toMatch(/[{}]|undefined|null/)
      expect(paper(kind)).toMatch(/信访〔2026〕23号|送达回证/)
    },
  )

  it('处理意见书载明诉求、事实理由、处理意见、依据和复查途径（第三十二、三十五条）', () => {
    const words = paper('opinion')
    for (const part of [
      '堤防占压补偿',
      '解释说明',
      '已按标准补偿',
      '依据《土地管理法》第四十八条',
      '30日内',
      '复查',
    ])
      expect(words).toContain(part)
  })

  it('延期告知书写明日数、原期限、延长后期限和理由（第三十四条）', () => {
    const words = paper('extension')
    for (const part of ['延长30日', '由2027年1月19日延长至2027年2月18日', '补偿协议需核对'])
      expect(words).toContain(part)
  })

  it('受理告知书写明受理之日和办理期限', () => {
    expect(paper('acceptance')).toContain('自2026年11月20日起予以受理')
  })

  it('出门的文书干净：A4，没有水印，发文字号留空', () => {
    const xml =
      new PizZip(fill(shippedTemplate('acceptance'), {})).file('word/document.xml')?.asText() ?? ''
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"/>')
    expect(xml).not.toMatch(/watermark|v:shape|w:pict/i)
    expect(wordsOf(fill(shippedTemplate('acceptance'), {}))).toContain('〔    〕    号')
  })

  it('不知道的位置留空，打字的内容按原样', () => {
    const words = paper('notice', { 事项: '<b>{电话}</b> & "引号"', 信访人: '欧阳·某' })
    expect(words).toContain('<b>{电话}</b> & "引号"')
    expect(words).toContain('欧阳·某：')
  })

  it.each([
    ['处理意见书', 'opinion', '{信访人}{事项}{处理意见}', { fault: 'missing', what: '{依据}' }],
    [
      '处理意见书',
      'opinion',
      '{信访人}{事项}{处理意见}{依据}',
      { fault: 'missing', what: '申请复查的告知' },
    ],
    [
      '受理告知书',
      'acceptance',
      '{信访人}{事项}{受理日期}{身份证}',
      { fault: 'unknown', place: '身份证' },
    ],
    ['转送函', 'transfer', '{承办单位', { fault: 'unreadable' }],
  ] as const)('更换%s模板时查出缺漏', (_words, kind, text, fault) => {
    expect(faultIn(kind, sheetOf([{ text }]))).toEqual(fault)
  })

  it('不是Word的文件读不出', () => {
    expect(faultIn('transfer', new TextEncoder().encode('不是文档'))).toEqual({
      fault: 'unreadable',
    })
  })

  it('位置的名称不重复', () => {
    expect(new Set(places).size).toBe(places.length)
  })
})

describe.each(bothDatabases)('出文书（%s）', (kind) => {
  const house = useHouse(kind)

  const fileIn = (h: House, who: string) =>
    h
      .shown(who)
      .filter((m) => m.file)
      .at(-1)?.file

  it('点一下，文书以文件发到本人私聊，内容完整，留有记录', async () => {
    const said = await house().say(
      '严丽华',
      '登记来信 周某 11月20日收到 反映宿舍区供暖 住址：某县某村',
    )
    await house().tap('严丽华', withButton(said, '登记'), '登记')
    await house().say('严丽华', '信访1号 登记表')
    const file = fileIn(house(), '严丽华')
    expect(file?.name).toBe('信访登记表-信访2026-1.docx')
    const { bytes } = house().playground.file(file?.key ?? '')
    const words = wordsOf(bytes)
    for (const part of ['信访〔2026〕1号', '周某', '某县某村', '宿舍区供暖', '2026年12月5日'])
      expect(words).toContain(part)
    const { db } = house().database
    const entries = await db
      .selectFrom('record')
      .select(['verb', 'facts'])
      .where('verb', '=', 'paper')
      .orderBy('id')
      .execute()
    expect(entries.map(({ verb }) => verb)).toEqual(['paper'])
    expect(JSON.stringify(await db.selectFrom('outbox').selectAll().execute())).not.toMatch(
      /周某|某县某村/,
    )
  })

  it('导出信访台账：以表格发到私聊，不含信访人', async () => {
    await house().say('严丽华', '导出信访台账')
    const file = fileIn(house(), '严丽华')
    expect(file?.name).toContain('信访台账')
    const { bytes } = house().playground.file(file?.key ?? '')
    const strings = new PizZip(bytes)
      .file(/xl\/.*\.xml$/u)
      .map((part) => part.asText())
      .join('')
    expect(strings).toContain('信访〔2026〕1号')
    expect(strings).not.toMatch(/周某|某县某村/)
  })

  it('未经手的科员不能出文书', async () => {
    const said = await house().say('孔令仪', '信访1号 登记表')
    expect(said.new.map((m) => m.text)).toEqual(['此项由信访专员办理，您可转请其操作。'])
  })
})
