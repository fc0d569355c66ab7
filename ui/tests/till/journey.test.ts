// The till in a rendered page, over the salon in memory: what a cashier sees and presses.
import { cleanup, fireEvent, render } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { places } from '../../src/house/places.svelte'
import { session } from '../../src/house/session.svelte'
import { house } from '../../src/house/status.svelte'
import TillPage from '../../src/rooms/till/TillPage.svelte'
import { till } from '../../src/rooms/till/till.svelte'
import { searchBox } from '../../src/shared/search-box.svelte'
import { toasts } from '../../src/shared/toasts.svelte'
import { queries } from '../../src/wire/ask.svelte'
import { useTransport } from '../../src/wire/call'
import { goLive } from '../../src/wire/live'
import { commandsOf, stageAnswers } from '../stage/answers'
import { items } from '../stage/people'
import { frameAnswers, StageSalon } from '../stage/salon'

let salon: StageSalon
const VISIT = 'booking-6' // 孙丽娟, VIP and silver, 热石理疗 780.00 / 686.40
const byTest = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`)
const see = (name: string, text: string | RegExp) =>
  vi.waitFor(() => expect(byTest(name)?.textContent, name).toMatch(text))
const asked = (name: string) => salon.seen.filter((envelope) => envelope.name === name).map(({ args }) => args)
const key = (name: string) => searchBox.claim?.onKey(new KeyboardEvent('keydown', { key: name }))
let taps = 0
const tap = async (name: string) => {
  await vi.waitFor(() => expect((byTest(name) as HTMLButtonElement | null)?.disabled, name).toBeFalsy())
  await vi.waitFor(() => expect(byTest(name), name).not.toBeNull())
  taps++
  await fireEvent.click(byTest(name) as HTMLElement)
}
const enter = async (text: string) => {
  searchBox.type(text)
  key('Enter')
  await vi.waitFor(() => expect(searchBox.text).toBe(''))
}

beforeEach(async () => {
  salon = new StageSalon()
  const answers = stageAnswers(salon)
  salon.answer(answers)
  salon.answer(frameAnswers((roles) => commandsOf(answers, roles)))
  useTransport(salon)
  goLive(salon, queries)
  await house.refresh()
  await session.signIn('001', '1234')
  till.reset()
  places.take()
  taps = 0
})

afterEach(() => {
  cleanup()
  queries.clear()
  for (const { id } of toasts.list) toasts.dismiss(id)
})

describe('the till', () => {
  it('checks a guest out with three taps from her visit, and a fourth for the next one', async () => {
    render(TillPage)
    await tap(`waiting-${VISIT}`)
    await see('due', '686.40')
    await see('rule-item-S008', '会员价 · VIP')
    await tap('pay-wechat')
    await tap('settle')
    await see('receipt', /孙丽娟.*热石理疗.*686\.40/)
    expect(taps).toBe(3)
    expect(asked('till.settle')).toEqual([
      {
        bookingId: VISIT,
        lines: [{ itemId: 'item-S008', quantity: 1 }],
        payments: [{ method: 'wechat', amount: '686.40' }],
        due: '686.40',
      },
    ])
    await tap('receipt-next')
    await vi.waitFor(() => expect(byTest(`waiting-${VISIT}`)).toBeNull())
  })

  it('opens on the booking the desk brought along', async () => {
    places.go('till', { bookingId: VISIT })
    render(TillPage)
    await see('bill', '孙丽娟')
    await see('due', '686.40')
  })

  it('adds goods by name or code, and lets a walk-up guest be a member', async () => {
    render(TillPage)
    await enter('G001')
    await enter('g001')
    await enter('面膜')
    await see('due', '734.00')
    await see('rule-item-G001', '原价')
    await enter('吴倩')
    await see('bill', '吴倩')
    await see('due', '660.60')
    await see('rule-item-G001', /会员价|等级价 · 金卡/)
    await tap('fewer-item-G001')
    await tap('fewer-item-G001')
    await see('due', '178.20')
    expect(byTest('line-item-G001')).toBeNull()
  })

  it('splits the payment and gives change out of cash only', async () => {
    render(TillPage)
    await tap(`waiting-${VISIT}`)
    await see('due', '686.40')
    for (const digit of ['2', '0', '0']) await tap(`pad-${digit}`)
    await tap('pay-alipay')
    expect(byTest('rest')?.dataset.rest).toBe('486.40')
    for (const digit of ['5', '0', '0']) await tap(`pad-${digit}`)
    await tap('pay-card')
    await see('pay-problem', /不能多收.*486\.40/)
    await tap('pay-cash')
    await see('rest', '13.60')
    await tap('settle')
    await see('receipt-change', '13.60')
    expect(asked('till.settle')).toMatchObject([
      {
        payments: [
          { method: 'alipay', amount: '200.00' },
          { method: 'cash', amount: '500.00' },
        ],
      },
    ])
  })

  it('settles by keyboard alone', async () => {
    render(TillPage)
    await enter('S009')
    await see('due', '198.00')
    key('F6')
    await see('rest', '已收齐')
    key('Enter')
    await see('receipt', '足疗')
    key('Enter')
    await vi.waitFor(() => expect(byTest('receipt')).toBeNull())
  })

  it('takes a typed part by the key of its way of paying', async () => {
    render(TillPage)
    await tap(`waiting-${VISIT}`)
    await see('due', '686.40')
    searchBox.type('200')
    key('F7')
    expect(searchBox.text).toBe('')
    await see('payments', /微信.*200\.00/)
    expect(byTest('rest')?.dataset.rest).toBe('486.40')
    key('F6')
    await see('rest', '已收齐')
  })

  it('gives a discarded bill back', async () => {
    render(TillPage)
    await enter('G001')
    await see('due', '268.00')
    await tap('bill-discard')
    await vi.waitFor(() => expect(byTest('bill')).toBeNull())
    toasts.list.at(-1)?.undo?.()
    await see('due', '268.00')
  })

  it('says in place that the price moved, and settles at the new one', async () => {
    const item = items.find(({ code }) => code === 'S008')
    if (!item) throw new Error('no such item')
    const before = item.memberPrice
    render(TillPage)
    await tap(`waiting-${VISIT}`)
    await see('due', '686.40')
    await tap('pay-cash')
    item.memberPrice = '700.00'
    await tap('settle')
    await see('pay-problem', /686\.40 → ¥700\.00/)
    expect(byTest('receipt')).toBeNull()
    expect(byTest('rest')?.dataset.rest).toBe('13.60')
    await tap('pay-cash')
    await tap('settle')
    await see('receipt-due', '700.00')
    item.memberPrice = before
  })

  it('says in place that payments do not add up', async () => {
    render(TillPage)
    await tap(`waiting-${VISIT}`)
    await tap('pay-wechat')
    await tap('fewer-item-S008')
    await enter('S009')
    await see('pay-problem', /收了 ¥686\.40，应收 ¥174\.24/)
    expect((byTest('settle') as HTMLButtonElement).disabled).toBe(true)
    await tap('unpay-0')
    await tap('pay-wechat')
    expect((byTest('settle') as HTMLButtonElement).disabled).toBe(true)
    await see('settle', '先写明为什么没做')
    await tap('why-item-S008')
    await tap('settle')
    await see('receipt-due', '174.24')
    expect(asked('till.settle')).toMatchObject([{ notDone: [{ itemId: 'item-S008', reason: '顾客改主意' }] }])
  })

  it('never lets an emptied bill put the booking back', async () => {
    render(TillPage)
    await tap(`waiting-${VISIT}`)
    await see('due', '686.40')
    await tap('fewer-item-S008')
    await see('due', '0.00')
    await see('left-out-item-S008', /没做.*热石理疗/)
    expect((byTest('settle') as HTMLButtonElement).disabled).toBe(true)
    await tap('done-after-all-item-S008')
    await see('due', '686.40')
    expect(byTest('left-out-item-S008')).toBeNull()
    await tap('fewer-item-S008')
    await see('due', '0.00')
    await tap('why-item-S008')
    await tap('settle')
    await see('receipt-due', '0.00')
    expect(asked('till.settle')).toMatchObject([
      { lines: [], payments: [], notDone: [{ itemId: 'item-S008', reason: '顾客改主意' }] },
    ])
  })

  it('lets an empty bill over the counter cost nothing and ask nothing', async () => {
    render(TillPage)
    await enter('G001')
    await see('due', /\d/)
    const before = asked('till.quote').length
    await tap('fewer-item-G001')
    await see('bill', '账单还是空的')
    expect(asked('till.quote')).toHaveLength(before)
    expect((byTest('settle') as HTMLButtonElement).disabled).toBe(true)
  })

  it('keeps a settled bill settled when the printer does not answer, and offers a file', async () => {
    render(TillPage)
    await tap(`waiting-${VISIT}`)
    await tap('pay-wechat')
    await tap('settle')
    await tap('print')
    await see('print-refused', '打印机没有应答。账已结清')
    await tap('print-file')
    await vi.waitFor(() => expect(toasts.list.at(-1)?.text).toMatch(/receipts/))
  })

  it('shows the day by payment and opens a receipt again', async () => {
    render(TillPage)
    await tap('takings')
    await see('day-total', /¥[\d,]+\.\d\d/)
    await vi.waitFor(() => expect(document.querySelectorAll('[data-test="bills"] li').length).toBe(5))
    await tap('bill-bill-1')
    await see('receipt', '周雅琴')
    await tap('receipt-next')
    await vi.waitFor(() => expect(byTest('till-day')).not.toBeNull())
    await tap('day-earlier')
    await see('till-day', '这一天还没有收款')
  })
})
