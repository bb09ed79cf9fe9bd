// 设置 as a sheet: a row a setting.
import type { Ctx, Feature, Outcome } from '../../feature.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import type { Change, SheetKind } from '../../sheet/index.ts'
import { entry } from '../answers.ts'
import {
  changesIn,
  currentOf,
  readValue,
  sayEffect,
  sayRange,
  topicsOf,
} from '../settings/catalogue.ts'
import { saveSetting } from '../settings/store.ts'

export function settingsSheet(duties: Feature[]): SheetKind {
  const all = topicsOf(duties).flatMap(({ name, settings }) =>
    settings.map((setting) => ({ name, setting })),
  )
  return {
    name: '设置',
    deed: 'set',
    columns: [
      { key: 'key', title: '标识' },
      { key: 'topic', title: '类别', fixed: true },
      { key: 'title', title: '设置', fixed: true },
      { key: 'value', title: '现值' },
      { key: 'range', title: '范围', fixed: true },
      { key: 'effect', title: '影响', fixed: true },
    ],
    rows: async ({ office }) =>
      all.map(({ name, setting }) => ({
        ...{ key: setting.key, topic: name, title: setting.title },
        ...{
          value: currentOf(office, setting),
          range: sayRange(setting),
          effect: sayEffect(setting),
        },
      })),
    check(_ctx, _column, cell, id) {
      const found = all.find(({ setting }) => setting.key === id)
      return found && isRefusal(readValue(found.setting, cell))
        ? `范围是${sayRange(found.setting)}`
        : undefined
    },
    async apply(ctx: Ctx, changes: Change[]): Promise<Outcome | Refusal> {
      const said = Object.fromEntries(
        changes.flatMap(({ id, cells }) => cells.map(({ to }) => [id, to])),
      )
      const read = changesIn(
        ctx.office,
        all.map(({ setting }) => setting),
        said,
      )
      if (isRefusal(read)) return read
      for (const { setting, value } of read) await saveSetting(ctx.trx, setting.key, value)
      return {
        entries: [entry('settings', 'import', { keys: read.map(({ setting }) => setting.key) })],
        news: read.map(({ setting: { key } }) => ({ kind: 'settingChanged', key })),
      }
    },
  }
}
