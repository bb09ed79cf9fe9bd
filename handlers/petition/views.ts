// What people see of petitions. Identity stands on private cards of those alone who may see it; a group gets number, state, date.

import { z } from 'zod'
import type { Json } from '../../db/types.ts'
import type { PrivateCard } from '../card.ts'
import type { Reading, View } from '../feature.ts'
import type { Person } from '../people.ts'
import {
  acceptanceCard,
  progress,
  subordinateCard,
  superviseCard,
  urgentCard,
  verifyCard,
  voidedCard,
} from './cards/decisions.ts'
import { fileCard } from './cards/file.ts'
import {
  confirmCard,
  droppedCard,
  receiptCard,
  type Told,
  twinsCard,
} from './cards/registration.ts'
import * as sheets from './cards/sheets.ts'
import * as kept from './customs/store.ts'
import * as near from './nearby/store.ts'
import { isRegistered, type Registered } from './petition.ts'
import * as store from './store.ts'
import { isDirector, seesFacts } from './who.ts'

type Show = (
  ctx: Reading,
  petition: Registered,
  person: Person,
  args: Json,
) => Promise<PrivateCard | 'gone'> | PrivateCard | 'gone'

const registered = (show: Show): View => ({
  async person(ctx, id, args, person) {
    const petition = await store.findPetition(ctx.trx, id)
    if (!petition || !isRegistered(petition)) return 'gone'
    if (petition.state === 'voided') return voidedCard(petition)
    return show(ctx, petition, person, args)
  },
})

export const views: Record<string, View> = {
  /** The clerk's own card: first to confirm, then the receipt. */
  registration: {
    async person(ctx, id, args) {
      const petition = await store.findPetition(ctx.trx, id)
      if (!petition) return droppedCard
      if (petition.state === 'voided') return voidedCard(petition)
      if (petition.state !== 'draft') return receiptCard(ctx, petition)
      const candidates = await near.candidatesOf(ctx.trx, ctx.vault, petition)
      return confirmCard(
        ctx,
        petition,
        await store.identityOf(ctx.trx, ctx.vault, id),
        toldIn(args),
        candidates,
      )
    },
  },
  twins: {
    async person(ctx, id, args) {
      const petition = await store.findPetition(ctx.trx, id)
      if (!petition) return droppedCard
      if (petition.state !== 'draft')
        return isRegistered(petition) ? receiptCard(ctx, petition) : 'gone'
      return twinsCard(ctx, petition, await near.twinsOf(ctx.trx, ctx.vault, petition), howIn(args))
    },
  },
  file: registered(async (ctx, petition, person) => {
    if (!seesFacts(ctx.office, person.openId, petition)) return 'gone'
    const identity = await store.identityOf(ctx.trx, ctx.vault, petition.id)
    return fileCard(ctx, petition, identity, person, await kept.customFor(ctx.trx, petition.topic))
  }),
  /** Of a draft as well: what is missing is added before or after. */
  amend: {
    async person(ctx, id) {
      const petition = await store.findPetition(ctx.trx, id)
      return petition ? sheets.amendSheet(petition) : droppedCard
    },
  },
  plan: registered((ctx, p, person) =>
    sheets.planSheet(ctx, p, isDirector(ctx.office, person.openId)),
  ),
  opinion: registered((_ctx, p) => sheets.opinionSheet(p)),
  extension: registered((_ctx, p) => sheets.extensionSheet(p)),
  objection: registered((_ctx, p) => sheets.objectionSheet(p)),
  delivery: registered((_ctx, p) => sheets.deliverySheet(p)),
  leave: registered((_ctx, p) => sheets.leaveSheet(p)),
  papers: registered((_ctx, p) => sheets.papersSheet(p)),
  /** 告知并受理: the route is chosen already, the day is that of the notice. */
  acceptance: registered((ctx, p, _person, args) => acceptanceCard(ctx, p, textIn(args, 'on'))),
  subordinate: registered((ctx, p, _person, args) => subordinateCard(ctx, p, textIn(args, 'unit'))),
  urgent: registered((_ctx, p) => urgentCard(p)),
  supervise: registered(async (ctx, p, _person, args) =>
    superviseCard(p, textIn(args, 'cause'), await kept.proposalsOf(ctx.trx, p.id)),
  ),
  /** Asked of the 信访专员; it stores and tells nothing by itself. */
  verify: {
    async person(ctx, id) {
      const petition = await store.findPetition(ctx.trx, id)
      return petition ? verifyCard(petition) : 'gone'
    },
  },
  /** Asked by number: number, state, due date. */
  progress: {
    group: async (ctx, id) => progress(ctx, await store.findPetition(ctx.trx, id)),
    person: async (ctx, id) => progress(ctx, await store.findPetition(ctx.trx, id)),
  },
}

const told = z.object({
  kind: z.enum(['register', 'again', 'answered']),
  notes: z.array(z.string()),
  receivedSaid: z.boolean(),
})

function toldIn(args: Json): Told {
  const read = told.safeParse(args)
  return read.success ? read.data : { kind: 'register', notes: [], receivedSaid: true }
}

const how = z.object({ told: z.boolean(), answered: z.boolean() })
const howIn = (args: Json) => how.catch({ told: false, answered: false }).parse(args)

function textIn(args: Json, key: string): string {
  const value =
    typeof args === 'object' && args !== null && !Array.isArray(args) ? args[key] : undefined
  return typeof value === 'string' ? value : ''
}
