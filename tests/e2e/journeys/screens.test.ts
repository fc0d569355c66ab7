// Every screen, light and dark, looked at by axe; pictures of all of them in artifacts/.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findsNothingSerious } from '../harness/axe'
import { Desk } from '../harness/desk'
import { isForFingers } from '../harness/fingers'
import { demoFolder, emptyFolder } from '../harness/folder'
import { openWindow, step } from '../harness/journey'
import { ZHOU_XU } from '../harness/people'
import { STAFF, signIn } from '../harness/sign-in'
import type { SalonWindow } from '../harness/window'

type Theme = 'light' | 'dark'
const SIZES: { width: number; height: number; themes: Theme[] }[] = [
  { width: 1280, height: 800, themes: ['light', 'dark'] },
  { width: 1024, height: 768, themes: ['light'] },
]

/** Looks at the screen as it stands. */
async function look(window: SalonWindow, screen: string, themes: Theme[] = ['light', 'dark']) {
  for (const theme of themes) {
    await window.browser.execute((wanted) => {
      document.documentElement.dataset.theme = wanted
    }, theme)
    await window.pause(250)
    await window.picture(`screen ${screen} ${theme}`)
    await findsNothingSerious(window, `${screen} (${theme})`)
    await isForFingers(window, `${screen} (${theme})`)
  }
}

/** Taps each place that begins so, and looks at what it opens. */
async function lookBehindEach(window: SalonWindow, prefix: string, screen: string, themes: Theme[]) {
  for (const name of await window.names(prefix)) {
    await window.tap(name)
    await window.pause(400)
    await look(window, `${screen} ${name}`, themes)
  }
}

test('before anybody has signed in', async () => {
  const empty = await openWindow(emptyFolder())
  await step(empty, 'the first start', async () => {
    await empty.see('first-start')
    await look(empty, 'first start')
  })
  await empty.close()
  const folder = demoFolder()
  rmSync(join(folder, 'store.key'))
  const broken = await openWindow(folder)
  await step(broken, 'a store without its key', async () => {
    await broken.see('broken')
    await look(broken, 'broken')
  })
})

test.each(SIZES)('every room at $width × $height', async (size) => {
  const at = `${size.width}`
  const window = await openWindow(demoFolder(), size)
  await step(window, 'signing in', async () => {
    await window.see('sign-in')
    await look(window, `${at} sign in`, size.themes)
    await signIn(window, STAFF.manager)
    await window.see('search')
  })
  const rooms = await window.names('place-')
  expect(rooms.length).toBeGreaterThan(2)
  for (const room of rooms) {
    await step(window, `the room behind ${room}`, async () => {
      await window.tap(room)
      await window.pause(600)
      await look(window, `${at} ${room}`, size.themes)
      await lookBehindEach(window, 'view-', `${at} ${room}`, size.themes)
      await lookBehindEach(window, 'section-', `${at} ${room}`, size.themes)
    })
  }
})

test('every room in English', async () => {
  const window = await openWindow()
  await step(window, 'signing in', async () => {
    await signIn(window, STAFF.manager)
    await window.tap('language')
  })
  for (const room of await window.names('place-')) {
    await step(window, `the room behind ${room}`, async () => {
      await window.tap(room)
      await window.pause(600)
      await look(window, `english ${room}`, ['light'])
      await lookBehindEach(window, 'view-', `english ${room}`, ['light'])
      await lookBehindEach(window, 'section-', `english ${room}`, ['light'])
    })
  }
})

test('the desk with something in its hand', async () => {
  const window = await openWindow()
  const desk = new Desk(window)
  await step(window, 'the front desk signs in', () => signIn(window, STAFF.frontDesk))
  await step(window, 'hits', async () => {
    await desk.search(ZHOU_XU.lastFour)
    await window.see('hits')
    await look(window, 'hits')
  })
  await step(window, 'a card with offers', async () => {
    await desk.openHit(ZHOU_XU.name)
    await window.see('offer-0')
    await look(window, 'card')
  })
  await step(window, 'a booking being made by hand', async () => {
    await window.press('F4')
    await window.see('editor')
    await look(window, 'editor')
    await window.press('Escape')
  })
  await step(window, 'a new member', async () => {
    await window.press('Escape')
    await desk.search('查无此人')
    await window.see('no-hits')
    await window.press('Enter')
    await window.see('new-member')
    await look(window, 'new member')
  })
})
