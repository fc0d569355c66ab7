// The fields of each kind of register, and how a value read by the core is shown.
import { birthdayText } from '../../../text/birthday'
import { type Texts, words } from '../../../text/words.svelte'
import type { ImportKind, Tier } from '../../../wire/types'

export type FieldName = keyof Texts['importing']['field']

/** What a register may say, in the order of its columns. Needed only where the core could not find the titles. */
export const COLUMNS: Record<ImportKind, FieldName[]> = {
  front_desk_register: [
    'number',
    'approved_on',
    'name',
    'gender',
    'phones',
    'birthday',
    'tier',
    'status',
    'cancelled_on',
    'beautician',
    'notes',
  ],
  stockroom_register: [
    'slot',
    'name',
    'tier',
    'approved_on',
    'phones',
    'towel',
    'bath_towel',
    'bathrobe',
    'slippers',
    'headband',
    'notes',
  ],
  price_list: ['code', 'name', 'category', 'minutes', 'price', 'member_price', 'rooms'],
  rooms: ['number', 'tier', 'beds', 'notes'],
  staff: ['number', 'name', 'roles', 'group'],
}

/** What may be corrected in a row beyond its columns: what is told inside the notes or decided about the row. */
const DERIVED: Partial<Record<ImportKind, FieldName[]>> = {
  front_desk_register: ['allergies'],
  stockroom_register: ['member_no'],
}

export function correctable(kind: ImportKind): FieldName[] {
  const columns = COLUMNS[kind].filter((field) => !(kind === 'front_desk_register' && field === 'number'))
  return [...columns, ...(DERIVED[kind] ?? [])]
}

export function fieldName(field: string): string {
  return words.t.importing.field[field as FieldName] ?? field
}

/** A coded value in the reader's words; everything else as it is. */
export function readable(field: string | null, value: string): string {
  const { tier, gender } = words.t.domain
  if (value in tier) return tier[value as Tier]
  if (value === 'female' || value === 'male') return gender[value]
  return field === 'birthday' ? birthdayText(value) : value
}
