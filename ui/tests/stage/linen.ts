// The salon's sets on the stage: every piece in one place, a history as the core keeps it.
import { addDays, instantOf } from '../../src/text/format'
import type { LinenSetView, PieceKind, PiecePlace, Tier } from '../../src/wire/types'
import { NOW, TODAY } from './bookings'
import { people } from './people'

export type StageSet = Omit<LinenSetView, 'state' | 'expectedBackAt'> & { retired: boolean }
export type StagePiece = StageSet['pieces'][number]

const KINDS: PieceKind[] = ['towel', 'bath_towel', 'bathrobe', 'slippers', 'headband']
const HOUR = 3_600_000
let made = 0

export function kindsOf(tier: Tier): { kind: PieceKind; count: number }[] {
  if (tier === 'ordinary') return []
  return KINDS.map((kind) => ({ kind, count: kind === 'towel' && tier === 'svip' ? 2 : 1 }))
}

export function newPiece(kind: PieceKind, place: PiecePlace, sinceMs = NOW): StagePiece {
  const pieceId = `piece-${++made}`
  const history = [{ atMs: sinceMs, kind, from: null, to: place, by: '杜琴', reason: '' }]
  return { pieceId, kind, place, sinceMs, bookingId: null, note: '', history }
}

export function movePiece(
  piece: StagePiece,
  to: PiecePlace,
  by: string,
  reason = '',
  bookingId: string | null = null,
  atMs = NOW,
) {
  piece.history = [{ atMs, kind: piece.kind, from: piece.place, to, by, reason }, ...piece.history]
  Object.assign(piece, { place: to, sinceMs: atMs, bookingId, note: reason || piece.note })
}

export function stateOf(pieces: StagePiece[]): LinenSetView['state'] {
  const held = pieces.filter(({ place }) => place !== 'replaced' && place !== 'ordinary_stock')
  if (held.length === 0) return 'none'
  if (held.some(({ place }) => ['lost', 'damaged', 'in_making'].includes(place))) return 'incomplete'
  return held.every(({ place }) => place === 'shelf') ? 'whole' : 'away'
}

export const label = (name: string, slot: number) => `${name} ${String(slot).padStart(2, '0')}号`

export function seedSets(): StageSet[] {
  const start = instantOf(addDays(TODAY, -30), '11:00')
  const sets = people
    .filter(({ slot }) => slot !== null)
    .map(({ memberNo, name, tier: now, slot }) => ({
      memberNo,
      name,
      slot,
      tier: now === 'ordinary' ? ('vip' as const) : now,
    }))
    .map(
      ({ memberNo, name, tier, slot }): StageSet => ({
        setId: `set-${memberNo}`,
        memberNo,
        memberName: name,
        tier,
        slot,
        slotLabel: label(name, slot ?? 0),
        dueOn: null,
        retired: false,
        pieces: kindsOf(tier).flatMap(({ kind, count }) => Array.from({ length: count }, () => lived(kind, start))),
      }),
    )
  const of = (name: string) => sets.find(({ memberName }) => memberName === name)?.pieces ?? []
  const send = (name: string, place: PiecePlace, kinds: PieceKind[], hoursAgo: number) => {
    for (const piece of of(name))
      if (kinds.includes(piece.kind)) movePiece(piece, place, '胡丹', '', null, NOW - hoursAgo * HOUR)
  }
  send('冯雪', 'laundry', ['towel', 'bath_towel'], 2.4)
  send('冯雪', 'drying', ['towel', 'bath_towel'], 1)
  send('何静', 'laundry', ['towel', 'bath_towel', 'bathrobe', 'headband'], 1.8)
  send('单梓萱', 'drying', ['towel', 'bath_towel', 'bathrobe', 'headband'], 0.5)
  send('周雅琴', 'laundry', ['towel', 'bath_towel', 'bathrobe', 'headband'], 2)
  const lost = of('单梓萱').find(({ kind }) => kind === 'slippers')
  if (lost) movePiece(lost, 'lost', '杜琴', '盘点时不见', null, NOW - 50 * HOUR)
  const torn = of('蒋欣').find(({ kind }) => kind === 'bathrobe')
  if (torn) movePiece(torn, 'damaged', '杜琴', '绣字脱线', null, NOW - 26 * HOUR)
  return sets
}

function lived(kind: PieceKind, start: number): StagePiece {
  const piece = newPiece(kind, 'in_making', start)
  movePiece(piece, 'shelf', '杜琴', '', null, start + 5 * HOUR)
  movePiece(piece, 'tray', '杜琴', '', null, start + 190 * HOUR)
  movePiece(piece, 'in_use', '李莹', '', null, start + 191 * HOUR)
  if (kind !== 'slippers') movePiece(piece, 'laundry', '李莹', '', null, start + 193 * HOUR)
  movePiece(piece, 'shelf', '杜琴', '', null, start + 197 * HOUR)
  return piece
}
