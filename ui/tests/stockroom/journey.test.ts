// The stockroom in a rendered page, over the salon in memory: what each pair of hands sees and presses.
import { cleanup, fireEvent, render } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session } from '../../src/house/session.svelte'
import { house } from '../../src/house/status.svelte'
import Passport from '../../src/rooms/stockroom/Passport.svelte'
import StockroomPage from '../../src/rooms/stockroom/StockroomPage.svelte'
import { stockroom } from '../../src/rooms/stockroom/stockroom.svelte'
import { searchBox } from '../../src/shared/search-box.svelte'
import { toasts } from '../../src/shared/toasts.svelte'
import { queries } from '../../src/wire/ask.svelte'
import { useTransport } from '../../src/wire/call'
import { goLive } from '../../src/wire/live'
import { commandsOf, stageAnswers } from '../stage/answers'
import { frameAnswers, StageSalon } from '../stage/salon'
import type { StageLinen } from '../stage/stage-linen'

let salon: StageSalon
let linen: StageLinen
const byTest = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`)
const tap = async (name: string) => {
  await vi.waitFor(() => expect(byTest(name), name).not.toBeNull())
  await fireEvent.click(byTest(name) as HTMLElement)
}
const asked = (name: string) => salon.seen.filter((envelope) => envelope.name === name).map(({ args }) => args)
const idOf = (name: string) => salon.bookings.find(({ memberName }) => memberName === name)?.id ?? ''
const placesOf = (name: string) =>
  linen.sets.find(({ memberName }) => memberName === name)?.pieces.map(({ place }) => place)

async function enterAs(number: string) {
  await session.signIn(number, '1234')
  stockroom.begin()
}

beforeEach(async () => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function () {
    this.open = false
  }
  salon = new StageSalon()
  const answers = stageAnswers(salon)
  salon.answer(answers)
  salon.answer(frameAnswers((roles) => commandsOf(answers, roles)))
  linen = salon.linen as StageLinen
  useTransport(salon)
  goLive(salon, queries)
  await house.refresh()
  await enterAs('003')
})

afterEach(() => {
  cleanup()
  queries.clear()
  for (const { id } of toasts.list) toasts.dismiss(id)
})

describe('the stockroom clerk', () => {
  it('makes a tray ready with one tap', async () => {
    render(StockroomPage)
    const id = idOf('韩冰')
    await tap(`tray-ready-${id}`)
    await vi.waitFor(() => expect(byTest(`tray-${id}`)?.dataset.state).toBe('ready'))
    expect(placesOf('韩冰')).toEqual(['tray', 'tray', 'tray', 'tray', 'tray'])
    expect(byTest(`tray-state-${id}`)?.textContent).toContain('李莹')
    expect(byTest(`tray-take-${id}`)).toBeNull()
  })

  it('checks and acknowledges a call, and hears of a new one', async () => {
    render(StockroomPage)
    await tap('acknowledge-call-3')
    await vi.waitFor(() => expect(byTest('call-call-3')).toBeNull())
    expect(byTest('call-call-2')?.textContent).toMatch(/审批 2024-03-15.*138\*\*\*\*/)
    linen.call('cancelled', idOf('钱玉'))
    salon.change('tray')
    await vi.waitFor(() => expect(byTest('call-call-4')?.dataset.kind).toBe('cancelled'))
  })

  it('says what is missing and when it comes, and prepares the rest only when told to', async () => {
    render(StockroomPage)
    const id = idOf('冯雪')
    await vi.waitFor(() => expect(byTest(`tray-short-${id}`)?.textContent).toMatch(/毛巾（烘干）.*浴巾（烘干）.*17:20/))
    expect(byTest(`tray-ready-${id}`)).toBeNull()
    await tap(`tray-readyRest-${id}`)
    await vi.waitFor(() => expect(byTest(`tray-${id}`)?.dataset.state).toBe('ready'))
    expect(asked('tray.ready')).toEqual([{ bookingId: id, withoutMissing: true }])
  })

  it('shows in place what the core finds missing at the moment of preparing', async () => {
    render(StockroomPage)
    const id = idOf('韩冰')
    await vi.waitFor(() => expect(byTest(`tray-ready-${id}`)).not.toBeNull())
    const piece = linen.sets.find(({ memberName }) => memberName === '韩冰')?.pieces[0]
    if (piece) piece.place = 'lost'
    await tap(`tray-ready-${id}`)
    await vi.waitFor(() => expect(byTest(`tray-short-${id}`)?.textContent).toContain('毛巾（遗失）'))
    expect(byTest(`tray-readyRest-${id}`)).not.toBeNull()
  })

  it('brings slippers and linen of a guest who has left back home', async () => {
    render(StockroomPage)
    const id = idOf('孙丽娟')
    await tap(`tray-slippers-${id}`)
    await tap(`tray-laundry-${id}`)
    await vi.waitFor(() => expect(placesOf('孙丽娟')).toEqual(['laundry', 'laundry', 'laundry', 'shelf', 'laundry']))
    await tap('view-wash')
    await vi.waitFor(() => expect(byTest('not-dry-1006')?.textContent).toContain('烘干后'))
    expect(byTest('shelve-1006')).toBeNull()
    for (const piece of linen.sets.find(({ memberNo }) => memberNo === 1006)?.pieces ?? [])
      if (piece.place === 'laundry') piece.place = 'drying'
    salon.change('linen')
    await tap('shelve-1006')
    await vi.waitFor(() => expect(new Set(placesOf('孙丽娟'))).toEqual(new Set(['shelf'])))
    expect(toasts.list.at(-1)?.text).toContain('整套齐了')
  })

  it('has a new set embroidered and puts it into its slot', async () => {
    render(StockroomPage)
    await tap('view-making')
    await tap('make-go-1023')
    await vi.waitFor(() => expect(byTest('make-go-1023')?.textContent).toContain('入 01 号'))
    await tap('make-go-1023')
    await vi.waitFor(() => expect(byTest('make-1023')).toBeNull())
    expect(new Set(placesOf('高洁'))).toEqual(new Set(['shelf']))
  })

  it('replaces what is damaged with a reason, and retires a set only after saying what that means', async () => {
    render(StockroomPage)
    await tap('view-making')
    const torn = linen.sets.flatMap(({ pieces }) => pieces).find(({ place }) => place === 'damaged')
    await tap(`replace-${torn?.pieceId}`)
    await tap('repair-reason-1')
    await vi.waitFor(() => expect(asked('linen.replace')).toEqual([{ pieceId: torn?.pieceId, reason: '洗坏了' }]))
    await tap('retire-ask-1024')
    expect(asked('linen.retire')).toEqual([])
    await tap('retire-go-1024')
    await vi.waitFor(() => expect(placesOf('赵丽')).toContain('laundry'))
  })

  it('marks a piece lost in the linen file and takes it back', async () => {
    const piece = linen.sets.find(({ memberName }) => memberName === '韩冰')?.pieces[2]
    render(Passport, { memberNo: 1009 })
    await tap(`lost-${piece?.pieceId}`)
    await tap('passport-reason-0')
    await vi.waitFor(() => expect(piece?.place).toBe('lost'))
    await vi.waitFor(() => expect(byTest('passport-state')?.textContent).toContain('不齐'))
    toasts.list.at(-1)?.undo?.()
    await vi.waitFor(() => expect(piece?.place).toBe('shelf'))
  })

  it('makes the tray of a scanned slot ready by the scan alone', async () => {
    render(StockroomPage)
    await vi.waitFor(() => expect(byTest(`tray-ready-${idOf('韩冰')}`)).not.toBeNull())
    searchBox.type('韩冰 22号')
    searchBox.claim?.onKey(new KeyboardEvent('keydown', { key: 'Enter' }))
    await vi.waitFor(() => expect(byTest(`tray-${idOf('韩冰')}`)?.dataset.state).toBe('ready'))
  })

  it('opens the linen file of a name typed in pinyin', async () => {
    render(StockroomPage)
    await vi.waitFor(() => expect(byTest('trays')?.textContent).toContain('韩冰'))
    searchBox.type('hanb')
    searchBox.claim?.onKey(new KeyboardEvent('keydown', { key: 'Enter' }))
    await vi.waitFor(() => expect(stockroom.opened).toBe(1009))
  })
})

describe('the beautician', () => {
  it('sees her own trays, takes them and brings both back empty', async () => {
    await enterAs('022')
    render(StockroomPage)
    const id = idOf('吴倩')
    await tap(`tray-take-${id}`)
    await vi.waitFor(() => expect(placesOf('吴倩')).toEqual(['in_use', 'in_use', 'in_use', 'disinfection', 'in_use']))
    expect(byTest('trays')?.textContent).not.toContain('冯雪')
    expect(document.querySelector('[data-test^="tray-ready-"], [data-test^="acknowledge-"]')).toBeNull()
    await tap(`tray-giveBack-${id}`)
    await vi.waitFor(() => expect(linen.tray(id).state).toBe('returned'))
    await tap('whose-everyone')
  })
})

describe('the laundry', () => {
  it('finds only what it washes', async () => {
    await enterAs('008')
    render(StockroomPage)
    await tap('to-drying-1012')
    await vi.waitFor(() => expect(placesOf('何静')?.filter((place) => place === 'drying')).toHaveLength(4))
    expect(byTest('calls')).toBeNull()
    expect(byTest('view-trays')).toBeNull()
    expect(salon.seen.some(({ name }) => name.startsWith('tray.'))).toBe(false)
  })
})
