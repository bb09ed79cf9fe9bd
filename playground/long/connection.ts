// One client of the long connection: pushes in fragments, waits for the acknowledgement, answers pings.
import type { WebSocket } from 'ws'
import { newLogId } from '../ids.ts'
import { objectOf, parseJson, stringOf } from '../json.ts'
import type { Limits } from '../limits.ts'
import type { Reply } from '../post.ts'
import { controlFrame, dataFrame, decodeFrame, encodeFrame, type Frame } from './frame.ts'

export interface Push {
  /** Header `type` of the frames: new card callbacks are documented as `event`, reported also as `card`. */
  type: 'event' | 'card'
  id: string
  json: string
}

export interface ConnectionSettings {
  serviceId: number
  limits: Limits
  /** False: pings stay unanswered, as on a line that is dead but not cut. */
  answersPings(): boolean
}

export class Connection {
  #socket: WebSocket
  #settings: ConnectionSettings
  #waiting = new Map<string, (reply: Reply) => void>()
  #seq = 0

  constructor(socket: WebSocket, settings: ConnectionSettings) {
    this.#socket = socket
    this.#settings = settings
    socket.on('message', (message: Buffer) => this.#take(message))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      for (const done of this.#waiting.values()) done({ kind: 'broken', ms: 0 })
    })
  }

  deliver({ type, id, json }: Push): Promise<Reply> {
    const { limits } = this.#settings
    const pieces = piecesOf(Buffer.from(json), limits.frameBytes)
    const started = performance.now()
    const base = { message_id: id, sum: String(pieces.length), trace_id: newLogId() }
    return new Promise((resolve) => {
      const finish = (reply: Reply) => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        resolve({ ...reply, ms: Math.round(performance.now() - started) })
      }
      const timer = setTimeout(() => finish({ kind: 'late', ms: 0 }), limits.answerMsReal)
      this.#waiting.set(id, finish)
      for (const [seq, payload] of pieces.entries())
        this.#send(dataFrame, { type, ...base, seq: String(seq) }, payload)
    })
  }

  close() {
    this.#socket.terminate()
  }

  #take(message: Buffer) {
    try {
      const frame = decodeFrame(message)
      if (frame.method === controlFrame) this.#control(frame)
      else this.#acknowledged(frame)
    } catch {
      this.#socket.close(1002)
    }
  }

  #control({ headers }: Frame) {
    if (headers.type !== 'ping' || !this.#settings.answersPings()) return
    const config = JSON.stringify(clientConfig(this.#settings.limits))
    this.#send(controlFrame, { type: 'pong' }, Buffer.from(config))
  }

  #acknowledged({ headers, payload }: Frame) {
    this.#waiting.get(headers.message_id ?? '')?.(replyOf(Buffer.from(payload).toString('utf8')))
  }

  #send(method: number, headers: Record<string, string>, payload: Uint8Array) {
    this.#seq += 1
    const { serviceId: service } = this.#settings
    const frame = { seqId: this.#seq, logId: Date.now(), service, method, headers, payload }
    this.#socket.send(encodeFrame(frame))
  }
}

/** Numbers in seconds, as the endpoint and every pong tell them. */
export const clientConfig = (limits: Limits) => ({
  PingInterval: limits.pingSecondsReal,
  ReconnectCount: limits.reconnectCount,
  ReconnectInterval: limits.reconnectSecondsReal,
  ReconnectNonce: limits.reconnectNonceSecondsReal,
})

function piecesOf(bytes: Buffer, size: number): Buffer[] {
  const count = Math.max(1, Math.ceil(bytes.length / size))
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
}

/** As an HTTP answer would read: no data is an empty object, a handler that threw is a 500. */
function replyOf(payload: string): Reply {
  const ack = objectOf(parseJson(payload))
  const data = stringOf(ack.data)
  const body = data ? Buffer.from(data, 'base64').toString('utf8') : '{}'
  return { kind: 'answered', status: typeof ack.code === 'number' ? ack.code : 500, body, ms: 0 }
}
