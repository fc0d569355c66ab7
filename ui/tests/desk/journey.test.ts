// The desk in a rendered page: what a clerk sees and presses, over the salon in memory.
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session } from '../../src/house/session.svelte'
import { house } from '../../src/house/status.svelte'
import { desk } from '../../src/rooms/desk/desk.svelte'
import Hand from '../../src/rooms/desk/Hand.svelte'
import { queries } from '../../src/wire/ask.svelte'
import { useTransport } from '../../src/wire/call'
import type { Answer } from '../../src/wire/types'
import { stageAnswers } from '../stage/answers'
import { frameAnswers, StageSalon } from '../stage/salon'

let salon: StageSalon

async function dayNow(): Promise<Answer<'booking.day'>> {
  const day = await salon.send({
    name: 'booking.day',
    args: { date: house.today },
    session: null,
    requestId: crypto.randomUUID(),
  })
  return day as Answer<'booking.day'>
}

beforeEach(async () => {
  salon = new StageSalon()
  const answers = stageAnswers(salon)
  salon.answer(answers)
  salon.answer(frameAnswers(() => Object.keys(answers)))
  useTransport(salon)
  await house.refresh()
  await session.signIn('001', '1234')
  desk.reset()
  desk.catalog = (await salon.send({
    name: 'catalog.list',
    args: {},
    session: null,
    requestId: crypto.randomUUID(),
  })) as Answer<'catalog.list'>
})

afterEach(() => {
  cleanup()
  queries.clear()
})

const enter = () => desk.key(new KeyboardEvent('keydown', { key: 'Enter' }))
const byTest = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`)

describe('the desk', () => {
  it('books as last time with one key after the card', async () => {
    render(Hand, { day: await dayNow() })
    desk.show({ memberNo: 1001, unknownNumber: null })
    await vi.waitFor(() => expect(byTest('book')?.textContent).toContain('S1'))
    const before = salon.bookings.length
    await vi.waitFor(() => {
      enter()
      expect(salon.bookings.length).toBe(before + 1)
    })
    expect(salon.bookings.at(-1)).toMatchObject({
      memberNo: 1001,
      services: ['抗衰紧致护理'],
      beauticianName: '李莹',
      roomNumber: 'S1',
    })
    expect(salon.seen.filter(({ name }) => name === 'booking.reserve')).toHaveLength(1)
    await vi.waitFor(() => expect(desk.memberNo).toBeNull())
  })

  it('does not book by the Enter that was meant for the search', async () => {
    render(Hand, { day: await dayNow() })
    desk.show({ memberNo: 1001, unknownNumber: null })
    await vi.waitFor(() => expect(desk.draft?.ready).toBe(true))
    desk.show({ memberNo: 1001, unknownNumber: null })
    enter()
    expect(salon.seen.some(({ name }) => name === 'booking.reserve')).toBe(false)
  })

  it('stores the new number first, and only then thinks of booking', async () => {
    vi.spyOn(Date, 'now').mockReturnValue(0)
    render(Hand, { day: await dayNow() })
    desk.show({ memberNo: 1001, unknownNumber: '13912345678' })
    await vi.waitFor(() => expect(byTest('store-number')).not.toBeNull())
    vi.mocked(Date.now).mockReturnValue(1_000)
    enter()
    await vi.waitFor(() => expect(desk.unknownNumber).toBeNull())
    expect(salon.seen.find(({ name }) => name === 'member.store_phone')?.args).toEqual({
      memberNo: 1001,
      phone: '13912345678',
    })
    expect(salon.seen.some(({ name }) => name === 'booking.reserve')).toBe(false)
  })

  it('shows allergies and notes as text, whatever they contain', async () => {
    render(Hand, { day: await dayNow() })
    desk.show({ memberNo: 1016, unknownNumber: null })
    await vi.waitFor(() => expect(byTest('card-note')?.textContent).toContain('<b>不要</b>推销 =SUM(A1)'))
  })

  it('says why a slot can not be had and takes the nearest with one tap', async () => {
    render(Hand, { day: await dayNow() })
    desk.show({ memberNo: 1001, unknownNumber: null })
    await vi.waitFor(() => expect(desk.draft?.ready).toBe(true))
    desk.draft?.edit()
    desk.draft?.change({ startMs: house.now - 3_600_000 })
    await vi.waitFor(() => expect(byTest('refusal-in_the_past')).not.toBeNull())
    expect(desk.draft?.ready).toBe(false)
    await fireEvent.click(byTest('nearest-0') as HTMLElement)
    await vi.waitFor(() => expect(byTest('slot-free')).not.toBeNull())
    expect(desk.draft?.ready).toBe(true)
  })

  it('opens the exception only when no room of the tier is free, and asks for consultant and PIN', async () => {
    render(Hand, { day: await dayNow() })
    desk.show({ memberNo: 1003, unknownNumber: null })
    await vi.waitFor(() => expect(desk.draft?.ready).toBe(true))
    const draft = desk.draft
    const offer = draft?.offer
    if (!draft || !offer) throw new Error('no offer')
    draft.edit()
    await vi.waitFor(() => expect(draft.check?.ok).toBe(true))
    expect(byTest('exception')).toBeNull()
    const taken = {
      ...(salon.bookings[0] as (typeof salon.bookings)[number]),
      status: 'booked' as const,
      memberNo: 1,
      beauticianId: 'nobody',
      startMs: offer.startMs,
      endMs: offer.endMs,
      busyUntilMs: offer.endMs,
    }
    salon.bookings.push({ ...taken, id: 'x1', roomId: 'room-S1' }, { ...taken, id: 'x2', roomId: 'room-S2' })
    draft.change({})
    await vi.waitFor(() => expect(byTest('exception')).not.toBeNull())
    await fireEvent.click(byTest('exception-use') as HTMLElement)
    expect(draft.ready).toBe(false)
    await fireEvent.click(byTest('exception-by-004')?.querySelector('input') as HTMLElement)
    draft.consultantPin = '1234'
    expect(draft.ready).toBe(true)
    await desk.confirm()
    expect(salon.bookings.at(-1)).toMatchObject({ memberNo: 1003, downgraded: true })
    expect(salon.bookings.at(-1)?.roomNumber.startsWith('V')).toBe(true)
  })

  it('needs a reason to cancel', async () => {
    desk.open('booking-9')
    render(Hand, { day: await dayNow() })
    await fireEvent.click(byTest('sheet-cancel') as HTMLElement)
    expect((byTest('cancel-go') as HTMLButtonElement).disabled).toBe(true)
    await fireEvent.click(screen.getByText('顾客取消'))
    await fireEvent.click(byTest('cancel-go') as HTMLElement)
    await vi.waitFor(() => expect(salon.bookings.find(({ id }) => id === 'booking-9')?.status).toBe('cancelled'))
    expect(salon.seen.find(({ name }) => name === 'booking.cancel')?.args).toMatchObject({
      reason: '顾客取消',
      noShow: false,
    })
  })
})
