// The steps of one visit, one tap each: arrived, start, finish, settle.
import { places } from '../../house/places.svelte'
import { say } from '../../house/say'
import { toasts } from '../../shared/toasts.svelte'
import { call, Refused } from '../../wire/call'
import { requestId } from '../../wire/request-id'
import type { Arrival, BookingStatus } from '../../wire/types'

export type Step = NonNullable<Arrival['next']>

/** The step that follows a status; the same answer the core gives for the arrivals list. */
export function stepAfter(status: BookingStatus): Step | null {
  if (status === 'booked' || status === 'confirmed') return 'arrived'
  if (status === 'arrived') return 'in_treatment'
  if (status === 'in_treatment') return 'finished'
  return status === 'finished' ? 'settle' : null
}

class Visits {
  busy = $state<string | null>(null)
  #pending: { key: string; id: string } | null = null

  async step(bookingId: string, step: Step) {
    if (step === 'settle') return places.go('till', { bookingId })
    if (this.busy) return
    const key = `${bookingId} ${step}`
    const id = this.#pending?.key === key ? this.#pending.id : requestId()
    this.#pending = { key, id }
    this.busy = bookingId
    try {
      await call('booking.advance', { bookingId, to: step }, id)
      this.#pending = null
    } catch (thrown) {
      const refused = thrown instanceof Refused ? thrown : new Refused('internal')
      if (refused.code !== 'unreachable') this.#pending = null
      if (refused.code === 'kept') toasts.done(say(refused))
      else toasts.bad(say(refused))
    } finally {
      this.busy = null
    }
  }
}

export const visits = new Visits()
