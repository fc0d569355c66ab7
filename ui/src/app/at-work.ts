// The rooms are most of the page's script, and nobody sees them before the sign-in: they are fetched while somebody types
// the PIN, so that the sign-in itself stands there at once.
import { words } from '../text/words.svelte'

/** By then the sign-in has been painted, and no PIN has been typed to its end. */
const AHEAD_AFTER_MS = 300

let fetched: Promise<typeof import('./AtWork.svelte')> | undefined

export function atWork() {
  fetched ??= import('./AtWork.svelte').catch((thrown) => {
    fetched = undefined
    throw thrown
  })
  return fetched
}

/** What cannot be fetched now is asked for again when it is needed. */
export function fetchAhead() {
  setTimeout(() => void Promise.all([atWork(), words.fetchAhead()]).catch(() => {}), AHEAD_AFTER_MS)
}
