// Classification markings in text and file names (保守国家秘密法; domain.md §6.2): 秘密★, 机密★1年, 绝密★长期, 内部资料 注意保存.
// Never the bare words: 内部审计, 保密检查, 商业秘密 are daily titles.
import { fold } from '../phrase.ts'

// Stars as they are typed, printed and pasted.
const star = '[★☆⭐✩✭✮✯⋆*＊]'
const marking = new RegExp(`(?:绝密|机密|秘密)\\s*(?:级)?\\s*${star}`, 'u')
const kept = /内部(?:资料|文件|材料)[\s,，、·—－-]*(?:注意|妥善)保(?:存|管)/u

export function isMarked(text: string): boolean {
  // As typed and folded: folding may take a star for an asterisk, never the other way round.
  return [text, fold(text).text].some((form) => marking.test(form) || kept.test(form))
}
