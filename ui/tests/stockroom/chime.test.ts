// The sound of a new call, wherever in the house the clerk is.
import { cleanup, render } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session } from '../../src/house/session.svelte'
import { house } from '../../src/house/status.svelte'
import CallsMark from '../../src/rooms/stockroom/CallsMark.svelte'
import { chime } from '../../src/rooms/stockroom/chime'
import { stockroom } from '../../src/rooms/stockroom/stockroom.svelte'
import { queries } from '../../src/wire/ask.svelte'
import { useTransport } from '../../src/wire/call'
import { goLive } from '../../src/wire/live'
import { commandsOf, stageAnswers } from '../stage/answers'
import { frameAnswers, StageSalon } from '../stage/salon'

vi.mock('../../src/rooms/stockroom/chime', () => ({ chime: vi.fn() }))

let salon: StageSalon
const count = () => document.querySelector('[data-test="calls-count"]')?.textContent ?? ''

async function openAs(number: string) {
  await session.signIn(number, '1234')
  render(CallsMark)
}

async function callOut(kind: 'changed' | 'cancelled', shown: string) {
  salon.linen?.call(kind, 'booking-8')
  salon.change('tray')
  await vi.waitFor(() => expect(count()).toContain(shown))
}

beforeEach(async () => {
  vi.mocked(chime).mockClear()
  salon = new StageSalon()
  const answers = stageAnswers(salon)
  salon.answer(answers)
  salon.answer(frameAnswers((roles) => commandsOf(answers, roles)))
  useTransport(salon)
  goLive(salon, queries)
  await house.refresh()
})

afterEach(() => {
  cleanup()
  queries.clear()
  stockroom.mute(false)
})

describe('a new call', () => {
  it('rings once, and what was there before does not', async () => {
    await openAs('003')
    await vi.waitFor(() => expect(count()).toContain('2'))
    expect(chime).not.toHaveBeenCalled()
    await callOut('changed', '3')
    expect(chime).toHaveBeenCalledTimes(1)
    salon.change('tray')
    await callOut('cancelled', '4')
    expect(chime).toHaveBeenCalledTimes(2)
  })

  it('is silent on a muted desk, and the desk remembers that', async () => {
    await openAs('003')
    await vi.waitFor(() => expect(count()).toContain('2'))
    stockroom.mute(true)
    await callOut('changed', '3')
    expect(chime).not.toHaveBeenCalled()
    expect(localStorage.getItem('lantai.chime')).toBe('off')
  })

  it('does not concern who may not acknowledge it', async () => {
    await openAs('018')
    salon.linen?.call('changed', 'booking-8')
    salon.change('tray')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(count()).toBe('')
    expect(salon.seen.some(({ name }) => name === 'tray.calls')).toBe(false)
  })
})
