// A store whose newest records are missing: the window says from when to when, and lets somebody go on knowingly.
import '../stage/browser-gaps'
import { cleanup, fireEvent, render } from '@testing-library/svelte'
import { afterEach, describe, expect, it, vi } from 'vitest'
import Broken from '../../src/app/Broken.svelte'
import { networkShell } from '../../src/wire/network'
import type { Shell } from '../../src/wire/shell'
import type { ErrorCode } from '../../src/wire/types'

const byTest = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`)
const MISSING = {
  lastSeq: 118,
  lastMs: Date.parse('2026-11-21T03:05:00Z'),
  saidSeq: 120,
  saidMs: Date.parse('2026-11-21T03:40:00Z'),
}

const broken = (code: ErrorCode, acceptLoss: Shell['acceptLoss'] = async () => {}) => {
  const onagain = vi.fn()
  render(Broken, { shell: { ...networkShell(() => {}), acceptLoss }, failure: { code, params: MISSING }, onagain })
  return onagain
}

async function tap(name: string) {
  await fireEvent.click(byTest(name) as HTMLElement)
}

afterEach(cleanup)

describe('records that are missing', () => {
  it('are said with their hours, and nobody says that nothing is lost', () => {
    broken('store_cut_short')
    expect(byTest('broken-why')?.textContent).toContain('2026-11-21 11:05')
    expect(byTest('broken-why')?.textContent).toContain('2026-11-21 11:40')
    expect(byTest('nothing-lost')).toBeNull()
    expect(byTest('nothing-more')).not.toBeNull()
  })

  it('are gone on without only after a second tap', async () => {
    const acceptLoss = vi.fn(async () => {})
    const onagain = broken('store_cut_short', acceptLoss)
    await tap('loss-go')
    expect(acceptLoss).not.toHaveBeenCalled()
    await tap('loss-accept')
    await vi.waitFor(() => expect(onagain).toHaveBeenCalledOnce())
    expect(acceptLoss).toHaveBeenCalledOnce()
  })

  it('cannot be gone on without where the store is damaged besides, and it is said', async () => {
    const onagain = broken('store_cut_short', () => Promise.reject({ code: 'store_damaged', params: {} }))
    await tap('loss-go')
    await tap('loss-accept')
    await vi.waitFor(() => expect(byTest('loss-error')?.textContent).toContain('损坏'))
    expect(onagain).not.toHaveBeenCalled()
  })

  it('are no matter of a damaged store', () => {
    broken('store_damaged')
    expect(byTest('loss')).toBeNull()
    expect(byTest('stopped')).not.toBeNull()
    expect(byTest('nothing-lost')).toBeNull()
  })
})
