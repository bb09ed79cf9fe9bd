// Papers on request: made for whoever may see who it is, recorded, sent to his or her private chat.
import { type Command, type Ctx, command, type Outcome } from '../../feature.ts'
import { isPaperKind, paperKinds, papersFor } from '../../paper/index.ts'
import { find } from '../../phrase.ts'
import type { Refusal } from '../../refusal.ts'
import { isRegistered, nameOfPetition, sayState } from '../petition.ts'
import { type About, readAbout } from '../reading/about.ts'
import * as store from '../store.ts'
import { seesIdentity } from '../who.ts'
import { keysOf } from '../words.ts'
import { feature } from './perform.ts'
import { onPetition } from './spoken.ts'

export async function makePaper(ctx: Ctx, id: string, kind: string): Promise<Outcome | Refusal> {
  const petition = await store.lockPetition(ctx.trx, id)
  if (!petition || !isRegistered(petition)) return { refused: 'not-found', what: '此件' }
  if (!isPaperKind(kind)) return { refused: 'stale-button' }
  if (!seesIdentity(ctx.office, ctx.by.openId, petition))
    return { refused: 'not-allowed', needs: ['信访专员'] }
  if (!papersFor(petition.state).includes(kind))
    return {
      refused: 'wrong-state',
      what: nameOfPetition(petition),
      state: sayState(petition),
      wanted: `可出${paperKinds[kind]}`,
    }
  const paper = ctx.id()
  await store.addPaper(ctx.trx, { id: paper, petition: id, kind, by: ctx.by.openId, at: ctx.now })
  return {
    entries: [{ feature, subject: id, verb: 'paper', facts: { kind, paper } }],
    tell: [{ kind: 'view', to: { person: ctx.by.openId }, feature, subject: paper, view: 'paper' }],
    toast: `${paperKinds[kind]}已发到您的私聊`,
  }
}

const names = new RegExp(
  `(${Object.values(paperKinds)
    .toSorted((a, b) => b.length - a.length)
    .join('|')})`,
  'u',
)

export const paperCommands: Command[] = [
  command<About & { kind: string }>({
    name: '出文书',
    says: ['信访23号 受理告知书', '打印信访23号 登记表'],
    roles: [],
    inGroup: 'private',
    read(words, given) {
      const said = find(words.text, names) ?? find(words.text, /(登记表|告知单)/u)
      if (!said || find(words.text, /送达|已告知|寄/u)) return undefined
      const about = readAbout(words, given, { says: /书|表|函|单|回证/u, date: 'none' })
      if (!about || !('slots' in about)) return about
      const kind =
        keysOf(paperKinds).find((one) => paperKinds[one].includes(said.groups[1] ?? '—')) ?? ''
      return { slots: { ...about.slots, kind } }
    },
    act: (ctx, { ref, kind }) => onPetition(ctx, ref, (id) => makePaper(ctx, id, kind)),
  }),
]
