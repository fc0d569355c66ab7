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

  /** A booking on the board carried so many hours to the right, once the board stands still. */
  async carries(bookingId: string, hours: number) {
    const block = await this.window.see(`block-${bookingId}`)
    const hourWidth = () =>
      this.window.browser.execute(() => {
        const hours = [...document.querySelectorAll('[data-test=board] time')].slice(-2)
        const [one = 0, next = 0] = hours.map((hour) => hour.getBoundingClientRect().x)
        return next - one
      })
    let before = ''
    await this.window.browser.waitUntil(
      async () => {
        const now = JSON.stringify([await block.getLocation(), await hourWidth()])
        const still = now === before
        before = now
        return still
      },
      { interval: 100, timeoutMsg: 'the board does not come to rest' },
    )
    await this.window.drag(`block-${bookingId}`, { x: hours * (await hourWidth()) })
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
