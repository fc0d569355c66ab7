// Light, dark, or as the computer says. The choice belongs to this desk, so it stays on this desk.
export type ThemeChoice = 'system' | 'light' | 'dark'
const REMEMBERED = 'lantai.theme'

class Theme {
  choice = $state<ThemeChoice>('system')
  #system: MediaQueryList | null = null

  begin() {
    this.#system = matchMedia('(prefers-color-scheme: dark)')
    this.#system.addEventListener('change', () => this.#show())
    const kept = localStorage.getItem(REMEMBERED)
    this.choice = kept === 'light' || kept === 'dark' ? kept : 'system'
    this.#show()
  }

  choose(choice: ThemeChoice) {
    this.choice = choice
    localStorage.setItem(REMEMBERED, choice)
    this.#show()
  }

  /** The next one in the circle, for the single button in the top bar. */
  turn() {
    this.choose(this.choice === 'system' ? 'light' : this.choice === 'light' ? 'dark' : 'system')
  }

  #show() {
    const dark = this.choice === 'dark' || (this.choice === 'system' && this.#system?.matches)
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  }
}

export const theme = new Theme()
