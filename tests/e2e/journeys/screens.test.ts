// Every screen, light and dark, looked at by axe; pictures of all of them in artifacts/.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject, test } from 'vitest'
import { Diary } from '../harness/diary'
import { demoFolder, emptyFolder } from '../harness/folder'
import { joins, openWindow, step } from '../harness/journey'
import { BOTH, look, lookAtEveryRoom } from '../harness/look'
import { DI_FAN, ZHOU_XU } from '../harness/people'
import { freePort } from '../harness/ports'
import { Post } from '../harness/post'
import { callAs } from '../harness/program'
import { Server } from '../harness/server'
import { DEMO_PIN, STAFF, signIn } from '../harness/sign-in'
import { pairedTablet } from '../harness/tablet'
import type { SalonWindow } from '../harness/window'

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
  await broken.close()
  const again = demoFolder()
  callAs(again, STAFF.manager, 'store.backup', {})
  writeFileSync(join(again, 'store.db'), 'no store', { flag: 'r+' })
  const damaged = await openWindow(again, { width: 1024, height: 768 })
  await step(damaged, 'a damaged store and its backups', async () => {
    await damaged.see('broken-use')
    await look(damaged, 'damaged')
    await damaged.tap('broken-use')
    await damaged.see('restore-go')
    await look(damaged, 'restore')
  })
})

test.each([
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
])('every room at $width × $height', async (size) => {
  const window = await openWindow(demoFolder(), size)
  await step(window, 'signing in', async () => {
    await window.see('sign-in')
    await look(window, `${size.width} sign in`)
    await signIn(window, STAFF.manager)
    await window.see('search')
  })
  await step(window, 'every room', () => lookAtEveryRoom(window, `${size.width}`, BOTH))
})

test('every room in English', async () => {
  const window = await openWindow()
  await step(window, 'every room', async () => {
    await signIn(window, STAFF.manager)
    await window.tap('language')
    await lookAtEveryRoom(window, 'english', ['light'])
  })
})

test('every room on a tablet', async () => {
  const { tablet } = await tabletOfTheShop()
  await step(tablet, 'every room', async () => {
    await look(tablet, 'tablet sign in')
    await signIn(tablet, STAFF.manager)
    await lookAtEveryRoom(tablet, 'tablet', BOTH)
  })
})

test('what opens over a room, in the window', async () => {
  const folder = demoFolder()
  const window = await openWindow(folder, { width: 1024, height: 768 })
  await opensEverything(new Post(window), 'window')
  await step(window, 'an import, from the file to the outcome', async () => {
    await window.type(DEMO_PIN)
    await window.press('Enter')
    await window.tap('place-members')
    await window.tap('members-import')
    await look(window, 'import begins')
    const file = join(inject('scratch'), 'screens.csv')
    writeFileSync(
      file,
      ['姓名,电话,生日,资格', '慕容雪,13911112222,0412,普通', ',139,,', '周旭,13900001111,,普通'].join('\r\n'),
    )
    await window.choose('import-file', file)
    await window.see('import-list')
    await window.tap('row-2')
    await window.see('row-detail')
    await look(window, 'import preview')
    await window.tap('import-commit')
    await window.see('import-outcome')
    await look(window, 'import outcome')
  })
})

test('what opens over a room, on a tablet', async () => {
  const { tablet } = await tabletOfTheShop()
  await opensEverything(new Post(tablet), 'tablet')
})

test('a tablet before it is let in, and one that finds nobody', async () => {
  const { tablet, port } = await tabletOfTheShop()
  await step(tablet, 'nobody answers', async () => {
    await tablet.browser.sendCommand('Network.enable', {})
    await tablet.browser.sendCommand('Network.setBlockedURLs', { urls: ['*/device'] })
    await tablet.browser.refresh()
    await tablet.see('pair-again')
    await look(tablet, 'tablet away')
    await tablet.browser.sendCommand('Network.setBlockedURLs', { urls: [] })
  })
  await step(tablet, 'a code to be typed, and a wrong one', async () => {
    await tablet.browser.deleteCookies()
    await tablet.browser.url(`https://localhost:${port}/`)
    await tablet.write('pair-code', 'ABCDABCDABCDABCD')
    await tablet.write('pair-name', '库房平板')
    await tablet.tap('pair-go')
    await tablet.see('pair-error')
    await look(tablet, 'pairing typed')
  })
  await step(tablet, 'a scanned code', async () => {
    await tablet.browser.url('about:blank')
    await tablet.browser.url(`https://localhost:${port}/#pair=ABCDABCDABCDABCD`)
    await tablet.see('pair-name')
    await look(tablet, 'pairing scanned')
  })
})

async function tabletOfTheShop(): Promise<{ tablet: SalonWindow; port: number }> {
  const folder = demoFolder()
  const { port } = await Server.start(folder, await freePort())
  return { tablet: joins(await pairedTablet(folder, port)), port }
}

/** Cards, sheets, dialogs and forms, as the manager opens them one after the other. */
async function opensEverything(post: Post, at: string) {
  const { window } = post
  new Diary(window).book(DI_FAN.memberNo, 'V1', '14:00')
  await step(window, 'signing in', () => post.is(STAFF.manager))
  await handsAtTheDesk(post, at)
  await step(window, 'a file, a note being written, a new one', async () => {
    await window.tap('place-members')
    await window.type(ZHOU_XU.lastFour)
    await window.tap(`member-${ZHOU_XU.memberNo}`)
    await window.tap('change-notes')
    await window.see('edit-notes')
    await look(window, `${at} file`)
    await window.tap('file-back')
    await window.tap('members-add')
    await window.see('new-name')
    await look(window, `${at} new file`)
    await window.press('Escape')
  })
  await step(window, 'a linen file', async () => {
    await window.tap('place-stockroom')
    await window.tap('view-shelf')
    await window.tap('slot-*')
    await window.see('passport-state')
    await look(window, `${at} linen file`)
    await window.press('Escape')
  })
  await step(window, 'a bill and its receipt', async () => {
    await window.tap('place-till')
    await window.tap('walk-up')
    await window.type('G004')
    await window.see('till-hit-G004')
    await window.press('Enter')
    await window.seeNo('till-hits')
    await look(window, `${at} bill`)
    await window.tap('pay-cash')
    await window.tap('settle')
    await window.see('receipt')
    await look(window, `${at} receipt`)
  })
  await step(window, 'forms of the settings', async () => {
    await window.tap('place-settings')
    for (const what of ['staff', 'room', 'price']) {
      await window.tap({ staff: 'section-staff', room: 'section-rooms', price: 'section-prices' }[what] as string)
      await window.tap(`${what}-add`)
      await window.pause(300)
      await look(window, `${at} ${what} form`)
      await window.press('Escape')
    }
  })
  await step(window, 'locked', async () => {
    await window.tap('lock')
    await window.see('sign-in')
    await look(window, `${at} locked`)
  })
}

async function handsAtTheDesk({ window, desk }: Post, at: string) {
  await step(window, 'hits', async () => {
    await desk.search(ZHOU_XU.lastFour)
    await window.see('hits')
    await look(window, `${at} hits`)
  })
  await step(window, 'a card with offers', async () => {
    await desk.openHit(ZHOU_XU.name)
    await window.see('offer-0')
    await look(window, `${at} card`)
  })
  await step(window, 'a booking being made by hand', async () => {
    await window.press('F4')
    await window.see('editor')
    await look(window, `${at} editor`)
    await window.press('Escape')
    await window.press('Escape')
  })
  await step(window, 'a booking being called off', async () => {
    await window.tap('block-*')
    await window.tap('sheet-cancel')
    await window.see('cancel-reason')
    await look(window, `${at} sheet`)
    await window.press('Escape')
    await window.press('Escape')
  })
  await step(window, 'a new member', async () => {
    await desk.search('查无此人')
    await window.see('no-hits')
    await window.press('Enter')
    await window.see('new-member')
    await look(window, `${at} new member`)
    await window.press('Escape')
  })
}
