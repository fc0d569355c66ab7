// The salon's own figures: how each is shown, typed, and carried. Amounts and rates stay strings: nothing is rounded here.
import { money } from '../../text/format'
import { type Texts, words } from '../../text/words.svelte'
import type { Grade } from '../../wire/types'

type PlainKey = keyof Texts['settings']['key']
export type GradeKey = `grade_${'from' | 'rate'}_${Exclude<Grade, 'regular'>}`
export type FigureKey = PlainKey | GradeKey
export type Form = 'text' | 'hour' | 'minutes' | 'money' | 'rate' | 'language'

export const GRADES: Exclude<Grade, 'regular'>[] = ['silver', 'gold', 'platinum', 'diamond']

export const GROUPS: { group: 'house' | 'hours' | 'desk' | 'printer'; keys: PlainKey[] }[] = [
  { group: 'house', keys: ['salon_name', 'language'] },
  { group: 'hours', keys: ['open_hour', 'close_hour', 'day_start_hour'] },
  { group: 'desk', keys: ['turnover_minutes', 'auto_lock_minutes', 'linen_turnaround_minutes'] },
  { group: 'printer', keys: ['printer'] },
]

const HOURS: Partial<Record<FigureKey, [number, number]>> = {
  open_hour: [0, 23],
  close_hour: [1, 29],
  day_start_hour: [0, 12],
}

export function formOf(key: FigureKey): Form {
  if (key === 'language') return 'language'
  if (key in HOURS) return 'hour'
  if (key.endsWith('_minutes')) return 'minutes'
  if (key.startsWith('grade_from_')) return 'money'
  return key.startsWith('grade_rate_') ? 'rate' : 'text'
}

/** These hold at once, for every day: they are never planned. */
export function holdsAtOnce(key: FigureKey): boolean {
  return key === 'day_start_hour'
}

export function nameOf(key: FigureKey): string {
  const t = words.t.settings
  const graded = /^grade_(from|rate)_(.+)$/.exec(key)
  if (!graded) return t.key[key as PlainKey]
  return t.gradeName(words.t.domain.grade[graded[2] as Grade], graded[1] === 'from' ? t.gradeFrom : t.gradeRate)
}

export function hourText(hour: number): string {
  return words.t.settings.hour(`${String(hour % 24).padStart(2, '0')}:00`, hour >= 24)
}

export function hoursOf(key: FigureKey): { value: string; text: string }[] {
  const [from, to] = HOURS[key] ?? [0, 23]
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    value: String(from + index),
    text: hourText(from + index),
  }))
}

/** 0.95 is typed as 9.5; the point moves, nothing is computed. */
export function tenths(rate: string): string {
  const [whole = '0', part = ''] = rate.split('.')
  const moved = `${whole}${part.slice(0, 1) || '0'}.${part.slice(1) || '0'}`
  return moved
    .replace(/^0+(?=\d)/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
}

export function fromTenths(typed: string): string {
  const [whole = '0', part = ''] = typed.split('.')
  return whole === '10' ? `1.0${part}` : `0.${whole}${part}`
}

/** As it is read. */
export function shownValue(key: FigureKey, value: unknown): string {
  const { domain, settings } = words.t
  switch (formOf(key)) {
    case 'hour':
      return hourText(Number(value))
    case 'minutes':
      return domain.minutes(Number(value))
    case 'money':
      return money(String(value), true)
    case 'rate':
      return domain.discount(tenths(String(value)))
    case 'language':
      return value === 'en' ? 'English' : '简体中文'
    default:
      return String(value ?? '') || settings.noPrinter
  }
}

/** What stands in the editor at first. */
export function typedValue(key: FigureKey, value: unknown): string {
  return formOf(key) === 'rate' ? tenths(String(value)) : String(value ?? '')
}

/** What is carried, or why not. */
export function carriedValue(key: FigureKey, typed: string): { value: unknown } | { wrong: string } {
  const t = words.t.settings
  const text = typed.trim()
  switch (formOf(key)) {
    case 'hour':
    case 'minutes':
      return /^\d{1,5}$/.test(text) ? { value: Number(text) } : { wrong: t.notANumber }
    case 'money':
      return /^\d{1,9}(\.\d{1,2})?$/.test(text) ? { value: text } : { wrong: t.notAnAmount }
    case 'rate':
      return /^([1-9](\.\d{1,3})?|10(\.0*)?)$/.test(text) ? { value: fromTenths(text) } : { wrong: t.notARate }
    default:
      return key === 'salon_name' && text === '' ? { wrong: t.notEmpty } : { value: text }
  }
}
