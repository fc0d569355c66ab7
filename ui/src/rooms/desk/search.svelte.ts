// Finding the member (policy §3.5): the number, and when nobody has it the full name, and among several of that name
// the birthday. The box asks the next question itself; nothing pops up, nothing typed is lost.
import { searchBox } from '../../shared/search-box.svelte'
import { call, Refused } from '../../wire/call'
import type { MemberHit } from '../../wire/types'

const DEBOUNCE_MS = 25
const MOST_HITS = 9

export type Question = 'anything' | 'name' | 'birthday'

export interface Found {
  memberNo: number
  /** The number typed first that nobody has: to be stored with the member found by name. */
  unknownNumber: string | null
}

export interface SearchEnds {
  found: (found: Found) => void
  nobody: (known: { name: string; phone: string | null }) => void
  refused: (refused: Refused) => void
}

/** Digits of what looks like a phone number however it was typed, or null. */
export function asNumber(text: string): string | null {
  const plain = text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\s\-()（）＋+]/g, '')
    .replace(/^(00)?86(?=1\d{10}$)/, '')
  return /^\d+$/.test(plain) ? plain : null
}

/** A number nobody could still be typing at: a mobile number or a landline with its area code. */
export function isWholeNumber(text: string): boolean {
  const digits = asNumber(text)
  return digits !== null && /^(1\d{10}|0\d{10,11})$/.test(digits)
}

export class MemberSearch {
  question = $state<Question>('anything')
  unknownNumber = $state<string | null>(null)
  name = $state('')
  hits = $state.raw<MemberHit[]>([])
  more = $state(false)
  /** The text the hits belong to; while it differs from the box, an answer is still under way. */
  answered = $state('')
  active = $state(-1)
  choosing = $state(false)
  #round = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(private readonly ends: SearchEnds) {}

  /**
   * Whom Enter opens: the one chosen with the arrows, the only one, or the only one whose number ends with the digits
   * typed (others may hold them somewhere inside). Among several of one name it is nobody: their birthday is asked.
   */
  get meant(): MemberHit | null {
    const chosen = this.hits[this.active]
    if (chosen) return chosen
    if (this.hits.length === 1) return this.hits[0] ?? null
    const digits = this.question === 'anything' ? asNumber(this.answered) : null
    if (digits === null || digits.length < 4) return null
    const ending = this.hits.filter(({ phone }) => phone.endsWith(digits.slice(-4)))
    return ending.length === 1 && digits.length === 4 ? (ending[0] ?? null) : null
  }

  get nothing(): boolean {
    return this.answered !== '' && this.hits.length === 0
  }

  type(text: string) {
    this.choosing = false
    this.active = -1
    clearTimeout(this.#timer)
    if (text.trim() === '') {
      this.#round++
      this.answered = ''
      if (this.question !== 'birthday') this.hits = []
      return
    }
    this.#timer = setTimeout(() => this.#ask(text), DEBOUNCE_MS)
  }

  /** True when the key was meant for the search. */
  key(event: KeyboardEvent): boolean {
    const typing = searchBox.text.trim() !== ''
    if (event.key === 'Escape') return this.#stepBack()
    if (event.key === 'Backspace' && !typing && this.question !== 'anything') return this.#stepBack()
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && this.hits.length > 0) {
      const step = event.key === 'ArrowDown' ? 1 : -1
      this.active = (this.active + step + this.hits.length) % this.hits.length
      return true
    }
    if (this.choosing && /^[1-9]$/.test(event.key)) {
      const hit = this.hits[Number(event.key) - 1]
      if (hit) this.open(hit)
      return true
    }
    if (event.key === 'Enter' && (typing || this.active >= 0)) {
      if (!event.repeat) void this.#enter()
      return true
    }
    // A scanner ends with Enter also when the number was already whole and the box has moved on.
    return event.key === 'Enter' && this.question !== 'anything'
  }

  open(hit: MemberHit) {
    const found = { memberNo: hit.memberNo, unknownNumber: this.unknownNumber }
    this.clear()
    this.ends.found(found)
  }

  /** Nobody of that name either: a new member with what is known so far. */
  meetNew() {
    const typed = searchBox.text.trim()
    const digits = asNumber(typed)
    const known =
      this.question === 'anything'
        ? { name: digits ? '' : typed, phone: digits }
        : {
            name: this.question === 'birthday' ? this.name : typed.replace(/\d+$/, '').trim(),
            phone: this.unknownNumber,
          }
    this.clear()
    this.ends.nobody(known)
  }

  clear() {
    this.#round++
    clearTimeout(this.#timer)
    this.question = 'anything'
    this.unknownNumber = null
    this.name = ''
    this.hits = []
    this.more = false
    this.answered = ''
    this.active = -1
    this.choosing = false
    searchBox.clear()
  }

  #query(text: string): string {
    const typed = text.trim()
    if (this.question === 'birthday') return `${this.name} ${typed}`
    if (this.question === 'anything') return typed
    // The birthday may follow the name at once: zxl0412.
    const [, name = '', digits = ''] = /^(\D*?)\s*(\d*)$/.exec(typed) ?? [undefined, typed]
    return `${name} ${digits}`.trim()
  }

  #ask(text: string) {
    const round = ++this.#round
    this.#running = (async () => {
      try {
        const answer = await call('member.search', { query: this.#query(text), limit: MOST_HITS })
        if (round !== this.#round) return
        this.hits = answer.hits
        this.more = answer.more
        this.answered = text
        if (this.question === 'anything' && isWholeNumber(text)) this.#wholeNumber(text)
      } catch (thrown) {
        if (round === this.#round && thrown instanceof Refused) this.ends.refused(thrown)
      }
    })()
  }

  #wholeNumber(text: string) {
    if (this.hits.length === 0) this.#askName(asNumber(text))
    else this.choosing = this.hits.length > 1
  }

  /** Enter may come before the answer does, as from a scanner: first the answer, then the decision. */
  async #enter() {
    const text = searchBox.text
    clearTimeout(this.#timer)
    if (this.answered !== text) {
      this.#ask(text)
      await this.#running
      if (searchBox.text !== text) return
    }
    const meant = this.meant
    if (meant) this.open(meant)
    else if (this.hits.length > 1) this.#narrow(text)
    else if (this.question === 'anything' && asNumber(text)) this.#askName(asNumber(text))
    else this.meetNew()
  }

  /** Nobody has this number: on to the name. */
  askByName() {
    this.#askName(asNumber(searchBox.text))
    searchBox.focus()
  }

  #narrow(text: string) {
    if (this.question === 'name') {
      this.question = 'birthday'
      this.name = text.trim()
      this.answered = ''
      searchBox.clear()
      return
    }
    this.choosing = true
    this.active = 0
  }

  #askName(number: string | null) {
    this.unknownNumber = number && number.length >= 7 ? number : null
    this.question = 'name'
    this.hits = []
    this.answered = ''
    searchBox.clear()
  }

  #stepBack(): boolean {
    if (this.question === 'birthday') {
      const name = this.name
      this.question = 'name'
      searchBox.type(name)
      return true
    }
    if (this.question === 'anything' && searchBox.text === '') return false
    this.clear()
    return true
  }
}
