// Birthdays as they are told: solar days, years alone, and lunar dates, which stay lunar.
import { words } from './words.svelte'

const DIGITS = '零一二三四五六七八九十'
const MONTHS = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊']
const LUNAR = /^农历(.+)月(.+)$/

export interface LunarDay {
  month: number
  day: number
}

function lunarDay(day: number): string {
  if (day <= 10) return `初${DIGITS[day]}`
  if (day < 20) return `十${DIGITS[day - 10]}`
  if (day === 20) return '二十'
  return day === 30 ? '三十' : `廿${DIGITS[day - 20]}`
}

const DAYS = Array.from({ length: 30 }, (_, index) => lunarDay(index + 1))

/** 农历八月十五, as the store keeps it. */
export function writtenLunar({ month, day }: LunarDay): string {
  return `农历${MONTHS[month - 1]}月${DAYS[day - 1]}`
}

export function readLunar(birthday: string): LunarDay | null {
  const [, monthName = '', dayName = ''] = LUNAR.exec(birthday) ?? []
  const month = MONTHS.indexOf(monthName) + 1
  const day = DAYS.indexOf(dayName) + 1
  return month > 0 && day > 0 ? { month, day } : null
}

export const lunarMonths = () => MONTHS.map((name, index) => words.t.domain.lunarMonth(name, index + 1))
export const lunarDays = () => DAYS.map((name, index) => words.t.domain.lunarDay(name, index + 1))

/** 04-12 reads as a day, a lunar date in the reader's language; a full date or a year stays as it was written. */
export function birthdayText(birthday: string): string {
  const short = /^(\d{2})-(\d{2})$/.exec(birthday)
  if (short) return words.t.domain.date(0, Number(short[1]), Number(short[2]))
  const lunar = readLunar(birthday)
  return lunar ? words.t.domain.lunarDate(birthday, lunar.month, lunar.day) : birthday
}
