import { describe, expect, it, vi } from 'vitest'
import { AutoLock } from '../../src/house/auto-lock'

const MINUTE = 60_000

function desk(minutes = 10) {
  const time = { now: 1_000_000 }
  const parts = { minutes: () => minutes, active: () => true, lock: vi.fn(), touch: vi.fn(), now: () => time.now }
  return { time, parts, lock: new AutoLock(parts) }
}

describe('a desk nobody touches', () => {
  it('locks after the minutes set, not before', () => {
    const { time, parts, lock } = desk(10)
    time.now += 10 * MINUTE - 1
    lock.look()
    expect(parts.lock).not.toHaveBeenCalled()
    time.now += 1
    lock.look()
    expect(parts.lock).toHaveBeenCalledOnce()
  })

  it('begins anew with every real input', () => {
    const { time, parts, lock } = desk(10)
    time.now += 9 * MINUTE
    lock.stir()
    time.now += 9 * MINUTE
    lock.look()
    expect(parts.lock).not.toHaveBeenCalled()
  })

  it('tells the core of input at most once a minute', () => {
    const { time, parts, lock } = desk()
    for (let second = 0; second < 150; second++) {
      time.now += 1_000
      lock.stir()
    }
    expect(parts.touch).toHaveBeenCalledTimes(2)
  })

  it('never locks by itself when the minutes are zero, nor while nobody is signed in', () => {
    const never = desk(0)
    never.time.now += 600 * MINUTE
    never.lock.look()
    expect(never.parts.lock).not.toHaveBeenCalled()
    const out = desk(1)
    out.parts.active = () => false
    out.time.now += 600 * MINUTE
    out.lock.look()
    expect(out.parts.lock).not.toHaveBeenCalled()
  })
})
