// What the desk commits is on the stockroom's tablet at once: measured from the page that sends it to the frame that paints
// it. New work is heard and stands as a figure on the rail, wherever in the house the clerk is.
import { expect, test } from 'vitest'
import { Diary } from '../harness/diary'
import { full, say } from '../harness/figures'
import { demoFolder } from '../harness/folder'
import { joins, openWindow, step } from '../harness/journey'
import { painted, percentile, Wire, watches } from '../harness/live'
import { DI_FAN } from '../harness/people'
import { freePort } from '../harness/ports'
import { Post } from '../harness/post'
import { STAFF } from '../harness/sign-in'
import { pairedTablet, serveAt } from '../harness/tablet'
import type { SalonWindow } from '../harness/window'

const COMMITS = full ? 200 : 24
const HALF_HOURS = ['13:00', '13:30', '14:00', '14:30', '15:00', '15:30']

interface Slot {
  bookingId: string
  roomId: string
  beauticianId: string
  serviceIds: string[]
}

test('a booking moved at the desk is painted on the tablet', async () => {
  const { window, tablet } = await deskAndTablet()
  const diary = new Diary(window)
  const bookingId = diary.book(DI_FAN.memberNo, 'V1', '12:00')
  const slot = slotOf(diary, bookingId)
  await tablet.window.see(tablet.stockroom.tray(DI_FAN.name))
  const instants = new Map(HALF_HOURS.map((time) => [time, diary.at(time)]))
  const wire = await Wire.open(window)

  const tookMs: number[] = []
  await step(tablet.window, 'moved again and again', async () => {
    for (let made = 0; made < COMMITS; made++) {
      const time = HALF_HOURS[made % HALF_HOURS.length] as string
      await watches(tablet.window, `tray-${bookingId}`, time)
      const sent = await wire.commits('booking.move', { ...slot, startMs: instants.get(time), consentHow: 'phone' })
      tookMs.push((await painted(tablet.window)) - sent)
      await tablet.window.pause(60)
    }
  })
  await step(tablet.window, 'what was not committed is not taken for painted', async () => {
    await watches(tablet.window, `tray-${bookingId}`, '16:30')
    await wire.commits('booking.move', { ...slot, startMs: diary.at('16:00'), consentHow: 'phone' })
    await tablet.window.see({ name: `tray-${bookingId}`, holding: '16:00' })
    await expect(painted(tablet.window, 500)).rejects.toThrow('never painted')
  })
  expect(tookMs).toHaveLength(COMMITS)
  expect(Math.min(...tookMs), 'nothing is painted before it was sent').toBeGreaterThan(0)
  const [middle, most, worst] = [0.5, 0.95, 1].map((part) => percentile(tookMs, part).toFixed(0))
  say(
    'live',
    `${COMMITS} commits at the desk painted on the tablet: p50 ${middle} ms, p95 ${most} ms, worst ${worst} ms`,
  )
})

test('new work is heard and counted wherever the clerk is, and muted it is only counted', async () => {
  const { window, tablet } = await deskAndTablet()
  const diary = new Diary(window)
  await tablet.window.tap('place-settings')
  await tablet.window.tap('section-desk')
  await hearsNotes(tablet.window)
  await step(tablet.window, 'a booking: two notes and a figure', async () => {
    diary.book(DI_FAN.memberNo, 'V1', '14:00')
    const count = await tablet.window.see('calls-count')
    expect(await count.getText()).toContain('1')
    await tablet.window.browser.waitUntil(async () => (await notes(tablet.window)) === 2, { timeoutMsg: 'no sound' })
    await tablet.window.picture('a call on the rail')
  })
  await step(tablet.window, 'acknowledged, the figure goes', async () => {
    await tablet.stockroom.goes('trays')
    await tablet.stockroom.acknowledges(DI_FAN.name)
    await tablet.window.seeNo('calls-count')
  })
  await step(tablet.window, 'muted: counted, not heard', async () => {
    await tablet.window.tap('sound')
    diary.book(DI_FAN.memberNo, 'V1', '17:00')
    await tablet.window.see('calls-count')
    await tablet.window.pause(300)
    expect(await notes(tablet.window)).toBe(2)
  })
})

async function deskAndTablet(): Promise<{ window: SalonWindow; tablet: Post }> {
  const folder = demoFolder()
  const port = await freePort()
  serveAt(folder, port)
  const window = await openWindow(folder)
  await window.see('sign-in')
  const tablet = new Post(joins(await pairedTablet(folder, port)))
  await tablet.isInTheStockroom(STAFF.stockroom, 'trays')
  return { window, tablet }
}

function slotOf(diary: Diary, bookingId: string): Slot {
  const day = diary.call<{ bookings: { id: string; roomId: string; beauticianId: string }[] }>('booking.day', {
    date: diary.call<{ businessDate: string }>('house.status', {}).businessDate,
  })
  const { roomId, beauticianId } = day.bookings.find(({ id }) => id === bookingId) as Slot & { id: string }
  const items = diary.call<{ id: string; code: string }[]>('catalog.list', {})
  return { bookingId, roomId, beauticianId, serviceIds: [items.find(({ code }) => code === 'S001')?.id ?? ''] }
}

/** Every note the page plays from now on is counted where it is played. */
async function hearsNotes(window: SalonWindow) {
  await window.browser.execute(() => {
    const heard = Object.assign(globalThis, { notes: 0 })
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (when?: number) {
      heard.notes += 1
      start.call(this, when)
    }
  })
}

function notes(window: SalonWindow): Promise<number> {
  return window.browser.execute(() => (globalThis as unknown as { notes: number }).notes)
}
