// Preloaded into the real process: its clock is set to shortly before a full minute, so that the first beat is near.
const machine = Date.now
const aheadMs = (60_000 + 56_000 - (machine() % 60_000)) % 60_000
const now = () => machine() + aheadMs

globalThis.Date = new Proxy(Date, {
  construct: (Original, args, target) =>
    Reflect.construct(Original, args.length === 0 ? [now()] : args, target),
  apply: () => new Date().toString(),
  get: (original, key) => (key === 'now' ? now : Reflect.get(original, key)),
})
