// One guest's day through the whole house: from the ringing phone to a prepared tray, a settled bill and a whole set of
// linen back in its slot. Told once, for whatever the posts of the house work at: one window in turn, one tablet, or both.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject } from 'vitest'
import { step } from './journey'
import { ZHOU_XU } from './people'
import type { Post } from './post'
import { callAs, lantai } from './program'
import { STAFF } from './sign-in'

const { memberNo, name } = ZHOU_XU

/** Where the front desk works, and where stockroom, beautician and laundry do. The same place, if they share it. */
export interface Posts {
  front: Post
  floor: Post
}

/** From a ringing phone to a settled bill and a set back in its slot. Each budget counts key presses and taps. */
export async function theDay({ front, floor }: Posts) {
  const { window: desk } = front
  const { window: hall } = floor

  await step(desk, 'the front desk signs in', () => front.is(STAFF.frontDesk))
  await step(desk, 'the phone rings: her card', async () => {
    await front.desk.search(ZHOU_XU.lastFour)
    await front.desk.openHit(name)
    await front.desk.sees(name)
  })
  await step(
    desk,
    'booked as last time',
    async () => {
      await desk.see('offer-0')
      await desk.pause(400)
      await desk.press('Enter')
      await desk.see(front.desk.arrival(name))
    },
    4,
  )
  const beautician = bookedWith(desk.folder)

  await step(hall, 'the stockroom hears of it', async () => {
    await floor.isInTheStockroom(STAFF.stockroom, 'trays')
    const call = await hall.read(floor.stockroom.call(name))
    expect(call).toContain(ZHOU_XU.lastFour)
    await hall.picture('stockroom call')
  })
  await step(hall, 'acknowledged', () => floor.stockroom.acknowledges(name), 1)
  await step(hall, 'the trays are ready', () => floor.stockroom.step('ready', name), 1)
  await step(hall, 'the beautician takes them', async () => {
    await floor.isInTheStockroom(beautician, 'trays')
    await floor.stockroom.step('take', name)
    await hall.see({ name: 'tray-bringBack-*', within: floor.stockroom.tray(name) })
  })

  await step(desk, 'the front desk is there', () => front.isAtTheDesk(STAFF.frontDesk))
  await step(desk, 'she has arrived', () => front.desk.next(name), 1)
  await step(desk, 'her treatment begins', () => front.desk.next(name), 1)
  await step(hall, 'both empty trays come back', async () => {
    await floor.isInTheStockroom(beautician, 'trays')
    await floor.stockroom.step('giveBack', name)
    await hall.seeNo('tray-giveBack-*')
  })
  await step(desk, 'the front desk is there', () => front.isAtTheDesk(STAFF.frontDesk))
  await step(desk, 'her treatment is finished', () => front.desk.next(name), 1)
  await settles(front)
  await goesRound(floor)
  expect(JSON.parse(lantai(desk.folder, ['verify', '--json'], inject('environment'))).ok).toBe(true)
}

async function settles({ window, desk }: Post) {
  await step(
    window,
    'settled by one payment',
    async () => {
      await desk.next(name)
      await window.tap('pay-wechat')
      await window.tap('settle')
      await window.see('receipt')
    },
    4,
  )
  await step(window, 'the receipt names her on the screen, and on paper her surname alone', async () => {
    expect(await window.read('receipt')).toContain(name)
    await window.picture('receipt')
    await window.tap('print-file')
    await window.browser.waitUntil(() => receipts(window.folder).length === 1, { timeoutMsg: 'no receipt file' })
    const paper = readFileSync(join(window.folder, 'receipts', receipts(window.folder)[0] as string))
    const printed = new TextDecoder('gbk').decode(paper)
    expect(printed).toContain(`周* #${memberNo} `)
    expect(printed).not.toContain(name)
  })
  await step(window, 'it stands in the takings of the day', async () => {
    await window.tap('receipt-next')
    await window.tap('takings')
    const { due } = billOfToday(window.folder)
    expect(await window.read('day-wechat')).toContain(due.replace(/\B(?=(\d{3})+(?!\d))/g, ','))
  })
}

async function goesRound(floor: Post) {
  const { window, stockroom } = floor
  await step(window, 'slippers back, the rest to the laundry', async () => {
    await floor.isInTheStockroom(STAFF.stockroom, 'trays')
    await stockroom.step('slippers', name)
    await stockroom.step('laundry', name)
  })
  await step(window, 'washed and hung up', async () => {
    await floor.isInTheStockroom(STAFF.laundry, 'wash')
    await window.tap(`to-drying-${memberNo}`)
  })
  await step(window, 'sorted into its slot: the set is whole again', async () => {
    await floor.isInTheStockroom(STAFF.stockroom, 'wash')
    await window.tap(`shelve-${memberNo}`)
    await window.seeNo(`wash-${memberNo}`)
    await window.picture('shelved')
    const card = callAs<{ linen: { state: string } }>(window.folder, STAFF.frontDesk, 'member.card', { memberNo })
    expect(card.linen.state).toBe('whole')
  })
}

interface Booked {
  memberNo: number
  beauticianName: string
}

/** The staff number of the beautician she is booked with. */
function bookedWith(folder: string): string {
  const house = callAs<{ businessDate: string; staff: { number: string; name: string }[] }>(
    folder,
    STAFF.frontDesk,
    'house.status',
    {},
  )
  const day = { date: house.businessDate }
  const { bookings } = callAs<{ bookings: Booked[] }>(folder, STAFF.frontDesk, 'booking.day', day)
  const hers = bookings.find((booking) => booking.memberNo === memberNo)
  const person = house.staff.find((one) => one.name === hers?.beauticianName)
  if (!person) throw new Error('she is not booked')
  return person.number
}

function receipts(folder: string): string[] {
  try {
    return readdirSync(join(folder, 'receipts')).filter((file) => file.endsWith('.bin'))
  } catch {
    return []
  }
}

function billOfToday(folder: string): { due: string } {
  const { businessDate: date } = callAs<{ businessDate: string }>(folder, STAFF.frontDesk, 'house.status', {})
  const { bills } = callAs<{ bills: { due: string }[] }>(folder, STAFF.frontDesk, 'till.day', { date })
  return bills[0] as { due: string }
}
