// The search box in the stockroom: a scanned slot label or a name finds the set; with a tray waiting for that very slot,
// Enter (which a scanner sends by itself) makes it ready or takes it.
import { say } from '../../house/say'
import { session } from '../../house/session.svelte'
import { BoxSearch } from '../../shared/box-search.svelte'
import { toasts } from '../../shared/toasts.svelte'
import { words } from '../../text/words.svelte'
import { call, Refused } from '../../wire/call'
import type { ShelfSlot, TrayCard } from '../../wire/types'
import { type Step, slotOf } from './steps'
import { stockroom } from './stockroom.svelte'

const MOST = 8

export interface Hit {
  slot: ShelfSlot & { memberNo: number }
  /** The trays of today that wait for exactly this, and the step Enter takes. */
  card: TrayCard | null
  step: Step | null
}

export class Find extends BoxSearch<Hit> {
  cards: TrayCard[] = []
  slots: ShelfSlot[] = []

  protected take({ slot, card, step }: Hit) {
    if (!card || !step) {
      stockroom.opened = slot.memberNo
      return
    }
    const key = `${step} ${card.bookingId}`
    void stockroom.step(step, card.bookingId, card.memberName).then((done) => {
      const refused = stockroom.hands.refused.get(key)
      if (!done && refused) toasts.bad(say(refused))
    })
  }

  protected nothing() {
    toasts.bad(words.t.stockroom.noHit)
  }

  protected async find(text: string): Promise<Hit[]> {
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
    return found.slice(0, MOST).map((one) => this.#hit(one, slot !== null))
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
