// A doubt as a sentence, with the figures in the reader's words.
import { words } from '../../../text/words.svelte'
import type { DoubtCode, ImportDoubt } from '../../../wire/types'
import { readable } from './fields'

export function tellDoubt({ code, field, params }: ImportDoubt): string {
  const told = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, readable(field, value)]))
  return words.t.doubts[code]?.(told) ?? words.t.importing.doubts
}

/** The same in two or three words, for a filter. */
export function shortWhy(code: DoubtCode): string {
  return words.t.reasons[code] ?? code
}
