// Leaving and moving: all that waits for the person goes to the superior in one step, with one list; nothing is ever owned by
// somebody who left. Clocks do not change; history keeps the name (TC-099).
import type { ClockCtx, Ctx, Feature, Outcome, Reading, Tap } from '../../feature.ts'
import { command } from '../../feature.ts'
import { activePerson, nameOf, rolesFor, superiorOf, whyNot } from '../../people.ts'
import { fold } from '../../phrase.ts'
import { isRefusal, type Refusal } from '../../refusal.ts'
import { entry, show } from '../answers.ts'
import { someone } from '../posts/reading.ts'
import { markLeft, removeAllPosts } from '../posts/store.ts'
import * as buttons from './buttons.ts'
import * as store from './store.ts'

export const leavingCommand = (duties: Feature[]) =>
  command<{ person: string }>({
    name: '离职交接',
    says: ['某某离职', '某某调离'],
    roles: rolesFor('note_leaving'),
    inGroup: 'private',
    read(words, { office }) {
      const text = fold(words.text).text.trim()
      const who = text.match(
        /^(?:登记)?\s{0,3}(.{1,60}?)\s{0,3}(?:同志)?(?:已经?)?(?:离职|调离|辞职|退休)(?:了)?[。.]?$/u,
      )?.[1]
      if (!who) return undefined
      const person = someone(office, who, words)
      return isRefusal(person) ? person : { slots: { person: person.openId } }
    },
    async act(ctx, { person }) {
      const no = whyNot(ctx.office, ctx.by.openId, 'note_leaving')
      if (no) return no
      if (person === ctx.by.openId) return { refused: 'for-oneself' }
      const last = ctx.office.roles.filter(({ role }) => role === '系统管理员')
      if (last.length > 0 && last.every((held) => held.person === person))
        return { refused: 'last-administrator' }
      return left(ctx, duties, person)
    },
  })

/** By command or by the contacts' own event: once. */
export async function left(ctx: ClockCtx, duties: Feature[], person: string): Promise<Outcome> {
  const who = activePerson(ctx.office, person)
  if (!who) return { entries: [] }
  const items = await itemsOf(ctx, duties, person)
  const superior = superiorOf(ctx.office, person)
  await removeAllPosts(ctx.trx, person)
  await markLeft(ctx.trx, person, ctx.today)
  await endAbsences(ctx, person)
  const noted = entry(person, 'left', { items: items.length, to: superior?.openId ?? null })
  const news: Outcome['news'] = [{ kind: 'personLeft', person }]
  if (!superior) return { entries: [noted], news, final }
  const id = ctx.id()
  await store.addHandover(ctx.trx, {
    id,
    person,
    superior: superior.openId,
    receiver: superior.openId,
    items,
    at: ctx.now,
  })
  return {
    entries: [noted, entry(id, 'hand-over', { from: person, to: superior.openId })],
    tell: [show(superior.openId, id, 'handover')],
    news: [...news, { kind: 'handedOver', items, from: person, to: superior.openId }],
    final,
    ...('answer' in ctx && { toast: `已办理${nameOf(ctx.office, person)}离职交接` }),
  }
}

const final = '交接清单已送出，请按新的岗位登记'

/** An absence that he was to cover is covered by the B角. */
async function endAbsences(ctx: ClockCtx, person: string): Promise<void> {
  for (const it of ctx.office.absences)
    if (it.delegate === person) await store.setDelegate(ctx.trx, it.id, null)
}

async function itemsOf(
  ctx: Reading,
  duties: Feature[],
  person: string,
): Promise<store.HandedItem[]> {
  const who = ctx.office.people.get(person)
  if (!who) return []
  const all = []
  for (const { menu, waiting } of duties)
    for (const { feature, subject, text } of await waiting(ctx, who))
      all.push({ feature, subject, text, menu })
  return all
}

async function passOn(ctx: Ctx, id: string, to: string | undefined): Promise<Outcome | Refusal> {
  const it = await store.lockHandover(ctx.trx, id)
  if (!it) return { refused: 'not-found', what: '此交接清单' }
  if (it.superior !== ctx.by.openId)
    return { refused: 'not-yours', who: nameOf(ctx.office, it.superior) }
  if (!to || !activePerson(ctx.office, to))
    return { refused: 'missing', what: '接收人', example: '在“改由谁接收”中选择' }
  if (it.receivedAt)
    return { refused: 'wrong-state', what: '此交接', state: '已接收', wanted: '待接收' }
  await store.setReceiver(ctx.trx, id, to, null)
  return {
    entries: [entry(id, 'pass-on', { to })],
    tell: [show(to, id, 'handover')],
    news: [{ kind: 'handedOver', items: it.items, from: it.receiver, to }],
    final,
    toast: `已移交${nameOf(ctx.office, to)}`,
  }
}

export const leavingTaps: Record<string, Tap> = {
  received: buttons.receivedButton.tap(async (ctx, id) => {
    const it = await store.lockHandover(ctx.trx, id)
    if (!it) return { refused: 'not-found', what: '此交接清单' }
    if (it.receiver !== ctx.by.openId)
      return { refused: 'not-yours', who: nameOf(ctx.office, it.receiver) }
    if (it.receivedAt)
      return { refused: 'wrong-state', what: '此交接', state: '已接收', wanted: '待接收' }
    await store.setReceiver(ctx.trx, id, it.receiver, ctx.now)
    return { entries: [entry(id, 'received')], toast: '已接收' }
  }),
  passOn: buttons.passOnButton.tap((ctx, id, _value, { person }) => passOn(ctx, id, person)),
}
