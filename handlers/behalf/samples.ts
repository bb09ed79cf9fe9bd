// What somebody is told of an entry made in his or her name.
import { instant } from '../../db/instant.ts'
import type { Sample } from '../feature.ts'
import { sampled, sampleSight } from '../sample-office.ts'
import { toldCard } from './views.ts'

const entry = {
  id: '019f0000-0000-7000-8000-000000000004',
  act: 'a1',
  feature: 'supervision',
  subject: '019f0000-0000-7000-8000-000000000001',
  verb: 'feedback',
  person: sampled.liaison,
  way: '电话',
  givenOn: '2026-11-24',
  recordedBy: sampled.supervisor,
  recordedAt: instant('2026-11-25T01:00:00.000Z'),
  disputedAt: null,
}
const said = '已收到反馈：督〔2026〕12号'

export const samples: Sample[] = [
  { name: '代录告知', card: toldCard(sampleSight, entry, said) },
  {
    name: '代录告知：已提出有误',
    card: toldCard(sampleSight, { ...entry, disputedAt: entry.recordedAt }, said),
  },
]
