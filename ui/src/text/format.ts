// Instants as the salon's people read them. The salon's own offset decides, never the computer's zone setting.
import { words } from './words.svelte'

const DAY_MS = 86_400_000
let offsetMs = 8 * 3_600_000

export function useOffset(minutes: number) {
  offsetMs = minutes * 60_000
}

const two = (value: number) => String(value).padStart(2, '0')
const wall = (ms: number) => new Date(ms + offsetMs)

/** 15:30 */
export function clockTime(ms: number): string {
  const at = wall(ms)
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
}

/** 2026-11-21, the calendar day on the salon's wall. */
export function isoDate(ms: number): string {
  return wall(ms).toISOString().slice(0, 10)
}

/** 2026-11-21T15:30:00 without a zone, as a calendar component wants it. */
export function wallStamp(ms: number): string {
  return wall(ms).toISOString().slice(0, 19)
}

/** The instant at which the salon's wall shows this date and time. */
export function instantOf(date: string, time: string): number {
  return Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`) - offsetMs
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** 11月21日 */
export function shortDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return words.t.domain.date(year, month, day)
}

/** 2024年3月15日 */
export function fullDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return words.t.domain.fullDate(year, month, day)
}

export function weekday(date: string): string {
  return words.t.domain.weekday[new Date(`${date}T00:00:00Z`).getUTCDay()] as string
}

/** 今天, 明天, 昨天, or the date. */
export function nearDate(date: string, today: string): string {
  const { domain } = words.t
  if (date === today) return domain.today
  if (date === addDays(today, 1)) return domain.tomorrow
  if (date === addDays(today, -1)) return domain.yesterday
  return shortDate(date)
}

/** 12,480.00 → as people read money; whole yuan lose their zeros only when asked. */
export function money(amount: string, short = false): string {
  const [whole = '0', cents = '00'] = amount.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return words.t.domain.yuan(short && cents === '00' ? grouped : `${grouped}.${cents.padEnd(2, '0')}`)
}
