// domain.md §8.4: each sentence, and what must come of it. Today is Wednesday, 2026-11-25, 09:00.
import { describe, expect, it } from 'vitest'
import { type House, type Shown, useHouse, withButton } from '../house.ts'

const texts = (said: { new: Shown[] }) => said.new.map((m) => m.text)
const group = '办公室工作群'

/** The new messages, each with the chat it stands in. */
function where(house: House, said: { new: Shown[] }): string[] {
  const chats = house.playground.chats()
  return said.new.map((m) => chats.find((c) => c.id === m.chat)?.name ?? '私聊')
}

describe('谈话的说法', () => {
  const house = useHouse()

  it('1 谈话计划 四季度：应谈、已谈、剩余，勾选卡；口径未确认前副主任只列次数、人数', async () => {
    const director = await house().say('周明远', '谈话计划 四季度')
    const card = withButton(director, '登记')
    expect(card.text).toContain('2026年四季度谈话安排')
    expect(card.text).toContain('应谈4人，已谈0人，剩余4人')
    const deputy = withButton(await house().say('李清和', '谈话计划 四季度'), '登记')
    expect(deputy.text).toContain('您分管文书科、秘书科，共8人，已谈0次、0人（名单见下）')
    expect(deputy.text).not.toMatch(/未达|差/u)
    expect(deputy.text).toContain('口径未经主任确认')
  })

  it('2 我这季度还差谁：列已谈次数，不写“差”', async () => {
    const [text = ''] = texts(await house().say('李清和', '我这季度还差谁'))
    expect(text).toContain('已谈0次、0人')
    expect(text).not.toContain('差')
    expect(texts(await house().say('何小雨', '我这季度还差谁'))).toEqual([
      '此项由办公室主任、办公室副主任、科长办理，您可转请其操作。',
    ])
  })

  it('3 登记谈话 今天和某某谈了：谈话人为发送人，个别', async () => {
    const card = withButton(await house().say('李清和', '登记谈话 今天和文书科何小雨谈了'), '撤销')
    expect(card.text).toContain('谈话人 李清和')
    expect(card.text).toContain('谈话对象 何小雨')
    expect(card.text).toContain('11月25日（周三）')
    expect(card.text).toContain('方式 个别')
  })

  it('4 昨天上午跟某科长谈心半小时：昨天，30分钟', async () => {
    const card = withButton(await house().say('周明远', '昨天上午跟郑科长谈心半小时'), '撤销')
    expect(card.text).toContain('谈话对象 郑秀兰')
    expect(card.text).toContain('11月24日（周二），30分钟')
  })

  it('5 谈话记录带正文：只记日期，正文不留', async () => {
    const said = await house().say('李清和', '谈话记录 何小雨 11月20日 主要谈工作压力和家庭困难')
    const card = withButton(said, '撤销')
    expect(card.text).toContain('11月20日（周五）')
    expect(texts(said).join()).not.toMatch(/压力|困难/u)
  })

  it('6 补录 10月15日：本季度，标明补录', async () => {
    const card = withButton(await house().say('李清和', '补录 10月15日 与文书科陶行远谈话'), '撤销')
    expect(card.text).toContain('10月15日（周四）（补录）')
    expect(card.text).toContain('已登记')
  })

  it('7 补录 9月28日：三季度已结账，须主任同意，同意后才计', async () => {
    const said = await house().say('李清和', '补录 9月28日 与施雅琴谈话')
    const receipt = said.new.find(
      (m) => m.text.includes('待主任同意') && m.text.includes('谈话对象'),
    )
    expect(receipt?.text).toContain('9月28日（周一）（补录）')
    const asked = withButton(said, '同意', '施雅琴')
    const agreed = await house().tap('周明远', asked, '同意')
    expect(agreed.toast?.content).toContain('同意')
    const third = await house().say('周明远', '三季度谈话统计')
    expect(texts(third).join()).toContain('副主任已谈1次、1人')
  })

  it('8 预约某科全体：集体，不计个人次数', async () => {
    const said = await house().say('李清和', '预约秘书科全体 下周三下午三点谈话')
    const card = withButton(said, '取消')
    expect(card.text).toContain('12月2日（周三）15:00')
    expect(card.text).toContain('集体（不计个人次数）')
    await house().tap('李清和', card, '取消')
  })

  it('9、10、32 约谈时间：按双方空闲给时段，选定后双方有卡、日历有事；推迟、取消随之改', async () => {
    await house().playground.do({
      as: '何小雨',
      what: 'busy',
      from: '2026-11-27T08:30',
      to: '2026-11-27T10:00',
    })
    const asked = await house().say('李清和', '约何小雨周五上午谈话')
    const choice = withButton(asked, '11月27日（周五）10:00')
    expect(choice.buttons.map((b) => b.text)).not.toContain('11月27日（周五）09:00')
    const booked = await house().tap('李清和', choice, '11月27日（周五）10:00')
    expect(booked.toast?.content).toBe('已预约11月27日（周五）10:00')
    const hers = house().shown('何小雨').at(-1)
    expect(hers?.text).toContain('谈话预约')
    expect(JSON.stringify(house().playground.calendar('何小雨'))).toContain('工作沟通')
    const moved = await house().say('李清和', '推迟到下周一')
    expect(texts(moved).join()).toContain('11月30日（周一）10:00')
    await house().say('李清和', '取消和何小雨的谈话')
    expect(house().shown('何小雨').at(-1)?.text).toContain('谈话已取消')
    expect(JSON.stringify(house().playground.calendar('何小雨'))).not.toContain('工作沟通')
  })

  it('10 没有上文的推迟：说明要写明与谁', async () => {
    expect(texts(await house().say('冯雪松', '推迟到下周一'))).toEqual([
      '没有找到要办理的谈话预约，请写明与谁的谈话，请核对编号或名称。',
    ])
  })

  it('11、13 群内问完成情况、谁还没谈：群内不作回应，私聊有权者；主任按发布才进群', async () => {
    const asked = await house().say('周明远', '@督办助手 本季度谈话完成情况', group)
    expect(where(house(), asked)).not.toContain(group)
    const card = withButton(asked, '发布')
    expect(card.text).toContain('第四季度谈话进展：主任应谈科长4人')
    const published = await house().tap('周明远', card, '发布')
    const shown = published.new.find((m) => m.text.startsWith('第四季度谈话进展'))
    expect(shown?.text).toMatch(/副主任已谈\d+次、\d+人；暂免0人，岗位空缺0个。$/u)
    expect(shown?.text).not.toMatch(/何小雨|郑秀兰/u)
    expect(where(house(), published)).toContain(group)
    const who = await house().say('何小雨', '@督办助手 谁还没谈', group)
    expect(where(house(), who)).not.toContain(group)
    expect(texts(who).join()).not.toMatch(/郑秀兰|应谈/u)
  })

  it('12 谈话覆盖率：已谈人数除以应谈人数，附口径，仅私聊', async () => {
    const text = texts(await house().say('周明远', '谈话覆盖率')).join()
    expect(text).toContain('覆盖率')
    expect(text).toContain('25%')
    expect(text).toContain('口径：主任与各科科长每人每季度不少于1次')
  })

  it('14 提醒各位副主任：逐一私聊，仅主任可用', async () => {
    const urged = await house().say('周明远', '提醒各位副主任抓紧谈话')
    expect(texts(urged)).toContain('已逐一私聊提醒2位副主任。')
    expect(where(house(), urged)).not.toContain(group)
    const no = await house().say('何小雨', '提醒各位副主任抓紧谈话')
    expect(texts(no).join()).toContain('此项由办公室主任办理')
  })

  it('15 某某休产假 本季度不安排谈话：只显示暂免，不留原因', async () => {
    const said = await house().say('周明远', '孔令仪休产假 本季度不安排谈话')
    expect(texts(said)).toContain('已登记暂免：孔令仪。')
    expect(texts(said).join()).not.toContain('产假')
    const figures = texts(await house().say('周明远', '本季度谈话完成情况')).join()
    expect(figures).toContain('暂免1人')
    expect(figures).not.toContain('产假')
  })

  it('16 某某11月16日调到宣传科：自该日起，原副主任已谈的次数计入', async () => {
    await house().say('李清和', '补录 11月10日 与何小雨谈话')
    await house().say('周明远', '何小雨调到宣传科')
    const said = await house().say('周明远', '何小雨11月16日调到宣传科')
    expect(texts(said).join()).toContain('已记：何小雨自11月16日（周一）起在宣传科')
    const plan = texts(await house().say('孙晓东', '谈话计划')).join()
    expect(plan).toMatch(/何小雨 \| 宣传科 \| 1次/u)
  })

  it('20 副主任谈话改成每半年不少于两次：主任确认，下一期起生效', async () => {
    const card = withButton(await house().say('周明远', '副主任谈话改成每半年不少于两次'), '确认')
    expect(card.text).toContain('每人每半年不少于2次')
    expect(card.text).toContain('2027年1月1日（周五）起')
    const done = await house().tap('周明远', card, '确认')
    expect(done.toast?.content).toBe('已确认：每人每半年不少于2次')
    const plan = texts(await house().say('孙晓东', '谈话计划')).join()
    expect(plan).toContain('每人每季度不少于2次')
    expect(texts(await house().say('孙晓东', '一季度谈话计划')).join()).toContain(
      '每人每半年不少于2次',
    )
  })

  it('21 登记诫勉谈话：不记录', async () => {
    for (const text of ['登记诫勉谈话 何小雨', '约谈何小雨 明天上午'])
      expect(texts(await house().say('李清和', text))).toEqual([
        '此类谈话请按纪检、组织人事规定办理，本系统不记录。',
      ])
  })

  it('22 把谈话里反映的食堂问题转督办：不含姓名', async () => {
    expect(texts(await house().say('李清和', '把谈话里反映的食堂问题转督办')).join()).toContain(
      '转督办不带姓名',
    )
    const said = await house().say(
      '李清和',
      '把谈话里何小雨反映的食堂问题转督办 后勤中心 12月10日前',
    )
    const task = withButton(said, '批准立项')
    expect(task.text).toContain('解决食堂问题')
    expect(task.text).not.toContain('何小雨')
  })

  it('代录：只有谈话人指定的人可以录，只录日期，并告知谈话人', async () => {
    const no = await house().say('施雅琴', '代录 孙晓东 昨天和曹一鸣谈了')
    expect(texts(no)).toEqual(['此项由孙晓东指定的代录人办理。'])
    await house().say('孙晓东', '谈话代录人设为施雅琴')
    const said = await house().say('施雅琴', '代录 孙晓东 昨天和曹一鸣谈了 主要谈家里的事')
    const told = said.new.filter((m) => m.text.includes('代录：施雅琴'))
    expect(where(house(), { new: told }).toSorted()).toEqual(['孙晓东', '施雅琴'])
    expect(texts(said).join()).not.toContain('家里的事')
  })

  it('23 和全科人谈了一遍：问集体还是逐人、哪一天', async () => {
    const [text = ''] = texts(await house().say('吴文博', '和全科人谈了一遍'))
    expect(text).toContain('集体还是逐人')
  })

  it('24 电话里跟他聊了聊：问是谁；写明的按电话记，不计次', async () => {
    expect(texts(await house().say('李清和', '电话里跟他聊了聊')).join()).toContain('“他”是谁')
    const card = withButton(await house().say('李清和', '今天电话里跟何小雨聊了聊'), '撤销')
    expect(card.text).toContain('方式 电话（不计个人次数）')
  })

  it('25、26、27 三季度汇总，一季度计划与统计，今年按季', async () => {
    expect(texts(await house().say('周明远', '三季度谈话情况汇总')).join()).toContain(
      '2026年三季度谈话统计',
    )
    expect(texts(await house().say('周明远', '一季度谈话计划')).join()).toContain(
      '2027年一季度谈话安排',
    )
    expect(texts(await house().say('周明远', '一季度谈话统计')).join()).toContain(
      '2026年一季度谈话统计',
    )
    const year = texts(await house().say('周明远', '今年谈话统计')).join()
    expect(year).toContain('2026年谈话统计')
    expect(year).toContain('四季度')
  })

  it('28 谈话提醒设为季度末前十个工作日：两种算法，问用哪个', async () => {
    const [asked = ''] = texts(await house().say('周明远', '谈话提醒设为季度末前十个工作日'))
    expect(asked).toContain('〔12-18 倒数第10个〕')
    expect(asked).toContain('〔12-17 提前10个〕')
    const [set = ''] = texts(await house().say('周明远', '谈话提醒设为季度末提前10个工作日'))
    expect(set).toContain('本季度为12月17日（周四）')
    expect(set).toContain('暂按法定节日推算')
    await house().say('周明远', '谈话提醒设为季度末倒数第10个工作日')
  })

  it('29 今天下午和宣传科小孔小曹分别谈了话：两条，小孔按科内唯一匹配', async () => {
    const said = await house().say('孙晓东', '今天下午和宣传科小孔小曹分别谈了话主要是思想动态')
    const card = withButton(said, '撤销')
    expect(card.text).toContain('谈话对象 孔令仪、曹一鸣')
    expect(card.text).toContain('方式 个别')
    expect(texts(said).join()).not.toContain('思想动态')
  })

  it('30 多行：全角冒号、长横线', async () => {
    const said = await house().say(
      '孙晓东',
      '登记谈话\n对象：曹一鸣\n时间：2026年11月24日 15：00—15：40\n方式：个别',
    )
    expect(withButton(said, '撤销').text).toContain('11月24日（周二）15:00，40分钟')
  })

  it('31 我和@某某 谈过了：日期问一句，默认今天', async () => {
    const said = await house().say('孙晓东', '@督办助手 我和@冯雪松 谈过了', group)
    expect(where(house(), said)).toEqual(['孙晓东'])
    const [text = ''] = texts(said)
    expect(text).toContain('哪一天谈的')
    const day = await house().tap('孙晓东', withButton(said, '今天'), '今天')
    const card = withButton(day, '有误')
    expect(card.text).toContain('谈话对象 冯雪松')
  })

  it('33 我想和主任谈谈：只有主任看得到，主任定时间', async () => {
    const said = await house().say('何小雨', '我想和主任谈谈')
    expect(where(house(), said).toSorted()).toEqual(['何小雨', '周明远'])
    const card = withButton(said, '预约谈话')
    expect(card.chat).toBe(house().shown('周明远').at(-1)?.chat)
    const booked = await house().tap('周明远', card, '预约谈话', {
      day: '2026-11-26',
      time: '15:00',
    })
    expect(booked.toast?.content).toBe('已预约11月26日（周四）15:00')
    const others = ['李清和', '姜海涛', '吴文博'].flatMap((p) => house().shown(p))
    expect(others.map((m) => m.text).join()).not.toContain('申请谈话')
  })

  it('34 看看我和某某的谈话登记：仅谈话人', async () => {
    const own = texts(await house().say('李清和', '看看我和何小雨的谈话登记')).join()
    expect(own).toContain('11月20日（周五）')
    expect(texts(await house().say('孙晓东', '看看我和何小雨的谈话登记')).join()).toContain('没有')
  })

  it('35 主任这季度和几个科长谈了：仅答主任本人', async () => {
    expect(texts(await house().say('周明远', '主任这季度和几个科长谈了')).join()).toContain(
      '应谈科长4人',
    )
    const other = await house().say('李清和', '主任这季度和几个科长谈了')
    expect(texts(other)).toEqual(['此项由办公室主任办理，您可转请其操作。'])
  })

  it('36 计划卡勾选三人后登记：三条，今天，个别，谈话人为按键人', async () => {
    const card = withButton(await house().say('孙晓东', '谈话计划'), '登记')
    const people = ['陈志刚', '严丽华', '华国梁']
    const ticked = await house().tap('孙晓东', card, '登记', { people })
    expect(ticked.toast?.content).toBe('已登记3条谈话')
    for (const name of people)
      expect(ticked.message.text).toMatch(new RegExp(`${name}[^\\n]*1次`, 'u'))
  })

  it('36 逐人日期：各按各的日期登记', async () => {
    const card = withButton(await house().say('孙晓东', '谈话计划'), '登记')
    const form = { people: ['陈志刚', '严丽华'], days: '陈志刚 11月10日、严丽华 11月11日' }
    expect((await house().tap('孙晓东', card, '登记', form)).toast?.content).toBe('已登记2条谈话')
    const wrong = await house().tap('孙晓东', card, '登记', { ...form, days: '陈志刚 某天' })
    expect(wrong.toast?.content).toContain('姓名 日期')
  })
})
