// One sender of the drain line: drains until nothing waits, and says when it began and ended.
import { drain } from '../../bot/deliver.ts'
import { openPostgres } from '../../db/open.ts'
import { noteFeature } from '../delivery/office.ts'
import { partsOn, ready, realClock, unpaced } from './stage.ts'

const database = openPostgres(process.argv[2] ?? '', () => {}, 12)
const notes = noteFeature({ gone: new Set(), says: new Map() })
const parts = unpaced(await partsOn(database, realClock, ready, [notes]))
process.send?.('ready')
process.once('message', async () => {
  await drain(parts)
  process.send?.('done')
  await database.close()
  process.disconnect()
})
