// Names on one card: buttons are b1, b2, …; fields keep theirs, made unique where two forms use the same.
import { nthName } from './form.ts'

export interface Names {
  button(): string
  field(name: string): string
}

export function cardNames(): Names {
  const taken = new Map<string, number>()
  let buttons = 0
  return {
    button: () => `b${++buttons}`,
    field: (name) => {
      const nth = (taken.get(name) ?? 0) + 1
      taken.set(name, nth)
      return nthName(name, nth)
    },
  }
}
