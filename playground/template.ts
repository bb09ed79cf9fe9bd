// A card that is sent by a template id: what the playground was given under that id, with its variables filled in.
import { isObject, type Json, objectOf, stringOf } from './json.ts'

/** `data`: template_id, and template_variable for every `${name}` in the card. Undefined: no such template. */
export function fillTemplate(templates: Record<string, Json>, data: unknown): unknown {
  const { template_id, template_variable } = objectOf(data)
  const found = templates[stringOf(template_id)]
  return found && filled(found, objectOf(template_variable))
}

function filled(value: unknown, variables: Json): unknown {
  if (Array.isArray(value)) return value.map((one) => filled(one, variables))
  if (typeof value === 'string') return inText(value, variables)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, filled(v, variables)]))
}

/** Alone, a variable may be a list or an object; within words it is a text. */
function inText(text: string, variables: Json): unknown {
  const whole = /^\$\{(\w+)\}$/.exec(text)?.[1]
  if (whole) return variables[whole] ?? ''
  return text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => stringOf(variables[name]))
}
