// The real window, worked by hand: every key and every tap is counted, because what a gesture costs is what is tested.
import { mkdirSync } from 'node:fs'
import { inject } from 'vitest'
import { remote } from 'webdriverio'
import { binary } from './program'

const PATIENCE_MS = 15_000

/** A place in the page, by its `data-test` name; with `holding`, the one of them that shows this text. */
export interface Spot {
  name: string
  holding?: string
}

export class SalonWindow {
  /** Key presses and taps since the last `startCounting`. */
  gestures = 0

  private constructor(
    readonly browser: WebdriverIO.Browser,
    readonly folder: string,
  ) {}

  /** Starts the program on a data folder and waits for its page. */
  static async open(folder: string, size = { width: 1280, height: 800 }): Promise<SalonWindow> {
    const browser = await remote({
      hostname: '127.0.0.1',
      port: inject('driverPort'),
      logLevel: 'error',
      connectionRetryCount: 1,
      capabilities: {
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': { binary: binary(), args: ['--data', folder] },
      } as WebdriverIO.Capabilities,
    })
    await browser.setWindowSize(size.width, size.height)
    return new SalonWindow(browser, folder)
  }

  async close() {
    await this.browser.deleteSession()
  }

  startCounting() {
    this.gestures = 0
  }

  /** A finger or a click on something that can be seen. */
  async tap(spot: Spot | string) {
    const element = await this.see(spot)
    await element.scrollIntoView({ block: 'center' })
    await element.click()
    this.gestures += 1
  }

  /** Keys on the keyboard: each character is one press. Goes wherever the focus is, as a keyboard does. */
  async type(text: string) {
    await this.browser.keys([...text])
    this.gestures += [...text].length
  }

  /** Into a field: a tap, what stood there out, then the text. */
  async write(spot: Spot | string, text: string) {
    await this.tap(spot)
    if (await (await this.see(spot)).getValue()) await this.press('Control', 'a')
    await this.type(text)
  }

  /** One named key: Enter, Escape, F2, ArrowDown; with modifiers it is still one gesture. */
  async press(...keys: string[]) {
    await this.browser.keys(keys)
    this.gestures += 1
  }

  /** Waits until something is on the screen. */
  async see(spot: Spot | string) {
    const { name, holding } = typeof spot === 'string' ? { name: spot, holding: undefined } : spot
    const wanted = holding ? `${name} with “${holding}”` : name
    let last: WebdriverIO.Element | undefined
    await this.browser.waitUntil(
      async () => {
        for (const element of await this.browser.$$(`[data-test="${name}"]`)) {
          if (!(await element.isDisplayed())) continue
          if (holding && !(await element.getText()).includes(holding)) continue
          last = element
          return true
        }
        return false
      },
      { timeout: PATIENCE_MS, interval: 50, timeoutMsg: `never saw ${wanted}` },
    )
    return this.browser.$(last as WebdriverIO.Element)
  }

  /** Waits until something is gone. */
  async seeNo(name: string) {
    const gone = async () => !(await this.browser.$(`[data-test="${name}"]`).isDisplayed())
    await this.browser.waitUntil(gone, { timeout: PATIENCE_MS, interval: 50, timeoutMsg: `${name} did not go away` })
  }

  /** What a place shows. */
  async read(spot: Spot | string): Promise<string> {
    return (await this.see(spot)).getText()
  }

  /** How many of a place there are right now. */
  async count(name: string): Promise<number> {
    return (await this.browser.$$(`[data-test="${name}"]`)).length
  }

  /** A picture into artifacts/, named for what it shows. */
  async picture(name: string): Promise<string> {
    mkdirSync('artifacts', { recursive: true })
    const file = `artifacts/${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.png`
    await this.browser.saveScreenshot(file)
    return file
  }
}
