// Locking and coming back over a slow line: what is still on its way belongs to the session it was sent under.
import { beforeEach, expect, it, vi } from 'vitest'
import { session } from '../../src/house/session.svelte'
import { call, currentSession, type Envelope, useSession, useTransport } from '../../src/wire/call'

const seen: Envelope[] = []
let signOut: (() => void) | undefined
let refuse: (() => void) | undefined

useTransport({
  send: (envelope) => {
    seen.push(envelope)
    if (envelope.name === 'session.sign_in') {
      const { number } = envelope.args as { number: string }
      return Promise.resolve({ token: `token of ${number}`, staff: { number, commands: [], roles: [] } })
    }
    return new Promise((resolve, reject) => {
      if (envelope.name === 'session.sign_out') signOut = () => resolve(null)
      else refuse = () => reject({ code: 'signed_out', params: {} })
    })
  },
})

beforeEach(async () => {
  useSession(null)
  await session.signIn('003', '1234')
  seen.length = 0
})

it('a late answer to locking does not throw away the session that came after', async () => {
  const locked = session.lock()
  expect(currentSession()).toBeNull()
  await session.signIn('008', '1234')
  signOut?.()
  await locked
  expect(seen[0]).toMatchObject({ name: 'session.sign_out', session: 'token of 003' })
  expect(currentSession()).toBe('token of 008')
  expect(session.state).toBe('open')
})

it('a late “signed out” of the session before does not cover the screen of the one after', async () => {
  const late = call('booking.arrivals', null as never).catch(() => {})
  void session.lock()
  await session.signIn('008', '1234')
  refuse?.()
  await late
  expect(session.state).toBe('open')
  const current = call('booking.arrivals', null as never).catch(() => {})
  await vi.waitFor(() => expect(seen.at(-1)?.session).toBe('token of 008'))
  refuse?.()
  await current
  expect(session.state).toBe('locked')
})
