// 导入节假日: an administrator pastes the yearly notice, sees what changes, and takes it.
import { sayDue } from '../../calendar.ts'
import {
  type Ctx,
  command,
  type Feature,
  type Outcome,
  type Tap,
  type Tell,
} from '../../feature.ts'
import { actsAs } from '../../people.ts'
import type { Refusal } from '../../refusal.ts'
import * as buttons from './buttons.ts'
import { type Pasted, readPasted, sourceIn } from './reading.ts'
import * as store from './store.ts'
import { type Moved, movedBy, proposedIn } from './views.ts'

const feature = 'language'
const role = '系统管理员'

export const importing = command<Pasted>({
  name: '导入节假日',
  says: ['导入节假日 2027年（换行后粘贴通知原文）'],
  roles: [role],
  inGroup: 'private',
  read: readPasted,
  async act(ctx, { year, said }) {
    const id = ctx.id()
    const source = sourceIn(said, ctx.today)
    await store.keepNotice(ctx.trx, { id, year, by: ctx.by.openId, at: ctx.now, source, said })
    const tell = {
      kind: 'view',
      to: { person: ctx.by.openId },
      feature,
      subject: id,
      view: 'notice',
    } as const
    return { entries: [], tell: [tell] }
  },
})

export function noticeTaps(all: () => readonly Feature[]): Record<string, Tap> {
  return {
    importNotice: buttons.importButton.tap((ctx, id) => take(ctx, all(), id)),
    dropNotice: buttons.dropNoticeButton.tap(async (ctx, id) => {
      const row = await allowed(ctx, id)
      if ('refused' in row) return row
      await store.endNotice(ctx.trx, id, 'dropped')
      return { entries: [], redraw: [{ feature, subject: id }] }
    }),
  }
}

async function allowed(ctx: Ctx, id: string): Promise<store.NoticeImport | Refusal> {
  if (!actsAs(ctx.office, ctx.by.openId, role)) return { refused: 'not-allowed', needs: [role] }
  return (await store.lockNotice(ctx.trx, id)) ?? { refused: 'stale-button' }
}

async function take(ctx: Ctx, duties: readonly Feature[], id: string): Promise<Outcome | Refusal> {
  const row = await allowed(ctx, id)
  if ('refused' in row) return row
  const { year, rows, problems, holidays } = proposedIn(ctx, row)
  const [problem] = problems
  if (problem)
    return { refused: 'unclear', what: '通知', hint: `${problem}，请核对原文后重新粘贴。` }
  const moved = await movedBy(ctx, duties, holidays)
  await store.replaceYear(ctx.trx, year, rows, ctx.now)
  await store.endNotice(ctx.trx, id, 'done')
  const facts = { year, days: rows.length, moved: moved.length, source: row.source }
  return {
    entries: [{ feature, subject: id, verb: 'import-holidays', facts }],
    tell: toOwners(ctx, moved, { year, holidays }),
    redraw: moved.map(({ feature: of, subject }) => ({ feature: of, subject })),
    news: [{ kind: 'calendarChanged' }],
    arm: [{ feature, subject: 'notice', kind: 'missing', at: ctx.now }],
    final: '节假日表已生效，各项日期已随之变动',
    toast: `已导入${year}年节假日${moved.length > 0 ? `，${moved.length}项日期变动` : ''}`,
  }
}

/** One message per owner, whatever number of dates moved. */
function toOwners(
  { office, today }: Ctx,
  moved: Moved[],
  { year, holidays }: Pick<ReturnType<typeof proposedIn>, 'year' | 'holidays'>,
): Tell[] {
  const people = [...new Set(moved.flatMap(({ owners }) => owners))]
  return people.map((person) => {
    const lines = moved
      .filter(({ owners }) => owners.includes(person))
      .map(
        ({ what, day, to }) =>
          `${what}：${sayDue(office.holidays, day, { today })} → ${sayDue(holidays, to, { today })}`,
      )
    const said = [`${year}年节假日安排已导入，下列内部日期随之变动：`, ...lines].join('\n')
    return { kind: 'notice', to: { person }, class: 1, body: { said } }
  })
}
