// The settings in a rendered page: what each role sees, what is refused at which field.
import '../stage/browser-gaps'
import { cleanup, fireEvent, render } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session } from '../../src/house/session.svelte'
import { house } from '../../src/house/status.svelte'
import { carriedValue, fromTenths, shownValue, tenths } from '../../src/rooms/settings/figures'
import SettingsPage from '../../src/rooms/settings/SettingsPage.svelte'
import { shelf } from '../../src/rooms/settings/shelf.svelte'
import { toasts } from '../../src/shared/toasts.svelte'
import { queries } from '../../src/wire/ask.svelte'
import { useTransport } from '../../src/wire/call'
import { goLive } from '../../src/wire/live'
import { stageAnswers } from '../stage/answers'
import { frameAnswers, StageSalon } from '../stage/salon'

let salon: StageSalon
const byTest = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`)
const found = async (name: string) => {
  await vi.waitFor(() => expect(byTest(name), name).not.toBeNull())
  return byTest(name) as HTMLElement
}
const press = async (name: string) => fireEvent.click(await found(name))
const type = async (name: string, value: string) => fireEvent.input(await found(name), { target: { value } })
const sent = (name: string) => salon.seen.filter((one) => one.name === name).map(({ args }) => args)
const submit = (id: string) => fireEvent.submit(document.getElementById(id) as HTMLFormElement)

async function enterAs(number: string, allowed: (name: string) => boolean = () => true) {
  const answers = stageAnswers(salon)
  salon.answer(answers)
  salon.answer(frameAnswers(() => Object.keys(answers).filter(allowed)))
  await session.signIn(number, '1234')
}

beforeEach(async () => {
  salon = new StageSalon()
  salon.answer(stageAnswers(salon))
  salon.answer(frameAnswers(() => []))
  useTransport(salon)
  goLive(salon, queries)
  await house.refresh()
  await enterAs('010')
  shelf.section = 'salon'
  toasts.list = []
})

afterEach(() => {
  cleanup()
  queries.clear()
})

describe('where the key is', () => {
  it.each([
    ['file', '只有本账户能'],
    ['keyring', '系统钥匙串'],
  ])('%s is said in words', async (keyProvider, words) => {
    const status = stageAnswers(salon)['store.status'] as () => object
    salon.answer({ 'store.status': () => ({ ...status(), keyProvider }) as never })
    render(SettingsPage)
    await press('section-backup')
    expect((await found('store-key')).textContent).toContain(words)
  })
})

describe('what a role sees', () => {
  it('is only what it may do', async () => {
    await enterAs('001', (name) => ['staff.change_pin', 'store.status', 'catalog.list', 'room.list'].includes(name))
    render(SettingsPage)
    await found('section-backup')
    for (const hidden of ['salon', 'staff', 'rooms', 'prices']) expect(byTest(`section-${hidden}`), hidden).toBeNull()
    await press('section-backup')
    await found('store-path')
    expect(byTest('backup-now')).toBeNull()
  })
})

describe('the salon’s figures', () => {
  it('move the point of a rate and never compute with it', () => {
    for (const [rate, typed] of [
      ['0.95', '9.5'],
      ['0.90', '9'],
      ['0.88', '8.8'],
      ['0.9', '9'],
      ['0.875', '8.75'],
      ['1', '10'],
    ] as const)
      expect(tenths(rate), rate).toBe(typed)
    expect(fromTenths('9.5')).toBe('0.95')
    expect(fromTenths('9')).toBe('0.9')
    expect(fromTenths('10')).toBe('1.0')
    expect(carriedValue('grade_rate_gold', '95')).toHaveProperty('wrong')
    expect(carriedValue('grade_from_gold', '20000.555')).toHaveProperty('wrong')
    expect(carriedValue('turnover_minutes', '15')).toEqual({ value: 15 })
    expect(shownValue('close_hour', 26)).toBe('次日 02:00')
  })

  it('hold from a day on, today or later', async () => {
    render(SettingsPage)
    await press('change-turnover_minutes')
    await type('typed-turnover_minutes', '20')
    await type('from-turnover_minutes', '2026-01-01')
    await press('save-turnover_minutes')
    expect(sent('setting.set')).toEqual([])
    await type('from-turnover_minutes', '2026-12-01')
    await press('save-turnover_minutes')
    await vi.waitFor(() =>
      expect(sent('setting.set')).toEqual([{ key: 'turnover_minutes', value: 20, effectiveFrom: '2026-12-01' }]),
    )
    await vi.waitFor(() => expect(toasts.list.at(-1)?.text).toContain('2026年12月1日'))
  })

  it('show what is planned, and let it be withdrawn', async () => {
    render(SettingsPage)
    expect((await found('planned-turnover_minutes')).textContent).toContain('2026年12月1日 起：20')
    await press('withdraw-turnover_minutes-2026-12-01')
    expect(sent('setting.withdraw')).toEqual([{ key: 'turnover_minutes', effectiveFrom: '2026-12-01' }])
    await vi.waitFor(() => expect(byTest('planned-turnover_minutes')).toBeNull())
  })

  it('say at the field what the core refused, with the range', async () => {
    render(SettingsPage)
    await press('change-turnover_minutes')
    await type('typed-turnover_minutes', '900')
    await press('save-turnover_minutes')
    await vi.waitFor(() =>
      expect(byTest('figure-turnover_minutes')?.querySelector('[role="alert"]')?.textContent).toContain('0–180'),
    )
  })
})

describe('staff', () => {
  beforeEach(() => (shelf.section = 'staff'))

  it('refuses a number twice and somebody without a role, at the field', async () => {
    render(SettingsPage)
    await press('staff-add')
    await type('staff-number', '001')
    await type('staff-name', '何欣')
    await submit('staff-form')
    await vi.waitFor(() => expect(byTest('staff-number')?.getAttribute('aria-invalid')).toBe('true'))
    await type('staff-number', '031')
    await submit('staff-form')
    await vi.waitFor(() => expect(document.getElementById('roles-note')?.className).toContain('wrong'))
    await fireEvent.click((await found('role-consultant')).querySelector('input') as HTMLInputElement)
    await submit('staff-form')
    await vi.waitFor(() =>
      expect(sent('staff.save').at(-1)).toMatchObject({
        number: '031',
        name: '何欣',
        roles: ['consultant'],
        active: true,
      }),
    )
    await found('staff-031')
  })

  it('lets the manager unlock, and set a PIN that is not too simple', async () => {
    render(SettingsPage)
    await press('staff-019')
    await press('staff-unlock')
    await vi.waitFor(() => expect(byTest('staff-unlock')).toBeNull())
    await press('staff-pin')
    await type('pin-new', '1234')
    await type('pin-again', '1234')
    await submit('set-pin')
    await vi.waitFor(() => expect(byTest('pin-new')?.getAttribute('aria-invalid')).toBe('true'))
    await type('pin-new', '8264')
    await type('pin-again', '8264')
    await submit('set-pin')
    await vi.waitFor(() => expect(sent('staff.set_pin').at(-1)).toEqual({ number: '019', pin: '8264' }))
  })

  it('lets somebody leave, and takes it back', async () => {
    render(SettingsPage)
    await press('staff-023')
    await press('staff-leave')
    await vi.waitFor(() => expect(byTest('staff-023')).toBeNull())
    toasts.list.at(-1)?.undo?.()
    await found('staff-023')
  })

  it('keeps the last manager', async () => {
    render(SettingsPage)
    await press('staff-010')
    await press('staff-leave')
    expect((await found('staff-refused')).textContent).toContain('店总')
  })
})

describe('rooms and prices', () => {
  it('do not close a room that is awaited', async () => {
    shelf.section = 'rooms'
    render(SettingsPage)
    await press('room-S1')
    await press('room-close')
    expect((await found('room-refused')).textContent).toContain('2')
  })

  it('refuse a member price above the list price, at the field', async () => {
    shelf.section = 'prices'
    render(SettingsPage)
    await press('price-S001')
    await type('price-member', '500')
    await submit('price-form')
    await vi.waitFor(() => expect(byTest('price-member')?.getAttribute('aria-invalid')).toBe('true'))
    await type('price-member', '180.00')
    await submit('price-form')
    await vi.waitFor(() => expect(byTest('price-form')).toBeNull())
    expect(sent('catalog.save').at(-1)).toMatchObject({ code: 'S001', memberPrice: '180.00', price: '198.00' })
  })

  it('withdraw an item and offer it again by undo', async () => {
    shelf.section = 'prices'
    render(SettingsPage)
    await press('price-S014')
    await press('price-withdraw')
    await vi.waitFor(() => expect(byTest('price-S014')).toBeNull())
    toasts.list.at(-1)?.undo?.()
    await found('price-S014')
  })
})

describe('the store', () => {
  it('says where the key lies and makes a backup', async () => {
    shelf.section = 'backup'
    render(SettingsPage)
    expect((await found('store-key')).textContent).toContain('文件')
    await press('backup-now')
    await vi.waitFor(() => expect(toasts.list.at(-1)?.text).toContain('MB'))
  })
})

describe('one’s own PIN', () => {
  it('says at the old one that it is wrong, and forgets it', async () => {
    shelf.section = 'pin'
    const { container } = render(SettingsPage)
    await type('pin-old', '9999')
    await type('pin-new', '8264')
    await type('pin-again', '8264')
    await fireEvent.submit(container.querySelector('form') as HTMLFormElement)
    await vi.waitFor(() => expect(byTest('pin-old')?.getAttribute('aria-invalid')).toBe('true'))
    await vi.waitFor(() => expect((byTest('pin-old') as HTMLInputElement).value).toBe(''))
  })
})
