// One thing asked of the house that may fail: while it runs nobody asks again, and what went wrong is said.
import { sayThrown } from './say'

export class Attempt {
  busy = $state(false)
  error = $state<string | null>(null)

  async run(work: () => Promise<void>) {
    if (this.busy) return
    this.busy = true
    this.error = null
    try {
      await work()
    } catch (thrown) {
      this.error = sayThrown(thrown)
    } finally {
      this.busy = false
    }
  }
}
