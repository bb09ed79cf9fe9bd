// `@某人` in what a person types becomes a real mention with a placeholder; the longest name wins.
import type { Mention, World } from './world.ts'

interface Mentionable {
  name: string
  open_id: string
}

export class Mentions {
  readonly list: Mention[] = []
  #names: Mentionable[]

  constructor(world: World) {
    const people = [...world.people.values()].filter((person) => !person.left)
    const bot = [world.bot.name, '机器人'].map((name) => ({ name, open_id: world.bot.open_id }))
    this.#names = [...people, ...bot, { name: '所有人', open_id: 'all' }].sort(
      (a, b) => b.name.length - a.name.length,
    )
  }

  /** The text with placeholders; what names nobody stays as typed. */
  replace(text: string): string {
    return text
      .split('@')
      .map((part, index) => (index === 0 ? part : this.#mention(part)))
      .join('')
  }

  keyOf(open_id: string, name: string): string {
    if (open_id === 'all') return '@_all'
    const known = this.list.find((mention) => mention.open_id === open_id)
    if (known) return known.key
    const key = `@_user_${this.list.length + 1}`
    this.list.push({ key, open_id, name })
    return key
  }

  find(nameOrId: string): Mentionable | undefined {
    return this.#names.find(({ name, open_id }) => name === nameOrId || open_id === nameOrId)
  }

  #mention(part: string) {
    const found = this.#names.find(({ name }) => part.startsWith(name))
    if (!found) return `@${part}`
    const rest = part.slice(found.name.length)
    return (
      this.keyOf(found.open_id, this.#shown(found)) + (/^[A-Za-z0-9_]/.test(rest) ? ' ' : '') + rest
    )
  }

  #shown({ open_id, name }: Mentionable) {
    return this.#names.find((one) => one.open_id === open_id && one.name !== '机器人')?.name ?? name
  }
}
