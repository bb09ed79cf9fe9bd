// What the database asks to do again: a deadlock's victim, a serialisation failure.

export function isConflict(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001')
  )
}

/** Does the whole transaction again, at most `tries` times. */
export async function again<T>(work: () => Promise<T>, tries = 4): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (tries <= 1 || !isConflict(error)) throw error
    return again(work, tries - 1)
  }
}
