// The yearly notice: pasted by the administrator, shown with what it changes, taken, and told to whom it concerns.
import { describe, expect, it } from 'vitest'
import { lastOf } from '../cards/seen.ts'
import { useHouse, withButton } from '../house.ts'

/** Made up: the notice for 2027 is not out. The weekdays are those of 2027; 31 December 2026 is a rest day by it. */
const NOTICE_2027 = `国务院办公厅关于2027年部分节假日安排的通知
一、元旦：2026年12月31日（周四）至1月2日（周六）放假调休，共3天。1月3日（周日）上班。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月30日（周六）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。`

describe('年度放假通知', () => {
  const house = useHouse()

  it('下一年的通知没有导入，启动后的早报即提示系统管理员，此后每周一次', async () => {
    const told: string[] = []
    for (let i = 0; i < 7; i++) {
      const turned = await house().turn({ next: 'workday' })
      if (turned.new.some((m) => m.text.includes('2027年节假日通知尚未导入')))
        told.push(turned.now.slice(0, 10))
    }
    expect(told).toEqual(['2026-11-26', '2026-11-30'])
  })

  it('只有系统管理员能导入；星期不符、缺少节日的不能导入，并写明哪里不符', async () => {
    const refused = await house().say('何小雨', NOTICE_2027)
    expect(refused.new.at(-1)?.text).toContain('此项由系统管理员办理')
    const wrong = await house().say(
      '姜海涛',
      NOTICE_2027.replace('1月3日（周日）', '1月3日（周一）'),
    )
    expect(wrong.new[0]?.text).toContain('1月3日（周一）与日历不符')
    expect(wrong.new[0]?.buttons.map((b) => b.text)).toEqual(['不导入'])
    const short = await house().say('姜海涛', NOTICE_2027.split('\n').slice(0, 4).join('\n'))
    expect(short.new[0]?.text).toContain('缺少劳动、端午、中秋、国庆的安排')
  })

  it('预览列出变动的内部日期，旧、新并列；导入后表已更换，通知承办人，只此一次', async () => {
    const said = await house().say('金若水', '督办 工程处 12月31日前 完成年度总结')
    await house().tap('周明远', withButton(said, '批准立项'), '批准立项')
    const visit = await house().say('严丽华', '黄委交办件 陈某 滩区房台 2027年1月3日前报办结报告')
    await house().tap('严丽华', withButton(visit, '登记'), '登记')
    const preview = withButton(await house().say('姜海涛', NOTICE_2027), '导入')
    expect(preview.text).toMatch(
      /信访〔2026〕1号来文内部时限.*12月29日（周二）.*12月28日（周一）/su,
    )
    expect(preview.text).not.toContain('陈某')
    expect(preview.text).toContain('元旦')
    expect(preview.text).toMatch(/督〔2026〕1号到期提醒日.*12月31日（周四）.*12月30日（周三）/su)
    const done = await house().tap('姜海涛', preview, '导入')
    expect(done.toast?.content).toBe('已导入2027年节假日，2项日期变动')
    const told = done.new.filter((m) => m.text.includes('下列内部日期随之变动'))
    expect(told.length).toBeGreaterThan(0)
    const officer = done.new.filter((m) => m.text.includes('来文内部时限12月29日'))
    expect(officer).toHaveLength(1)
    expect(told[0]?.text).toContain('12月31日（周四） → 12月30日（周三）')
    const asked = await house().say('何小雨', '12月31日上班吗')
    expect(asked.new[0]?.text).toBe('12月31日（周四，休息日）休息，元旦。')
    expect(lastOf(house(), '姜海涛', '2027年节假日').text).toContain('已导入')
    expect(lastOf(house(), '姜海涛', '2027年节假日').buttons).toEqual([])
  })

  it('提醒按新的安排：12月30日是到期前的最后工作日；此后不再催要通知', async () => {
    const turned = await house().turn({ to: '2026-12-30T09:00' })
    const lines = turned.new
      .flatMap((m) => m.text.split('\n'))
      .filter((l) => l.includes('督〔2026〕1号'))
    expect(
      lines.some((l) => l.includes('将于12月31日（周四，休息日）到期，请于今日下班前报送')),
    ).toBe(true)
    expect(turned.new.some((m) => m.text.includes('尚未导入') && m.updated_at > '2026-12-08')).toBe(
      false,
    )
  })
})
