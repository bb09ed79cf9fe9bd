// The port: exactly the one that was asked for, else 3000 or the next free one.
import { expect, test } from 'vitest'
import { openAt } from '../../playground/ports.ts'

const taken =
  (...ports: number[]) =>
  async (port: number) => {
    if (ports.includes(port)) throw Object.assign(new Error('taken'), { code: 'EADDRINUSE' })
    return port
  }

test('without a wish, the next free one', async () => {
  expect(await openAt(undefined, taken())).toBe(3000)
  expect(await openAt(undefined, taken(3000, 3001))).toBe(3002)
})

test('a wish is a wish', async () => {
  expect(await openAt('4000', taken())).toBe(4000)
  await expect(openAt('4000', taken(4000))).rejects.toThrow('端口 4000 已被占用')
  await expect(openAt('many', taken())).rejects.toThrow('不是端口')
})

test('another failure is told as it is', async () => {
  await expect(openAt(undefined, () => Promise.reject(new Error('EACCES')))).rejects.toThrow(
    'EACCES',
  )
})
