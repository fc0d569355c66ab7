// What stands on the desk: the day looked at, the member in hand, the booking being made, the booking opened.

import { say } from '../../house/say'
import { session } from '../../house/session.svelte'
import { house } from '../../house/status.svelte'
import { searchBox } from '../../shared/search-box.svelte'
import { toasts } from '../../shared/toasts.svelte'
import { clockTime } from '../../text/format'
import { words } from '../../text/words.svelte'
import { Action } from '../../wire/ask.svelte'
import { call, Refused } from '../../wire/call'
import type { BoardBooking, BookingLine, Item, MemberCard } from '../../wire/types'
import { Draft } from './draft.svelte'
import { type Found, MemberSearch } from './search.svelte'

/** An Enter this soon after a card opened was meant for the search: it must not book anything. */
const SETTLE_MS = 350

class Desk {
  date = $state('')
  memberNo = $state<number | null>(null)
  unknownNumber = $state<string | null>(null)
  meeting = $state.raw<{ name: string; phone: string | null } | null>(null)
  draft = $state.raw<Draft | null>(null)
  /** The booking whose sheet is open. */
  opened = $state<string | null>(null)
  /** That booking itself, once the day it stands in is here. */
  booking: BoardBooking | null = null
  /** What the member in hand has booked next. */
  upcoming: BookingLine | null = null
  catalog: Item[] = []
  readonly storing = new Action('member.store_phone')
  readonly search = new MemberSearch({
    found: (found) => this.show(found),
    nobody: (known) => this.meet(known),
    refused: (refused) => toasts.bad(say(refused)),
  })
  #shownAt = 0

  begin() {
    if (!this.date) this.date = house.today
  }

  show({ memberNo, unknownNumber }: Found) {
    this.close()
    this.memberNo = memberNo
    this.unknownNumber = unknownNumber
    this.#shownAt = Date.now()
    searchBox.focus()
  }

  meet(known: { name: string; phone: string | null }) {
    this.close()
    this.meeting = known
  }

  /** The card has arrived: ask the core what to offer. */
  offer(card: MemberCard) {
    if (this.draft?.memberNo === card.memberNo && this.draft.moving === null) return
    const draft = new Draft(card.memberNo, card.name, card.tier, null, () => this.catalog)
    this.draft = draft
    if (session.may('booking.offer')) void draft.offerFrom()
    else draft.loading = false
  }

  /** Opens a booking's sheet; the board goes to its day when that is known. */
  open(bookingId: string, startMs?: number) {
    this.close()
    if (startMs !== undefined) this.date = house.dayOf(startMs)
    this.opened = bookingId
  }

  /** Begins moving a booking, to where it was dropped or to where it already is. */
  move(booking: BoardBooking, to: { roomId: string; roomNumber: string; startMs: number } | null) {
    const services = this.catalog.filter(({ name }) => booking.services.includes(name)).map(({ id }) => id)
    this.close()
    const draft = new Draft(booking.memberNo, booking.memberName, booking.tier, booking, () => this.catalog)
    draft.loading = false
    draft.serviceIds = services
    draft.guests = booking.guests
    draft.change({
      roomId: to?.roomId ?? booking.roomId,
      roomNumber: to?.roomNumber ?? booking.roomNumber,
      beauticianId: booking.beauticianId,
      beauticianName: booking.beauticianName,
      startMs: to?.startMs ?? booking.startMs,
    })
    this.draft = draft
  }

  /** Only what has not begun can still be moved. */
  mayMove({ status }: BoardBooking): boolean {
    return (status === 'booked' || status === 'confirmed') && session.may('booking.move')
  }

  close() {
    this.memberNo = null
    this.unknownNumber = null
    this.meeting = null
    this.draft = null
    this.opened = null
    this.storing.forget()
  }

  /** Keys of an empty search box, meant for what lies on the desk. */
  key(event: KeyboardEvent): boolean {
    if (event.key === 'Escape') {
      if (this.draft?.editing && !this.draft.moving) this.draft.editing = false
      else this.close()
      return true
    }
    const draft = this.draft
    if (event.key === 'Enter' && !event.repeat && Date.now() - this.#shownAt > SETTLE_MS) {
      if (this.unknownNumber) void this.storePhone()
      else if (draft?.ready) void this.confirm()
      return true
    }
    if (draft && !draft.editing && draft.offers.length > 1 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const step = event.key === 'ArrowDown' ? 1 : -1
      draft.chosen = (draft.chosen + step + draft.offers.length) % draft.offers.length
      return true
    }
    if (event.key === 'F3' && this.upcoming) {
      this.open(this.upcoming.id, this.upcoming.startMs)
      return true
    }
    if (event.key !== 'F4') return false
    if (draft) draft.edit()
    else if (this.booking && this.mayMove(this.booking)) this.move(this.booking, null)
    return true
  }

  async storePhone() {
    const { memberNo, unknownNumber: phone } = this
    if (memberNo === null || !phone) return
    const done = await this.storing.run({ memberNo, phone })
    if (!done) return
    this.unknownNumber = null
    this.#shownAt = Date.now()
    toasts.done(words.t.desk.numberStored)
    searchBox.focus()
  }

  async confirm() {
    const draft = this.draft
    const slot = draft?.candidate
    if (!draft || !slot) return
    const bookingId = await draft.confirm()
    if (!bookingId) return
    const { desk } = words.t
    const text = `${slot.roomNumber} ${clockTime(slot.startMs)}`
    const known = draft.tier === 'ordinary' ? '' : desk.stockroomKnows
    if (draft.moving) toasts.done(desk.moved(text) + known)
    else toasts.done(desk.booked(text) + known, () => void this.#undo(bookingId))
    this.close()
    searchBox.focus()
  }

  async #undo(bookingId: string) {
    try {
      await call('booking.cancel', { bookingId, reason: words.t.desk.undoReason })
    } catch (thrown) {
      if (thrown instanceof Refused) toasts.bad(say(thrown))
    }
  }

  reset() {
    this.close()
    this.search.clear()
    this.date = house.today
  }
}

export const desk = new Desk()
session.whenOther(() => desk.reset())
