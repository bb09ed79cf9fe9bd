// Sentences of decision → values: 同意, 不同意 and why, of which matter; and what an offer to ask carries.
import { z } from 'zod'
import type { Json } from '../../db/types.ts'
import type { SubjectRef, Understood, Words } from '../feature.ts'
import { find, tidy } from '../phrase.ts'

const asking = z.object({
  feature: z.string(),
  subject: z.string(),
  kind: z.string(),
  note: z.string().nullish(),
})

export interface Asking {
  of: { feature: string; subject: string; kind: string }
  note: string | null
}

export function askingIn(args: Json): Asking {
  const { note, ...of } = asking.parse(args)
  return { of, note: note ?? null }
}

export interface DecisionSaid {
  agrees: boolean
  /** What else was said: which one, or why not. */
  rest: string
  about?: SubjectRef
}

const no =
  /^\s*(?:不同意|不予同意|不批准|不予立项|不批|退回重办|退回)[,，。;；\s]*(?:原因|理由|因为)?(?:是|为)?[:：]?/u
const yes =
  /^\s*(?:同意|批准|批准立项|同意办结(?:并销号)?|可以)(?=[,，。;；\s]|$|督|信访|\d)[,，。;；\s]*/u

/** 督14号同意办结并销号: the number first. */
const numberFirst =
  /^\s*(\S{0,8}?\d+\)?\d*号)[,，\s]*(?:同意|批准)(?:办结(?:并销号)?|立项)?[。.]?\s*$/u

export function readDecision({ text, about }: Words): Understood<DecisionSaid> {
  const first = find(text, numberFirst)
  if (first) return { slots: { agrees: true, rest: first.groups[1] ?? '' } }
  const said = find(text, no) ?? find(text, yes)
  if (!said) return undefined
  const agrees = find(text, no) === undefined
  const rest = tidy(text.slice(said.span[1]))
  return { slots: { agrees, rest, ...(about && { about }) } }
}
