// The desk's window and a stockroom tablet at the same time: paired by a code, told of a booking as it is made, working on
// while the line is down, and let go when it is revoked.
import { expect, test } from 'vitest'
import { findsNothingSerious } from '../harness/axe'
import { Desk } from '../harness/desk'
import { say } from '../harness/figures'
import { demoFolder } from '../harness/folder'
import { joins, openWindow, step } from '../harness/journey'
import { ZHOU_XU } from '../harness/people'
import { freePort } from '../harness/ports'
import { callAs } from '../harness/program'
import { STAFF, signIn, switchTo } from '../harness/sign-in'
import { Stockroom } from '../harness/stockroom'
import { letListen, openTablet, PAIRED_WITHIN_MS, pair, scanned, serveAt } from '../harness/tablet'

const { name, memberNo } = ZHOU_XU

test('a stockroom tablet: paired, told at once, working while the line is down, revoked', async () => {
  const folder = demoFolder()
  const port = await freePort()
  serveAt(folder, port)
  const window = await openWindow(folder)
  const desk = new Desk(window)
  let [code, fingerprint] = ['', '']
  await step(window, 'the manager invites a tablet', async () => {
    await signIn(window, STAFF.manager)
    await window.tap('place-settings')
    await window.tap('section-tablets')
    await window.tap('invite')
    code = await window.read('invite-code')
    fingerprint = await window.read('invite-fingerprint')
    await window.picture('inviting a tablet')
    await findsNothingSerious(window, 'the invitation')
  })
  const tablet = joins(await openTablet(folder, { port, fingerprint }))
  const stockroom = new Stockroom(tablet)
  await step(tablet, 'another shop that gave a picture is not this one', async () => {
    await tablet.browser.url(scanned(port, code, 'AB'.repeat(32)))
    await tablet.see('pair-elsewhere')
    await tablet.write('pair-name', '库房平板')
    expect(await (await tablet.see('pair-go')).isEnabled()).toBe(false)
    // Only another page makes the browser read the address anew.
    await tablet.browser.url('about:blank')
  })
  await step(tablet, 'the tablet is paired within fifteen seconds', async () => {
    const tookMs = await pair(tablet, scanned(port, code, fingerprint), '库房平板')
    say('pairing', `${(tookMs / 1000).toFixed(1)} s from the scanned code to the salon's people`)
    expect(tookMs).toBeLessThan(PAIRED_WITHIN_MS)
  })
  await step(window, 'the desk sees that it is there', async () => {
    await window.seeNo('invite-dialog')
    await window.see({ name: 'device', holding: '库房平板' })
    await window.see('tablets-connected')
    await window.picture('a tablet in use')
  })
  await step(tablet, 'the clerk lands in the stockroom', async () => {
    await signIn(tablet, STAFF.stockroom)
    await tablet.see('room-stockroom')
    await findsNothingSerious(tablet, 'the stockroom on a tablet')
  })

  await step(window, 'the phone rings, she is booked', async () => {
    await switchTo(window, STAFF.frontDesk)
    await desk.search(ZHOU_XU.lastFour)
    await desk.openHit(name)
    await window.see('offer-0')
    await window.pause(400)
    await window.press('Enter')
    await window.see(desk.arrival(name))
  })
  await step(tablet, 'the tablet shows the call', () => tablet.see(stockroom.call(name)).then(() => {}))

  await step(tablet, 'the line goes down', async () => {
    letListen(folder, false)
    await tablet.see('line-lost')
  })
  await step(tablet, 'the call is acknowledged all the same, and kept', async () => {
    await stockroom.acknowledges(name)
    await tablet.see({ name: 'line-lost', holding: '已记下' })
    await tablet.see('call-kept-*')
    await tablet.picture('the line is down')
    await findsNothingSerious(tablet, 'a tablet without a line')
    expect(unheard(folder)).toBe(1)
  })
  await step(tablet, 'the line is back: what was tapped is told', async () => {
    letListen(folder, true)
    const told = { timeout: 30_000, timeoutMsg: 'never sent' }
    await tablet.browser.waitUntil(() => unheard(folder) === 0, told)
    await tablet.seeNo('line-lost')
    await tablet.picture('the line is back')
  })

  await step(tablet, 'what another hand has done meanwhile is explained', async () => {
    letListen(folder, false)
    await tablet.see('line-lost')
    callAs(folder, STAFF.stockroom, 'tray.ready', { bookingId: bookingOf(folder) })
    await stockroom.step('ready', name)
    await tablet.see('tray-kept-*')
    letListen(folder, true)
    await tablet.see('line-conflict')
    await tablet.picture('a conflict')
    await tablet.tap('line-dismiss')
    await tablet.seeNo('line-conflict')
    await tablet.see('tray-state-*')
  })

  await step(window, 'the manager revokes the tablet, and it is out at once', async () => {
    await switchTo(window, STAFF.manager)
    await window.tap('place-settings')
    await window.tap('section-tablets')
    await window.tap('revoke')
    await window.tap('revoke')
    await tablet.see('pair')
    await tablet.picture('revoked')
  })
})

interface Call {
  card: { memberNo: number }
  acknowledgedMs: number | null
}

/** Calls to the stockroom that nobody has acknowledged. */
function unheard(folder: string): number {
  const calls = callAs<Call[]>(folder, STAFF.stockroom, 'tray.calls', {})
  return calls.filter(({ card, acknowledgedMs }) => card.memberNo === memberNo && acknowledgedMs === null).length
}

function bookingOf(folder: string): string {
  const { businessDate } = callAs<{ businessDate: string }>(folder, STAFF.frontDesk, 'house.status', {})
  const trays = callAs<{ memberNo: number; bookingId: string }[]>(folder, STAFF.stockroom, 'tray.day', {
    date: businessDate,
  })
  return trays.find((one) => one.memberNo === memberNo)?.bookingId ?? ''
}
