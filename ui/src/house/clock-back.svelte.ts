// The computer's clock stands before the last record: nothing can be written until it is set, or until the manager says
// that it is right now. Known from the first write that was refused for it, forgotten once the clock has caught up.

import { call, whenClockBack } from '../wire/call'
import { house } from './status.svelte'

/** So far behind is no refusal: the core has the same figure. */
const TOLERANCE_MS = 2 * 60_000

class ClockBack {
  #lastMs = $state<number | null>(null)

  constructor() {
    whenClockBack(({ lastMs }) => {
      this.#lastMs = typeof lastMs === 'number' ? lastMs : null
      void house.refresh().catch(() => {})
    })
  }

  /** When the last record was written, while the clock is behind it. */
  get lastMs(): number | null {
    return this.#lastMs !== null && house.now + TOLERANCE_MS < this.#lastMs ? this.#lastMs : null
  }

  /** The manager's word: what lies ahead was written by a clock that ran ahead. */
  async accept() {
    await call('house.accept_clock', null)
    this.#lastMs = null
  }
}

export const clockBack = new ClockBack()
