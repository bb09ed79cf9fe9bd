// multipart/form-data by its bytes. The SDK's part for a Buffer has no filename, so a form parser
// would read it as text and spoil it; here a part is a file by its field name.

export interface Part {
  name: string
  filename: string
  bytes: Buffer
}

export function parseMultipart(contentType: string, body: Buffer): Part[] {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1]
  if (!boundary) return []
  const mark = Buffer.from(`--${boundary}`)
  const parts: Part[] = []
  let at = body.indexOf(mark)
  while (at >= 0) {
    const next = body.indexOf(mark, at + mark.length)
    if (next < 0) break
    parts.push(...partOf(body.subarray(at + mark.length + 2, next - 2)))
    at = next
  }
  return parts
}

function partOf(bytes: Buffer): Part[] {
  const gap = bytes.indexOf('\r\n\r\n')
  if (gap < 0) return []
  const head = bytes.subarray(0, gap).toString('utf8')
  const read = (key: string) => new RegExp(`[;\\s]${key}="([^"]*)"`).exec(head)?.[1] ?? ''
  return [{ name: read('name'), filename: read('filename'), bytes: bytes.subarray(gap + 4) }]
}

export const fieldOf = (parts: Part[], name: string) =>
  parts.find((part) => part.name === name)?.bytes.toString('utf8') ?? ''
