// The search box in the stockroom: a scanned slot label or a name finds the set; with a tray waiting for that very slot,
// Enter (which a scanner sends by itself) makes it ready or takes it.
import { say } from '../../house/say'
import { session } from '../../house/session.svelte'
import { searchBox } from '../../shared/search-box.svelte'
import { toasts } from '../../shared/toasts.svelte'
import { words } from '../../text/words.svelte'
import { call, Refused } from '../../wire/call'
import type { ShelfSlot, TrayCard } from '../../wire/types'
import { type Step, slotOf } from './steps'
import { stockroom } from './stockroom.svelte'

const DEBOUNCE_MS = 40
const MOST = 8

export interface Hit {
  slot: ShelfSlot & { memberNo: number }
  /** The trays of today that wait for exactly this, and the step Enter takes. */
  card: TrayCard | null
  step: Step | null
}

export class Find {
  hits = $state.raw<Hit[]>([])
  active = $state(0)
  answered = $state('')
  cards: TrayCard[] = []
  slots: ShelfSlot[] = []
  #round = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  type(text: string) {
    clearTimeout(this.#timer)
    this.active = 0
    if (text.trim() === '') this.clear()
    else this.#timer = setTimeout(() => void this.look(text), DEBOUNCE_MS)
  }

  key(event: KeyboardEvent): boolean {
    if (searchBox.text.trim() === '') return false
    if (event.key === 'Escape') {
      this.clear()
      searchBox.clear()
      return true
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1
      this.active = (this.active + step + this.hits.length) % Math.max(1, this.hits.length)
      return true
    }
    if (event.key !== 'Enter') return false
    if (!event.repeat) void this.#enter()
    return true
  }

  choose({ slot, card, step }: Hit) {
    this.clear()
    searchBox.clear()
    if (card && step) {
      const key = `${step} ${card.bookingId}`
      void stockroom.step(step, card.bookingId, card.memberName).then((done) => {
        const refused = stockroom.hands.refused.get(key)
        if (!done && refused) toasts.bad(say(refused))
      })
    } else stockroom.opened = slot.memberNo
  }

  clear() {
    clearTimeout(this.#timer)
    this.#round++
    this.hits = []
    this.answered = ''
  }

  /** A scanner's Enter comes before any pause: first the answer, then the choice. */
  async #enter() {
    const text = searchBox.text
    clearTimeout(this.#timer)
    if (this.answered !== text) await this.look(text)
    const hit = this.hits[this.active] ?? this.hits[0]
    if (hit) this.choose(hit)
    else toasts.bad(words.t.stockroom.noHit)
  }

  async look(text: string) {
    const round = ++this.#round
    const slot = slotOf(text)
    const asked = text.trim().toLowerCase()
    const taken = this.slots.filter((one): one is Hit['slot'] => one.memberNo !== null)
    const found = taken.filter((one) =>
      slot === null ? (one.label ?? '').toLowerCase().includes(asked) : one.slot === slot,
    )
    if (slot === null && session.may('member.search')) {
      const numbers = await this.#membersLike(text)
      for (const one of taken) if (numbers.includes(one.memberNo) && !found.includes(one)) found.push(one)
    }
    if (round !== this.#round) return
    this.hits = found.slice(0, MOST).map((one) => this.#hit(one, slot !== null))
    this.answered = text
  }

  async #membersLike(query: string): Promise<number[]> {
    try {
      return (await call('member.search', { query, limit: 20 })).hits.map(({ memberNo }) => memberNo)
    } catch (thrown) {
      if (thrown instanceof Refused && thrown.code !== 'signed_out') toasts.bad(say(thrown))
      return []
    }
  }

  #hit(slot: Hit['slot'], exact: boolean): Hit {
    const mine = this.cards.filter(({ memberNo }) => memberNo === slot.memberNo)
    const next = (state: TrayCard['state']) => (exact ? mine.find((card) => card.state === state) : undefined)
    const waiting = session.may('tray.ready') ? next('waiting') : undefined
    if (waiting) return { slot, card: waiting, step: 'ready' }
    const ready = session.may('tray.take') ? next('ready') : undefined
    return { slot, card: ready ?? null, step: ready ? 'take' : null }
  }
}
