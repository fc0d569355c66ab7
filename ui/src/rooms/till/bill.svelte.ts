// One bill on the counter: its lines, what the core says they cost this guest, and what she has paid so far.
import { say } from '../../house/say'
import { money } from '../../text/format'
import { words } from '../../text/words.svelte'
import { Action } from '../../wire/ask.svelte'
import { call, Refused } from '../../wire/call'
import type { Arrival, Item, PayMethod, Quote, Receipt, Tier } from '../../wire/types'
import { toFen, toYuan } from './fen'

export type Visit = Pick<Arrival, 'id'> &
  Partial<Pick<Arrival, 'memberNo' | 'memberName' | 'tier' | 'roomNumber' | 'beauticianName'>>
export interface Guest {
  memberNo: number
  name: string
  tier: Tier
}
interface Line {
  itemId: string
  name: string
  quantity: number
}
/** A booked service that is not on the bill: it was not done, and somebody says why. */
export interface LeftOut {
  itemId: string
  name: string
  times: number
}
interface Paid {
  method: PayMethod
  fen: number
}
const MOST = 999
export const LONGEST_REASON = 200
const LONGEST_AMOUNT = 10

export class Bill {
  guest = $state.raw<Guest | null>(null)
  lines = $state<Line[]>([])
  payments = $state<Paid[]>([])
  /** What the visit was booked for, and why a part of it was not done. */
  booked = $state.raw<Line[]>([])
  reasons = $state<Record<string, string>>({})
  /** The amount being typed on the pad; empty means the whole rest. */
  part = $state('')
  quote = $state.raw<Quote | null>(null)
  quoting = $state(false)
  refused = $state.raw<Refused | null>(null)
  /** What is wrong with the last touch on the paying side, said in place. */
  problem = $state<string | null>(null)
  readonly settling = new Action('till.settle')
  #round = 0

  constructor(readonly visit: Visit | null) {}

  get dueFen(): number {
    return toFen(this.quote?.due ?? '') ?? 0
  }

  get paidFen(): number {
    return this.payments.reduce((sum, { fen }) => sum + fen, 0)
  }

  get restFen(): number {
    return Math.max(0, this.dueFen - this.paidFen)
  }

  get changeFen(): number {
    return Math.max(0, this.paidFen - this.dueFen)
  }

  /** Change can only be given out of cash, and never all of it. */
  get addsUp(): boolean {
    const cash = this.payments.filter(({ method }) => method === 'cash').reduce((sum, { fen }) => sum + fen, 0)
    return this.restFen === 0 && (this.changeFen === 0 || this.changeFen < cash)
  }

  get leftOut(): LeftOut[] {
    const billed = (itemId: string) => this.lines.find((line) => line.itemId === itemId)?.quantity ?? 0
    return this.booked
      .map(({ itemId, name, quantity }) => ({ itemId, name, times: quantity - billed(itemId) }))
      .filter(({ times }) => times > 0)
  }

  /** Every booked service is on the bill, or it is said why not. */
  get accounted(): boolean {
    return this.leftOut.every(({ itemId }) => this.reasons[itemId]?.trim())
  }

  get ready(): boolean {
    const something = this.lines.length > 0 || this.leftOut.length > 0
    return this.quote !== null && !this.quoting && something && this.accounted && this.addsUp
  }

  get asked() {
    const notDone = this.leftOut.flatMap(({ itemId, times }) => Array.from({ length: times }, () => itemId))
    return {
      ...(this.visit ? { bookingId: this.visit.id } : { memberNo: this.guest?.memberNo ?? null }),
      lines: this.lines.map(({ itemId, quantity }) => ({ itemId, quantity })),
      ...(notDone.length > 0 ? { notDone } : {}),
    }
  }

  /** A visit's bill begins with what was booked: the core knows it when asked without lines. */
  async begin() {
    if (!this.visit || this.lines.length > 0) return this.reckon()
    const quote = await this.#ask({ bookingId: this.visit.id, lines: [] })
    if (!quote) return
    const lines: Line[] = []
    for (const { itemId, name, quantity } of quote.lines) {
      const known = lines.find((line) => line.itemId === itemId)
      if (known) known.quantity += quantity
      else lines.push({ itemId, name, quantity })
    }
    this.booked = lines.map((line) => ({ ...line }))
    this.lines = lines
  }

  add({ id, name }: Pick<Item, 'id' | 'name'>) {
    const line = this.lines.find(({ itemId }) => itemId === id)
    if (line) line.quantity = Math.min(MOST, line.quantity + 1)
    else this.lines.push({ itemId: id, name, quantity: 1 })
    void this.reckon()
  }

  count(itemId: string, by: number) {
    const line = this.lines.find((one) => one.itemId === itemId)
    if (!line) return
    line.quantity = Math.min(MOST, line.quantity + by)
    if (line.quantity < 1) this.lines = this.lines.filter((one) => one !== line)
    void this.reckon()
  }

  setGuest(guest: Guest | null) {
    this.guest = guest
    void this.reckon()
  }

  /** Asks the core what all this costs. An empty bill costs nothing: the core would put the booking's services back. */
  async reckon() {
    this.problem = null
    if (this.lines.length > 0 || this.leftOut.length > 0) return void (await this.#ask(this.asked))
    this.#round++
    this.quote = null
    this.quoting = false
  }

  async #ask(asked: Bill['asked']): Promise<Quote | null> {
    const round = ++this.#round
    this.quoting = true
    this.refused = null
    try {
      const quote = await call('till.quote', asked)
      if (round !== this.#round) return null
      this.quote = quote
      return quote
    } catch (thrown) {
      if (round === this.#round) this.refused = thrown instanceof Refused ? thrown : new Refused('internal')
      return null
    } finally {
      if (round === this.#round) this.quoting = false
    }
  }

  press(key: string) {
    this.problem = null
    const next = key === 'back' ? this.part.slice(0, -1) : key === '.' && this.part === '' ? '0.' : this.part + key
    if (next === '' || (next.length <= LONGEST_AMOUNT && toFen(next) !== null)) this.part = next
  }

  /** One tap on a way of paying takes what was typed, or the whole rest. Only cash may be more: it gives change. */
  pay(method: PayMethod, given?: number) {
    const t = words.t.till
    this.problem = null
    if (!this.quote || this.quoting) return
    const fen = given ?? (this.part ? toFen(this.part) : this.restFen)
    if (this.restFen === 0) this.problem = t.nothingLeft
    else if (fen === null || fen <= 0) this.problem = t.badAmount
    else if (method !== 'cash' && fen > this.restFen)
      this.problem = t.moreThanRest(words.t.domain.pay[method], money(toYuan(this.restFen)))
    else {
      this.payments.push({ method, fen })
      this.part = ''
    }
  }

  unpay(at: number) {
    this.problem = null
    this.payments = this.payments.filter((_, index) => index !== at)
  }

  async settle(): Promise<Receipt | undefined> {
    const shown = this.quote?.due
    if (!this.ready || shown === undefined) return undefined
    this.problem = null
    const payments = this.payments.map(({ method, fen }) => ({ method, amount: toYuan(fen) }))
    const { notDone = [], ...asked } = this.asked
    const marks = notDone.map((itemId) => ({ itemId, reason: (this.reasons[itemId] ?? '').trim() }))
    const left = marks.length > 0 ? { notDone: marks } : {}
    const receipt = await this.settling.run({ ...asked, ...left, payments, due: shown })
    if (receipt) return receipt
    const refused = this.settling.refused
    if (refused) await this.#explain(refused, shown)
    return undefined
  }

  async #explain(refused: Refused, shown: string) {
    const t = words.t.till
    if (refused.code === 'price_moved') {
      await this.reckon()
      this.problem = t.priceMoved(money(shown), money(this.quote?.due ?? String(refused.params.due ?? shown)))
    } else if (refused.code === 'payments_do_not_add_up') {
      const paid = String(refused.params.paid ?? toYuan(this.paidFen))
      this.problem = t.doesNotAddUp(money(paid), money(String(refused.params.due ?? shown)))
    } else this.problem = say(refused)
  }
}
