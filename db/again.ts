// What the database answers: what it asks to do again (a deadlock's victim, a serialisation failure), what it cannot take.

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

/** A value that fits no column: text that is no uuid, no date, no number of that size. */
export function isMisfit(error: unknown): boolean {
  const misfits = ['22P02', '22P05', '22021', '22003', '22007', '22008']
  return error instanceof Error && 'code' in error && misfits.includes(String(error.code))
}
