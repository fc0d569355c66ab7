// Who is signed in. Locking signs out in the core but keeps the screen: the same person comes back to what they were
// doing, another person finds a clean desk.

import { queries } from '../wire/ask.svelte'
import { type CommandName, call, useSession, whenSignedOut } from '../wire/call'
import type { StaffMe } from '../wire/types'

class Session {
  me = $state.raw<StaffMe | null>(null)
  /** open: working · locked: `me` is away, the screen is covered · switching: `me` stays while another signs in */
  state = $state<'out' | 'open' | 'locked' | 'switching'>('out')
  #onOther: ((me: StaffMe) => void)[] = []

  constructor() {
    whenSignedOut(() => this.#cover())
  }

  /** Rooms forget what belongs to one person when another one signs in, the first of the day among them. */
  whenOther(run: (me: StaffMe) => void) {
    this.#onOther.push(run)
  }

  may(name: CommandName): boolean {
    return this.me?.commands.includes(name) ?? false
  }

  async signIn(number: string, pin: string) {
    const before = this.me
    const { token, staff } = await call('session.sign_in', { number, pin })
    if (this.state === 'switching') void call('session.sign_out', null).catch(() => {})
    useSession(token, staff.number)
    if (before?.number !== staff.number) {
      queries.clear()
      for (const run of this.#onOther) run(staff)
    }
    this.me = staff
    this.state = 'open'
    void queries.invalidateQueries()
  }

  /** Nobody touched the desk for a while, or somebody pressed lock. */
  async lock() {
    if (this.state !== 'open') return
    this.#cover()
    const signedOut = call('session.sign_out', null).catch(() => {})
    useSession(null)
    await signedOut
  }

  beginSwitch() {
    if (this.state === 'open') this.state = 'switching'
  }

  cancelSwitch() {
    if (this.state === 'switching') this.state = 'open'
  }

  #cover() {
    if (this.state !== 'out') this.state = 'locked'
  }
}

export const session = new Session()
