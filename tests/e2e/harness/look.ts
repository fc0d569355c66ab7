// A screen as it stands, looked at by axe and by fingers, light and dark, with a picture of each.
import { findsNothingSerious } from './axe'
import { isForFingers } from './fingers'
import type { SalonWindow } from './window'

export type Theme = 'light' | 'dark'
export const BOTH: Theme[] = ['light', 'dark']

/** Looks at the screen as it stands. The parts of a page are the same in the dark, so there only its colours are new. */
export async function look(window: SalonWindow, screen: string, themes: Theme[] = BOTH) {
  for (const theme of themes) {
    await window.browser.execute((wanted) => {
      document.documentElement.dataset.theme = wanted
    }, theme)
    await settled(window)
    await window.picture(`screen ${screen} ${theme}`)
    const isNew = theme === themes[0]
    await findsNothingSerious(window, `${screen} (${theme})`, isNew ? 'everything' : 'colours')
    if (isNew) await isForFingers(window, `${screen} (${theme})`)
  }
}

/** Colours fade into each other: what is looked at half-way is neither of the two. What turns for ever is not waited for. */
async function settled(window: SalonWindow) {
  await window.browser.execute(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const ends = (one: Animation) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY
    await frame()
    await frame()
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(ends)
        .map((one) => one.finished),
    )
    await frame()
  })
}

/** Taps each place that begins so, and looks at what it opens. */
export async function lookBehindEach(window: SalonWindow, prefix: string, screen: string, themes: Theme[]) {
  for (const name of await window.names(prefix)) {
    await window.tap(name)
    await window.pause(400)
    await look(window, `${screen} ${name}`, themes)
  }
}

/** Every room, and every view and part in it. */
export async function lookAtEveryRoom(window: SalonWindow, at: string, themes: Theme[]) {
  for (const room of await window.names('place-')) {
    await window.tap(room)
    await window.pause(600)
    await look(window, `${at} ${room}`, themes)
    await lookBehindEach(window, 'view-', `${at} ${room}`, themes)
    await lookBehindEach(window, 'section-', `${at} ${room}`, themes)
  }
}
