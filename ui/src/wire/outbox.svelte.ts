// Taps made while the line was down. Each keeps the request id it was made under, so that sending it twice does it once.
// They are sent in their order when the line is back, each only for the person who made it; what the salon refuses by then
// is put before that person with the reason. Only names of commands and ids are kept, nothing about a guest.
import { type Envelope, Refused } from './call'
import type { CommandName } from './types'

/** What can wait: one tap that says what a hand has done. Whatever needs an answer to go on cannot. */
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

  /** Keeps a tap, if it is one that can wait. The same tap again is the same request. */
  keep({ name, args, requestId }: Envelope, by: string | null): boolean {
    if (by === null || !CAN_WAIT.includes(name)) return false
    const same = (one: Waiting) => one.name === name && JSON.stringify(one.args) === JSON.stringify(args)
    if (!this.waiting.some(same)) this.waiting.push({ name, args, requestId, by, at: Date.now() })
    this.#save()
    return true
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
      this.waiting = this.waiting.filter(({ requestId }) => requestId !== one.requestId)
      this.#save()
    }
  }

  #save() {
    localStorage.setItem(KEPT, JSON.stringify(this.waiting))
  }
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
