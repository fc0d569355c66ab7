// The rooms are most of the page's script, and nobody sees them before the sign-in: they are fetched while somebody types
// the PIN, so that the sign-in itself stands there at once.
import { words } from '../text/words.svelte'
import { line } from '../wire/line.svelte'

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

/**
 * Where the line broke just then, the page may begin anew when it is back: a browser may remember, for as long as the page
 * lives, that a file could not be had.
 */
export function fetchAhead(beginAnew: () => void) {
  let isMissing = false
  line.whenBack(() => {
    if (isMissing) beginAnew()
  })
  const fetchAll = () => Promise.all([atWork(), words.fetchAhead()])
  setTimeout(() => {
    fetchAll().catch(() => {
      isMissing = true
    })
  }, AHEAD_AFTER_MS)
}
