// What is kept out of groups, and what is not: sentences that the office says, each with its verdict.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  identityIn,
  isAccusation,
  nameWindows,
  opensAccusation,
} from '../../handlers/privacy/detect.ts'
import { isIdNumber } from '../../handlers/privacy/id-number.ts'
import { forGroup, isMarked } from '../../handlers/privacy/index.ts'

describe('涉密标志', () => {
  it.each([
    ['秘密★1年'],
    ['机密★'],
    ['绝密★长期 关于某事的报告'],
    ['附件：机密 ☆ 10年.docx'],
    ['秘　密★'.replace('　', '')],
    ['绝密级★'],
    ['秘密*1年'],
    ['内部资料 注意保存'],
    ['内部资料，注意保存'],
    ['内部文件　注意保管'],
  ])('“%s”有标志', (text) => {
    expect(isMarked(text)).toBe(true)
  })

  it.each([
    ['督办 审计处 12月10日前 完成内部审计整改'],
    ['保密检查自查表'],
    ['内部控制手册、内部资料目录'],
    ['商业秘密保护办法'],
    ['机密文件销毁登记'],
    ['★重点事项：秘书科牵头'],
    ['请注意保存好内部审计底稿'],
  ])('“%s”没有', (text) => {
    expect(isMarked(text)).toBe(false)
  })
})

describe('个人信息', () => {
  it.each([
    ['联系电话13800000000', '电话'],
    ['电话一三八零零零零零零零零', '口述电话'],
    ['电话：０５３１－００００００００', '全角座机'],
    ['身份证11010519491231002X', '身份证号'],
    ['证号 110105 19491231 002x', '分段的身份证号'],
    ['一代证110105491231002', '十五位证号'],
    ['住址：某县某村', '住址'],
    ['家住河口镇东街', '住址'],
    ['柳林镇大李村3组的人来了', '到组的地址'],
  ])('“%s”含有%s', (text) => {
    expect(identityIn(text).length).toBeGreaterThan(0)
  })

  it.each([
    ['督办 工程处 12月4日前 上报标准化堤防建设进度'],
    ['信访进度 23号'],
    ['把信访〔2026〕21号转办给工管处'],
    ['督〔2026〕12号延期到12月18日 原因是合同审核未完'],
    ['合同编号 20261204000123456789012'],
    ['证号 110105194912310021'],
    ['下发水价文件 鲁水发2026第118号'],
    ['堤防桩号128+400至131+200'],
    ['投资计划 123456789.50 元'],
  ])('“%s”没有', (text) => {
    expect(identityIn(text)).toEqual([])
  })

  it('身份证号的校验位，另一种算法得到同一结论；改任何一位都不成立', () => {
    const digits = fc.tuple(
      fc.integer({ min: 110000, max: 659999 }),
      fc.date({ min: new Date('1930-01-02'), max: new Date('2020-12-30'), noInvalidDate: true }),
      fc.integer({ min: 1, max: 999 }),
    )
    fc.assert(
      fc.property(
        digits,
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (made, at, by) => {
          const [area, born, serial] = made
          const birth = born.toISOString().slice(0, 10).replaceAll('-', '')
          const body = `${area}${birth}${String(serial).padStart(3, '0')}`
          const valid = [...'0123456789X'].filter((check) => isIdNumber(body + check))
          // GB 11643: Σ aᵢ·2^(18−i) ≡ 1 (mod 11), the check digit being a₁₈.
          const weighed = [...body].reduce(
            (sum, a, i) => sum + BigInt(a) * 2n ** BigInt(17 - i),
            0n,
          )
          const check = (12n - (weighed % 11n)) % 11n
          expect(valid).toEqual([check === 10n ? 'X' : String(check)])
          const changed = [...body]
          changed[at] = String((Number(body[at]) + by) % 10)
          expect(isIdNumber(changed.join('') + valid[0])).toBe(false)
        },
      ),
    )
  })

  it('群里看到的文字：电话留头尾，身份证号不留，其余一字不动', () => {
    const typed = '王某某(13800000000,身份证11010519491231002X)反映噪声'
    expect(forGroup(typed)).toBe('王某某(138****0000,身份证［身份证号］)反映噪声')
    const plain = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .filter((text) => !/\p{Nd}|[零一二三四五六七八九幺〇○]/u.test(text.normalize('NFKC')))
    fc.assert(
      fc.property(plain, plain, (before, after) => {
        const struck = forGroup(`${before} 13912345678 ${after}`)
        expect(struck).toBe(`${before} 139****5678 ${after}`)
        expect(forGroup(before + after)).toBe(before + after)
      }),
    )
  })

  it('姓名：每个两到四字的片段都会查，同事和单位的名字不查，常用词不查', () => {
    const windows = nameWindows('查一下张某某的信访件，金若水')
    expect(windows).toContain('张某某')
    expect(windows).toContain('金若水')
    expect(windows).not.toContain('信访')
    expect(nameWindows('请金若水转工程处', ['金若水', '工程处'])).toEqual([])
    expect(nameWindows('买买提・艾力来了')).toContain('买买提·艾力')
    expect(nameWindows('鸑鷟某来了')).toContain('鸑鷟某')
  })
})

describe('检举控告', () => {
  it.each([
    ['举报某某收好处费 实名 要求保密'],
    ['有人检举李某贪污'],
    ['他索贿五万元'],
    ['控告某处长以权谋私'],
  ])('“%s”是', (text) => {
    expect(isAccusation(text)).toBe(true)
  })

  it.each([
    ['督办 信访科 12月4日前 更新举报电话和举报箱'],
    ['信访举报工作台账月底前报送'],
    ['检举控告类统计口径'],
    ['督办 财务处 12月10日前 完成礼品登记自查'],
    ['登记来访 张某某 3人 反映淤区土地补偿'],
  ])('“%s”不是', (text) => {
    expect(isAccusation(text)).toBe(false)
  })

  it('私聊里只拦开口就检举的，办公室的日常用语不拦', () => {
    expect(opensAccusation('实名举报某某收好处费')).toBe(true)
    expect(opensAccusation('我要控告某处')).toBe(true)
    expect(opensAccusation('登记来信 11月25日收到 检举件 已移交纪检')).toBe(false)
    expect(opensAccusation('督办 纪检 12月4日前 梳理举报件办理情况')).toBe(false)
  })
})
