// Keys and search hashes of the vault, and the counters of numbers.
export interface SecretKeyTable {
  matter: string
  key_id: string
  wrapped: Uint8Array
}

export interface SecretHashTable {
  matter: string
  field: string
  hash: Uint8Array
}

/** Which master key counts, and the search key under it: a wrong key is noticed at start. */
export interface VaultCheckTable {
  one: boolean
  key_id: string
  check: Uint8Array
}

export interface CounterTable {
  kind: string
  year: number
  n: number
}
