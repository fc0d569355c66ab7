// What the board is given and what it gives back, in the salon's own terms; the calendar behind it stays hidden.
import { clockTime, instantOf, wallStamp } from '../text/format'
import type { Tier } from '../wire/types'

export interface BoardRow {
  id: string
  label: string
  note: string
  tier: Tier
}

export interface BoardItem {
  id: string
  rowId: string
  startMs: number
  endMs: number
  /** Until when the row stays taken after the end: drawn as a hatch. */
  busyUntilMs: number
  title: string
  detail: string
  tier: Tier
  look: 'ahead' | 'now' | 'past' | 'candidate' | 'refused'
  amber?: boolean
  movable: boolean
  hint: string
}

const GROUP = 'group:'

export interface RowIn {
  id: string
  title: string
  extendedProps: { tier: Tier; group: boolean; note: string }
}

/** Rows in the order given, with a heading row before each tier. */
export function rowsWithHeadings(rows: BoardRow[], heading: (tier: Tier) => string): RowIn[] {
  const out: RowIn[] = []
  let tier: Tier | null = null
  for (const row of rows) {
    if (row.tier !== tier) {
      tier = row.tier
      out.push({ id: GROUP + tier, title: heading(tier), extendedProps: { tier, group: true, note: '' } })
    }
    out.push({ id: row.id, title: row.label, extendedProps: { tier: row.tier, group: false, note: row.note } })
  }
  return out
}

export function isHeading(rowId: string): boolean {
  return rowId.startsWith(GROUP)
}

/** A booking is one block; the cleaning after it is a hatched ground that nothing can be dropped on. */
export function eventsOf(items: BoardItem[]) {
  return items.flatMap((item) => {
    const block = {
      id: item.id,
      resourceIds: [item.rowId],
      start: wallStamp(item.startMs),
      end: wallStamp(item.endMs),
      startEditable: item.movable,
      classNames: [`tone-${item.tier}`, `look-${item.look}`, ...(item.amber ? ['amber'] : [])],
      extendedProps: { item },
    }
    if (item.busyUntilMs <= item.endMs) return [block]
    const turnover = {
      id: `${item.id}:turnover`,
      resourceIds: [item.rowId],
      start: wallStamp(item.endMs),
      end: wallStamp(item.busyUntilMs),
      display: 'background' as const,
      classNames: ['turnover'],
    }
    return [block, turnover]
  })
}

/** The block's words as nodes: a name is text, whatever it contains. */
export function blockNodes(item: BoardItem): Node[] {
  const title = document.createElement('b')
  title.textContent = item.title
  const detail = document.createElement('span')
  detail.textContent = item.detail
  return [title, detail]
}

export function describe(item: BoardItem): string {
  return `${clockTime(item.startMs)}–${clockTime(item.endMs)} ${item.title} ${item.detail} ${item.hint}`.trim()
}

/** The calendar hands back dates whose local fields are the wall's fields; this finds the instant they mean. */
export function instantFrom(date: Date): number {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return instantOf(day, `${two(date.getHours())}:${two(date.getMinutes())}:00`)
}
