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

class Words {
  language = $state<Language>('zh-Hans')
  t = $state.raw<Texts>(zhHans)
  #wanted: Language = 'zh-Hans'

  /** The salon's language, unless somebody at this desk chose another. */
  begin(salons: string): Promise<void> {
    const chosen = localStorage.getItem(REMEMBERED)
    return this.show((chosen ?? salons) === 'en' ? 'en' : 'zh-Hans')
  }

  choose(language: Language) {
    localStorage.setItem(REMEMBERED, language)
    void this.show(language)
  }

  /** All of them, so that another one can be chosen though the line is down by then. */
  async fetchAhead() {
    await Promise.all(Object.values(LANGUAGES).map((texts) => texts()))
  }

  /** Where the words cannot be fetched, those on the screen stay. */
  private async show(language: Language) {
    this.#wanted = language
    const texts = await LANGUAGES[language]().catch(() => null)
    if (texts === null || this.#wanted !== language) return
    this.t = texts
    this.language = language
    document.documentElement.lang = language
  }
}

export const words = new Words()
