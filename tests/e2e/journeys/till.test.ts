// Over the counter: goods for somebody whom nobody knows, paid in two ways, with change.
import { expect, test } from 'vitest'
import { openWindow, step } from '../harness/journey'
import { callAs } from '../harness/program'
import { STAFF, signIn } from '../harness/sign-in'

test('a walk-up bill is split over WeChat and cash, and the change is told', async () => {
  const window = await openWindow()
  await step(window, 'the front desk goes to the till', async () => {
    await signIn(window, STAFF.frontDesk)
    await window.tap('place-till')
    await window.tap('walk-up')
  })
  await step(window, 'tea and fruit are on the bill', async () => {
    for (const code of ['G004', 'G005']) {
      await window.type(code)
      await window.see(`till-hit-${code}`)
      await window.press('Enter')
      await window.seeNo('till-hits')
    }
    expect(await window.read('due')).toContain('86')
  })
  await step(window, 'half by WeChat, the rest by a hundred-yuan note', async () => {
    for (const digit of '46') await window.tap(`pad-${digit}`)
    await window.tap('pay-wechat')
    for (const digit of '100') await window.tap(`pad-${digit}`)
    await window.tap('pay-cash')
    await window.picture('till split')
    await window.tap('settle')
  })
  await step(window, 'the change is told', async () => {
    expect(await window.read('receipt-change')).toContain('60')
    await window.picture('till receipt')
  })
  await step(window, 'the drawer and the phone each got their part', async () => {
    const { businessDate: date } = callAs<{ businessDate: string }>(window.folder, STAFF.frontDesk, 'house.status', {})
    const { byMethod } = callAs<{ byMethod: { method: string; amount: string }[] }>(
      window.folder,
      STAFF.frontDesk,
      'till.day',
      { date },
    )
    const got = Object.fromEntries(byMethod.map(({ method, amount }) => [method, amount]))
    expect(got).toMatchObject({ wechat: '46.00', cash: '40.00' })
  })
})
