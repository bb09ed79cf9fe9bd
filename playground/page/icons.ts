// The few line icons of the page, drawn on a 24-unit square.
// They are decoration: the control around them carries the label.
import { svg } from './dom.ts'

const paths = {
  back: 'M15 5l-7 7 7 7',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2',
  plug: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4',
  list: 'M4 6h16M4 12h16M4 18h10',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M7 10l5 5 5-5',
  clip: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 5 5l-8.500 8.500a1.700 1.700 0 0 1-2.500-2.500L14.500 7.500',
  at: 'M12 8.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM15.500 8.500v4.500a2.500 2.500 0 0 0 5 0v-1a8.500 8.500 0 1 0-3.500 6.900',
  send: 'M4 12l16-8-5 16-4-6zM11 14l9-10',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  reply: 'M10 6L4 12l6 6M4 12h10a6 6 0 0 1 6 6',
  recall: 'M4 10h10a5 5 0 0 1 0 10H8M4 10l4-4M4 10l4 4',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  check: 'M5 12l5 5 9-10',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  group:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20a6.500 6.500 0 0 1 13 0M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14a6 6 0 0 1 3.500 6',
  forward: 'M14 6l6 6-6 6M20 12H10a6 6 0 0 0-6 6',
} as const

export type Icon = keyof typeof paths

export const icon = (name: Icon, size = 18) =>
  svg(
    'svg',
    { class: 'icon', viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true' },
    svg('path', {
      d: paths[name],
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 1.8,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }),
  )
