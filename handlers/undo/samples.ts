// The receipts of what was done at once.
import { superseded } from '../card.ts'
import type { Sample } from '../feature.ts'
import { receiptCard, undoOf } from './views.ts'

const said = '已收到反馈：督〔2026〕12号。'

export const samples: Sample[] = [
  { name: '回执', card: receiptCard(said, false, [undoOf('a1')]) },
  { name: '回执：超过撤销时限', card: receiptCard(said, false, []) },
  { name: '回执：已撤销', card: receiptCard(said, true, []) },
  {
    name: '卡片已撤回',
    card: superseded('此卡片已撤回', '周明远已于11月25日09:00撤回。', '已撤回'),
  },
  { name: '卡片已失效', card: superseded('此卡片已失效', '所涉事项已变动，请以最新卡片为准。') },
]
