// A bot in a process of its own, for the tests of killing and starting. Writes what it hears to
// LOG_FILE.
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    if (request.url === '/feishu') appendFileSync(process.env.LOG_FILE ?? '', `${process.pid}\n`)
    response.end('{"next":null,"busy":false}')
  })
})
process.on('SIGTERM', () => process.exit(0))
server.listen(0, '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { FEISHU_DOMAIN, PLAYGROUND_NOW } = process.env
  console.log(`settings ${FEISHU_DOMAIN} ${PLAYGROUND_NOW}`)
  console.log(`bot ready {"webhook":"${origin}/feishu","control":"${origin}/idle"}`)
})
