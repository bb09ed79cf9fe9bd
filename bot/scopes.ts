// npm run scopes: the permission list for the console's import, then what does not work without each.
import { freeEvents, grants, importText } from './feishu/scopes.ts'
import { runScript, say } from './script.ts'

runScript(async () => {
  say(importText())
  say('\n复制以上内容，在开放平台“权限管理 → 批量导入/导出权限”中导入，然后创建版本并发布。\n')
  for (const { scope, name, without } of grants) say(`${scope}\t${name}\t不开通：${without}`)
  const events = [...grants.flatMap((grant) => grant.for), ...freeEvents].filter((one) =>
    /^[a-z0-9_.]+_v\d$/u.test(one),
  )
  say(`\n“事件与回调 → 事件配置”添加：${[...new Set(events)].join('、')}`)
  say('“事件与回调 → 回调配置”添加：card.action.trigger')
})
