// The words on screen. Chinese is written first and is the shape every other language must fill completely:
// a missing sentence is a type error, not a hole on the screen. Other languages are fetched when they are wanted.
import type { Language } from '../wire/types'
import { zhHans } from './zh-Hans'

export type Texts = typeof zhHans

const LANGUAGES: Record<Language, () => Promise<Texts>> = {
  'zh-Hans': async () => zhHans,
  en: async () => (await import('./en')).en,
}
const REMEMBERED = 'lantai.language'

/** So long the house waits for a language before it is shown in Chinese. */
const PATIENCE_MS = 3_000

class Words {
  language = $state<Language>('zh-Hans')
  t = $state.raw<Texts>(zhHans)
  #wanted: Language = 'zh-Hans'

  /** The salon's language, unless somebody at this desk chose another. Words that are long in coming come when they come. */
  async begin(salons: string) {
    const chosen = localStorage.getItem(REMEMBERED)
    const shown = this.show((chosen ?? salons) === 'en' ? 'en' : 'zh-Hans')
    await Promise.race([shown, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
  }

  /** Whether its words could be had. */
  choose(language: Language): Promise<boolean> {
    localStorage.setItem(REMEMBERED, language)
    return this.show(language)
  }

  /** All of them, so that another one can be chosen though the line is down by then. */
  async fetchAhead() {
    await Promise.all(Object.values(LANGUAGES).map((texts) => texts()))
  }

  /** Where the words cannot be fetched, those on the screen stay. */
  private async show(language: Language): Promise<boolean> {
    this.#wanted = language
    const texts = await LANGUAGES[language]().catch(() => null)
    if (texts === null) return false
    if (this.#wanted !== language) return true
    this.t = texts
    this.language = language
    document.documentElement.lang = language
    return true
  }
}

export const words = new Words()
