// What a room finds through the one search box: text becomes hits, the arrows choose among them, and Enter, which a
// scanner sends by itself and before any pause, takes one.
import type { Snippet } from 'svelte'
import { searchBox } from './search-box.svelte'

const DEBOUNCE_MS = 40

export abstract class BoxSearch<Hit> {
  hits = $state.raw<Hit[]>([])
  active = $state(0)
  /** The text the hits belong to; while it differs from the box, an answer is still under way. */
  answered = $state('')
  #round = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /** What fits this text, the likeliest first. */
  protected abstract find(text: string): Promise<Hit[]>
  /** What choosing a hit does. */
  protected abstract take(hit: Hit): void
  /** Enter, and nothing fits. */
  protected abstract nothing(): void

  /** Keys of an empty box belong to what lies on the page. */
  protected keyOfEmptyBox(_event: KeyboardEvent): boolean {
    return false
  }

  /** Keys that mean something to this room while text stands in the box. */
  protected keyOfText(_event: KeyboardEvent, _text: string): boolean {
    return false
  }

  /** Has the box for as long as the room is on screen; returns the way to give it back, empty. */
  attend(placeholder: () => string, panel: Snippet): () => void {
    searchBox.clear()
    const back = searchBox.take({
      placeholder,
      panel,
      onText: (text) => this.type(text),
      onKey: (event) => this.key(event),
    })
    return () => {
      this.clear()
      searchBox.clear()
      back()
    }
  }

  type(text: string) {
    clearTimeout(this.#timer)
    this.active = 0
    if (text.trim() === '') this.clear()
    else this.#timer = setTimeout(() => void this.look(text), DEBOUNCE_MS)
  }

  key(event: KeyboardEvent): boolean {
    const text = searchBox.text.trim()
    if (text === '') return this.keyOfEmptyBox(event)
    if (this.keyOfText(event, text)) return true
    if (event.key === 'Escape') {
      this.clear()
      searchBox.clear()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1
      this.active = (this.active + step + this.hits.length) % Math.max(1, this.hits.length)
    } else if (event.key === 'Enter') {
      if (!event.repeat) void this.#enter()
    } else return false
    return true
  }

  choose(hit: Hit) {
    this.clear()
    searchBox.clear()
    searchBox.focus()
    this.take(hit)
  }

  clear() {
    clearTimeout(this.#timer)
    this.#round++
    this.hits = []
    this.answered = ''
  }

  async look(text: string) {
    const round = ++this.#round
    const hits = await this.find(text)
    if (round !== this.#round) return
    this.hits = hits
    this.answered = text
  }

  async #enter() {
    const text = searchBox.text
    clearTimeout(this.#timer)
    if (this.answered !== text) await this.look(text)
    if (searchBox.text !== text) return
    const hit = this.hits[this.active] ?? this.hits[0]
    if (hit !== undefined) this.choose(hit)
    else this.nothing()
  }
}
