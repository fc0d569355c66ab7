// The words on screen. Chinese is written first and is the shape every other language must fill completely:
// a missing sentence is a type error, not a hole on the screen.
import type { Language } from '../wire/types'
import { en } from './en'
import { zhHans } from './zh-Hans'

export type Texts = typeof zhHans

const LANGUAGES: Record<Language, Texts> = { 'zh-Hans': zhHans, en }
const REMEMBERED = 'lantai.language'

class Words {
  language = $state<Language>('zh-Hans')
  t: Texts = $derived(LANGUAGES[this.language])

  /** The salon's language, unless somebody at this desk chose another. */
  begin(salons: string) {
    const chosen = localStorage.getItem(REMEMBERED)
    this.show((chosen ?? salons) === 'en' ? 'en' : 'zh-Hans')
  }

  choose(language: Language) {
    localStorage.setItem(REMEMBERED, language)
    this.show(language)
  }

  private show(language: Language) {
    this.language = language
    document.documentElement.lang = language
  }
}

export const words = new Words()
