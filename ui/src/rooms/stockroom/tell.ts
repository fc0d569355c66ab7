// Small sentences of the stockroom: pieces, what is missing, how long until, which slot.
import { house } from '../../house/status.svelte'
import { clockTime, isoDate, nearDate } from '../../text/format'
import { words } from '../../text/words.svelte'
import type { LinenShort, PieceKind, PiecePlace } from '../../wire/types'

const MINUTE = 60_000

/** 27 → 27, 7 → 07: as it stands on the shelf. */
export function slotText(slot: number): string {
  return String(slot).padStart(2, '0')
}

/** 64 分钟后, or how long it is past. */
export function countDown(startMs: number): string {
  const { domain, stockroom } = words.t
  const minutes = Math.round((startMs - house.now) / MINUTE)
  if (minutes >= 0) return domain.minutesAhead(minutes)
  return stockroom.past(
    minutes > -60 ? domain.minutes(-minutes) : domain.hours(Math.floor(-minutes / 60), -minutes % 60),
  )
}

/** 今天 15:30 */
export function when(ms: number): string {
  return `${nearDate(isoDate(ms), house.today)} ${clockTime(ms)}`
}

/** 浴巾（烘干）、毛巾 ×2（洗衣房） */
export function missing(short: Pick<LinenShort, 'missing'>): string {
  const { piece, place, pieces, listJoin, inPlace } = words.t.domain
  return short.missing
    .map(({ kind, count, place: at }) => inPlace(pieces(piece[kind], count), place[at]))
    .join(listJoin)
}

/** Kinds with their number, in the policy's order of pieces. */
export function counted(pieces: { kind: PieceKind }[]): string {
  const { piece, pieces: times, listJoin } = words.t.domain
  const kinds = Object.keys(piece) as PieceKind[]
  return kinds
    .map((kind) => [kind, pieces.filter((one) => one.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => times(piece[kind], count))
    .join(listJoin)
}

/** The refusal `linen_short` carries its missing pieces as three lists. */
export function missingOf(params: Record<string, unknown>): LinenShort {
  const list = (key: string) => (Array.isArray(params[key]) ? (params[key] as unknown[]) : [])
  const counts = list('counts')
  const places = list('places')
  return {
    missing: list('missing').map((kind, at) => ({
      kind: kind as PieceKind,
      count: Number(counts[at] ?? 1),
      place: (places[at] ?? 'in_making') as PiecePlace,
    })),
    expectedAt: typeof params.expectedAt === 'number' ? params.expectedAt : null,
  }
}
