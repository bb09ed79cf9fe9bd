// What the gallery page asks for: the bot's own samples, through the address at which it is told the time.
import { Hono } from 'hono'
import type { Box } from './box.ts'

export function sampleRoutes({ instances }: Pick<Box, 'instances'>): Hono {
  return new Hono().get('/cards', async (c) => {
    const control = instances.ready.find((instance) => instance.control)?.control
    if (!control) return c.json({ error: '机器人未运行，没有可以展示的卡片。' }, 404)
    const answer = await fetch(new URL('/samples', control))
    return c.json(await answer.json())
  })
}
