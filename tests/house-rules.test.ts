// The rules of the house, kept by reading the code: who may import whom, what must stay pure, what is said where.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { features } from '../handlers/index.ts'
import { heartbeat, sheetAt, timetable } from '../jobs/timetable.ts'

const root = normalize(join(import.meta.dirname, '..'))
const rooms = ['db', 'handlers', 'jobs', 'bot', 'playground'] as const
type Room = (typeof rooms)[number]

interface Source {
  path: string
  room: Room
  text: string
  imports: string[]
}

const sources = rooms.flatMap((room) => filesIn(room).map((path) => read(path, room)))

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .map((name) => join(folder, name))
}

function read(path: string, room: Room): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const imports = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, to = '']) =>
    normalize(join(dirname(path), to)),
  )
  return { path, room, text, imports }
}

const roomOf = (path: string) => path.split('/')[0] ?? ''
const code = ({ text }: Source) =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
const breaking = (test: (source: Source) => boolean) => sources.filter(test).map((s) => s.path)

describe('direction: db ← handlers ← jobs ← bot, and playground beside them', () => {
  const mayImport: Record<Room, string[]> = {
    db: ['db'],
    handlers: ['db', 'handlers'],
    jobs: ['db', 'handlers', 'jobs'],
    bot: ['db', 'handlers', 'jobs', 'bot'],
    playground: ['playground'],
  }
  const entries = [
    'playground/bot.ts',
    'playground/serve-bot.ts',
    'playground/gallery.ts',
    'playground/office.ts',
    'playground/worker.ts',
  ]

  it('no room imports a room above it', () => {
    const wrong = sources.flatMap((s) =>
      entries.includes(s.path)
        ? []
        : s.imports
            .filter((to) => !mayImport[s.room].includes(roomOf(to)))
            .map((to) => `${s.path} → ${to}`),
    )
    expect(wrong).toEqual([])
  })

  it('handlers know no network, no environment, no machine clock, no chance', () => {
    expect(
      breaking(
        (s) =>
          (s.room === 'handlers' || s.room === 'jobs' || s.room === 'db') &&
          !['db/lock.ts', 'db/pglite.ts'].includes(s.path) &&
          /\bfetch\(|node:http|process\.env|Date\.now|Math\.random|randomUUID|setTimeout/.test(
            code(s),
          ),
      ),
    ).toEqual([])
  })

  it('new Date stands nowhere but at the edge', () => {
    expect(
      breaking((s) => ['db', 'handlers', 'jobs'].includes(s.room) && /new Date\b/.test(code(s))),
    ).toEqual([])
  })

  it('the environment is read by config.ts alone, and handed in by the door and the scripts', () => {
    const readers = breaking((s) => s.room === 'bot' && /process\.env/.test(code(s)))
    expect(readers.toSorted()).toEqual([
      'bot/backup.ts',
      'bot/doctor.ts',
      'bot/migrate.ts',
      'bot/move.ts',
      'bot/node.ts',
      'bot/record-verify.ts',
      'bot/rekey.ts',
      'bot/restore.ts',
    ])
  })

  it('a feature imports another only through its index', () => {
    const duties = [
      'petition',
      'supervision',
      'talk',
      'approval',
      'undo',
      'behalf',
      'renewal',
      'privacy',
      'office',
      'digest',
      'clock',
      'sheet',
      'paper',
      'report',
    ]
    const featureOf = (path: string) => duties.find((duty) => path.startsWith(`handlers/${duty}/`))
    const wrong = sources.flatMap((s) =>
      s.imports
        .filter(
          (to) =>
            featureOf(s.path) &&
            featureOf(to) &&
            featureOf(to) !== featureOf(s.path) &&
            !to.endsWith('/index.ts'),
        )
        .map((to) => `${s.path} → ${to}`),
    )
    expect(wrong).toEqual([])
  })

  it('the root database is held by dispatch, tick, deliver and open alone; a handler takes the open transaction', () => {
    expect(breaking((s) => s.room === 'handlers' && /\bKysely</.test(code(s)))).toEqual([])
  })
})

describe('purity inside a feature', () => {
  const mayWait = [
    'store',
    'views',
    'guards',
    'approvals',
    'actions',
    'commands',
    'dues',
    'reacts',
    'index',
  ]

  it('only store, views, guards, approvals, actions, commands, dues and index wait for anything', () => {
    expect(
      breaking(
        (s) =>
          s.room === 'handlers' &&
          s.path.split('/').length === 3 &&
          !mayWait.some((name) => s.path.endsWith(`/${name}.ts`)) &&
          /\basync\b|\bawait\b/.test(code(s)),
      ),
    ).toEqual([])
  })

  it('only a store writes SQL', () => {
    expect(
      breaking(
        (s) =>
          s.room === 'handlers' &&
          !s.path.endsWith('/store.ts') &&
          /\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(/.test(code(s)),
      ),
    ).toEqual([])
  })
})

describe('SQL that both databases and a pooler take', () => {
  it('no advisory locks, LISTEN, session SET, temporary tables or cursors', () => {
    expect(
      breaking((s) =>
        /pg_advisory|\blisten\s+\w+;|\bnotify\s|create temp|declare\s+\w+\s+cursor|`set (?!local)/i.test(
          s.room === 'playground' ? '' : code(s),
        ),
      ),
    ).toEqual([])
  })

  it('no now() in SQL: time is an argument', () => {
    expect(
      breaking(
        (s) =>
          s.room !== 'playground' &&
          /\bnow\(\)\s*(?:at|-|\+|,|\))|current_timestamp/i.test(sqlOf(s)),
      ),
    ).toEqual([])
  })

  function sqlOf(s: Source): string {
    return [...code(s).matchAll(/`[^`]*`/g)]
      .map(([text]) => text.replaceAll(/\$\{[^}]*\}/g, ''))
      .join('\n')
  }
})

describe('habits of writing', () => {
  it('every file says in its first line what it is for', () => {
    const exempt = /playground\/page\/.*\.d\.ts$/
    expect(
      breaking(
        (s) => !exempt.test(s.path) && !s.text.startsWith('//') && !s.text.startsWith('/**'),
      ),
    ).toEqual([])
  })

  it('no drawer: no file is called common, utils, helpers, manager or service', () => {
    expect(
      breaking((s) => /\/(?:common|utils?|helpers?|managers?|services?)\.ts$/.test(s.path)),
    ).toEqual([])
  })

  it('no any, no non-null assertion through a comment, nothing skipped', () => {
    expect(breaking((s) => /@ts-ignore|@ts-nocheck|biome-ignore|as any\b/.test(s.text))).toEqual([])
  })
})

describe('inventories: each new one is seen in review', () => {
  it('commands', () => {
    expect(
      features.flatMap((f) => f.commands.map((c) => `${f.menu} ${c.name}（群内：${c.inGroup}）`)),
    ).toMatchSnapshot()
  })

  it('buttons', () => {
    expect(
      features.flatMap((f) => Object.keys(f.taps).map((tap) => `${f.name}/${tap}`)),
    ).toMatchSnapshot()
  })

  it('views and dues', () => {
    expect(
      features.flatMap((f) => [
        ...Object.entries(f.views).map(
          ([name, view]) => `${f.name}/${name}: ${Object.keys(view).join(', ')}`,
        ),
        ...Object.keys(f.dues).map((due) => `${f.name} owes ${due}`),
      ]),
    ).toMatchSnapshot()
  })

  it('the timetable', () => {
    expect({ timetable, sheetAt, heartbeat }).toMatchSnapshot()
  })
})
