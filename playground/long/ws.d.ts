// What is used of the package `ws`, which brings no types of its own.
declare module 'ws' {
  import type { EventEmitter } from 'node:events'
  import type { IncomingMessage } from 'node:http'
  import type { Duplex } from 'node:stream'

  export class WebSocket extends EventEmitter {
    constructor(address: string)
    send(data: Uint8Array): void
    close(code?: number): void
    terminate(): void
  }

  export class WebSocketServer {
    constructor(options: { noServer: true; maxPayload?: number })
    handleUpgrade(
      request: IncomingMessage,
      socket: Duplex,
      head: Buffer,
      done: (socket: WebSocket) => void,
    ): void
    close(): void
  }
}
