// Names and notes that a careless page would run, and the ear that hears it if one does.
import type { SalonWindow } from './window'

/** Sixty characters is the longest a name may be; each would set the mark, load something or send somebody away. */
export const MARKUP = [
  '<img src=x onerror=ran()>',
  '<script>ran()</script>',
  '<svg onload=ran()>',
  '<iframe srcdoc="<script>parent.ran()</script>">',
  '<a href="javascript:ran()">点我</a>',
  '<style>*{display:none}</style>',
  '</script><script>ran()</script>',
  '"><img src=x onerror=ran()>',
  "'-ran()-'$" + '{ran()}',
  '{{ran()}}{@html ran()}',
  '<base href=//x.invalid><meta http-equiv=refresh content=0>',
  '&lt;b&gt;&#x3c;i&#x3e;',
  '<b>יהלום אלמاس</b>',
  `<img src=x onerror=ran()>${'长'.repeat(35)}`,
] as const

/** A note has room for all of it. */
export const NOTE = `${MARKUP.join('\n')}\n${'<img src=x onerror=ran()>'.repeat(20)}`

interface Heard {
  ran: number
  violations: string[]
  dialogs: number
}

/** From now on the page tells whatever is run, refused by its policy, or asked in a dialog. A reload takes the ear away. */
export async function listen(window: SalonWindow) {
  await window.browser.execute(() => {
    const heard: Heard = { ran: 0, violations: [], dialogs: 0 }
    const count = () => {
      heard.dialogs += 1
    }
    Object.assign(globalThis, {
      heard,
      ran: () => {
        heard.ran += 1
      },
      alert: count,
      confirm: count,
      prompt: count,
      open: count,
    })
    document.addEventListener('securitypolicyviolation', (event) => {
      heard.violations.push(`${event.effectiveDirective} ${event.blockedURI}`)
    })
  })
}

/** What was heard since; an error when nobody listened. */
export function heard(window: SalonWindow): Promise<Heard> {
  return window.browser.execute(() => (globalThis as unknown as { heard: Heard }).heard)
}

/** Elements in the page that only such a name could have made. */
export function strangers(window: SalonWindow): Promise<string[]> {
  return window.browser.execute(() => {
    const found = document.querySelectorAll(
      '#app script, #app iframe, #app style, #app base, #app meta, #app img[src="x"], [onerror], [onload], a[href^="javascript:"]',
    )
    return [...found].map((element) => element.outerHTML.slice(0, 80))
  })
}

/** What a page does that shows a note as markup: the sabotage. */
export async function showAsMarkup(window: SalonWindow, place: string, note: string) {
  await window.browser.execute(
    (name, html) => {
      const shown = document.querySelector(`[data-test="${name}"]`)
      if (shown) shown.innerHTML = html
    },
    place,
    note,
  )
}
