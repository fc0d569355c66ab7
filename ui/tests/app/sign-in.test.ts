import { cleanup, fireEvent, render } from '@testing-library/svelte'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import App from '../../src/app/App.svelte'
import { atWork } from '../../src/app/at-work'
import { session } from '../../src/house/session.svelte'
import { queries } from '../../src/wire/ask.svelte'
import { useTransport } from '../../src/wire/call'
import { networkShell } from '../../src/wire/network'
import { stageAnswers } from '../stage/answers'
import { frameAnswers, StageSalon } from '../stage/salon'

let salon: StageSalon
const byTest = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`)
const field = (name: string) => byTest(name) as HTMLInputElement

// Here the rooms are compiled when they are first asked for, which takes longer than any wait below.
beforeAll(async () => void (await atWork()), 60_000)

beforeEach(async () => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  salon = new StageSalon()
  const answers = stageAnswers(salon)
  salon.answer(answers)
  salon.answer(frameAnswers(() => Object.keys(answers)))
  useTransport(salon)
  render(App, { shell: { ...networkShell(() => {}), houseState: async () => ({ state: 'ready' as const }) } })
  await vi.waitFor(() => expect(byTest('sign-in')).not.toBeNull())
})

afterEach(() => {
  cleanup()
  queries.clear()
  session.me = null
  session.state = 'out'
  vi.unstubAllGlobals()
})

async function enter(number: string, pin: string) {
  await fireEvent.input(field('sign-in-number'), { target: { value: number } })
  await fireEvent.submit(field('sign-in-number').form as HTMLFormElement)
  await fireEvent.input(field('sign-in-pin'), { target: { value: pin } })
  await fireEvent.submit(field('sign-in-pin').form as HTMLFormElement)
}

describe('signing in', () => {
  it('takes the number, also without its zeros, and the PIN', async () => {
    await enter('1', '1234')
    await vi.waitFor(() => expect(byTest('who')?.textContent).toContain('陈荣'))
    expect(byTest('sign-in')).toBeNull()
  })

  it('says how many tries are left, and forgets the PIN typed', async () => {
    await enter('001', '9999')
    await vi.waitFor(() => expect(byTest('sign-in-error')?.textContent).toContain('4'))
    expect(field('sign-in-pin').value).toBe('')
    expect(byTest('who')).toBeNull()
  })

  it('takes a tile and the pad as well', async () => {
    await fireEvent.click(byTest('staff-002') as HTMLElement)
    for (const digit of '1234') await fireEvent.click(byTest(`pad-${digit}`) as HTMLElement)
    await fireEvent.click(byTest('sign-in-enter') as HTMLElement)
    await vi.waitFor(() => expect(byTest('who')?.textContent).toContain('陈瑜'))
  })

  it('covers the screen when locked and gives it back to the same person only', async () => {
    await enter('001', '1234')
    await vi.waitFor(() => expect(byTest('who')).not.toBeNull())
    await fireEvent.input(field('search'), { target: { value: '60' } })
    await fireEvent.click(byTest('lock') as HTMLElement)
    await vi.waitFor(() => expect(byTest('sign-in')).not.toBeNull())
    expect(document.querySelector<HTMLElement>('.frame')?.inert).toBe(true)
    await fireEvent.input(field('sign-in-pin'), { target: { value: '1234' } })
    await fireEvent.submit(field('sign-in-pin').form as HTMLFormElement)
    await vi.waitFor(() => expect(byTest('sign-in')).toBeNull())
    expect(field('search').value).toBe('60')
    await fireEvent.click(byTest('who') as HTMLElement)
    await fireEvent.click(byTest('staff-002') as HTMLElement)
    await fireEvent.input(field('sign-in-pin'), { target: { value: '1234' } })
    await fireEvent.submit(field('sign-in-pin').form as HTMLFormElement)
    await vi.waitFor(() => expect(byTest('who')?.textContent).toContain('陈瑜'))
    expect(field('search').value).toBe('')
  })

  it('leaves keys alone while an input method composes', async () => {
    await enter('001', '1234')
    await vi.waitFor(() => expect(byTest('who')).not.toBeNull())
    const search = field('search')
    const asked = () => salon.seen.filter(({ name }) => name === 'member.search').length
    await fireEvent.compositionStart(search)
    await fireEvent.input(search, { target: { value: 'zhang' } })
    await fireEvent.keyDown(search, { key: 'Enter', isComposing: true })
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(asked()).toBe(0)
    search.value = '张'
    await fireEvent.compositionEnd(search)
    await vi.waitFor(() => expect(asked()).toBe(1))
  })
})
