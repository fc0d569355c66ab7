// What becomes of a booking before its hour: one tier lower when nothing else is free, moved, cancelled. Each with the word
// it needs, and each heard in the stockroom.
import { expect, test } from 'vitest'
import { Desk } from '../harness/desk'
import { Diary } from '../harness/diary'
import { openWindow, step } from '../harness/journey'
import { DI_FAN, ZHOU_XU } from '../harness/people'
import { DEMO_PIN, STAFF, signIn, switchTo } from '../harness/sign-in'
import { Stockroom } from '../harness/stockroom'

test('no room of her tier is free: one tier lower, with a consultant and her consent', async () => {
  const window = await openWindow()
  const desk = new Desk(window)
  const diary = new Diary(window)
  await step(window, 'both SVIP rooms are taken at three', async () => diary.fill('svip', '15:00', ZHOU_XU.memberNo))
  await step(window, 'the front desk signs in', () => signIn(window, STAFF.frontDesk))
  await step(window, 'her card', async () => {
    await desk.search(ZHOU_XU.lastFour)
    await desk.openHit(ZHOU_XU.name)
    await window.see('offer-0')
  })
  await step(
    window,
    'she wants three o’clock: it is refused, with the reason and what else there is',
    async () => {
      await window.press('F4')
      await window.see('editor')
      await window.see('slot-free')
      await window.type('1500')
      await window.press('Enter')
      await window.see('refusal-room_busy')
      await window.see('nearest-0')
      await window.see('exception')
      await window.pause(300)
      await window.picture('slot refused')
    },
    6,
  )
  await step(
    window,
    'the consultant agrees with her on a VIP room',
    async () => {
      await window.tap('exception-use')
      await window.tap(`exception-by-${STAFF.consultant}`)
      await window.type(DEMO_PIN)
      await window.tap('exception-consent-wechat')
      await window.pause(300)
      await window.picture('tier exception')
      await window.tap('book')
      await window.see('toast-done')
    },
    8,
  )
  await step(window, 'it stands in a VIP room, marked, and the stockroom hears of it', async () => {
    const booked = diary.of(ZHOU_XU.memberNo)
    expect(booked?.roomNumber).toMatch(/^V/)
    expect(booked).toMatchObject({ downgraded: true, startMs: diary.at('15:00') })
    await switchTo(window, STAFF.stockroom)
    const stockroom = new Stockroom(window)
    await stockroom.goes('trays')
    expect(await window.read(stockroom.call(ZHOU_XU.name))).toContain(booked?.roomNumber)
  })
})

test('a wrong PIN of the consultant books nothing and loses nothing', async () => {
  const window = await openWindow()
  const desk = new Desk(window)
  const diary = new Diary(window)
  await step(window, 'both SVIP rooms are taken at three', async () => diary.fill('svip', '15:00', ZHOU_XU.memberNo))
  await step(window, 'the exception is asked for', async () => {
    await signIn(window, STAFF.frontDesk)
    await desk.search(ZHOU_XU.lastFour)
    await desk.openHit(ZHOU_XU.name)
    await window.see('offer-0')
    await window.press('F4')
    await window.see('slot-free')
    await window.type('1500')
    await window.press('Enter')
    await window.tap('exception-use')
    await window.tap(`exception-by-${STAFF.consultant}`)
  })
  await step(window, 'with a PIN that is not hers', async () => {
    await window.type('9999')
    await window.tap('book')
    await window.see('draft-refused')
    expect(diary.of(ZHOU_XU.memberNo)).toBeUndefined()
  })
  await step(window, 'the right one, and it is booked', async () => {
    await window.write('exception-pin', DEMO_PIN)
    await window.tap('book')
    await window.see('toast-done')
    expect(diary.of(ZHOU_XU.memberNo)?.downgraded).toBe(true)
  })
})

test('moving a booking: carried by the pointer, then by keys alone', async () => {
  const window = await openWindow()
  const desk = new Desk(window)
  const diary = new Diary(window)
  const booking = diary.book(DI_FAN.memberNo, 'V1', '14:00')
  await step(window, 'the front desk signs in', () => signIn(window, STAFF.frontDesk))
  await step(
    window,
    'carried two hours to the right, with her consent',
    async () => {
      await desk.carries(booking, 2)
      await window.see('editor')
      await window.see('slot-free')
      await window.tap('consent-wechat')
      await window.pause(300)
      await window.picture('moving')
      await window.tap('book')
      await window.see('toast-done')
    },
    3,
  )
  await step(window, 'she comes at four', async () => {
    expect(diary.of(DI_FAN.memberNo)?.startMs).toBe(diary.at('16:00'))
    await window.seeNo('editor')
  })
  await step(
    window,
    'she calls again: card, booking, another time',
    async () => {
      await desk.search(DI_FAN.lastFour)
      await desk.openTheOnlyHit()
      await window.see('card-upcoming')
      await window.press('F3')
      await window.see('sheet')
      await window.press('F4')
      await window.see('slot-free')
      await window.type('1730')
      await window.press('Enter')
      await window.browser.waitUntil(async () => (await window.read('book')).includes('17:30'))
      await window.see('slot-free')
      await window.press('Enter')
      await window.seeNo('editor')
    },
    13,
  )
  await step(window, 'she comes at half past five, and the stockroom knows the last word', async () => {
    expect(diary.of(DI_FAN.memberNo)).toMatchObject({ startMs: diary.at('17:30'), roomNumber: 'V1' })
    await switchTo(window, STAFF.stockroom)
    const stockroom = new Stockroom(window)
    await stockroom.goes('trays')
    await window.see({ name: 'call-*', holding: '17:30' })
  })
})

test('cancelling with a reason, and the stockroom sees it', async () => {
  const window = await openWindow()
  const diary = new Diary(window)
  const stockroom = new Stockroom(window)
  const booking = diary.book(DI_FAN.memberNo, 'V1', '14:00')
  await step(window, 'the front desk signs in', () => signIn(window, STAFF.frontDesk))
  await step(
    window,
    'cancelled, with the reason',
    async () => {
      await window.tap(`block-${booking}`)
      await window.tap('sheet-cancel')
      await window.picture('cancelling')
      await window.tap('cancel-reason-1')
      await window.tap('cancel-go')
      await window.see('toast-done')
    },
    4,
  )
  await step(window, 'her hour is free again', async () => {
    await window.seeNo('block-*')
    expect(diary.of(DI_FAN.memberNo)).toBeUndefined()
  })
  await step(window, 'the stockroom hears that nothing needs preparing', async () => {
    await switchTo(window, STAFF.stockroom)
    await stockroom.goes('trays')
    await window.picture('stockroom cancelled')
    const calls = await window.browser.$$('[data-test^="call-"][data-kind="cancelled"]')
    expect(await calls.length).toBe(1)
    await stockroom.acknowledges(DI_FAN.name)
    expect(await window.count('tray-ready-*')).toBe(0)
  })
})
