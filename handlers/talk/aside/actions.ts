// Two sentences beside the duty itself: one's own talks with somebody, and what a talk brought up as a supervision item
// that names nobody (domain.md §8.4#22, #34).
import { command } from '../../feature.ts'
import { find, fold, tidy, without } from '../../phrase.ts'
import { readNewTask } from '../../supervision/index.ts'
import { namedIn } from '../names.ts'
import { feature } from '../subjects.ts'

const looking = /^(?:看看|查看|查一下)我?(?:和|与|跟).+的?谈话(?:登记|记录)/u

export const look = command<{ talkee: string }>({
  name: '谈话登记查询',
  says: ['看看我和何小雨的谈话登记'],
  roles: [],
  inGroup: 'private',
  read(words, { office }) {
    const folded = fold(words.original).text.trim()
    if (!looking.test(folded)) return undefined
    const named = namedIn(folded, words, office)
    if (!('people' in named)) return named
    const [person] = named.people
    return person
      ? { slots: { talkee: person.openId } }
      : { refused: 'missing', what: '谈话对象', example: '看看我和何小雨的谈话登记' }
  },
  act: async (ctx, { talkee }) => ({
    entries: [],
    tell: [
      {
        ...{ kind: 'view', ...ctx.answer, feature, view: 'pair' },
        subject: `with/${ctx.by.openId}/${talkee}`,
      },
    ],
  }),
})

const turning =
  /(?:把|将)?谈话(?:里|中)?(?:(?:\p{Script=Han}{2,4})?(?:反映|提到|提出|说))的(.+?)转(?:为)?督办/u

/** The supervision sentence is formed without the name; what is missing of it is asked. */
export const turnToTask = command<{ text: string }>({
  name: '谈话反映问题转督办',
  says: ['把谈话里反映的食堂问题转督办 后勤中心 12月10日前'],
  roles: [],
  inGroup: 'private',
  read(words, given) {
    const said = find(words.original, turning)
    if (!said) return undefined
    const matter = nameless(said.groups[1] ?? '', given.office.people.values())
    const title = `解决${matter.replace(/的?问题$/u, '')}问题`
    const text = `督办 ${tidy(words.original.slice(said.span[1]))} ${title}`
    const task = readNewTask({ ...words, text, original: text, mentions: [] }, given)
    if (task && 'slots' in task) return { slots: { text } }
    if (task && 'ask' in task) return task
    const sentence = `把谈话里反映的${matter}转督办 后勤中心 12月10日前`
    const question = '转督办不带姓名。请写明牵头单位和完成时限。'
    return { ask: { question, choices: [{ label: title, sentence }] } }
  },
  act: async (_ctx, { text }) => ({
    entries: [],
    offers: [{ feature: 'supervision', offer: 'propose', args: { text } }],
  }),
})

/** Whoever spoke is left out (§4.4, layer 3). */
function nameless(text: string, people: Iterable<{ name: string }>): string {
  const spans = [...people].flatMap(({ name }) => {
    const at = name ? text.indexOf(name) : -1
    return at < 0 ? [] : [[at, at + name.length] as const]
  })
  return tidy(without(text, spans).replaceAll(/反映的|提出的/gu, ' ')).replaceAll(' ', '')
}
