// The real window, worked by hand: every key and every tap is counted, because what a gesture costs is what is tested.
import { mkdirSync } from 'node:fs'
import { inject } from 'vitest'
import { remote } from 'webdriverio'
import { endFamily } from './processes'
import { binary } from './program'

const PATIENCE_MS = 15_000

/** A window is there within a few seconds, on a busy machine within half a minute. */
const WINDOW_PATIENCE_MS = 60_000

/**
 * A place in the page by its `data-test` name (`next-*` for any that begins so); with `holding`, the one of them that
 * shows this text; with `within`, one inside another place.
 */
export interface Spot {
  name: string
  holding?: string
  within?: Spot
}

/**
 * A program with a window, on a data folder, in the driver's hand. Under libfaketime a program may hang before its window is
 * there, and the driver waits for it in vain: then it is ended and started once more.
 */
export async function openProgram(program: string, folder: string): Promise<WebdriverIO.Browser> {
  const start = () =>
    remote({
      hostname: '127.0.0.1',
      port: inject('driverPort'),
      logLevel: 'error',
      connectionRetryCount: 0,
      connectionRetryTimeout: WINDOW_PATIENCE_MS,
      capabilities: {
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': { binary: program, args: ['--data', folder] },
      } as WebdriverIO.Capabilities,
    })
  try {
    return await start()
  } catch (thrown) {
    console.error(
      `the window on ${folder} did not come, once more: ${thrown instanceof Error ? thrown.message : thrown}`,
    )
    endFamily(folder)
    return start()
  }
}

export class SalonWindow {
  /** Key presses and taps since the last `startCounting`. */
  gestures = 0

  private constructor(
    readonly browser: WebdriverIO.Browser,
    readonly folder: string,
    private readonly byFinger = false,
  ) {}

  /** Starts the program on a data folder and waits for its page. */
  static async open(folder: string, size = { width: 1280, height: 800 }): Promise<SalonWindow> {
    const browser = await openProgram(binary(), folder)
    await browser.setWindowSize(size.width, size.height)
    return new SalonWindow(browser, folder)
  }

  /** Any other browser, worked by a finger: a tablet on the shop's network. */
  static around(browser: WebdriverIO.Browser, folder: string): SalonWindow {
    return new SalonWindow(browser, folder, true)
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
    await this.bring(element)
    if (this.byFinger) await this.touch(element)
    else await element.click()
    this.gestures += 1
  }

  /** Into sight, by the page itself: the driver would first try a wheel that a tablet does not have. */
  private async bring(element: WebdriverIO.Element) {
    await this.browser.execute((it) => it.scrollIntoView({ block: 'center' }), element as unknown as HTMLElement)
  }

  /** A finger lands where the thing is seen; something that lies above it would get the touch, so wait until nothing does. */
  private async touch(element: WebdriverIO.Element) {
    await element.waitForClickable({ timeout: PATIENCE_MS, interval: 30 })
    const finger = this.browser.action('pointer', { parameters: { pointerType: 'touch' } })
    await finger.move({ origin: element }).down().pause(30).up().perform()
  }

  /** Something taken by the pointer, carried so many pixels and let go: one gesture. */
  async drag(spot: Spot | string, { x = 0, y = 0 }) {
    const element = await this.see(spot)
    await this.bring(element)
    const [at, size] = [await element.getLocation(), await element.getSize()]
    const from = { x: Math.round(at.x + size.width / 2), y: Math.round(at.y + size.height / 2) }
    const hand = this.browser.action('pointer').move(from).down().pause(80)
    for (const part of [0.3, 0.6, 1]) {
      hand.move({ x: Math.round(from.x + x * part), y: Math.round(from.y + y * part), duration: 60 })
    }
    await hand.pause(80).up().perform()
    this.gestures += 1
  }

  /** Keys on the keyboard: each character is one press. Goes wherever the focus is, as a keyboard does. */
  async type(text: string) {
    const hand = this.browser.action('key')
    for (const character of text) hand.down(character).up(character)
    await hand.perform()
    this.gestures += [...text].length
  }

  /** Into a field: a tap, what stood there out, then the text. */
  async write(spot: Spot | string, text: string) {
    await this.tap(spot)
    if (await (await this.see(spot)).getValue()) await this.press('Control', 'a')
    await this.type(text)
  }

  /** Picks a file in the field for it: the dialog of the desktop is not ours to test. */
  async choose(field: string, file: string) {
    await (await this.browser.$(selector(field))).addValue(file)
    this.gestures += 1
  }

  /** One named key: Enter, Escape, F2, ArrowDown; with modifiers it is still one gesture. */
  async press(...keys: string[]) {
    await this.browser.keys(keys)
    this.gestures += 1
  }

  /** Waits until something is on the screen. */
  async see(spot: Spot | string): Promise<WebdriverIO.Element> {
    const wanted = typeof spot === 'string' ? { name: spot } : spot
    let seen: WebdriverIO.Element | undefined
    const look = async () => {
      seen = await this.find(wanted)
      return seen !== undefined
    }
    await this.browser.waitUntil(look, { timeout: PATIENCE_MS, interval: 50, timeoutMsg: `never saw ${said(wanted)}` })
    return seen as WebdriverIO.Element
  }

  private async find({ name, holding, within }: Spot): Promise<WebdriverIO.Element | undefined> {
    const around = within ? await this.find(within) : this.browser
    if (!around) return undefined
    for (const element of await around.$$(selector(name))) {
      try {
        if (!(await element.isDisplayed())) continue
        if (holding && !(await element.getText()).includes(holding)) continue
        return element
      } catch {
        // The page has redrawn it meanwhile; the next look finds its successor.
      }
    }
    return undefined
  }

  /** Waits until something is gone. */
  async seeNo(name: string) {
    const gone = async () => (await this.find({ name })) === undefined
    await this.browser.waitUntil(gone, { timeout: PATIENCE_MS, interval: 50, timeoutMsg: `${name} did not go away` })
  }

  /** What a place shows. */
  async read(spot: Spot | string): Promise<string> {
    return (await this.see(spot)).getText()
  }

  /** A moment in which a person only looks. */
  async pause(ms: number) {
    await this.browser.pause(ms)
  }

  /** The names of everything visible whose name begins so. */
  async names(prefix: string): Promise<string[]> {
    const names: string[] = []
    for (const element of await this.browser.$$(`[data-test^="${prefix}"]`)) {
      if (await element.isDisplayed()) names.push((await element.getAttribute('data-test')) ?? '')
    }
    return names
  }

  /** How many of a place there are right now. */
  async count(name: string): Promise<number> {
    return (await this.browser.$$(selector(name))).length
  }

  /** A picture into artifacts/, named for what it shows. */
  async picture(name: string): Promise<string> {
    mkdirSync('artifacts', { recursive: true })
    const file = `artifacts/${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.png`
    const stop = await this.keepPainting()
    try {
      await this.browser.saveScreenshot(file)
    } finally {
      await stop()
    }
    return file
  }

  /** A window without layers is photographed when it paints next, and a page at rest never does: a speck keeps it painting. */
  private async keepPainting(): Promise<() => Promise<void>> {
    await this.browser.execute(() => {
      const speck = document.createElement('i')
      speck.id = 'speck'
      speck.style.cssText = 'position:fixed;inset:0 auto auto 0;width:1px;height:1px;pointer-events:none'
      document.documentElement.append(speck)
      let turn = 0
      const paint = () => {
        if (!speck.isConnected) return
        turn = 1 - turn
        speck.style.backgroundColor = `rgb(128 128 128 / ${1 + turn}%)`
        setTimeout(paint, 30)
      }
      paint()
    })
    return () => this.browser.execute(() => document.getElementById('speck')?.remove())
  }
}

function selector(name: string): string {
  return name.endsWith('*') ? `[data-test^="${name.slice(0, -1)}"]` : `[data-test="${name}"]`
}

function said({ name, holding, within }: Spot): string {
  return `${name}${holding ? ` with “${holding}”` : ''}${within ? ` in ${said(within)}` : ''}`
}
