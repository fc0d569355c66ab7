// The phone rings. What finding, meeting and booking a guest may cost in key presses and taps.
import { expect, test } from 'vitest'
import { Desk } from '../harness/desk'
import { openWindow, step } from '../harness/journey'
import { A_FAMILY, DI_FAN, WANG_LIANG, ZHOU_XU } from '../harness/people'
import { callAs } from '../harness/program'
import { STAFF, signIn } from '../harness/sign-in'

const UNKNOWN_NUMBER = '13911110000'

test('a known number: the last four digits and Enter', async () => {
  const window = await openWindow()
  const desk = new Desk(window)
  await step(window, 'the front desk signs in', () => signIn(window, STAFF.frontDesk))
  await step(
    window,
    'the card is open',
    async () => {
      await desk.search(DI_FAN.lastFour)
      await desk.openTheOnlyHit()
      await desk.sees(DI_FAN.name)
    },
    5,
  )
  await step(window, 'the phone is masked, the linen is told', async () => {
    expect(await window.read('card-phone')).toMatch(/^1\d\d\*{4}5566/)
    await window.see('card-linen')
    await window.picture('card')
  })
  await step(window, 'a family on one number is shown whole, one key each', async () => {
    await desk.closesTheCard()
    await desk.search(A_FAMILY.lastFour)
    for (const name of A_FAMILY.names) await window.see({ name: 'hit-*', holding: name })
    await window.picture('family')
  })
})

test('a changed number: name, birthday, card, and the number is hers', async () => {
  const window = await openWindow()
  const desk = new Desk(window)
  await step(window, 'the front desk signs in', () => signIn(window, STAFF.frontDesk))
  await step(window, 'nobody has this number', async () => {
    await desk.search(UNKNOWN_NUMBER)
    await window.see('search-question')
  })
  await step(
    window,
    'name in initials, birthday, card, number stored',
    async () => {
      await desk.search(`${WANG_LIANG.initials}${WANG_LIANG.birthday}`)
      await desk.openTheOnlyHit()
      await desk.sees(WANG_LIANG.name)
      await window.see('store-number')
      await window.pause(400)
      await window.press('Enter')
      await window.seeNo('store-number')
    },
    WANG_LIANG.initials.length + WANG_LIANG.birthday.length + 2,
  )
  await step(window, 'the new number finds her from now on', async () => {
    const found = callAs<{ hits: { memberNo: number }[] }>(window.folder, STAFF.frontDesk, 'member.search', {
      query: UNKNOWN_NUMBER,
    })
    expect(found.hits.map(({ memberNo }) => memberNo)).toEqual([WANG_LIANG.memberNo])
  })
})

test('a regular, as last time, the next fitting room', async () => {
  const window = await openWindow()
  const desk = new Desk(window)
  await step(window, 'the front desk signs in', () => signIn(window, STAFF.frontDesk))
  await step(window, 'her card', async () => {
    await desk.search(ZHOU_XU.lastFour)
    await desk.openHit(ZHOU_XU.name)
    await desk.sees(ZHOU_XU.name)
  })
  await step(
    window,
    'booked',
    async () => {
      await window.see('offer-0')
      await window.pause(400)
      await window.press('Enter')
      await window.see('toast-done')
    },
    4,
  )
  await step(window, 'she stands among the arrivals, in a room of her tier', async () => {
    await window.see(desk.arrival(ZHOU_XU.name))
    const today = callAs<{ businessDate: string }>(window.folder, STAFF.frontDesk, 'house.status', {}).businessDate
    const { bookings } = callAs<{ bookings: { memberNo: number; tier: string; roomNumber: string }[] }>(
      window.folder,
      STAFF.frontDesk,
      'booking.day',
      { date: today },
    )
    const hers = bookings.filter(({ memberNo }) => memberNo === ZHOU_XU.memberNo)
    expect(hers).toHaveLength(1)
    expect(hers[0]?.roomNumber).toMatch(/^S/)
    await window.picture('booked')
  })
})
