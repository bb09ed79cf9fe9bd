// What makes a push to a bot genuine: encryption and signature, as Feishu does them.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

const aesKey = (encryptKey: string) => createHash('sha256').update(encryptKey, 'utf8').digest()

export function encrypt(encryptKey: string, text: string, iv: Uint8Array = randomBytes(16)) {
  const cipher = createCipheriv('aes-256-cbc', aesKey(encryptKey), iv)
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
}

/** Throws on anything that was not encrypted with this key. */
export function decrypt(encryptKey: string, base64: string) {
  const bytes = Buffer.from(base64, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', aesKey(encryptKey), bytes.subarray(0, 16))
  return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8')
}

/** Lowercase hex SHA-256 over timestamp, nonce, key and the exact bytes of the body. */
export const sign = (timestamp: string, nonce: string, encryptKey: string, body: Uint8Array) =>
  createHash('sha256')
    .update(`${timestamp}${nonce}${encryptKey}`, 'utf8')
    .update(body)
    .digest('hex')
