// Papers that leave the house (文书): which there are, for which state each is ready, the templates, and how one is filled.
export { faultIn, fill, type PaperFacts, places, type TemplateFault, wordsOf } from './fill.ts'
export { isPaperKind, type PaperKind, paperKinds, papersFor } from './kinds.ts'
export { shippedTemplate } from './templates.ts'
