// Papers that leave the house (文书): which there are, and for which state each is ready.
export { isPaperKind, type PaperKind, paperKinds, papersFor } from './kinds.ts'
