// What a group reads of a text that somebody typed: telephones keep their ends, identity numbers nothing.
import { readPhones, type Span } from '../phrase.ts'
import { maskPhone } from '../secret.ts'
import { idNumbersIn } from './id-number.ts'

export function forGroup(text: string): string {
  const ids = idNumbersIn(text).map((span) => ({ span, shown: '［身份证号］' }))
  const phones = readPhones(text)
    .filter(({ span }) => !ids.some((id) => overlap(id.span, span)))
    .map(({ phone, span }) => ({ span, shown: maskPhone(phone) }))
  return [...ids, ...phones]
    .toSorted((a, b) => b.span[0] - a.span[0])
    .reduce((rest, { span, shown }) => rest.slice(0, span[0]) + shown + rest.slice(span[1]), text)
}

const overlap = (a: Span, b: Span) => a[0] < b[1] && b[0] < a[1]
