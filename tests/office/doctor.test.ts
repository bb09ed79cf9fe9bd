// The doctor and the list of grants: complete by the code that calls, plain in what to do.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../bot/diagnosis.ts'
import { freeEvents, grants, importText, sayMissing } from '../../bot/feishu/scopes.ts'
import { useHouse } from '../house.ts'

const source = (name: string) =>
  readFileSync(new URL(`../../bot/feishu/${name}.ts`, import.meta.url), 'utf8')
const needs = new Set([...grants.flatMap((grant) => grant.for), ...freeEvents])

describe('permissions', () => {
  it('name every event that is decoded', () => {
    const events = ['decode', 'decode-other', 'decode-act'].flatMap(
      (name) => source(name).match(/(?<=')(?:im|contact|application)\.[a-z0-9_.]+_v\d(?=')/g) ?? [],
    )
    expect(events.length).toBeGreaterThan(10)
    expect([...new Set(events)].filter((event) => !needs.has(event))).toEqual([])
  })

  it('name every contact and chat call that an errand makes', () => {
    const paths = source('errands').match(/(?<=')\/(?:contact|im)\/v\d\/[a-z_/0]+(?=')/g) ?? []
    expect(paths.length).toBeGreaterThan(2)
    const known = [...needs].map((need) => need.replace(':department_id', '0'))
    expect(paths.filter((path) => !known.some((need) => need.endsWith(path)))).toEqual([])
  })

  it('import as the console takes them, each once', () => {
    const { scopes } = JSON.parse(importText())
    expect(new Set(scopes.tenant).size).toBe(grants.length)
  })

  it('are said by the names of the console', () => {
    expect(sayMissing('code 99991672, http 400, scope contact:contact.base:readonly')).toBe(
      '缺少权限，开通其一即可：获取通讯录基本信息（contact:contact.base:readonly）',
    )
  })
})

describe('体检（服务器）', () => {
  const house = useHouse('pglite')
  const said = async (what: string) =>
    (await diagnose(house().parts)).find((one) => one.what === what)

  it('一切正常时逐项正常', async () => {
    expect(await said('凭证')).toMatchObject({ light: 'ok', said: '机器人“督办助手”' })
    expect(await said('通讯录')).toMatchObject({ light: 'ok' })
    expect(await said('数据库结构')).toMatchObject({ light: 'ok' })
  })

  it('没有收到过事件时提示核对回调，收到后写明时间', async () => {
    expect(await said('事件')).toMatchObject({ light: 'look' })
    await house().say('何小雨', '帮助')
    expect((await said('事件'))?.said).toContain('11月25日')
  })

  it('没有通讯录权限时写明开通哪一项', async () => {
    for (const scope of ['contact:contact.base:readonly', 'contact:contact:readonly_as_app'])
      house().playground.box.scopes.delete(scope)
    expect((await said('通讯录'))?.said).toContain('获取通讯录基本信息')
  })
})
