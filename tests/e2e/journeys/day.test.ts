// One guest's day through the whole house: from the ringing phone to a prepared tray, a settled bill and a whole set of
// linen back in its slot. Every post does its part in the same window, signed in by PIN.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { Desk } from '../harness/desk'
import { openWindow, step } from '../harness/journey'
import { ZHOU_XU } from '../harness/people'
import { callAs, lantai } from '../harness/program'
import { STAFF, signIn, switchTo } from '../harness/sign-in'
import { Stockroom } from '../harness/stockroom'
import type { SalonWindow } from '../harness/window'

const { memberNo, name } = ZHOU_XU

test('from a ringing phone to a settled bill and a set back in its slot', async () => {
  const window = await openWindow()
  const desk = new Desk(window)
  const stockroom = new Stockroom(window)

  await step(window, 'the front desk signs in', () => signIn(window, STAFF.frontDesk))
  await step(window, 'the phone rings: her card', async () => {
    await desk.search(ZHOU_XU.lastFour)
    await desk.openHit(name)
    await desk.sees(name)
  })
  await step(
    window,
    'booked as last time',
    async () => {
      await window.see('offer-0')
      await window.pause(400)
      await window.press('Enter')
      await window.see(desk.arrival(name))
    },
    4,
  )
  const beautician = bookedWith(window)

  await step(window, 'the stockroom hears of it', async () => {
    await switchTo(window, STAFF.stockroom)
    await stockroom.goes('trays')
    const call = await window.read(stockroom.call(name))
    expect(call).toContain('8953')
    await window.picture('stockroom call')
  })
  await step(window, 'acknowledged', () => stockroom.acknowledges(name), 1)
  await step(window, 'the trays are ready', () => stockroom.step('ready', name), 1)

  await step(window, 'the beautician takes them', async () => {
    await switchTo(window, beautician)
    await stockroom.goes('trays')
    await stockroom.step('take', name)
    await window.see({ name: 'tray-bringBack-*', within: stockroom.tray(name) })
  })
  await step(window, 'the front desk is back', async () => {
    await switchTo(window, STAFF.frontDesk)
    await window.tap('place-desk')
  })
  await step(window, 'she has arrived', () => desk.next(name), 1)
  await step(window, 'her treatment begins', () => desk.next(name), 1)
  await step(window, 'both empty trays come back', async () => {
    await switchTo(window, beautician)
    await stockroom.goes('trays')
    await stockroom.step('giveBack', name)
    await window.seeNo('tray-giveBack-*')
  })
  await step(window, 'the front desk is back', async () => {
    await switchTo(window, STAFF.frontDesk)
    await window.tap('place-desk')
  })
  await step(window, 'her treatment is finished', () => desk.next(name), 1)

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
  await step(window, 'the receipt is on the screen and on paper', async () => {
    expect(await window.read('receipt')).toContain(name)
    await window.picture('receipt')
    await window.tap('print-file')
    await window.browser.waitUntil(() => receipts(window).length === 1, { timeoutMsg: 'no receipt file' })
    const paper = readFileSync(join(window.folder, 'receipts', receipts(window)[0] as string))
    expect(new TextDecoder('gbk').decode(paper)).toContain(name)
  })
  await step(window, 'it stands in the takings of the day', async () => {
    await window.tap('receipt-next')
    await window.tap('takings')
    const { due } = billOfToday(window)
    expect(await window.read('day-wechat')).toContain(due.replace(/\B(?=(\d{3})+(?!\d))/g, ','))
  })

  await step(window, 'slippers back, the rest to the laundry', async () => {
    await switchTo(window, STAFF.stockroom)
    await stockroom.goes('trays')
    await stockroom.step('slippers', name)
    await stockroom.step('laundry', name)
  })
  await step(window, 'washed and hung up', async () => {
    await switchTo(window, STAFF.laundry)
    await stockroom.goes('wash')
    await window.tap(`to-drying-${memberNo}`)
  })
  await step(window, 'sorted into its slot: the set is whole again', async () => {
    await switchTo(window, STAFF.stockroom)
    await stockroom.goes('wash')
    await window.tap(`shelve-${memberNo}`)
    await window.seeNo(`wash-${memberNo}`)
    await window.picture('shelved')
    const { linen } = callAs<{ linen: { state: string } }>(window.folder, STAFF.frontDesk, 'member.card', { memberNo })
    expect(linen.state).toBe('whole')
  })
  expect(JSON.parse(lantai(window.folder, ['verify', '--json'], inject('environment'))).ok).toBe(true)
})

interface Booked {
  memberNo: number
  beauticianName: string
}

/** The staff number of the beautician she is booked with. */
function bookedWith({ folder }: SalonWindow): string {
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

function receipts({ folder }: SalonWindow): string[] {
  try {
    return readdirSync(join(folder, 'receipts'))
  } catch {
    return []
  }
}

function billOfToday({ folder }: SalonWindow): { due: string } {
  const { businessDate: date } = callAs<{ businessDate: string }>(folder, STAFF.frontDesk, 'house.status', {})
  const { bills } = callAs<{ bills: { due: string }[] }>(folder, STAFF.frontDesk, 'till.day', { date })
  return bills[0] as { due: string }
}
