// Which port to stand at: the wished one or nothing; without a wish 3000 or the next free one.
import { isObject } from './json.ts'

const usual = 3000
const tries = 50

export async function openAt<T>(wished: string | undefined, open: (port: number) => Promise<T>) {
  if (wished !== undefined) return openExactly(portOf(wished), open)
  for (let port = usual; port < usual + tries; port += 1) {
    try {
      return await open(port)
    } catch (error) {
      if (!isTaken(error)) throw error
    }
  }
  throw new Error(`${usual} 至 ${usual + tries - 1} 的端口都被占用，请用 --port 指定`)
}

async function openExactly<T>(port: number, open: (port: number) => Promise<T>) {
  try {
    return await open(port)
  } catch (error) {
    if (!isTaken(error)) throw error
    throw new Error(`端口 ${port} 已被占用，请用 --port 换一个`)
  }
}

function portOf(text: string) {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`不是端口：${text}`)
  return port
}

const isTaken = (error: unknown) => isObject(error) && error.code === 'EADDRINUSE'
