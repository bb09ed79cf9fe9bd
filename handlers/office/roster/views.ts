// How far the pull of the roster is; the people it did not see any more; and 查找.
import type { PrivateCard } from '../../card.ts'
import type { Reading, View } from '../../feature.ts'
import { fullName, type Office } from '../../people.ts'
import { findPull, type Pull } from './store.ts'

export const rosterViews: Record<string, View> = {
  pull: {
    async person(ctx, id) {
      const pull = await findPull(ctx.trx, id)
      return pull ? pullCard(ctx, pull) : 'gone'
    },
  },
}

const words = { running: '同步中', done: '已完成', failed: '未完成' } as const

function pullCard({ office }: Reading, pull: Pull): PrivateCard {
  const unseen = pull.state === 'done' ? unseenPeople(office, pull) : []
  return {
    title: '同步通讯录',
    light: pull.state === 'done' ? 'green' : pull.state === 'failed' ? 'red' : 'blue',
    tag: words[pull.state],
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: '单位', value: `${pull.units}个` },
          { label: '人员', value: `${pull.people}名` },
          ...(pull.state === 'running'
            ? [{ label: '剩余', value: `${pull.waiting.length}个单位` }]
            : []),
        ],
      },
      ...(unseen.length > 0
        ? [
            {
              kind: 'note' as const,
              text: `名册中有${unseen.length}人本次没有读到：${unseen.join('、')}。已离职的，请发送“某某离职”；仍在职的，请核对通讯录权限范围。`,
            },
          ]
        : []),
    ],
  }
}

/** Not marked as gone: the range of the app may have become smaller. */
function unseenPeople(office: Office, { seen }: Pull): string[] {
  const came = new Set(seen)
  return [...office.people.values()]
    .filter(({ status, unit, openId }) => status === 'active' && unit && !came.has(openId))
    .map((person) => fullName(office, person))
}
