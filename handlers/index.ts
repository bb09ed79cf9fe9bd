// The list of features, in menu order.
import { approval } from './approval/index.ts'
import { behalf } from './behalf/index.ts'
import { clock } from './clock/index.ts'
import { digest } from './digest/index.ts'
import type { Feature } from './feature.ts'
import { language } from './language/index.ts'
import { office, postsSheet, settingsSheet } from './office/index.ts'
import { petition, petitionsSheet } from './petition/index.ts'
import { privacy } from './privacy/index.ts'
import { renewal } from './renewal/index.ts'
import { sheet } from './sheet/index.ts'
import { supervision } from './supervision/index.ts'
import { talk } from './talk/index.ts'
import { undo } from './undo/index.ts'

const duties: Feature[] = [petition, supervision, talk]

const decided: Feature[] = [...duties, approval(duties)]

const renewing = renewal(decided)

const undoing = undo(decided)
const running = clock(decided)

const asking = language(() => features)

export const features: Feature[] = [
  undoing,
  behalf(decided),
  privacy,
  ...decided,
  office(decided, [undoing, running, asking]),
  asking,
  renewing,
  digest([...decided, privacy, renewing, asking]),
  running,
  sheet([petitionsSheet, postsSheet, settingsSheet([...decided, undoing, running])]),
]
