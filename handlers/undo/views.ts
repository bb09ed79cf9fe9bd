// The receipt of what was done at once: what it was, and 〔撤销〕 while that is possible. Subject: the act.
import { findTrail } from '../../db/ledger/trail.ts'
import type { Button, PrivateCard } from '../card.ts'
import type { Reading, View } from '../feature.ts'
import { undoButton } from './buttons.ts'
import { isUndoable } from './store.ts'

export const undoOf = (act: string): Button => ({ text: '撤销', payload: undoButton.on(act) })

export const views: Record<string, View> = {
  receipt: {
    ownUndo: true,
    async person(ctx, act, args, person) {
      const trail = await findTrail(ctx.trx, act)
      const undone = trail?.undoneBy != null
      return receiptCard(saidIn(args), undone, await buttonsFor(ctx, act, person.openId))
    },
  },
}

async function buttonsFor(ctx: Reading, act: string, person: string): Promise<Button[]> {
  return (await isUndoable(ctx, person, act)) ? [undoOf(act)] : []
}

export function receiptCard(said: string, undone: boolean, buttons: Button[]): PrivateCard {
  return {
    title: undone ? '已撤销' : '已办理',
    light: undone ? 'grey' : 'green',
    blocks: [
      { kind: 'text', text: said },
      ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
    ],
  }
}

function saidIn(args: unknown): string {
  return typeof args === 'object' && args && 'said' in args ? String(args.said) : ''
}
