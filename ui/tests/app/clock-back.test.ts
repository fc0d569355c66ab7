// A clock that stands before the last record: who is told what, and how the manager says that it is right now.
import '../stage/browser-gaps'
import { cleanup, fireEvent, render } from '@testing-library/svelte'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import App from '../../src/app/App.svelte'
import { atWork } from '../../src/app/at-work'
import { session } from '../../src/house/session.svelte'
import { queries } from '../../src/wire/ask.svelte'
import { call, Refused, useTransport } from '../../src/wire/call'
import { networkShell } from '../../src/wire/network'
import { stageAnswers } from '../stage/answers'
import { NOW } from '../stage/bookings'
import { frameAnswers, refuse, StageSalon } from '../stage/salon'

const DAY_MS = 86_400_000

let salon: StageSalon
let lastMs: number
const byTest = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`)
const found = async (name: string) => {
  await vi.waitFor(() => expect(byTest(name), name).not.toBeNull())
  return byTest(name) as HTMLElement
}
const press = async (name: string) => fireEvent.click(await found(name))

/** Any write: refused as long as the last record lies ahead. */
const write = () => call('setting.set', { key: 'turnover_minutes', value: 20 })

async function enterAs(number: string) {
  const answers = stageAnswers(salon)
  salon.answer(answers)
  salon.answer({
    'setting.set': () => {
      if (lastMs > NOW) refuse('clock_went_back', { lastMs, nowMs: NOW })
      return null
    },
    'house.accept_clock': () => {
      lastMs = NOW
      return null
    },
  })
  const everything = [...Object.keys(answers), 'house.accept_clock']
  salon.answer(
    frameAnswers((roles) => everything.filter((name) => roles.includes('manager') || !name.startsWith('house.'))),
  )
  await session.signIn(number, '1234')
}

// Here the rooms are compiled when they are first asked for, which takes longer than any wait below.
beforeAll(async () => void (await atWork()), 60_000)

beforeEach(async () => {
  lastMs = NOW + DAY_MS
  salon = new StageSalon()
  useTransport(salon)
  await enterAs('001')
  render(App, { shell: { ...networkShell(() => {}), houseState: async () => ({ state: 'ready' as const }) } })
  await found('who')
})

afterEach(() => {
  cleanup()
  queries.clear()
  session.me = null
  session.state = 'out'
})

describe('a clock that has gone back', () => {
  it('is not spoken of before a write was refused for it', () => {
    expect(byTest('clock-back')).toBeNull()
  })

  it('sends everybody but the manager to the clock or to the manager', async () => {
    await expect(write()).rejects.toBeInstanceOf(Refused)
    const strip = await found('clock-back')
    expect(strip.textContent).toContain('店总')
    expect(strip.textContent).toContain('数据没有丢')
    expect(byTest('clock-is-right')).toBeNull()
  })

  it('is accepted by the manager, who has both times before her eyes, and then writing goes on', async () => {
    await expect(write()).rejects.toBeInstanceOf(Refused)
    await enterAs('010')
    await press('clock-is-right')
    expect((await found('clock-dialog')).textContent).toContain('日志')
    expect(salon.seen.some(({ name }) => name === 'house.accept_clock')).toBe(false)
    await press('clock-accept')
    await vi.waitFor(() => expect(byTest('clock-back')).toBeNull())
    expect(salon.seen.filter(({ name }) => name === 'house.accept_clock')).toHaveLength(1)
    await expect(write()).resolves.toBeNull()
  })

  it('may be left as it is: the strip stays, nothing is accepted', async () => {
    await expect(write()).rejects.toBeInstanceOf(Refused)
    await enterAs('010')
    await press('clock-is-right')
    await press('clock-cancel')
    await vi.waitFor(() => expect(byTest('clock-dialog')).toBeNull())
    expect(byTest('clock-back')).not.toBeNull()
    expect(salon.seen.some(({ name }) => name === 'house.accept_clock')).toBe(false)
  })
})
