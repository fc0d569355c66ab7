// The linen of the salon on the stage: where each piece is, how far each tray, what was called out.
import { instantOf } from '../../src/text/format'
import type {
  BoardBooking,
  LaundrySet,
  LinenSetView,
  LinenShort,
  PieceTask,
  StockroomCall,
  TrayCard,
} from '../../src/wire/types'
import { NOW, TODAY } from './bookings'
import { kindsOf, movePiece, type StageSet, seedSets, stateOf } from './linen'
import { people } from './people'
import { hitOf, refuse, type StageSalon } from './salon'

const LEFT = ['finished', 'settled', 'cancelled', 'no_show']
type State = TrayCard['state']

export class StageLinen {
  sets: StageSet[] = seedSets()
  trays = new Map<string, { state: State; takenBy: string | null }>()
  calls: StockroomCall[] = []

  constructor(private readonly salon: StageSalon) {
    for (const booking of salon.bookings) if (booking.tier !== 'ordinary') this.#begin(booking)
    for (const id of ['booking-11', 'booking-10', 'booking-8']) this.call('new', id)
    const first = this.calls.at(-1)
    if (first) first.acknowledgedMs = NOW - 3_000_000
  }

  call(kind: StockroomCall['kind'], bookingId: string) {
    const booking = this.salon.bookings.find(({ id }) => id === bookingId)
    if (!booking || booking.tier === 'ordinary') return
    if (!this.trays.has(bookingId)) this.trays.set(bookingId, { state: 'waiting', takenBy: null })
    const atMs = NOW - this.calls.length * 240_000
    this.calls.unshift({
      id: `call-${this.calls.length + 1}`,
      kind,
      atMs,
      acknowledgedMs: null,
      putBack: kind === 'cancelled' && this.trays.get(bookingId)?.state === 'ready',
      card: this.card(booking),
    })
  }

  #begin(booking: BoardBooking) {
    const { id, trays: state, memberNo, beauticianName } = booking
    if (state === 'none') return
    this.trays.set(id, { state, takenBy: state === 'taken' || state === 'returned' ? beauticianName : null })
    const out = ['in_treatment', 'finished'].includes(booking.status)
    if (!out && state !== 'ready') return
    for (const piece of this.setOf(memberNo)?.pieces ?? []) {
      movePiece(piece, 'tray', '杜琴', '', id, booking.startMs - 1_800_000)
      if (out) movePiece(piece, 'in_use', beauticianName, '', id, booking.startMs - 600_000)
    }
  }

  setOf(memberNo: number): StageSet | undefined {
    return this.sets.find((set) => set.memberNo === memberNo && !set.retired)
  }

  tray(bookingId: string) {
    return this.trays.get(bookingId) ?? refuse('no_such_booking')
  }

  card(booking: BoardBooking): TrayCard {
    const person = people.find(({ memberNo }) => memberNo === booking.memberNo) ?? refuse('no_such_member')
    const set = this.setOf(booking.memberNo)
    const tray = this.trays.get(booking.id) ?? { state: 'waiting' as State, takenBy: null }
    return {
      bookingId: booking.id,
      memberNo: booking.memberNo,
      memberName: booking.memberName,
      tier: booking.tier,
      phone: hitOf(person, 'phone').phone,
      approvalDate: person.tierSince,
      startMs: booking.startMs,
      room: booking.roomNumber,
      beautician: booking.beauticianName,
      slot: set?.slot ?? null,
      slotLabel: set?.slotLabel ?? null,
      state: tray.state,
      visit: booking.status,
      takenBy: tray.takenBy,
      allergies: booking.allergies,
      linenPieces: kindsOf(booking.tier).filter(({ kind }) => kind !== 'slippers'),
      slipperPieces: [{ kind: 'slippers', count: 1 }],
      short: tray.state === 'waiting' ? this.short(booking) : null,
    }
  }

  short(booking: BoardBooking): LinenShort | null {
    const pieces = this.setOf(booking.memberNo)?.pieces.filter(({ place }) => place !== 'replaced') ?? []
    const missing = kindsOf(booking.tier).flatMap(({ kind, count }) => {
      const mine = pieces.filter((piece) => piece.kind === kind)
      const lacking =
        count - mine.filter(({ place, bookingId }) => place === 'shelf' || bookingId === booking.id).length
      return lacking > 0
        ? [
            {
              kind,
              count: lacking,
              place: mine.find(({ place }) => place !== 'shelf')?.place ?? ('in_making' as const),
            },
          ]
        : []
    })
    if (missing.length === 0) return null
    const washed = missing.every(({ place }) => place === 'drying' || place === 'laundry')
    return { missing, expectedAt: washed ? instantOf(TODAY, '17:20') : null }
  }

  view(set: StageSet): LinenSetView {
    const state = stateOf(set.pieces)
    return { ...set, state, expectedBackAt: state === 'away' ? instantOf(TODAY, '17:20') : null }
  }

  gather(place: 'laundry' | 'drying' | 'in_use', left = false): LaundrySet[] {
    return this.sets.flatMap((set) => {
      const pieces = set.pieces.filter(
        (piece) => piece.place === place && (!left || (piece.kind !== 'slippers' && this.hasLeft(piece.bookingId))),
      )
      const first = pieces[0]
      if (!first) return []
      const booking = this.salon.bookings.find(({ id }) => id === first.bookingId)
      return [
        {
          memberNo: set.memberNo,
          memberName: set.memberName,
          slot: set.slot,
          retired: set.retired,
          sinceMs: first.sinceMs,
          pieces: pieces.map(({ pieceId, kind }) => ({ pieceId, kind })),
          bookingId: first.bookingId,
          room: booking?.roomNumber ?? null,
        },
      ]
    })
  }

  hasLeft(bookingId: string | null): boolean {
    const booking = this.salon.bookings.find(({ id }) => id === bookingId)
    return booking !== undefined && LEFT.includes(booking.status)
  }

  tasksOf(fits: (piece: StageSet['pieces'][number]) => boolean): PieceTask[] {
    return this.sets
      .filter(({ retired }) => !retired)
      .flatMap((set) =>
        set.pieces.filter(fits).map(({ pieceId, kind, place, note, bookingId }) => ({
          pieceId,
          kind,
          place,
          note,
          bookingId,
          memberNo: set.memberNo,
          memberName: set.memberName,
          slot: set.slot,
          room: this.salon.bookings.find(({ id }) => id === bookingId)?.roomNumber ?? null,
        })),
      )
  }

  freeSlot(): number {
    const taken = new Set(this.sets.map(({ slot }) => slot))
    let slot = 1
    while (taken.has(slot)) slot++
    return slot
  }

  find(pieceId: string) {
    for (const set of this.sets) {
      const piece = set.pieces.find((one) => one.pieceId === pieceId)
      if (piece) return { set, piece }
    }
    return refuse('no_such_piece')
  }
}
