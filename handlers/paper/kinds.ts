// The papers of a petition (domain.md §1.7), and when each can be made. A paper is never held back for want of a date: its line is blank.

export const paperKinds = {
  registration: '信访登记表',
  notice: '书面告知单',
  acceptance: '受理告知书',
  decline: '不予受理告知书',
  no_longer: '不再受理告知书',
  extension: '延期告知书',
  opinion: '处理意见书',
  delivery: '送达回证',
  transfer: '转送函',
  assignment: '交办函',
} as const
export type PaperKind = keyof typeof paperKinds

/** By the state's name: a petition that is void has none. */
const readyIn: Record<PaperKind, readonly string[]> = {
  registration: [
    'registered',
    'proposed',
    'routed',
    'in_progress',
    'under_review',
    'replied',
    'completed',
    'exited',
    'terminated',
    'archived',
  ],
  notice: ['registered', 'proposed', 'routed', 'exited'],
  acceptance: ['in_progress', 'under_review', 'replied'],
  decline: ['registered', 'proposed', 'routed', 'exited'],
  no_longer: ['registered', 'proposed', 'exited'],
  extension: ['in_progress', 'under_review'],
  opinion: ['under_review', 'replied', 'completed'],
  delivery: ['registered', 'proposed', 'routed', 'in_progress', 'replied', 'completed', 'exited'],
  transfer: ['routed', 'exited'],
  assignment: ['routed'],
}

export function papersFor(state: string): PaperKind[] {
  return kinds.filter((kind) => readyIn[kind].includes(state))
}

const kinds: PaperKind[] = [
  'registration',
  'notice',
  'acceptance',
  'decline',
  'no_longer',
  'extension',
  'opinion',
  'delivery',
  'transfer',
  'assignment',
]

export const isPaperKind = (text: string): text is PaperKind => kinds.some((kind) => kind === text)
