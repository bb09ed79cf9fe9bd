// A database that dies: the process it belongs to stops after a given step, a step being a statement, the end of a
// transaction, or a call to Feishu. What was committed stays, an open transaction is rolled back, as after kill -9.
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { DB } from '../../db/schema.ts'
import type { Messenger } from '../../handlers/outside.ts'

export class Killed extends Error {
  override name = 'Killed'
}

/** Counts the steps of one life; dies after step `at`. */
export interface Life {
  steps: number
  readonly dead: boolean
  step<T>(work: () => Promise<T>): Promise<T>
}

export function lifeUntil(at: number): Life {
  const life = {
    steps: 0,
    dead: false,
    async step<T>(work: () => Promise<T>): Promise<T> {
      if (life.dead) throw new Killed()
      const done = await work()
      if (life.dead) throw new Killed()
      life.steps += 1
      if (life.steps === at) {
        life.dead = true
        throw new Killed()
      }
      return done
    },
  }
  return life
}

/** The same database, through a connection that can die. */
export function mortal(db: Kysely<DB>, life: Life): Kysely<DB> {
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new MortalDriver(db, life),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (own) => new PostgresIntrospector(own),
  }
  return new Kysely<DB>({ dialect })
}

class MortalDriver implements Driver {
  readonly #db: Kysely<DB>
  readonly #life: Life
  readonly #held = new Map<DatabaseConnection, { inner: DatabaseConnection; free(): void }>()

  constructor(db: Kysely<DB>, life: Life) {
    this.#db = db
    this.#life = life
  }

  async init(): Promise<void> {}

  acquireConnection(): Promise<DatabaseConnection> {
    const life = this.#life
    return new Promise((resolve, reject) => {
      const lend = (inner: DatabaseConnection) =>
        new Promise<void>((free) => {
          const outer: DatabaseConnection = {
            executeQuery: (query) => life.step(() => inner.executeQuery(query)),
            streamQuery: (...given) => inner.streamQuery(...given),
          }
          this.#held.set(outer, { inner, free })
          resolve(outer)
        })
      this.#db.getExecutor().provideConnection(lend).catch(reject)
    })
  }

  beginTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#run(connection, 'begin')
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#life.step(() => this.#run(connection, 'commit'))
  }

  /** The server does this when the connection breaks. */
  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#run(connection, 'rollback')
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#held.get(connection)?.free()
    this.#held.delete(connection)
  }

  async destroy(): Promise<void> {}

  async #run(connection: DatabaseConnection, sql: string): Promise<void> {
    await this.#held.get(connection)?.inner.executeQuery(CompiledQuery.raw(sql))
  }
}

/** Calls are steps too: after the step the answer is never heard. */
export function mortalMessenger(messenger: Messenger, life: Life): Messenger {
  return {
    send: (...args) => life.step(() => messenger.send(...args)),
    reply: (...args) => life.step(() => messenger.reply(...args)),
    update: (...args) => life.step(() => messenger.update(...args)),
    recall: (...args) => life.step(() => messenger.recall(...args)),
    readBack: (...args) => life.step(() => messenger.readBack(...args)),
    errand: (...args) => life.step(() => messenger.errand(...args)),
    whoAmI: (...args) => life.step(() => messenger.whoAmI(...args)),
  }
}
