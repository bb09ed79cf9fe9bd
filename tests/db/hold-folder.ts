// Takes a folder's lock, says so, and holds it until it is killed.
import { lockFolder } from '../../db/lock.ts'

await lockFolder(process.argv[2] ?? '')
console.log('held')
setInterval(() => {}, 1000)
