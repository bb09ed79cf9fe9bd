// The colour words of Feishu cards, as class names; unknown words are grey.
// card.css has their values.
const known = new Set([
  'blue',
  'wathet',
  'turquoise',
  'green',
  'lime',
  'yellow',
  'orange',
  'red',
  'carmine',
  'violet',
  'purple',
  'indigo',
  'grey',
  'neutral',
])

export function colour(word: string): string {
  const plain = word.replace(/-\d+$/, '')
  return known.has(plain) ? `c-${plain}` : 'c-grey'
}
