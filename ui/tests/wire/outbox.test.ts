// Taps on a tablet whose line is down: kept once, sent once, in order, for whoever made them; conflicts are explained.
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { call, type Envelope, type Refused, sendWaiting, useSession, useTransport } from '../../src/wire/call'
import { outbox } from '../../src/wire/outbox.svelte'

const sent: Envelope[] = []
let line: 'up' | 'down' = 'up'
let refuses: string | null = null
let answered: Promise<void> = Promise.resolve()

useTransport({
  mayWait: true,
  send: async (envelope) => {
    if (line === 'down') throw new TypeError('no network')
    sent.push(envelope)
    await answered
    if (envelope.name === refuses) throw { code: 'linen_wrong_place', params: {} }
    return null
  },
})

const ready = (bookingId: string) => call('tray.ready', { bookingId }).catch((thrown: Refused) => thrown.code)

beforeEach(() => {
  line = 'down'
  refuses = null
  answered = Promise.resolve()
  outbox.waiting = []
  outbox.conflicts = []
  useSession('token', '003')
  sent.length = 0
})

describe('a tap while the line is down', () => {
  it('is kept, once however often it is made, and sent once under its own request id', async () => {
    expect(await ready('a')).toBe('kept')
    expect(await ready('a')).toBe('kept')
    expect(await ready('b')).toBe('kept')
    const ids = outbox.waiting.map(({ requestId }) => requestId)
    expect(ids).toHaveLength(2)
    expect(JSON.parse(localStorage.getItem('lantai.outbox') ?? '[]')).toHaveLength(2)
    line = 'up'
    sendWaiting()
    await vi.waitFor(() => expect(outbox.waiting).toHaveLength(0))
    expect(sent.map(({ requestId }) => requestId)).toEqual(ids)
    expect(localStorage.getItem('lantai.outbox')).toBe('[]')
  })

  it('is not kept when its answer is needed to go on', async () => {
    const asked = call('member.store_phone', { memberNo: 1, phone: '13800000001' })
    await expect(asked).rejects.toMatchObject({ code: 'unreachable' })
    expect(outbox.waiting).toHaveLength(0)
  })

  it('waits for the person who made it', async () => {
    await ready('a')
    line = 'up'
    useSession('another', '008')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(sent).toHaveLength(0)
    useSession('token', '003')
    await vi.waitFor(() => expect(sent).toHaveLength(1))
  })

  it('never goes out under the session of who signs in meanwhile, whose own taps follow', async () => {
    await ready('a')
    await ready('b')
    useSession('another', '008')
    await ready('c')
    let answer = () => {}
    answered = new Promise((resolve) => {
      answer = resolve
    })
    line = 'up'
    useSession('token', '003')
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    useSession('another', '008')
    answer()
    await vi.waitFor(() => expect(sent).toHaveLength(2))
    await vi.waitFor(() => expect(outbox.waiting).toHaveLength(1))
    expect(sent.map(({ session, args }) => [session, args])).toEqual([
      ['token', { bookingId: 'a' }],
      ['another', { bookingId: 'c' }],
    ])
    expect(outbox.waiting.map(({ by, args }) => [by, args])).toEqual([['003', { bookingId: 'b' }]])
    expect(outbox.conflicts).toHaveLength(0)
  })

  it('is kept for who made it, though another has signed in before it was given up', async () => {
    const tapped = ready('a')
    useSession('another', '008')
    expect(await tapped).toBe('kept')
    expect(outbox.waiting.map(({ by }) => by)).toEqual(['003'])
  })

  it('is put before the person with the reason when the salon refuses it by then; the rest goes on', async () => {
    await ready('a')
    await call('tray.take', { bookingId: 'b' }).catch(() => {})
    line = 'up'
    refuses = 'tray.ready'
    sendWaiting()
    await vi.waitFor(() => expect(outbox.waiting).toHaveLength(0))
    expect(sent.map(({ name }) => name)).toEqual(['tray.ready', 'tray.take'])
    expect(outbox.conflicts.map(({ name, refused }) => [name, refused.code])).toEqual([
      ['tray.ready', 'linen_wrong_place'],
    ])
    outbox.dismiss(outbox.conflicts[0]?.requestId ?? '')
    expect(outbox.conflicts).toHaveLength(0)
  })

  it('stays when the line breaks again while it is sent', async () => {
    await ready('a')
    sendWaiting()
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect(outbox.waiting).toHaveLength(1)
    expect(outbox.conflicts).toHaveLength(0)
  })
})

it('in the salon’s own window nothing is kept: there is no line to be down', async () => {
  useTransport({ send: () => Promise.reject(new TypeError('gone')) })
  await expect(call('tray.ready', { bookingId: 'a' })).rejects.toMatchObject({ code: 'unreachable' })
  expect(outbox.waiting).toHaveLength(0)
})
