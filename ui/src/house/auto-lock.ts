// Locks a desk nobody touches. Real input counts, a push or a timer does not; the core hears of it at most once a minute.
const TOUCH_EVERY_MS = 60_000
const LOOK_EVERY_MS = 5_000
const INPUT = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

export interface AutoLockParts {
  minutes: () => number
  lock: () => void
  touch: () => void
  active: () => boolean
  now?: () => number
}

export class AutoLock {
  #lastInput: number
  #lastTouch: number
  readonly #now: () => number

  constructor(private readonly parts: AutoLockParts) {
    this.#now = parts.now ?? Date.now
    this.#lastInput = this.#now()
    this.#lastTouch = this.#now()
  }

  /** Somebody pressed, typed or scrolled. */
  stir() {
    const now = this.#now()
    this.#lastInput = now
    if (this.parts.active() && now - this.#lastTouch >= TOUCH_EVERY_MS) {
      this.#lastTouch = now
      this.parts.touch()
    }
  }

  /** Has the desk been left alone for too long? Zero minutes means: never lock by itself. */
  look() {
    const minutes = this.parts.minutes()
    if (minutes > 0 && this.parts.active() && this.#now() - this.#lastInput >= minutes * 60_000) this.parts.lock()
  }

  watch(): () => void {
    const stir = () => this.stir()
    for (const kind of INPUT) document.addEventListener(kind, stir, { capture: true, passive: true })
    const timer = setInterval(() => this.look(), LOOK_EVERY_MS)
    return () => {
      for (const kind of INPUT) document.removeEventListener(kind, stir, { capture: true })
      clearInterval(timer)
    }
  }
}
