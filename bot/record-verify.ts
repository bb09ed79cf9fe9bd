// npm run record:verify [place:seal …]: proves the record, and that the seals noted down from the sheets stand in it.
import { type Finding, type Root, verifyRecord } from '../db/record-verify.ts'
import { BadConfig, readStore } from './config.ts'
import { openDatabase } from './open-store.ts'
import { systemClock } from './parts.ts'
import { pinoLog } from './pino-log.ts'
import { runScript, say } from './script.ts'

runScript(async () => {
  const store = readStore(process.env)
  const roots = process.argv.slice(2).map(readRoot)
  const database = await openDatabase(store, pinoLog('warn'))
  try {
    const progress = (place: number) => say(`已核对 ${place} 条`)
    const { sealed, head, findings } = await verifyRecord(
      database.db,
      systemClock.now(),
      roots,
      progress,
    )
    for (const finding of findings) say(sentence(finding))
    say(
      `已封存 ${sealed} 条，末条封存值 ${head.hash.slice(0, 16)}，发现问题 ${findings.length} 处。`,
    )
    if (findings.length > 0) process.exitCode = 1
  } finally {
    await database.close()
  }
})

function readRoot(text: string): Root {
  const [, place, hash] = /^(\d+)[:：]([0-9a-f]{8,64})$/.exec(text) ?? []
  if (!place || !hash)
    throw new BadConfig(`“${text}”不是封存值，写法为 条数:封存值，例如 128:9f86d081884c7d65`)
  return { place: Number(place), hash }
}

function sentence(finding: Finding): string {
  switch (finding.what) {
    case 'altered':
      return `第${finding.place}条被改动过（${finding.entry}）`
    case 'reordered':
      return `第${finding.place}条不在原来的位置（${finding.entry}）`
    case 'removed':
      return `第${finding.place}条被删除${finding.entry ? `（${finding.entry}）` : ''}`
    case 'cut':
      return `第${finding.place}条之后的记录被删除`
    case 'unsealed':
      return `一小时以上未封存（${finding.entry}，${finding.at}）`
    case 'root':
      return `第${finding.place}条与当日记下的封存值不符`
    case 'row':
      return `${finding.table} 表有一行与办理记录不符（${finding.row}）`
  }
}
