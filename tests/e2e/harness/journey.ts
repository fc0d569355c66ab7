// A journey is told in steps. A failing one says at which step, with a picture of the window at that moment.
import { afterEach, expect } from 'vitest'
import { demoFolder, discard } from './folder'
import { SalonWindow } from './window'

const open: SalonWindow[] = []

afterEach(async () => {
  for (const window of open.splice(0)) {
    await window.close().catch(() => {})
    discard(window.folder)
  }
})

/** Opens the window on a fresh copy of the demo salon, or on the folder given; closed and discarded after the test. */
export async function openWindow(
  folder = demoFolder(),
  size?: { width: number; height: number },
): Promise<SalonWindow> {
  const window = await SalonWindow.open(folder, size)
  open.push(window)
  return window
}

/** A tablet that was opened; closed after the test, before the salon's folder goes. */
export function joins(tablet: SalonWindow): SalonWindow {
  open.unshift(tablet)
  return tablet
}

/** One step of a journey. With a budget it may cost at most so many key presses and taps. */
export async function step(window: SalonWindow, name: string, work: () => Promise<void>, budget?: number) {
  window.startCounting()
  try {
    await work()
  } catch (thrown) {
    const picture = await window.picture(`failed ${name}`).catch(() => 'no picture: the window is gone')
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw new Error(`at the step “${name}”: ${reason}\n  (${picture})`, { cause: thrown })
  }
  if (budget !== undefined) {
    expect(window.gestures, `key presses and taps for “${name}”`).toBeLessThanOrEqual(budget)
  }
}
