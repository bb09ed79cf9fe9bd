// Opens the built-in database in a folder, which makes it at the first time.
import { openFolder } from '../../db/pglite.ts'

await openFolder(process.argv[2] ?? '', () => {})
console.log('open')
