// Taps on their way to the salon, over a line that may be down. Each keeps the request id it was made under, so that sending
// it twice does it once, and is saved before it is sent, so that no reload loses it while its answer is out.
// They go one after another in the order in which they were made, each only for the person who made it; what the salon
// refuses when nobody waits for it any more is put before that person with the reason, until it was read.
import { SvelteMap } from 'svelte/reactivity'
import { type Envelope, Refused } from './call'
import { type Conflict, keptConflicts, keptTaps, type Tap, without } from './kept-taps'
import type { CommandName } from './types'

/** Nothing is wrong with the tap itself: it can be taken later. */
const PASSES: readonly Refused['code'][] = [
  'too_many_requests',
  'store_busy',
  'store_damaged',
  'store_read_only',
  'folder_unusable',
  'disk_full',
  'clock_went_back',
  'device_unknown',
]

/** Who waits for the answer to a first try. */
interface Caller {
  answer: Promise<unknown>
  take(answer: unknown): void
  refuse(refused: Refused): void
}

type Carry = (tap: Tap) => Promise<unknown>

class Outbox {
  /** Whatever was not answered yet. */
  taps = $state.raw<Tap[]>(keptTaps.read())
  conflicts = $state.raw<Conflict[]>(keptConflicts.read())
  #callers = new SvelteMap<string, Caller>()
  #sending: Promise<unknown> = Promise.resolve()

  constructor() {
    keptTaps.whenOtherPage((added, dropped) => {
      // Whose answer is awaited here is asked for here as well: the salon says to both the same.
      const gone = dropped.filter((requestId) => !this.#callers.has(requestId))
      this.taps = [...without(this.taps, gone), ...added.filter((one) => !this.#finds(one.requestId))]
    })
    keptConflicts.whenOtherPage((added, dropped) => {
      this.conflicts = [...without(this.conflicts, [...dropped, ...added.map(({ requestId }) => requestId)]), ...added]
    })
  }

  /** Those whose first try was not answered, and those that must not overtake them. */
  get waiting(): Tap[] {
    return this.taps.filter(({ requestId }) => !this.#callers.has(requestId))
  }

  /** Puts a tap behind the others and answers when it was answered; `kept` when it waits. The same tap again is the same. */
  put({ name, args, requestId }: Envelope, by: string): Promise<unknown> {
    const said = JSON.stringify(args)
    const twin = this.taps.find((one) => one.by === by && one.name === name && JSON.stringify(one.args) === said)
    if (twin) return this.#callers.get(twin.requestId)?.answer ?? Promise.reject(new Refused('kept'))
    const tap = { name, args, requestId, by, at: Date.now() }
    keptTaps.add(tap)
    this.taps = [...this.taps, tap]
    const caller = {} as Caller
    caller.answer = new Promise((take, refuse) => Object.assign(caller, { take, refuse }))
    this.#callers.set(requestId, caller)
    return caller.answer
  }

  /** Nobody need wait for this answer: the line is known to be down. */
  letWait(requestId: string) {
    this.#taken(requestId)?.refuse(new Refused('kept'))
  }

  /** Whether a tap of this kind, on this thing, of this person waits. */
  holds(name: CommandName, id: string, by: string | undefined): boolean {
    return this.waiting.some((one) => one.name === name && one.by === by && Object.values(one.args ?? {}).includes(id))
  }

  /** Sends what this person has tapped, after whatever is being sent already. Whether something is to be tried later. */
  send(by: string, carry: Carry): Promise<boolean> {
    const turn = () => this.#sendAll(by, carry)
    const sent = this.#sending.then(turn, turn)
    this.#sending = sent
    return sent
  }

  /** What somebody tapped here is not to be sent any more. */
  letGo(taps: Tap[]) {
    for (const { requestId } of taps) this.#release(requestId)
  }

  /** A conflict was read. */
  dismiss(requestId: string) {
    keptConflicts.drop([requestId])
    this.conflicts = without(this.conflicts, [requestId])
  }

  /** Stops where the line breaks again, the person has gone, or the salon can take nothing just now. */
  async #sendAll(by: string, carry: Carry): Promise<boolean> {
    const next = () => this.taps.find((one) => one.by === by)
    for (let one = next(); one; one = next()) {
      try {
        const answer = await carry(one)
        this.#taken(one.requestId)?.take(answer)
      } catch (thrown) {
        const refused = thrown instanceof Refused ? thrown : new Refused('internal')
        const isUnheard = refused.code === 'unreachable' || refused.code === 'signed_out'
        const caller = isUnheard ? undefined : this.#taken(one.requestId)
        if (isUnheard || (!caller && PASSES.includes(refused.code))) {
          for (const tap of this.taps) if (tap.by === by) this.letWait(tap.requestId)
          return refused.code !== 'signed_out'
        }
        if (caller) caller.refuse(refused)
        else if (this.#finds(one.requestId))
          this.#explain({ ...one, refused: { code: refused.code, params: refused.params } })
      }
      this.#release(one.requestId)
    }
    return false
  }

  #explain(conflict: Conflict) {
    keptConflicts.add(conflict)
    this.conflicts = [...without(this.conflicts, [conflict.requestId]), conflict]
  }

  #release(requestId: string) {
    keptTaps.drop([requestId])
    this.taps = without(this.taps, [requestId])
  }

  #finds(requestId: string) {
    return this.taps.some((one) => one.requestId === requestId)
  }

  #taken(requestId: string): Caller | undefined {
    const caller = this.#callers.get(requestId)
    this.#callers.delete(requestId)
    return caller
  }
}

export const outbox = new Outbox()
