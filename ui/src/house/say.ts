// A refusal in the user's language.
import { words } from '../text/words.svelte'
import type { Refused } from '../wire/call'
import type { SlotRefusal } from '../wire/types'

export function say(refused: Pick<Refused, 'code' | 'params'>): string {
  const sentence = words.t.errors[refused.code] ?? words.t.errors.internal
  return sentence(refused.params)
}

export function sayWhy(refusal: SlotRefusal): string {
  return words.t.refusals[refusal.code](refusal.params)
}
