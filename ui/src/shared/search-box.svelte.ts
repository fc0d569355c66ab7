// The one search box. The place on screen claims it and is told what is typed; without a claim, typing leads to the desk.
import type { Snippet } from 'svelte'

export interface SearchClaim {
  placeholder: () => string
  onText: (text: string) => void
  /** Return true when the key is used up. Never called while an input method is composing. */
  onKey: (event: KeyboardEvent) => boolean
  /** What stands before the typed text: which question the box is asking now. */
  prefix?: Snippet
  /** What opens below the box. */
  panel?: Snippet
}

class SearchBox {
  text = $state('')
  claim = $state.raw<SearchClaim | null>(null)
  element: HTMLInputElement | null = null
  #unclaimed: (text: string) => void = () => {}

  /** Takes the box over; returns the way to give it back. */
  take(claim: SearchClaim): () => void {
    this.claim = claim
    return () => {
      if (this.claim === claim) this.claim = null
    }
  }

  whenUnclaimed(run: (text: string) => void) {
    this.#unclaimed = run
  }

  type(text: string) {
    this.text = text
    if (this.claim) this.claim.onText(text)
    else if (text) this.#unclaimed(text)
  }

  clear() {
    this.text = ''
  }

  focus() {
    this.element?.focus({ preventScroll: true })
  }
}

export const searchBox = new SearchBox()
