// The search box at the till: goods and services by name or code, and the member a walk-up bill belongs to.
import { session } from '../../house/session.svelte'
import { searchBox } from '../../shared/search-box.svelte'
import { toasts } from '../../shared/toasts.svelte'
import { words } from '../../text/words.svelte'
import { call } from '../../wire/call'
import type { Item, MemberHit } from '../../wire/types'
import { till } from './till.svelte'

const DEBOUNCE_MS = 40
const MOST_ITEMS = 6
const MOST_MEMBERS = 4

export type Hit = { item: Item; member?: undefined } | { member: MemberHit; item?: undefined }

export class Find {
  hits = $state.raw<Hit[]>([])
  active = $state(0)
  answered = $state('')
  items: Item[] = []
  #round = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  type(text: string) {
    clearTimeout(this.#timer)
    this.active = 0
    if (text.trim() === '') this.clear()
    else this.#timer = setTimeout(() => void this.look(text), DEBOUNCE_MS)
  }

  key(event: KeyboardEvent): boolean {
    if (searchBox.text.trim() === '') return till.key(event)
    if (event.key === 'Escape') {
      this.clear()
      searchBox.clear()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1
      this.active = (this.active + step + this.hits.length) % Math.max(1, this.hits.length)
    } else if (event.key === 'Enter') {
      if (!event.repeat) void this.#enter()
    } else return false
    return true
  }

  choose({ item, member }: Hit) {
    this.clear()
    searchBox.clear()
    searchBox.focus()
    if (item) (till.bill ?? till.walkUp()).add(item)
    else if (till.bill) till.bill.setGuest({ memberNo: member.memberNo, name: member.name, tier: member.tier })
    else till.walkUp({ memberNo: member.memberNo, name: member.name, tier: member.tier })
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
    if (searchBox.text !== text) return
    const hit = this.hits[this.active] ?? this.hits[0]
    if (hit) this.choose(hit)
    else toasts.bad(words.t.till.noHit)
  }

  async look(text: string) {
    const round = ++this.#round
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
    if (round !== this.#round) return
    this.hits = [...items, ...members.map((member) => ({ member }))]
    this.answered = text
  }

  async #members(query: string): Promise<MemberHit[]> {
    try {
      return (await call('member.search', { query, limit: MOST_MEMBERS })).hits
    } catch {
      return []
    }
  }
}
