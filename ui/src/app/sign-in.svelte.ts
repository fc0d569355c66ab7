// Signing in: who, then the PIN. Keyboard, tiles and pad end in the same two strings.

import { say } from '../house/say'
import { session } from '../house/session.svelte'
import { house } from '../house/status.svelte'
import { words } from '../text/words.svelte'
import { Refused } from '../wire/call'
import type { StaffTile } from '../wire/types'

const LONGEST_PIN = 8

export class SignIn {
  number = $state('')
  pin = $state('')
  step = $state<'who' | 'pin'>('who')
  busy = $state(false)
  error = $state<string | null>(null)

  constructor(known: string | null) {
    if (known) this.choose(known)
  }

  get staff(): StaffTile[] {
    return house.staff
  }

  get person(): StaffTile | null {
    return this.staff.find(({ number }) => number === this.number.trim()) ?? null
  }

  choose(number: string) {
    this.number = number
    this.pin = ''
    this.error = null
    this.step = 'pin'
  }

  again() {
    this.number = ''
    this.pin = ''
    this.error = null
    this.step = 'who'
  }

  /** Enter in the number field: short forms like 7 for 007 count when only one person can be meant. */
  confirmNumber() {
    const typed = this.number.trim()
    const exact = this.staff.find(({ number }) => number === typed)
    const short = this.staff.filter(({ number }) => number.replace(/^0+/, '') === typed.replace(/^0+/, ''))
    const person = exact ?? (short.length === 1 ? short[0] : undefined)
    if (person) this.choose(person.number)
    else this.error = words.t.app.signIn.nobody
  }

  press(key: string) {
    this.error = null
    if (key === 'clear') this.pin = ''
    else if (key === 'back') this.pin = this.pin.slice(0, -1)
    else if (this.pin.length < LONGEST_PIN) this.pin += key
  }

  async enter() {
    if (this.busy || this.pin.length === 0) return
    this.busy = true
    this.error = null
    try {
      await session.signIn(this.number, this.pin)
    } catch (thrown) {
      this.error = say(thrown instanceof Refused ? thrown : new Refused('internal'))
    } finally {
      this.pin = ''
      this.busy = false
    }
  }
}
