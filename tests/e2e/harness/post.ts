// A place where people work in turn: whoever comes signs in by PIN, and nobody does so twice in a row.
import { Desk } from './desk'
import { signIn, switchTo } from './sign-in'
import { Stockroom } from './stockroom'
import type { SalonWindow } from './window'

export class Post {
  readonly desk: Desk
  readonly stockroom: Stockroom
  #who: string | null = null

  constructor(readonly window: SalonWindow) {
    this.desk = new Desk(window)
    this.stockroom = new Stockroom(window)
  }

  async is(number: string) {
    if (this.#who === number) return
    await (this.#who === null ? signIn(this.window, number) : switchTo(this.window, number))
    this.#who = number
  }

  /** One at the desk: whoever was in another room comes back to it. */
  async isAtTheDesk(number: string) {
    await this.is(number)
    await this.window.tap('place-desk')
  }

  async isInTheStockroom(number: string, view: 'trays' | 'wash' | 'shelf' | 'making') {
    await this.is(number)
    await this.stockroom.goes(view)
  }
}
