// Names that are markup are names: shown as they were written, in WebKitGTK and in Chromium, and nothing in them is run. The
// page's own policy stands behind that; an ear hears whatever it had to refuse. One careless place is enough to wake it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { demoFolder } from '../harness/folder'
import { joins, openWindow, step } from '../harness/journey'
import { heard, listen, MARKUP, NOTE, showAsMarkup, strangers } from '../harness/markup'
import { CALLED, nameEverything } from '../harness/markup-house'
import { DI_FAN, ZHOU_XU } from '../harness/people'
import { freePort } from '../harness/ports'
import { Post } from '../harness/post'
import { Server } from '../harness/server'
import { STAFF } from '../harness/sign-in'
import { pairedTablet } from '../harness/tablet'
import type { SalonWindow } from '../harness/window'

const NOTHING = { ran: 0, violations: [], dialogs: 0 }

test('in the window: typed and imported markup is shown, not run', async () => {
  const folder = demoFolder()
  nameEverything(folder)
  const post = new Post(await openWindow(folder))
  await post.window.see('sign-in')
  await listen(post.window)
  await post.is(STAFF.manager)
  await importsMarkup(post.window)
  await visitsEveryRoom(post)
  await wakesTheEar(post)
})

test('on a tablet: markup is shown, not run', async () => {
  const folder = demoFolder()
  nameEverything(folder)
  const { port } = await Server.start(folder, await freePort())
  const post = new Post(joins(await pairedTablet(folder, port, MARKUP[0])))
  await listen(post.window)
  await post.is(STAFF.manager)
  await visitsEveryRoom(post)
  await wakesTheEar(post)
})

/** A register of such names, through the preview into the house. */
async function importsMarkup(window: SalonWindow) {
  await step(window, 'a register of markup is previewed and brought in', async () => {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const rows = MARKUP.map((name, at) => [name, `1750000${1000 + at}`, '', '普通', NOTE].map(quoted).join(','))
    const file = join(inject('scratch'), '<img src=x onerror=ran()>.csv')
    writeFileSync(file, ['姓名,电话,生日,资格,备注', ...rows].join('\r\n'))
    await window.tap('place-members')
    await window.tap('members-import')
    await window.choose('import-file', file)
    await window.see('import-list')
    await shows(window, 'import-list', MARKUP[0])
    await window.tap('row-5')
    await shows(window, 'row-detail', MARKUP[3])
    await window.picture('markup previewed')
    await window.tap('import-commit')
    const outcome = await window.see('import-outcome')
    expect(await outcome.getAttribute('data-added')).toBe(`${MARKUP.length}`)
    await isQuiet(window)
  })
}

async function visitsEveryRoom({ window, desk, stockroom }: Post) {
  await step(window, 'the card', async () => {
    await window.tap('place-desk')
    await desk.search('<img src=x onerror=ran()>')
    await window.see({ name: 'hits' }).catch(() => window.see('no-hits'))
    await window.press('Escape')
    await desk.search(ZHOU_XU.lastFour)
    await desk.openHit(CALLED.zhouXu)
    await shows(window, 'card-name', CALLED.zhouXu)
    await shows(window, 'card-note', MARKUP[13])
    await shows(window, 'card-allergies', MARKUP[3])
    await window.picture('markup on the card')
    await isQuiet(window)
    await desk.closesTheCard()
    await desk.search(DI_FAN.lastFour)
    await desk.openTheOnlyHit()
    await shows(window, 'card-upcoming', '<b>V1</b>')
    await desk.closesTheCard()
  })
  await step(window, 'her booking', async () => {
    await window.tap('block-*')
    await shows(window, 'sheet', CALLED.service)
    await isQuiet(window)
    await window.tap('sheet-close')
  })
  await step(window, 'her file', async () => {
    await window.tap('place-members')
    await window.type(ZHOU_XU.lastFour)
    await window.tap(`member-${ZHOU_XU.memberNo}`)
    await shows(window, 'file-notes', MARKUP[12])
    await shows(window, 'member-file', CALLED.zhouXu)
    await window.picture('markup in a file')
    await isQuiet(window)
  })
  await step(window, 'the stockroom', async () => {
    for (const view of ['trays', 'shelf', 'wash', 'making'] as const) {
      await stockroom.goes(view)
      await shows(window, 'calls', CALLED.diFan)
      await isQuiet(window)
    }
    await stockroom.goes('shelf')
    await window.tap(await slotOf(window, CALLED.diFan))
    await window.see('passport-history')
    await isQuiet(window)
    await window.press('Escape')
  })
  await step(window, 'the till', async () => {
    await window.tap('place-till')
    await window.tap('takings')
    await window.tap('bill-*')
    await shows(window, 'receipt', CALLED.good)
    await shows(window, 'receipt', MARKUP[1])
    await isQuiet(window)
  })
  await visitsTheSettings(window)
  await step(window, 'the names at the door', async () => {
    await window.tap('lock')
    await shows(window, 'sign-in', CALLED.beautician)
    await shows(window, 'sign-in', MARKUP[1])
    await window.picture('markup at the door')
    await isQuiet(window)
  })
}

async function visitsTheSettings(window: SalonWindow) {
  await step(window, 'every part of the settings', async () => {
    await window.tap('place-settings')
    for (const section of await window.names('section-')) {
      await window.tap(section)
      await window.pause(300)
      await isQuiet(window)
    }
    const shown = { 'section-staff': CALLED.beautician, 'section-rooms': MARKUP[3], 'section-prices': CALLED.service }
    for (const [section, text] of Object.entries(shown)) {
      await window.tap(section)
      await shows(window, 'settings', text)
    }
  })
}

/** The sabotage: one place that shows a note as markup is heard, by what the policy refused and by what stands in the page. */
async function wakesTheEar({ window, desk }: Post) {
  await step(window, 'a page that shows notes as markup is heard', async () => {
    await window.type('2580')
    await window.press('Enter')
    await window.tap('place-desk')
    await desk.search(ZHOU_XU.lastFour)
    await desk.openHit(CALLED.zhouXu)
    await window.see('card-note')
    await isQuiet(window)
    await showAsMarkup(window, 'card-note', MARKUP.slice(0, 4).join(' '))
    const awake = async () => (await heard(window)).violations.length > 0
    await window.browser.waitUntil(awake, { timeoutMsg: 'the ear is deaf' })
    expect((await strangers(window)).length).toBeGreaterThan(0)
    await expect(isQuiet(window)).rejects.toThrow()
    expect((await heard(window)).ran, 'even then the policy runs nothing').toBe(0)
  })
}

/** The slot on the shelf that bears this name. */
async function slotOf(window: SalonWindow, name: string): Promise<string> {
  const found = await window.browser.execute(
    (name) =>
      [...document.querySelectorAll('button[data-test^="slot-"]')]
        .find((slot) => slot.textContent?.includes(name))
        ?.getAttribute('data-test'),
    name,
  )
  if (!found) throw new Error(`no slot bears ${name}`)
  return found
}

/** A place shows this text, letter by letter. */
async function shows(window: SalonWindow, place: string, text: string) {
  await window.see(place)
  const shown = () =>
    window.browser.execute(
      (name) => Array.from(document.querySelectorAll(`[data-test="${name}"]`), (one) => one.textContent).join('\n'),
      place,
    )
  await window.browser.waitUntil(async () => (await shown()).includes(text), {
    timeoutMsg: `${place} never showed ${text}`,
  })
}

/** Nothing was run, nothing had to be refused, nobody was asked anything, and no name became a part of the page. */
async function isQuiet(window: SalonWindow) {
  expect(await heard(window)).toEqual(NOTHING)
  expect(await strangers(window)).toEqual([])
}
