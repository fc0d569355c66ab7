// What the stockroom, the beauticians and the laundry do, in their own words. Every step of theirs is one tap.
import type { SalonWindow, Spot } from './window'

export class Stockroom {
  constructor(private readonly window: SalonWindow) {}

  async goes(view: 'trays' | 'wash' | 'shelf' | 'making') {
    await this.window.tap('place-stockroom')
    await this.window.tap(`view-${view}`)
  }

  /** The card of a guest's trays. */
  tray(name: string): Spot {
    return { name: 'tray-*', holding: name, within: { name: 'trays' } }
  }

  /** The call that reached the stockroom when she was booked. */
  call(name: string): Spot {
    return { name: 'call-*', holding: name }
  }

  async acknowledges(name: string) {
    await this.window.tap({ name: 'acknowledge-*', within: this.call(name) })
  }

  async step(what: 'ready' | 'putAway' | 'take' | 'giveBack' | 'slippers' | 'laundry', name: string) {
    await this.window.tap({ name: `tray-${what}-*`, within: this.tray(name) })
  }
}
