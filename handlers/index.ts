// The list of features, in menu order.
import { digest } from './digest/index.ts'
import type { Feature } from './feature.ts'
import { office } from './office/index.ts'
import { petition } from './petition/index.ts'
import { supervision } from './supervision/index.ts'
import { talk } from './talk/index.ts'

const duties: Feature[] = [petition, supervision, talk]

export const features: Feature[] = [...duties, office(duties), digest(duties)]
