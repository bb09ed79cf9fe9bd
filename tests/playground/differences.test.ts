// The page that says where the playground differs names every endpoint that there is, and every choice that can be made.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { limitTable } from '../../playground/limits.ts'
import { endpoints } from '../../playground/open/index.ts'
import { scene } from './form-bot.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/playground-differences.md'), 'utf8')

test('the endpoints of the page are those of the code', () => {
  const rows = [...page.matchAll(/^\| (GET|POST|PUT|PATCH|DELETE) \| (\S+) \|/gm)]
  const told = rows.map(([, method, path]) => `${method} ${path}`)
  expect(told.sort()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).sort())
})

test('the choices of the page are those of the code', async () => {
  const here = await scene()
  const { templates, ...choices } = here.box.box.behaviour
  await here.end()
  expect(templates).toEqual({})
  for (const name of Object.keys(choices)) expect(page).toContain(`\`${name}`)
  for (const [, name] of page.matchAll(/limit `(\w+)`/g))
    expect(limitTable.map((limit) => limit.name)).toContain(name)
})

test('what is not there answers as an unknown path', async () => {
  const here = await scene()
  const answer = await fetch(`${here.box.url}/open-apis/task/v2/tasks`, { method: 'POST' })
  expect([answer.status, await answer.text()]).toEqual([404, '404 page not found'])
  await here.end()
})
