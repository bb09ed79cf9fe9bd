// The key file of the built-in database: made once, beside the data, for its owner alone; missed when it is gone.
import { chmod, mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDataKey } from '../db/vault.ts'
import type { Log } from './log.ts'

export class WrongKey extends Error {
  override name = 'WrongKey'
}

/** `isNew`: nothing was encrypted yet. Whoever backs up the data must back up this file too. */
export async function keyOfFolder(folder: string, isNew: boolean, log: Log): Promise<Uint8Array> {
  const path = join(folder, 'data.key')
  const found = await readKey(path, log)
  if (found) return found
  // Another key in its place would only hide that the right one is gone.
  if (!isNew)
    throw new WrongKey(
      `密钥文件 ${path} 不见了，而数据中已有加密的内容。请从备份恢复该文件，或用 DATA_KEY 指定原来的密钥。`,
    )
  const key = await writeKey(path)
  log('warn', '已生成数据密钥，请与数据分开备份；密钥遗失则加密内容无法恢复', { path })
  return key
}

/** The key that a change of keys goes to: kept from the first run until it has come to its end. */
export async function nextKeyOfFolder(folder: string, log: Log): Promise<Uint8Array> {
  const path = join(folder, 'data.key.new')
  return (await readKey(path, log)) ?? (await writeKey(path))
}

/** The old one is kept until somebody has backed up the new one and removes it. */
export async function replaceKeyOfFolder(folder: string): Promise<void> {
  await rename(join(folder, 'data.key'), join(folder, 'data.key.old'))
  await rename(join(folder, 'data.key.new'), join(folder, 'data.key'))
}

async function readKey(path: string, log: Log): Promise<Uint8Array | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const key = parseDataKey(text.trim())
  if (!key) throw new WrongKey(`密钥文件 ${path} 已损坏，请用备份恢复。`)
  if (((await stat(path)).mode & 0o077) !== 0) {
    await chmod(path, 0o600)
    log('warn', '密钥文件曾可被他人读取，已改为仅本用户可读', { path })
  }
  return key
}

async function writeKey(path: string): Promise<Uint8Array> {
  await mkdir(join(path, '..'), { recursive: true })
  const key = crypto.getRandomValues(new Uint8Array(32))
  const file = await open(path, 'wx', 0o600)
  await file.writeFile(`${Buffer.from(key).toString('hex')}\n`)
  // On the disk before anything is encrypted under it.
  await file.sync()
  await file.close()
  return key
}
