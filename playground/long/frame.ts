// The frames of the long connection: protobuf, message pbbp2.Frame, by hand (feishu-platform.md §2.2).
// Written from the field numbers alone, so that the SDK's own coder is not judged by itself.

export interface Frame {
  seqId: number
  logId: number
  service: number
  method: number
  headers: Record<string, string>
  payload: Uint8Array
}

export const controlFrame = 0
export const dataFrame = 1

const varint = 0
const bytes = 2

export function encodeFrame({ seqId, logId, service, method, headers, payload }: Frame): Buffer {
  const pairs = Object.entries(headers).map(([key, value]) =>
    chunk(5, Buffer.concat([chunk(1, Buffer.from(key)), chunk(2, Buffer.from(value))])),
  )
  return Buffer.concat([
    ...[seqId, logId, service, method].map((value, index) => number(index + 1, value)),
    ...pairs,
    chunk(8, payload),
  ])
}

/** Throws on anything that is no frame; the four numbers are required. */
export function decodeFrame(message: Uint8Array): Frame {
  const fields = [...fieldsOf(message)]
  const numberOf = (field: number) => {
    const found = fields.findLast((one) => one.field === field && one.type === varint)
    if (!found) throw new Error(`field ${field} is missing`)
    return found.value
  }
  const pairs = fields.filter(({ field, type }) => field === 5 && type === bytes)
  return {
    seqId: numberOf(1),
    logId: numberOf(2),
    service: numberOf(3),
    method: numberOf(4),
    headers: Object.fromEntries(pairs.map(({ content }) => pairOf(content))),
    payload: fields.findLast((one) => one.field === 8 && one.type === bytes)?.content ?? empty,
  }
}

const empty = new Uint8Array()

function pairOf(content: Uint8Array): [string, string] {
  const fields = [...fieldsOf(content)]
  const text = (field: number) =>
    Buffer.from(fields.find((one) => one.field === field)?.content ?? empty).toString('utf8')
  return [text(1), text(2)]
}

interface Field {
  field: number
  type: number
  value: number
  content: Uint8Array
}

function* fieldsOf(message: Uint8Array): Generator<Field> {
  const read = { at: 0 }
  while (read.at < message.length) {
    const tag = varintAt(message, read)
    const [field, type] = [tag >>> 3, tag & 7]
    if (type !== varint && type !== bytes) throw new Error(`wire type ${type} does not occur`)
    const value = varintAt(message, read)
    if (type === varint) {
      yield { field, type, value, content: empty }
      continue
    }
    if (read.at + value > message.length) throw new Error('the frame is cut off')
    yield { field, type, value, content: message.subarray(read.at, read.at + value) }
    read.at += value
  }
}

/** Beyond 2⁵³ no number of a frame is needed exactly. */
function varintAt(message: Uint8Array, read: { at: number }): number {
  let value = 0
  for (let place = 0; place < 10; place += 1) {
    const byte = message[read.at]
    if (byte === undefined) throw new Error('the frame is cut off')
    read.at += 1
    value += (byte & 0x7f) * 2 ** (7 * place)
    if (byte < 0x80) return value
  }
  throw new Error('a number is too long')
}

const number = (field: number, value: number) =>
  Buffer.from([(field << 3) | varint, ...varintOf(value)])

const chunk = (field: number, content: Uint8Array) =>
  Buffer.concat([Buffer.from([(field << 3) | bytes, ...varintOf(content.length)]), content])

function varintOf(value: number): number[] {
  const out: number[] = []
  let rest = value
  while (rest >= 0x80) {
    out.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return [...out, rest]
}
