import { afterEach, describe, expect, it, vi } from 'vitest'
import { Action } from '../../src/wire/ask.svelte'
import { call, type Envelope, Refused, useSession, useTransport, whenSignedOut } from '../../src/wire/call'
import { readsOf } from '../../src/wire/live'
import { requestId } from '../../src/wire/request-id'

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

function transport(answers: (() => unknown)[]) {
  const seen: Envelope[] = []
  useTransport({
    send: async (envelope) => {
      seen.push(envelope)
      const answer = answers.shift()
      if (!answer) throw new Error('nothing prepared')
      return answer()
    },
  })
  return seen
}

const lost = () => {
  throw new Error('the way is broken')
}

const refused = (code: string) => () => {
  throw { code, params: { remaining: 3 } }
}

afterEach(() => vi.useRealTimers())

describe('a request id', () => {
  it('is a UUID of version 7 that sorts by time', () => {
    expect(requestId()).toMatch(V7)
    expect(requestId(1_000) < requestId(2_000)).toBe(true)
    expect(requestId(Date.parse('2026-11-21T00:00:00Z')).slice(0, 13).replace('-', '')).toBe(
      Date.parse('2026-11-21T00:00:00Z').toString(16).padStart(12, '0'),
    )
  })
})

describe('a call', () => {
  it('is sent again with the same request id when no answer came', async () => {
    vi.useFakeTimers()
    const seen = transport([lost, lost, () => null])
    const answer = call('tray.ready', { bookingId: 'b' })
    await vi.runAllTimersAsync()
    expect(await answer).toBeNull()
    expect(seen).toHaveLength(3)
    expect(new Set(seen.map((envelope) => envelope.requestId)).size).toBe(1)
  })

  it('is not sent again when the core refused', async () => {
    const seen = transport([refused('wrong_pin')])
    const error = await call('session.sign_in', { number: '1', pin: '0' }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Refused)
    expect(error).toMatchObject({ code: 'wrong_pin', params: { remaining: 3 } })
    expect(seen).toHaveLength(1)
  })

  it('carries the session and tells when it has ended', async () => {
    const ended = vi.fn()
    whenSignedOut(ended)
    useSession('token')
    const seen = transport([refused('signed_out')])
    await call('session.me', null).catch(() => {})
    expect(seen[0]?.session).toBe('token')
    expect(ended).toHaveBeenCalledOnce()
  })

  it('of a former session tells nothing about the one that came after', async () => {
    const ended = vi.fn()
    whenSignedOut(ended)
    useSession('former')
    transport([refused('signed_out')])
    const late = call('session.me', null).catch(() => {})
    useSession('token')
    await late
    expect(ended).not.toHaveBeenCalled()
  })
})

describe('an action', () => {
  it('pressed again after a broken way is the same request', async () => {
    vi.useFakeTimers()
    const seen = transport([lost, lost, lost, () => null])
    const action = new Action('tray.ready')
    const first = action.run({ bookingId: 'b' })
    await vi.runAllTimersAsync()
    expect(await first).toBeUndefined()
    expect(action.refused?.code).toBe('unreachable')
    expect(await action.run({ bookingId: 'b' })).toBeNull()
    expect(new Set(seen.map((envelope) => envelope.requestId)).size).toBe(1)
  })

  it('after a refusal, or with other arguments, is a new request', async () => {
    const seen = transport([refused('wrong_step'), () => null, () => null])
    const action = new Action('tray.ready')
    await action.run({ bookingId: 'b' })
    await action.run({ bookingId: 'b' })
    await action.run({ bookingId: 'c' })
    expect(new Set(seen.map((envelope) => envelope.requestId)).size).toBe(3)
  })

  it('ignores a second tap while it is under way', async () => {
    const seen = transport([() => new Promise((resolve) => setTimeout(() => resolve(null), 10))])
    const action = new Action('tray.ready')
    const [first, second] = await Promise.all([action.run({ bookingId: 'b' }), action.run({ bookingId: 'b' })])
    expect([first, second]).toEqual([null, undefined])
    expect(seen).toHaveLength(1)
  })
})

describe('a push', () => {
  it('names the reads to be asked again, and an unknown topic names all', () => {
    expect(readsOf(['booking'])).toContain('booking.arrivals')
    expect(readsOf(['booking'])).not.toContain('catalog.list')
    expect(readsOf(['something new'])).toBe('all')
  })
})
