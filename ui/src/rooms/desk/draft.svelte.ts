// A booking being made or moved. It begins as an offer of the core ("as last time, the next free room"); whatever the
// clerk changes is checked at once, and what can not be had says why and what can.
import { session } from '../../house/session.svelte'
import { house } from '../../house/status.svelte'
import { call, Refused } from '../../wire/call'
import { requestId } from '../../wire/request-id'
import type {
  BoardBooking,
  Consent,
  Item,
  LowerTier,
  Offer,
  SlotAsked,
  SlotCheck,
  Source,
  Tier,
} from '../../wire/types'

const CHECK_AFTER_MS = 60
const STEP_MS = 15 * 60_000

export interface Slot {
  roomId: string
  roomNumber: string
  beauticianId: string
  beauticianName: string
  startMs: number
  endMs: number
}

export class Draft {
  offers = $state.raw<Offer[]>([])
  asLastTime = $state(false)
  loading = $state(true)
  chosen = $state(0)
  /** Set once the clerk departs from the offers. */
  editing = $state(false)
  slot = $state.raw<Slot | null>(null)
  serviceIds = $state.raw<string[]>([])
  guests = $state(1)
  source = $state<Source>('phone')
  notes = $state('')
  consentHow = $state<Consent>('phone')
  check = $state.raw<SlotCheck | null>(null)
  /** A newer answer than `check` is on its way; the old one stays in sight so that nothing jumps under a finger. */
  checking = $state(false)
  exception = $state(false)
  consultantNumber = $state('')
  consultantPin = $state('')
  busy = $state(false)
  refused = $state.raw<Refused | null>(null)
  #round = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #pending: { key: string; id: string; exception: LowerTier | undefined } | null = null

  constructor(
    readonly memberNo: number,
    readonly memberName: string,
    readonly tier: Tier,
    readonly moving: BoardBooking | null,
    private readonly catalog: () => Item[],
  ) {}

  get offer(): Offer | null {
    return this.offers[this.chosen] ?? null
  }

  /** Where the candidate stands on the board. */
  get candidate(): Slot | null {
    return this.editing ? this.slot : this.offer
  }

  get ready(): boolean {
    if (this.busy || (this.editing && this.checking)) return false
    if (!this.editing) return this.offer !== null
    if (this.slot === null || this.serviceIds.length === 0) return false
    if (this.exception)
      return this.isConsultant || (this.consultantNumber.trim() !== '' && this.consultantPin.length >= 4)
    return this.check?.ok === true
  }

  /** A consultant at her own screen need not prove who she is again. */
  get isConsultant(): boolean {
    return session.me?.roles.includes('consultant') ?? false
  }

  get minutes(): number {
    const known = this.catalog().filter(({ id }) => this.serviceIds.includes(id))
    return known.reduce((sum, item) => sum + (item.minutes ?? 0), 0) || 60
  }

  /** Asks the core for what fits; `notBefore` looks further into the future. */
  async offerFrom(wish: { roomId?: string; beauticianId?: string; notBefore?: number } = {}) {
    const round = ++this.#round
    this.loading = true
    try {
      const serviceIds = this.serviceIds.length > 0 ? this.serviceIds : undefined
      const answer = await call('booking.offer', { memberNo: this.memberNo, serviceIds, guests: this.guests, ...wish })
      if (round !== this.#round) return
      this.offers = answer.offers
      this.asLastTime = answer.asLastTime
      this.chosen = 0
    } catch (thrown) {
      if (round === this.#round && thrown instanceof Refused) this.refused = thrown
    } finally {
      if (round === this.#round) this.loading = false
    }
  }

  /** Goes from the chosen offer (or from nothing) to free choice. */
  edit() {
    const offer = this.offer
    if (!this.editing && offer) this.take(offer)
    this.editing = true
  }

  /** Makes an offer, or one of the nearest, the slot being edited. */
  take(offer: Offer) {
    this.serviceIds = offer.serviceIds
    this.exception = false
    this.change({ ...offer })
  }

  change(part: Partial<Slot>) {
    const before: Slot = this.slot ?? {
      roomId: '',
      roomNumber: '',
      beauticianId: '',
      beauticianName: '',
      startMs: nextQuarter(house.now),
      endMs: 0,
    }
    const slot = { ...before, ...part }
    this.slot = { ...slot, endMs: slot.startMs + this.minutes * 60_000 }
    this.editing = true
    this.#recheck()
  }

  /** Other services: the slot in hand is checked again; without one, the core is asked what it can offer. */
  async setServices(ids: string[]) {
    this.serviceIds = ids
    if (this.editing && this.slot) return this.change({})
    await this.offerFrom()
    if (this.editing && this.offer) this.take(this.offer)
  }

  setGuests(count: number) {
    this.guests = Math.max(1, count)
    if (this.slot) this.change({})
  }

  #asked(): SlotAsked | null {
    const slot = this.candidate
    if (!slot?.roomId || !slot.beauticianId) return null
    const serviceIds = this.editing ? this.serviceIds : (this.offer?.serviceIds ?? [])
    if (serviceIds.length === 0) return null
    const asked: SlotAsked = {
      memberNo: this.memberNo,
      roomId: slot.roomId,
      beauticianId: slot.beauticianId,
      startMs: slot.startMs,
      serviceIds,
      guests: this.guests,
    }
    return asked
  }

  #recheck() {
    clearTimeout(this.#timer)
    const round = ++this.#round
    this.refused = null
    const asked = this.#asked()
    this.checking = asked !== null
    if (!asked) {
      this.check = null
      return
    }
    this.#timer = setTimeout(async () => {
      try {
        const check = await call('booking.check', this.moving ? { ...asked, moving: this.moving.id } : asked)
        if (round !== this.#round) return
        this.check = check
        if (!check.exceptionPossible) this.exception = false
      } catch (thrown) {
        if (round !== this.#round) return
        this.check = null
        if (thrown instanceof Refused) this.refused = thrown
      } finally {
        if (round === this.#round) this.checking = false
      }
    }, CHECK_AFTER_MS)
  }

  /** Policy §3.4: the consultant proves who she is with her own PIN, for just this guest, room and
   *  time; the proof travels with the booking, the PIN does not. */
  async #lowerTier({ memberNo, roomId, startMs }: SlotAsked): Promise<LowerTier> {
    const agreed = { consentHow: this.consentHow, consentAt: house.now }
    if (this.isConsultant) return agreed
    const who = { number: this.consultantNumber.trim(), pin: this.consultantPin }
    const { proof } = await call('session.prove', { ...who, memberNo, roomId, startMs })
    return { ...agreed, proof }
  }

  /** Books or moves; resolves with the booking's id, or null when refused. Pressed again without an answer, it is the same request. */
  async confirm(): Promise<string | null> {
    const asked = this.#asked()
    if (!asked || !this.ready) return null
    this.busy = true
    this.refused = null
    const key = JSON.stringify([asked, this.source, this.notes, this.exception, this.consentHow])
    try {
      // Without an answer the same request goes again, word for word: with its proof and its hour of consent.
      if (this.#pending?.key !== key) {
        this.#pending = { key, id: requestId(), exception: this.exception ? await this.#lowerTier(asked) : undefined }
      }
      const { id, exception } = this.#pending
      if (this.moving) {
        await call('booking.move', { ...asked, bookingId: this.moving.id, consentHow: this.consentHow, exception }, id)
        return this.moving.id
      }
      const { bookingId } = await call(
        'booking.reserve',
        { ...asked, source: this.source, notes: this.notes.trim() || undefined, exception },
        id,
      )
      return bookingId
    } catch (thrown) {
      const refused = thrown instanceof Refused ? thrown : new Refused('internal')
      if (refused.code !== 'unreachable') this.#pending = null
      this.refused = refused
      if (refused.code === 'slot_refused') this.edit()
      return null
    } finally {
      this.busy = false
      if (this.#pending === null) this.consultantPin = ''
    }
  }
}

export function nextQuarter(ms: number): number {
  return Math.ceil(ms / STEP_MS) * STEP_MS
}
