// Where a refusal belongs on a form: at the field it names, or at the foot when no field is to blame.
import type { Refused } from '../wire/call'
import { say } from './say'

type Codes = Partial<Record<Refused['code'], string>>

/** Codes that name their field only by what they are about. */
const USUAL: Codes = {
  bad_phone: 'phone',
  bad_date: 'birthday',
  number_taken: 'number',
  pin_too_simple: 'pin',
  wrong_pin: 'oldPin',
}

export function fieldOf(refused: Refused, codes: Codes = {}): string | null {
  const named = refused.params.field
  return codes[refused.code] ?? (typeof named === 'string' ? named : (USUAL[refused.code] ?? null))
}

/** The sentence to show at this field, or null. */
export function refusedAt(refused: Refused | null, field: string, codes?: Codes): string | null {
  return refused && fieldOf(refused, codes) === field ? say(refused) : null
}

/** The sentence for the foot of the form: what none of its fields shows. */
export function refusedElsewhere(refused: Refused | null, fields: string[], codes?: Codes): string | null {
  return refused && !fields.includes(fieldOf(refused, codes) ?? '') ? say(refused) : null
}
