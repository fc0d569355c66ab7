// Another language at this desk; words that cannot be had are said to be missing.
import { toasts } from '../shared/toasts.svelte'
import { words } from '../text/words.svelte'
import type { Language } from '../wire/types'

export async function speak(language: Language) {
  if (!(await words.choose(language))) toasts.bad(words.t.app.notFetched)
}
