// What lies on the counter: the bill in hand, those put aside, the receipt just given, or the day's takings.
import { session } from '../../house/session.svelte'
import { searchBox } from '../../shared/search-box.svelte'
import { toasts } from '../../shared/toasts.svelte'
import { words } from '../../text/words.svelte'
import { Action } from '../../wire/ask.svelte'
import type { PayMethod, Receipt } from '../../wire/types'
import { Bill, type Guest, type Visit } from './bill.svelte'

const WALK_UP = 'walk-up'
export const METHODS: PayMethod[] = ['cash', 'wechat', 'alipay', 'card']
/** Keys beside the tap: F6 pays the rest in cash, F7 by WeChat, F8 by Alipay, F9 by card. */
export const METHOD_KEYS = ['F6', 'F7', 'F8', 'F9']

export function methodOfKey(key: string): PayMethod | undefined {
  return METHODS[METHOD_KEYS.indexOf(key)]
}

class Till {
  bill = $state.raw<Bill | null>(null)
  receipt = $state.raw<Receipt | null>(null)
  /** Whether the receipt was given just now (the change is still in the drawer) or reopened from the day. */
  fresh = $state(false)
  day = $state<string | null>(null)
  readonly printing = new Action('till.print')
  #aside = new Map<string, Bill>()

  open(visit: Visit) {
    this.#show(visit.id, () => new Bill(visit))
  }

  walkUp(guest: Guest | null = null): Bill {
    const bill = this.#show(WALK_UP, () => new Bill(null))
    if (guest) bill.setGuest(guest)
    return bill
  }

  #show(key: string, make: () => Bill): Bill {
    const bill = this.#aside.get(key) ?? make()
    this.#aside.set(key, bill)
    this.close()
    this.bill = bill
    void bill.begin()
    searchBox.focus()
    return bill
  }

  /** The bill is not wanted: nothing was taken, nothing is kept but the way to fetch it back. */
  discard() {
    const { bill } = this
    if (!bill) return
    const key = bill.visit?.id ?? WALK_UP
    this.#aside.delete(key)
    this.close()
    const worth = bill.lines.length > 0 || bill.payments.length > 0
    toasts.done(words.t.till.discarded, worth ? () => this.#show(key, () => bill) : undefined)
  }

  async settle() {
    const bill = this.bill
    const receipt = await bill?.settle()
    if (!bill || !receipt) return
    this.#aside.delete(bill.visit?.id ?? WALK_UP)
    this.show(receipt, true)
  }

  show(receipt: Receipt, fresh = false) {
    const day = fresh ? null : this.day
    this.close()
    this.receipt = receipt
    this.fresh = fresh
    this.day = day
    searchBox.focus()
  }

  /** Leaves the receipt: back to the day it was opened from, or to the empty counter. */
  next() {
    this.receipt = null
    this.printing.forget()
  }

  close() {
    this.bill = null
    this.receipt = null
    this.day = null
    this.printing.forget()
  }

  async print(to?: 'file') {
    if (!this.receipt) return
    const printed = await this.printing.run({ billId: this.receipt.billId, ...(to ? { to } : {}) })
    if (!printed) return
    const isFile = to === 'file' || /[\\/]/.test(printed.where)
    toasts.done(isFile ? words.t.till.savedTo(printed.where) : words.t.till.printed)
  }

  reset() {
    this.#aside.clear()
    this.close()
  }

  /** Keys of an empty search box. */
  key(event: KeyboardEvent): boolean {
    if (event.key === 'Enter' && !event.repeat) {
      if (this.receipt) this.next()
      else if (this.bill?.ready && !this.bill.settling.busy) void this.settle()
      else return false
      return true
    }
    if (event.key === 'Escape') {
      if (this.receipt) this.next()
      else if (this.bill?.part) this.bill.part = ''
      else this.close()
      return true
    }
    const method = methodOfKey(event.key)
    if (!method || !this.bill) return false
    this.bill.pay(method)
    return true
  }
}

export const till = new Till()
session.whenOther(() => till.reset())
