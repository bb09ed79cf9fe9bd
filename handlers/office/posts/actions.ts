// Appointing, replacing, moving: load, decide, save. A duty belongs to the post, so it moves with it.
import { type Ctx, command, type News, type Outcome, type Tap } from '../../feature.ts'
import {
  holdersOf,
  isOfficeUnit,
  nameOf,
  type Role,
  rolesFor,
  unitName,
  whyNot,
} from '../../people.ts'
import { fold } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { entry, receipt, say, show, tellPerson } from '../answers.ts'
import { adoptButton } from './buttons.ts'
import { contentRoles, replaced, suggested } from './posts.ts'
import { type PostSaid, readPost } from './reading.ts'
import * as store from './store.ts'
import { people } from './views.ts'

export const postCommands = [
  command<Record<string, never>>({
    name: '岗位',
    says: ['岗位'],
    roles: [],
    inGroup: 'private',
    read: ({ text }) =>
      /^(?:查看)?(?:岗位|AB角|名册)(?:表|名单|情况)?$/u.test(fold(text).text.trim())
        ? { slots: {} }
        : undefined,
    act: async (ctx) => ({ entries: [], tell: [show(ctx.by.openId, 'posts', 'posts')] }),
  }),
  command<PostSaid>({
    name: '调整岗位',
    says: ['工管处联络员是某某', '副主任某某 分管文书科、宣传科', '信访科科长空缺 由某某主持工作'],
    roles: rolesFor('appoint'),
    inGroup: 'private',
    read: readPost,
    act: change,
  }),
]

async function change(ctx: Ctx, said: PostSaid): Promise<Outcome | Refusal> {
  if (said.kind === 'ask')
    return {
      entries: [],
      tell: [
        say(
          ctx,
          `${said.unit ? unitName(ctx.office, said.unit) : ''}${said.role}：${people(ctx.office, said.role, said.unit ?? undefined)}。`,
        ),
      ],
    }
  const no = whyNot(ctx.office, ctx.by.openId, said.kind === 'register' ? 'sync_roster' : 'appoint')
  if (no) return no
  await store.lockPosts(ctx.trx)
  switch (said.kind) {
    case 'charge':
      return takeCharge(ctx, said)
    case 'appoint':
      return appoint(ctx, said)
    case 'vacate':
      return vacate(ctx, said)
    case 'move':
    case 'register':
      return put(ctx, said)
    case 'unit':
      return addUnit(ctx, said)
  }
}

type Said<K extends PostSaid['kind']> = Extract<PostSaid, { kind: K }>

async function takeCharge(
  ctx: Ctx,
  { person, sections }: Said<'charge'>,
): Promise<Outcome | Refusal> {
  const wrong = sections.find((id) => !isOfficeUnit(ctx.office.units.get(id)))
  if (wrong)
    return {
      refused: 'unclear',
      what: '分管科室',
      hint: `${unitName(ctx.office, wrong)}不是办公室的科室。`,
    }
  await store.setCharge(ctx.trx, person, sections)
  const names = sections.map((id) => unitName(ctx.office, id)).join('、')
  return changed(ctx, `${nameOf(ctx.office, person)}分管${names}`, 'charge', { person, sections }, [
    person,
  ])
}

async function appoint(ctx: Ctx, said: Said<'appoint'>): Promise<Outcome | Refusal> {
  const no = whyNotAppoint(ctx, said)
  if (no) return no
  const unit = said.unit ?? ctx.office.people.get(said.person)?.unit ?? ''
  const gone = replaced(ctx.office, said).filter(
    ({ person, deputy }) => person !== said.person || deputy !== said.deputy,
  )
  for (const post of gone) await store.removePost(ctx.trx, post)
  await store.addPost(ctx.trx, { person: said.person, role: said.role, unit, deputy: said.deputy })
  if (said.role === '科长' && !said.deputy) await store.setActing(ctx.trx, said.person, said.acting)
  const name = postName(ctx, said.role, said.unit)
  const how = said.acting ? '主持工作' : said.deputy ? 'B角' : ''
  const before = gone.map(({ person }) => nameOf(ctx.office, person)).join('、')
  const words = `${name}${how}：${nameOf(ctx.office, said.person)}${before ? `（原为${before}）` : ''}`
  const facts = {
    role: said.role,
    unit,
    person: said.person,
    deputy: said.deputy,
    before: gone.map(({ person }) => person),
  }
  return changed(ctx, words, 'appoint', facts, [said.person, ...gone.map(({ person }) => person)])
}

function whyNotAppoint(ctx: Ctx, { person, role }: Said<'appoint'>): Refusal | undefined {
  if (person === ctx.by.openId && contentRoles.includes(role) && !isDirector(ctx))
    return { refused: 'own-post' }
  return undefined
}

const isDirector = ({ office, by }: Ctx) =>
  holdersOf(office, '办公室主任').some(({ openId }) => openId === by.openId)

async function vacate(
  ctx: Ctx,
  { role, unit, person }: Said<'vacate'>,
): Promise<Outcome | Refusal> {
  const gone = ctx.office.roles.filter(
    (held) =>
      held.role === role &&
      (unit === null || held.unit === unit) &&
      (person === null ? !held.deputy : held.person === person),
  )
  if (gone.length === 0 && person)
    return { refused: 'not-found', what: `${nameOf(ctx.office, person)}的${role}岗位` }
  const left = ctx.office.roles.filter((held) => held.role === role && !gone.includes(held))
  if (role === '系统管理员' && left.length === 0) return { refused: 'last-administrator' }
  for (const post of gone) {
    await store.removePost(ctx.trx, post)
    if (role === '科长') await store.setActing(ctx.trx, post.person, false)
  }
  const name = postName(ctx, role, unit)
  const words = person ? `${nameOf(ctx.office, person)}不再担任${name}` : `${name}空缺`
  const facts = { role, unit, before: gone.map((held) => held.person) }
  return changed(ctx, words, 'vacate', facts, facts.before)
}

const postName = ({ office }: Ctx, role: Role, unit: string | null) =>
  `${unit ? unitName(office, unit) : ''}${role}`

async function put(ctx: Ctx, { kind, person, unit }: Said<'move' | 'register'>): Promise<Outcome> {
  const [before, to] = [ctx.office.people.get(person)?.unit ?? null, ctx.office.units.get(unit)]
  for (const post of ctx.office.roles.filter(
    (held) => held.person === person && held.unit === before && held.unit !== unit,
  )) {
    await store.removePost(ctx.trx, post)
  }
  await store.putInUnit(ctx.trx, person, unit)
  if (isOfficeUnit(to)) await store.addPost(ctx.trx, { person, role: '科员', unit, deputy: false })
  const words = `${nameOf(ctx.office, person)}${kind === 'move' ? '调到' : '登记到'}${to?.name ?? unit}`
  return changed(ctx, words, kind, { person, unit, before }, [person])
}

async function addUnit(ctx: Ctx, { name, as }: Said<'unit'>): Promise<Outcome> {
  const id = ctx.id()
  const office = [...ctx.office.units.values()].find(({ kind }) => kind === 'office')
  await store.addUnit(ctx.trx, {
    id,
    name,
    kind: as,
    parent: as === 'section' ? (office?.id ?? null) : null,
    department: null,
  })
  return changed(ctx, `新增${name}`, 'add-unit', { unit: id, name }, [])
}

/** The receipt can be taken back; whoever it concerns is told once, and pending decisions move with the post. */
function changed(
  ctx: Ctx,
  words: string,
  verb: string,
  facts: Record<string, string | string[] | boolean | null>,
  people: string[],
): Outcome {
  const others = people.filter((person) => person !== ctx.by.openId)
  const news: News[] = [...new Set(people)].map((person) => ({ kind: 'absenceChanged', person }))
  return {
    entries: [entry('posts', verb, facts)],
    tell: [
      receipt(ctx, `${words}。`),
      ...others.map((person) =>
        tellPerson(person, `岗位调整：${words}（${nameOf(ctx.office, ctx.by.openId)}登记）。`),
      ),
    ],
    toast: words,
    news,
  }
}

export const postTaps: Record<string, Tap> = {
  adoptTitles: adoptButton.tap(async (ctx) => {
    const no = whyNot(ctx.office, ctx.by.openId, 'appoint')
    if (no) return no
    await store.lockPosts(ctx.trx)
    const all = suggested(ctx.office)
    for (const { person, role, unit, acting } of all) {
      await store.addPost(ctx.trx, { person, role, unit, deputy: false })
      if (acting) await store.setActing(ctx.trx, person, true)
    }
    const facts = { adopted: all.map(({ person, role }) => `${role}/${person}`) }
    return {
      entries: [entry('posts', 'adopt', facts)],
      tell: [show(ctx.by.openId, 'posts', 'posts')],
      news: all.map(({ person }): News => ({ kind: 'absenceChanged', person })),
      toast: `已采用${all.length}项`,
    }
  }),
}
