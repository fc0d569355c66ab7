// A wet hand on a tablet: everything to be tapped is large enough, and nothing runs off the side of the screen.
import { expect } from 'vitest'
import type { SalonWindow } from './window'

const SMALLEST = 48
const TAPPED = 'button, select, input:not([type=checkbox]):not([type=radio]):not([type=file]), [role=option]'

/** What is on the screen can be tapped, and all of it is on the screen. */
export async function isForFingers(window: SalonWindow, screen: string) {
  const found = await window.browser.execute(
    (tapped, smallest) => {
      const small: string[] = []
      for (const element of document.querySelectorAll(tapped)) {
        // A label is part of what can be tapped.
        const { width, height } = (element.closest('label') ?? element).getBoundingClientRect()
        const hidden = width <= 1 || height <= 1 || element.closest('[inert]') || !element.checkVisibility()
        if (hidden || (width > smallest - 0.5 && height > smallest - 0.5)) continue
        const name =
          element.getAttribute('data-test') ?? element.getAttribute('aria-label') ?? element.outerHTML.slice(0, 60)
        small.push(`${name}: ${Math.round(width)} × ${Math.round(height)}`)
      }
      return { small, wider: document.documentElement.scrollWidth - innerWidth }
    },
    TAPPED,
    SMALLEST,
  )
  expect(found.small, `targets too small on ${screen}`).toEqual([])
  expect(found.wider, `${screen} runs off the side`).toBeLessThanOrEqual(0)
}
