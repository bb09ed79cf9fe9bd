// pg-boss and graphile-worker, one job per message, on the same Postgres. Installed by npm into a folder of the bench's own.
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Rival {
  name: string
  /** Messages a second. */
  rate(url: string, messages: number): Promise<number>
}

export async function rivals(): Promise<Rival[]> {
  const folder = join(tmpdir(), 'duban-bench')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{"private":true}')
  await run('npm', ['install', '--no-audit', '--no-fund', 'pg-boss@10', 'graphile-worker@0.16'], {
    cwd: folder,
  })
  const load = createRequire(join(folder, 'package.json'))
  return [boss(load), graphile(load)]
}

function boss(load: NodeJS.Require): Rival {
  return {
    name: 'pg-boss',
    async rate(url, messages) {
      const loaded = load('pg-boss')
      const PgBoss = loaded.default ?? loaded
      const it = new PgBoss({ connectionString: url, max: 12 })
      await it.start()
      await it.createQueue('send')
      for (let i = 0; i < messages; i += 500) {
        await it.insert(
          Array.from({ length: Math.min(500, messages - i) }, () => ({ name: 'send', data: {} })),
        )
      }
      let done = 0
      const began = performance.now()
      await new Promise<void>((finished) => {
        for (let i = 0; i < 8; i++) {
          void it.work('send', { batchSize: 1, pollingIntervalSeconds: 0.5 }, async () => {
            done += 1
            if (done === messages) finished()
          })
        }
        // Polling twice a second is its least: it is asked directly instead, one job at a time.
        const pull = async () => {
          while (done < messages) {
            const [job] = await it.fetch('send', { batchSize: 1 })
            if (!job) return
            await it.complete('send', job.id)
            done += 1
            if (done === messages) finished()
          }
        }
        for (let i = 0; i < 8; i++) void pull()
      })
      const rate = messages / ((performance.now() - began) / 1_000)
      await it.stop({ graceful: false })
      return rate
    },
  }
}

function graphile(load: NodeJS.Require): Rival {
  return {
    name: 'graphile-worker',
    async rate(url, messages) {
      const { run: start, makeWorkerUtils, Logger } = load('graphile-worker')
      const logger = new Logger(() => () => {})
      const utils = await makeWorkerUtils({ connectionString: url, logger })
      await utils.migrate()
      await utils.withPgClient(
        (client: { query(sql: string, values: unknown[]): Promise<unknown> }) =>
          client.query(
            `select graphile_worker.add_job('send', json_build_object('n', i)) from generate_series(1, $1) i`,
            [messages],
          ),
      )
      let done = 0
      const began = performance.now()
      let runner: { stop(): Promise<void> } | undefined
      await new Promise<void>((finished) => {
        const send = async () => {
          done += 1
          if (done === messages) finished()
        }
        void start({
          ...{ connectionString: url, concurrency: 8, maxPoolSize: 12, noHandleSignals: true },
          ...{ pollInterval: 100, taskList: { send }, logger },
        }).then((it: { stop(): Promise<void> }) => {
          runner = it
        })
      })
      const rate = messages / ((performance.now() - began) / 1_000)
      await runner?.stop()
      await utils.release()
      return rate
    },
  }
}
