// The search box at the till: goods and services by name or code, and the member a walk-up bill belongs to.
import { session } from '../../house/session.svelte'
import { BoxSearch } from '../../shared/box-search.svelte'
import { searchBox } from '../../shared/search-box.svelte'
import { toasts } from '../../shared/toasts.svelte'
import { words } from '../../text/words.svelte'
import { call } from '../../wire/call'
import type { Item, MemberHit } from '../../wire/types'
import { toFen } from './fen'
import { methodOfKey, till } from './till.svelte'

const MOST_ITEMS = 6
const MOST_MEMBERS = 4

export type Hit = { item: Item; member?: undefined } | { member: MemberHit; item?: undefined }

export class Find extends BoxSearch<Hit> {
  items: Item[] = []

  protected override keyOfEmptyBox(event: KeyboardEvent): boolean {
    return till.key(event)
  }

  /** An amount typed, then the key of a way of paying: only that part is paid so. */
  protected override keyOfText(event: KeyboardEvent, text: string): boolean {
    const method = methodOfKey(event.key)
    if (!method || !till.bill || toFen(text) === null) return false
    this.clear()
    searchBox.clear()
    till.bill.part = text
    till.bill.pay(method)
    return true
  }

  protected take({ item, member }: Hit) {
    if (item) return (till.bill ?? till.walkUp()).add(item)
    const guest = { memberNo: member.memberNo, name: member.name, tier: member.tier }
    if (till.bill) till.bill.setGuest(guest)
    else till.walkUp(guest)
  }

  protected nothing() {
    toasts.bad(words.t.till.noHit)
  }

  protected async find(text: string): Promise<Hit[]> {
    const asked = text.trim().toLowerCase()
    // Right after the room opened the price list may still be on its way.
    if (this.items.length === 0) this.items = await call('catalog.list', {}).catch(() => [])
    const exact = this.items.filter(({ active, code }) => active && code.toLowerCase() === asked)
    const like = this.items.filter(
      ({ active, code, name, category }) =>
        active &&
        (code.toLowerCase().startsWith(asked) || name.toLowerCase().includes(asked) || category.includes(asked)),
    )
    const items = (exact.length ? exact : like).slice(0, MOST_ITEMS).map((item) => ({ item }))
    const members = exact.length || till.bill?.visit || !session.may('member.search') ? [] : await this.#members(text)
    return [...items, ...members.map((member) => ({ member }))]
  }

  async #members(query: string): Promise<MemberHit[]> {
    try {
      return (await call('member.search', { query, limit: MOST_MEMBERS })).hits
    } catch {
      return []
    }
  }
}
