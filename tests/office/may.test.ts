// Who may do what: the whole matrix, seen in review; and what the relations and 回避 add to it.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Deed, may, rights, whyNot } from '../../handlers/people.ts'
import { anOffice, away, idOf } from './builders.ts'

const deeds = Object.keys(rights).filter((deed): deed is Deed => deed in rights)
const office = anOffice()
const cast = {
  局领导: '王建国',
  办公室主任: '周明远',
  办公室副主任: '孙晓东',
  科长: '吴文博',
  科员: '何小雨',
  信访专员: '严丽华',
  督查专员: '金若水',
  值班员: '陶行远',
  承办部门负责人: '谢大川',
  联络员: '邹亚楠',
  纪检接口人: '戚守正',
  系统管理员: '姜海涛',
}

describe('谁能做什么', () => {
  it('角色与事项对照表', () => {
    const about = { unit: 'gongcheng' }
    const rows = deeds.map((deed) => {
      const who = Object.entries(cast).filter(([, name]) => may(office, idOf(name), deed, about))
      return `${rights[deed].says}：${who.map(([role]) => role).join('、') || '（按关系）'}`
    })
    expect(rows).toMatchSnapshot()
  })

  it.each([
    ['承办单位联络员办理本单位的件', '邹亚楠', 'act_for_lead', { unit: 'gongcheng' }, true],
    ['他单位联络员不能办理', '柏青松', 'act_for_lead', { unit: 'gongcheng' }, false],
    [
      '指定承办人能办理',
      '何小雨',
      'act_for_lead',
      { unit: 'gongcheng', handler: idOf('何小雨') },
      true,
    ],
    ['应回避的信访专员不能办理', '严丽华', 'handle_petition', { barred: [idOf('严丽华')] }, false],
    ['主任不能批准自己申请的延期', '周明远', 'decide_task', { own: idOf('周明远') }, false],
    ['主任能批准他人申请的延期', '周明远', 'decide_task', { own: idOf('邹亚楠') }, true],
    ['主任本人的原话即立项', '周明远', 'order_own_task', { own: idOf('周明远') }, true],
    ['接访人能看自己接访的身份信息', '何小雨', 'see_identity', { own: idOf('何小雨') }, true],
    ['其他科员不能看身份信息', '孔令仪', 'see_identity', { own: idOf('何小雨') }, false],
    ['系统管理员不看身份信息', '姜海涛', 'see_identity', {}, false],
    ['系统管理员不看谈话', '姜海涛', 'plan_talks', {}, false],
    ['B角在A角在岗时不能办理', '华国梁', 'handle_petition', {}, false],
  ] as const)('%s', (_name, who, deed, about, expected) => {
    expect(may(office, idOf(who), deed, about)).toBe(expected)
  })

  it('A角外出，B角当日即可办理，A角本人仍可办理', () => {
    const gone = anOffice({ absences: [away('严丽华', null)] })
    expect(may(gone, idOf('华国梁'), 'handle_petition')).toBe(true)
    expect(may(gone, idOf('严丽华'), 'handle_petition')).toBe(true)
  })

  it('已离职的人什么也不能做，得到名册以外的答复', () => {
    const people = new Map(office.people)
    const who = people.get(idOf('周明远'))
    if (who) people.set(who.openId, { ...who, status: 'left' })
    expect(deeds.filter((deed) => may(anOffice({ people }), idOf('周明远'), deed))).toEqual([])
    expect(whyNot(anOffice({ people }), idOf('周明远'), 'set')).toEqual({ refused: 'stranger' })
  })

  it('手册里的对照表与规则一致', () => {
    const book = readFileSync(new URL('../../docs/权限.md', import.meta.url), 'utf8')
    const rows = deeds.map((deed) => {
      const it: { says: string; by: readonly string[]; recusal?: true; favour?: true } =
        rights[deed]
      const limits = [it.recusal && '回避', it.favour && '不自批'].filter(Boolean).join('、')
      return `| ${it.says} | ${it.by.join('、')} | ${limits || '—'} |`
    })
    expect(rows.filter((row) => !book.includes(row))).toEqual([])
  })
})
