// From a commit at the desk to the moment it is painted on a tablet. Both pages run on one machine; the program's clock is
// moved by whole seconds (`clock.ts`), which are taken off again.
import { inject } from 'vitest'
import { DEMO_PIN, STAFF } from './sign-in'
import type { SalonWindow } from './window'

interface Inner {
  __TAURI_INTERNALS__: { invoke<T>(name: string, args: object): Promise<T> }
}

/** So many milliseconds the program's clock is ahead of the machine's. */
function aheadMs(): number {
  return Number(inject('environment').FAKETIME) * 1000
}

/** The desk's own page, speaking as its buttons do. */
export class Wire {
  private constructor(
    private readonly window: SalonWindow,
    private readonly session: string,
  ) {}

  static async open(window: SalonWindow): Promise<Wire> {
    const signedIn = { number: STAFF.frontDesk, pin: DEMO_PIN }
    const { token } = await said<{ token: string }>(window, 'session.sign_in', signedIn, null)
    return new Wire(window, token)
  }

  /** The instant at which the page sent the command, by the machine's clock. */
  async commits(name: string, args: object): Promise<number> {
    const { sentMs } = await told<unknown>(this.window, name, args, this.session)
    return sentMs - aheadMs()
  }
}

async function said<T>(window: SalonWindow, name: string, args: object, session: string | null): Promise<T> {
  return (await told<T>(window, name, args, session)).answer
}

async function told<T>(window: SalonWindow, name: string, args: object, session: string | null) {
  return (await window.browser
    .execute(
      async (name, args, session) => {
        const requestId = crypto.randomUUID().replace(/^(.{14})4/, '$17')
        const sentMs = Date.now()
        const { invoke } = (globalThis as unknown as Inner).__TAURI_INTERNALS__
        try {
          return { sentMs, answer: await invoke('call', { name, args, session, requestId }) }
        } catch (refused) {
          return { sentMs, refused: JSON.stringify(refused) }
        }
      },
      name,
      args,
      session,
    )
    .then((result) => {
      const { refused } = result as { refused?: string }
      if (refused) throw new Error(`${name}: ${refused}`)
      return result
    })) as { sentMs: number; answer: T }
}

/** Has the tablet note when a place first shows a text: once the frame that shows it has been painted. */
export async function watches(tablet: SalonWindow, place: string, text: string) {
  await tablet.browser.execute(
    (place, text) => {
      const marks = globalThis as unknown as { painted: number | null; watching?: MutationObserver }
      marks.painted = null
      marks.watching?.disconnect()
      let due = false
      const look = () => {
        if (due || !document.querySelector(`[data-test="${place}"]`)?.textContent?.includes(text)) return
        due = true
        // The first callback comes before the frame is painted, what it asks for after it.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            marks.painted = Date.now()
          }),
        )
      }
      marks.watching = new MutationObserver(look)
      marks.watching.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
    },
    place,
    text,
  )
}

/** When it was painted, by the machine's clock. */
export async function painted(tablet: SalonWindow, patienceMs = 10_000): Promise<number> {
  let at: number | null = null
  const look = async () => {
    at = await tablet.browser.execute(() => (globalThis as unknown as { painted: number | null }).painted)
    return at !== null
  }
  await tablet.browser.waitUntil(look, { timeout: patienceMs, interval: 20, timeoutMsg: 'it was never painted' })
  return at as unknown as number
}

export function percentile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] as number
}
