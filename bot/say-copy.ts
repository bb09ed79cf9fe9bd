// What the scripts for backup, restore and move print: how much, and that the key belongs to it.
import type { Counts } from '../db/copy.ts'
import type { Store } from './config.ts'

const shown: Record<string, string> = {
  petition: '信访',
  task: '督办',
  talk: '谈话',
  record: '记录',
  person: '人员',
}

export function sayCounts(counts: Counts): string {
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0)
  const named = Object.entries(shown).map(([table, word]) => `${word}${counts[table] ?? 0}`)
  return `共${all}条（${named.join('，')}）`
}

export function sayKey({ dataKey, database }: Store): string {
  const where =
    dataKey || database.kind !== 'folder' ? 'DATA_KEY' : `DATA_KEY（${database.folder}/data.key）`
  return `信访人身份等内容为密文，须有同一个 ${where} 才能读取。密钥不在备份文件内，请另行妥善保管。`
}
