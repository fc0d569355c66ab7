// What everybody may know of the house before signing in, and the salon's clock: the core's clock decides "now", so
// a desk whose computer is an hour off still draws the now-line where it belongs.

import { isoDate, useOffset } from '../text/format'
import { words } from '../text/words.svelte'
import { call } from '../wire/call'
import type { HouseStatus, StaffTile } from '../wire/types'

const TICK_MS = 10_000

class House {
  status = $state.raw<HouseStatus | null>(null)
  now = $state(Date.now())
  #ahead = 0

  get staff(): StaffTile[] {
    return this.status?.staff ?? []
  }

  get today(): string {
    return this.status?.businessDate ?? isoDate(this.now)
  }

  /** The business day an instant belongs to: the small hours still belong to the evening before. */
  dayOf(ms: number): string {
    return isoDate(ms - (this.status?.dayStartHour ?? 0) * 3_600_000)
  }

  async refresh() {
    const status = await call('house.status', null)
    this.#ahead = status.now - Date.now()
    this.now = status.now
    useOffset(status.utcOffsetMinutes)
    if (this.status === null) await words.begin(status.language)
    this.status = status
  }

  /** Keeps the clock going; asks again when the business day may have turned. */
  run(): () => void {
    const timer = setInterval(() => {
      const before = isoDate(this.now)
      this.now = Date.now() + this.#ahead
      const hourTurned = new Date(this.now).getUTCMinutes() === 0
      if (isoDate(this.now) !== before || hourTurned) void this.refresh().catch(() => {})
    }, TICK_MS)
    return () => clearInterval(timer)
  }
}

export const house = new House()
