// 同步通讯录: departments, then the people of each, a page an errand. Each page is saved with the order of the next, so a crash
// anywhere goes on where it was; whoever started it sees how far it is.
import { z } from 'zod'
import type { Json } from '../../../db/types.ts'
import {
  type Answer,
  type ClockCtx,
  type Ctx,
  command,
  type ErrandOrder,
  type News,
  type Outcome,
} from '../../feature.ts'
import { isOfficeUnit, rolesFor, whyNot } from '../../people.ts'
import { fold } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { entry, feature, show } from '../answers.ts'
import { chatsErrand } from '../groups/errand.ts'
import { addPost, removePost } from '../posts/store.ts'
import { contactDepartment, contactUser } from './contact.ts'
import { departmentChanges } from './departments.ts'
import { peopleChanges, type Told } from './people.ts'
import * as store from './store.ts'

export const pullCommand = command<Record<string, never>>({
  name: '同步通讯录',
  says: ['同步通讯录'],
  roles: rolesFor('sync_roster'),
  inGroup: 'private',
  read: ({ text }) =>
    /^(?:重新)?同步(?:通讯录|名册|人员)$/u.test(fold(text).text.trim()) ? { slots: {} } : undefined,
  act: start,
})

async function start(ctx: Ctx): Promise<Outcome | Refusal> {
  const no = whyNot(ctx.office, ctx.by.openId, 'sync_roster')
  if (no) return no
  if (await store.runningPull(ctx.trx)) return { refused: 'pending', what: '通讯录同步' }
  const id = ctx.id()
  await store.addPull(ctx.trx, { id, startedBy: ctx.by.openId, startedAt: ctx.now })
  return {
    entries: [entry(id, 'pull-start')],
    tell: [show(ctx.by.openId, id, 'pull')],
    errands: [errand(id, 'departments', { errand: 'departments' })],
    final: '同步由通讯录更新，不作撤销',
  }
}

function errand(
  pull: string,
  answer: string,
  what: Record<string, Json>,
  page?: string,
): ErrandOrder {
  const key = `roster/${pull}/${answer}/${String(what.department ?? '')}/${page ?? ''}`
  return { key, feature, answer, what: { ...what, ...(page && { page }), with: pull } }
}

const failed = z.object({ code: z.number(), kind: z.string(), detail: z.string() })
const page = <T extends z.ZodType>(item: T) =>
  z.object({
    with: z.string(),
    failed: failed.optional(),
    got: z.object({ items: z.array(item), next: z.string().optional() }).optional(),
  })
const text = z.string().nullish()
const departmentPage = page(contactDepartment)
const userPage = page(contactUser)

export const pullAnswers: Record<string, Answer> = {
  async departments(ctx, result) {
    const read = departmentPage.parse(result)
    const pull = await store.lockPull(ctx.trx, read.with)
    if (pull?.state !== 'running') return { entries: [] }
    if (read.failed) return broken(ctx, pull, read.failed.code)
    const told = (read.got?.items ?? []).map((it) => ({
      id: it.open_department_id,
      name: it.name ?? '',
      parent: it.parent_department_id ?? '0',
    }))
    const changes = departmentChanges(await store.unitRows(ctx.trx), told)
    await store.addUnits(ctx.trx, changes.add)
    for (const { id, name } of changes.rename) await store.renameUnit(ctx.trx, id, name)
    for (const { id, department } of changes.tie) await store.tieUnit(ctx.trx, id, department)
    const waiting = [...pull.waiting, ...told.map(({ id }) => id)]
    return further(
      ctx,
      { ...pull, waiting, units: pull.units + told.length },
      'departments',
      { errand: 'departments' },
      read.got?.next,
    )
  },
  async users(ctx, result) {
    const read = userPage.parse(result)
    const pull = await store.lockPull(ctx.trx, read.with)
    if (pull?.state !== 'running') return { entries: [] }
    const [department = '0'] = pull.waiting
    // The root and a department out of range tell of nobody; the others go on.
    const items = read.failed ? [] : (read.got?.items ?? [])
    const news = await take(ctx, await toldOf(ctx, items))
    const seen = [...new Set([...pull.seen, ...items.map(({ open_id }) => open_id)])]
    const after = {
      ...pull,
      seen,
      people: seen.length,
      why: read.failed && department !== '0' ? String(read.failed.code) : pull.why,
    }
    const outcome = await further(
      ctx,
      after,
      'users',
      { errand: 'users', department },
      read.got?.next,
    )
    return { ...outcome, news: [...(outcome.news ?? []), ...news] }
  },
}

type Item = NonNullable<z.infer<typeof userPage>['got']>['items'][number]

async function toldOf(ctx: ClockCtx, items: Item[]): Promise<Told[]> {
  const units = await store.unitRows(ctx.trx)
  return items.map((it) => ({
    openId: it.open_id,
    unionId: it.union_id ?? undefined,
    userId: it.user_id ?? undefined,
    name: it.name ?? undefined,
    title: it.job_title ?? undefined,
    unit:
      units.find(({ department }) => department && it.department_ids?.includes(department))?.id ??
      null,
    gone: it.status?.is_resigned === true || it.status?.is_exited === true,
  }))
}

/** People as told: added, changed, moved. A newcomer to the office is 科员 of the section at once. */
export async function take(ctx: ClockCtx, told: Told[]): Promise<News[]> {
  const rows = await store.personRows(
    ctx.trx,
    told.map(({ openId }) => openId),
  )
  const { add, change, moved, gone } = peopleChanges(rows, told)
  await store.addPeople(ctx.trx, add)
  for (const facts of change) await store.changePerson(ctx.trx, facts)
  const units = new Map((await store.unitRows(ctx.trx)).map((unit) => [unit.id, unit]))
  for (const { person, from } of moved) {
    for (const post of ctx.office.roles.filter(
      (held) => held.person === person && held.unit === from,
    ))
      await removePost(ctx.trx, post)
  }
  for (const { openId, unit } of [...add, ...change]) {
    if (unit && isOfficeUnit(units.get(unit)))
      await addPost(ctx.trx, { person: openId, role: '科员', unit, deputy: false })
  }
  return [
    ...moved.map(({ person }): News => ({ kind: 'absenceChanged', person })),
    ...gone.map((person): News => ({ kind: 'personLeft', person })),
  ]
}

/** The next page of the same, else the next department, else the end. */
async function further(
  ctx: ClockCtx,
  pull: store.Pull,
  answer: string,
  what: Record<string, Json>,
  next: string | undefined,
): Promise<Outcome> {
  if (next) return saved(ctx, pull, [errand(pull.id, answer, what, next)])
  const waiting = answer === 'users' ? pull.waiting.slice(1) : ['0', ...pull.waiting]
  const [department] = waiting
  if (department === undefined) return finished(ctx, { ...pull, waiting, state: 'done' })
  return saved(ctx, { ...pull, waiting }, [
    errand(pull.id, 'users', { errand: 'users', department }),
  ])
}

async function saved(ctx: ClockCtx, pull: store.Pull, errands: ErrandOrder[]): Promise<Outcome> {
  await store.savePull(ctx.trx, pull)
  return {
    entries: [entry(pull.id, 'pull-page', { units: pull.units, people: pull.people })],
    errands,
  }
}

async function finished(ctx: ClockCtx, pull: store.Pull): Promise<Outcome> {
  const outcome = await saved(ctx, pull, [
    chatsErrand(pull.id),
    ...(await namesErrand(ctx, pull.id)),
  ])
  return {
    ...outcome,
    tell: [
      { kind: 'notice', to: { person: pull.startedBy }, class: 1, body: { said: doneWords(pull) } },
      show(pull.startedBy, 'posts', 'titles'),
    ],
    redraw: [{ feature, subject: 'posts' }],
  }
}

const doneWords = ({ units, people, why }: store.Pull) =>
  `通讯录已同步：单位${units}个，人员${people}名。${why ? '部分部门不在通讯录权限范围内，请在开放平台扩大“通讯录权限范围”后再同步。' : ''}请核对岗位。`

/** Names alone can be asked of everybody, whatever the range. */
async function namesErrand(ctx: ClockCtx, pull: string): Promise<ErrandOrder[]> {
  const openIds = await store.namelessPeople(ctx.trx)
  return openIds.length === 0
    ? []
    : [
        {
          key: `names/${pull}`,
          feature,
          answer: 'names',
          what: { errand: 'names', openIds, with: pull },
        },
      ]
}

async function broken(ctx: ClockCtx, pull: store.Pull, code: number): Promise<Outcome> {
  await store.savePull(ctx.trx, { ...pull, state: 'failed', why: String(code) })
  const said = `通讯录没有读到（错误码${code}）。请在开放平台开通通讯录权限并发布版本，再发送“同步通讯录”。`
  return {
    entries: [entry(pull.id, 'pull-failed', { code })],
    tell: [{ kind: 'notice', to: { person: pull.startedBy }, class: 1, body: { said } }],
  }
}

const named = z.object({ got: z.array(z.object({ user_id: z.string(), name: text })).optional() })

export const nameAnswer: Answer = async (ctx, result) => {
  const got = named.parse(result).got ?? []
  for (const { user_id, name } of got)
    if (name?.trim()) await store.nameStranger(ctx.trx, user_id, name.trim())
  return { entries: [entry('roster', 'names', { people: got.length })] }
}
