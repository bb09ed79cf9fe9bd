// Builds elements from names and values; text is always text, never markup.
// The only place where the page makes DOM nodes.
export type Child = Node | string | number | null | undefined | false | Child[]

type Listeners = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void }

export interface Attributes {
  class?: string
  on?: Listeners
  [name: string]: string | number | boolean | null | undefined | Listeners
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  const { on, ...plain } = attributes
  dress(element, plain)
  for (const [event, listener] of Object.entries(on ?? {}))
    element.addEventListener(event, listener as EventListener)
  element.append(...flat(children))
  return element
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | undefined> = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag)
  dress(element, attributes)
  element.append(...flat(children))
  return element
}

function dress(element: Element, attributes: Omit<Attributes, 'on'>) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue
    element.setAttribute(name, value === true ? '' : String(value))
  }
}

function flat(children: Child[]): (Node | string)[] {
  return children.flatMap((child): (Node | string)[] => {
    if (Array.isArray(child)) return flat(child)
    if (child === null || child === undefined || child === false) return []
    return [child instanceof Node ? child : String(child)]
  })
}

/** Replaces what is in `place`, if it differs; the control with the same data-key keeps the focus. */
export function redraw(place: Element, ...children: Child[]) {
  const fresh = h('div', {}, ...children)
  if (fresh.innerHTML === place.innerHTML) return
  const active = document.activeElement
  const key = active && place.contains(active) ? active.getAttribute('data-key') : null
  place.replaceChildren(...fresh.childNodes)
  if (key === null) return
  const again = place.querySelector(`[data-key="${CSS.escape(key)}"]`)
  if (again instanceof HTMLElement) again.focus({ preventScroll: true })
}

export function byId(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`no #${id}`)
  return element
}
