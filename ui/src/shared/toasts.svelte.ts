// Short news at the lower edge: what was done (with undo where undo exists) and what was refused.
export interface Toast {
  id: number
  look: 'done' | 'bad'
  text: string
  undo?: () => void
}

const STAY_MS = { done: 6000, bad: 10_000 }

class Toasts {
  list = $state<Toast[]>([])
  #next = 1

  done(text: string, undo?: () => void) {
    this.#show({ id: this.#next++, look: 'done', text, undo })
  }

  bad(text: string) {
    this.#show({ id: this.#next++, look: 'bad', text })
  }

  /** Takes back what was done last, if that can still be. True when there was something. */
  undoLast(): boolean {
    const last = this.list.findLast(({ undo }) => undo)
    if (!last) return false
    last.undo?.()
    this.dismiss(last.id)
    return true
  }

  dismiss(id: number) {
    this.list = this.list.filter((toast) => toast.id !== id)
  }

  /** What was said to one person is not for the next. */
  clear() {
    this.list = []
  }

  #show(toast: Toast) {
    this.list = [...this.list.filter(({ text }) => text !== toast.text).slice(-2), toast]
    setTimeout(() => this.dismiss(toast.id), STAY_MS[toast.look])
  }
}

export const toasts = new Toasts()
