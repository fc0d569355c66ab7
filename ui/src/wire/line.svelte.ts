// Whether the one who serves this page is heard. In the salon's own window that is never in question.

type Run = () => void

class Line {
  /** Since when nothing has been heard; null while all is well. */
  lostAt = $state<number | null>(null)
  #back: Run[] = []

  /** Runs whenever the line is there again. */
  whenBack(run: Run) {
    this.#back.push(run)
  }

  lose() {
    this.lostAt ??= Date.now()
  }

  /** Something was heard. True when that ends a silence. */
  hear(): boolean {
    if (this.lostAt === null) return false
    this.lostAt = null
    for (const run of this.#back) run()
    return true
  }
}

export const line = new Line()
