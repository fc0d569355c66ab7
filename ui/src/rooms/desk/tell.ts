// Small sentences of the desk: a slot, missing linen, an alert.
import { house } from '../../house/status.svelte'
import { clockTime, isoDate, nearDate } from '../../text/format'
import { words } from '../../text/words.svelte'
import type { Alert, LinenShort } from '../../wire/types'

/** 今天 15:30 */
export function when(startMs: number): string {
  return `${nearDate(isoDate(startMs), house.today)} ${clockTime(startMs)}`
}

export function missing(short: LinenShort): string {
  const { piece, place, pieces, listJoin } = words.t.domain
  return short.missing
    .map(({ kind, count, place: at }) => `${pieces(piece[kind], count)}（${place[at]}）`)
    .join(listJoin)
}

export function alertText({ kind, params }: Alert): string {
  const name = String(params.name ?? '')
  const time = typeof params.startMs === 'number' ? clockTime(params.startMs) : ''
  const back = typeof params.expectedAt === 'number' && params.expectedAt > 0 ? clockTime(params.expectedAt) : ''
  return words.t.desk.alert[kind](name, time, back)
}
