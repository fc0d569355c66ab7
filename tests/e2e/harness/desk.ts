// What the front desk does, in its own words.
import type { SalonWindow, Spot } from './window'

export class Desk {
  constructor(private readonly window: SalonWindow) {}

  /** The phone rings: what is known is typed into the box that has the focus anyway. */
  async search(text: string) {
    await this.window.type(text)
  }

  /** Enter, as after the last four digits. */
  async openTheOnlyHit() {
    await this.window.see('hits')
    await this.window.press('Enter')
  }

  /** One of several hits: Enter asks which, the key beside the name answers. */
  async openHit(name: string) {
    await this.window.tap({ name: 'hit-*', holding: name })
  }

  async sees(name: string) {
    await this.window.see({ name: 'card-name', holding: name })
  }

  async closesTheCard() {
    await this.window.press('Escape')
    await this.window.seeNo('member-card')
  }

  /** The row of a guest among the arrivals. */
  arrival(name: string): Spot {
    return { name: 'arrival-*', holding: name }
  }

  /** The one button that takes a visit a step further. */
  async next(name: string) {
    await this.window.tap({ name: 'next-*', within: this.arrival(name) })
  }
}
