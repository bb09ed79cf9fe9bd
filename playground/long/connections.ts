// The long connections of an app: who may connect, who is connected, and which of them is told.
// Every push goes to one of them, by chance; nothing is broadcast.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Limits } from '../limits.ts'
import type { Reply } from '../post.ts'
import { Connection, type Push } from './connection.ts'

export const connectPath = '/callback/ws/connect'
export const tooManyConnections = 1_000_040_350

/** Why a handshake is refused, as its response headers say it. */
interface Refusal {
  status: number
  message: string
  authCode?: number
}

export class LongConnections {
  /** False: the line is dead but not cut. */
  answersPings = true
  #limits: Limits
  #open = new Set<Connection>()
  #tickets = new Map<string, number>()
  #server = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 })

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get count() {
    return this.#open.size
  }

  get full() {
    return this.#open.size >= this.#limits.connections
  }

  /** The query of an address that can be used once. */
  ticket(): string {
    const device = randomBytes(8).toString('hex')
    const service = 1 + randomBytes(3).readUIntBE(0, 3)
    this.#tickets.set(device, service)
    // The SDK reads the whole address as a query: what comes first is lost to it.
    return `fpid=1&device_id=${device}&service_id=${service}`
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer) {
    const query = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams
    const device = query.get('device_id') ?? ''
    const serviceId = this.#tickets.get(device)
    const refusal = this.#refusal(serviceId)
    if (refusal || serviceId === undefined) return refuse(socket, refusal ?? forbidden)
    this.#tickets.delete(device)
    this.#server.handleUpgrade(request, socket, head, (client) => {
      const answersPings = () => this.answersPings
      const connection = new Connection(client, { serviceId, limits: this.#limits, answersPings })
      this.#open.add(connection)
      client.on('close', () => this.#open.delete(connection))
    })
  }

  deliver(push: Push): Promise<Reply> {
    const all = [...this.#open]
    const chosen = all[Math.floor(Math.random() * all.length)]
    return chosen ? chosen.deliver(push) : Promise.resolve({ kind: 'refused', ms: 0 })
  }

  /** Cuts every connection; the clients come back by themselves. */
  cut() {
    for (const connection of this.#open) connection.close()
  }

  close() {
    this.cut()
    this.#server.close()
  }

  #refusal(serviceId: number | undefined): Refusal | undefined {
    if (serviceId === undefined) return forbidden
    if (!this.full) return undefined
    return { status: 514, message: 'the number of connections exceeded the limit', authCode }
  }
}

const authCode = tooManyConnections
const forbidden: Refusal = { status: 403, message: 'forbidden' }

function refuse(socket: Duplex, { status, message, authCode: code }: Refusal) {
  const lines = [
    'HTTP/1.1 403 Forbidden',
    'Connection: close',
    'Content-Length: 0',
    `handshake-status: ${status}`,
    `handshake-msg: ${message}`,
    ...(code ? [`handshake-autherrcode: ${code}`] : []),
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n`)
}
