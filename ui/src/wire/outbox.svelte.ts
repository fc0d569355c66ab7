// Taps made while the line was down. Each keeps the request id it was made under, so that sending it twice does it once, and
// is saved before it is sent, so that no reload loses it while its answer is out.
// They are sent in their order when the line is back, each only for the person who made it; what the salon refuses by then
// is put before that person with the reason. Only names of commands and ids are kept, nothing about a guest.
import { type Envelope, Refused } from './call'
import type { CommandName } from './types'

/**
 * What can wait: one tap that says what a hand has done. Whatever needs an answer to go on cannot, and what is written along
 * with a reason stays in its form: its words may be about a guest.
 */
const CAN_WAIT: readonly CommandName[] = [
  'tray.acknowledge',
  'tray.ready',
  'tray.take',
  'tray.return',
  'linen.slippers_back',
  'linen.to_laundry',
  'linen.to_drying',
  'linen.shelve',
  'linen.to_stock',
  'booking.advance',
]

export interface Waiting {
  name: CommandName
  args: unknown
  requestId: string
  /** The staff number of whoever tapped. */
  by: string
  at: number
}

export interface Conflict extends Waiting {
  refused: Refused
}

const KEPT = 'lantai.outbox'

class Outbox {
  waiting = $state<Waiting[]>(kept())
  conflicts = $state.raw<Conflict[]>([])
  #sending: Promise<void> = Promise.resolve()

  /** Saves a tap that is about to be sent, if it is one that can wait. */
  hold({ name, args, requestId }: Envelope, by: string | null): Waiting | null {
    if (by === null || !CAN_WAIT.includes(name)) return null
    const tap = { name, args, requestId, by, at: Date.now() }
    save((saved) => [...saved.filter((one) => one.requestId !== requestId), tap])
    return tap
  }

  /** It was answered. */
  release({ requestId }: Waiting) {
    this.waiting = this.waiting.filter((one) => one.requestId !== requestId)
    save((saved) => saved.filter((one) => one.requestId !== requestId))
  }

  /** It was not answered, or must not overtake what waits. The same tap again is the same request. */
  keep(tap: Waiting) {
    const same = (one: Waiting) => one.name === tap.name && JSON.stringify(one.args) === JSON.stringify(tap.args)
    const twin = this.waiting.find(same)
    if (!twin) this.waiting.push(tap)
    else if (twin.requestId !== tap.requestId) this.release(tap)
  }

  /** Whether anything of this person's waits: what she taps next comes after it. */
  hasWaiting(by: string): boolean {
    return this.waiting.some((one) => one.by === by)
  }

  /** Whether a tap of this kind, on this thing, waits. */
  holds(name: CommandName, id: string): boolean {
    return this.waiting.some((one) => one.name === name && Object.values(one.args ?? {}).includes(id))
  }

  /** Sends what this person has waiting, after whatever is being sent already. */
  send(by: string, carry: (one: Waiting) => Promise<unknown>): Promise<void> {
    const turn = () => this.#sendAll(by, carry)
    this.#sending = this.#sending.then(turn, turn)
    return this.#sending
  }

  /** A conflict was read. */
  dismiss(requestId: string) {
    this.conflicts = this.conflicts.filter((one) => one.requestId !== requestId)
  }

  /** Stops where the line breaks again or the person has gone. */
  async #sendAll(by: string, carry: (one: Waiting) => Promise<unknown>) {
    for (const one of this.waiting.filter((each) => each.by === by)) {
      try {
        await carry(one)
      } catch (thrown) {
        const refused = thrown instanceof Refused ? thrown : new Refused('internal')
        if (refused.code === 'unreachable' || refused.code === 'signed_out') return
        this.conflicts = [...this.conflicts, { ...one, refused }]
      }
      this.release(one)
    }
  }
}

/** Read anew each time: two pages of one tablet write to one place. Where nothing can be written, the page alone remembers. */
function save(change: (saved: Waiting[]) => Waiting[]) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(change(kept())))
  } catch {}
}

function kept(): Waiting[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]')
    return Array.isArray(found) ? found.filter((one) => CAN_WAIT.includes(one?.name)) : []
  } catch {
    return []
  }
}

export const outbox = new Outbox()
