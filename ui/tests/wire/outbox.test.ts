// Taps on a tablet whose line is down: kept once, sent once, in order, for whoever made them; conflicts are explained.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call, type Envelope, type Refused, sendWaiting, useSession, useTransport } from '../../src/wire/call'
import { keptConflicts, keptTaps } from '../../src/wire/kept-taps'
import { line as theLine } from '../../src/wire/line.svelte'
import { outbox } from '../../src/wire/outbox.svelte'

const sent: Envelope[] = []
let line: 'up' | 'down' = 'up'
let refuses: string | null = null
let refusal = 'linen_wrong_place'
let answered: Promise<void> = Promise.resolve()
let unheard: Promise<void> | null = null

useTransport({
  mayWait: true,
  send: async (envelope) => {
    if (line === 'down') {
      theLine.lose()
      throw new TypeError('no network')
    }
    sent.push(envelope)
    await (unheard ?? answered)
    if (envelope.name === refuses) throw { code: refusal, params: {} }
    return null
  },
})

const ready = (bookingId: string) => call('tray.ready', { bookingId }).catch((thrown: Refused) => thrown.code)

const isBack = () => {
  line = 'up'
  theLine.hear()
}

beforeEach(() => {
  line = 'down'
  refuses = null
  refusal = 'linen_wrong_place'
  answered = Promise.resolve()
  unheard = null
  theLine.lostAt = null
  localStorage.clear()
  outbox.taps = []
  outbox.conflicts = []
  useSession('token', '003')
  sent.length = 0
})

afterEach(() => {
  vi.useRealTimers()
})

describe('a tap while the line is down', () => {
  it('is kept, once however often it is made, and sent once under its own request id', async () => {
    expect(await ready('a')).toBe('kept')
    expect(await ready('a')).toBe('kept')
    expect(await ready('b')).toBe('kept')
    const ids = outbox.waiting.map(({ requestId }) => requestId)
    expect(ids).toHaveLength(2)
    expect(JSON.parse(localStorage.getItem('lantai.outbox') ?? '[]')).toHaveLength(2)
    isBack()
    void sendWaiting()
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
    isBack()
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
    isBack()
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
    isBack()
    refuses = 'tray.ready'
    void sendWaiting()
    await vi.waitFor(() => expect(outbox.waiting).toHaveLength(0))
    expect(sent.map(({ name }) => name)).toEqual(['tray.ready', 'tray.take'])
    expect(outbox.conflicts.map(({ name, refused }) => [name, refused.code])).toEqual([
      ['tray.ready', 'linen_wrong_place'],
    ])
    expect(keptConflicts.read(), 'a reload does not lose the reason').toEqual(outbox.conflicts)
    outbox.dismiss(outbox.conflicts[0]?.requestId ?? '')
    expect([outbox.conflicts, keptConflicts.read()]).toEqual([[], []])
  })

  it('stays when the salon can take nothing just now, and is sent again later', async () => {
    await ready('a')
    await ready('b')
    isBack()
    refuses = 'tray.ready'
    refusal = 'disk_full'
    vi.useFakeTimers()
    await sendWaiting()
    expect([outbox.waiting.length, outbox.conflicts.length, sent.length]).toEqual([2, 0, 1])
    refuses = null
    await vi.advanceTimersByTimeAsync(15_000)
    expect(outbox.taps).toHaveLength(0)
    expect(sent).toHaveLength(3)
  })

  it('is nobody else’s: the same tap of another is another tap, and her button stays', async () => {
    await ready('a')
    useSession('another', '008')
    expect(outbox.holds('tray.ready', 'a', '003')).toBe(true)
    expect(outbox.holds('tray.ready', 'a', '008')).toBe(false)
    expect(await ready('a')).toBe('kept')
    expect(outbox.waiting.map(({ by }) => by)).toEqual(['003', '008'])
    expect(keptTaps.read()).toHaveLength(2)
    outbox.letGo(outbox.waiting.filter(({ by }) => by === '003'))
    expect([outbox.waiting, keptTaps.read()].map((taps) => taps.map(({ by }) => by))).toEqual([['008'], ['008']])
  })

  it('of another page of this tablet is known here, and no longer once it was answered there', async () => {
    const theirs = { name: 'tray.take', args: { bookingId: 'z' }, requestId: 'theirs', by: '003', at: 1 }
    const told = (oldValue: object[], newValue: object[]) =>
      dispatchEvent(
        new StorageEvent('storage', {
          key: 'lantai.outbox',
          oldValue: JSON.stringify(oldValue),
          newValue: JSON.stringify(newValue),
        }),
      )
    await ready('a')
    told([], [theirs])
    expect(outbox.waiting.map(({ name }) => name)).toEqual(['tray.ready', 'tray.take'])
    told([theirs], [])
    expect(outbox.waiting.map(({ name }) => name)).toEqual(['tray.ready'])
  })

  it('stays when the line breaks again while it is sent', async () => {
    await ready('a')
    void sendWaiting()
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect(outbox.waiting).toHaveLength(1)
    expect(outbox.conflicts).toHaveLength(0)
  })
})

describe('a tap whose answer is out', () => {
  const saved = () => JSON.parse(localStorage.getItem('lantai.outbox') ?? '[]') as { name: string; args: object }[]
  let answer = () => {}

  beforeEach(() => {
    isBack()
    localStorage.clear()
    answered = new Promise((resolve) => {
      answer = resolve
    })
  })

  it('is saved before it is sent, so that a reload finds it, and no longer once it is answered', async () => {
    const tapped = ready('a')
    expect(saved().map(({ name, args }) => [name, args])).toEqual([['tray.ready', { bookingId: 'a' }]])
    expect(outbox.waiting).toHaveLength(0)
    answer()
    expect(await tapped).toBeNull()
    expect(saved()).toEqual([])
  })

  it('is not saved any longer when it is refused', async () => {
    refuses = 'tray.ready'
    answer()
    expect(await ready('a')).toBe('linen_wrong_place')
    expect(saved()).toEqual([])
    expect(outbox.conflicts).toHaveLength(0)
  })

  it('is kept when the salon no longer knows the session, and told under the next', async () => {
    refusal = 'signed_out'
    refuses = 'tray.ready'
    answer()
    expect(await ready('a')).toBe('kept')
    expect(saved()).toHaveLength(1)
    refuses = null
    useSession('anew', '003')
    await vi.waitFor(() => expect(outbox.waiting).toHaveLength(0))
    expect(sent.at(-1)).toMatchObject({ name: 'tray.ready', session: 'anew' })
    expect(saved()).toEqual([])
  })

  it('does not take from the place what another page of this tablet saved there', async () => {
    const theirs = { name: 'tray.take', args: { bookingId: 'z' }, requestId: 'theirs', by: '003', at: 1 }
    localStorage.setItem('lantai.outbox', JSON.stringify([theirs]))
    const tapped = ready('a')
    expect(saved()).toHaveLength(2)
    answer()
    await tapped
    expect(saved()).toEqual([theirs])
  })

  it('does not overtake what she tapped before and the line has not yet taken', async () => {
    line = 'down'
    await ready('a')
    isBack()
    void sendWaiting()
    const after = call('tray.take', { bookingId: 'a' })
    await vi.waitFor(() => expect(sent.map(({ name }) => name)).toEqual(['tray.ready']))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(sent).toHaveLength(1)
    answer()
    expect(await after).toBeNull()
    expect(outbox.taps).toHaveLength(0)
    expect(sent.map(({ name }) => name)).toEqual(['tray.ready', 'tray.take'])
  })

  it('is not overtaken by the next, though the line is given up before it is', async () => {
    let giveUp = () => {}
    unheard = new Promise((_, reject) => {
      giveUp = () => reject(new DOMException('', 'TimeoutError'))
    })
    const first = ready('a')
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    theLine.lose()
    expect(await ready('b')).toBe('kept')
    const third = ready('c')
    giveUp()
    expect(await Promise.all([first, third])).toEqual(['kept', 'kept'])
    unheard = null
    answer()
    theLine.hear()
    await sendWaiting()
    expect(sent.map(({ args }) => (args as { bookingId: string }).bookingId)).toEqual(['a', 'a', 'b', 'c'])
  })

  it('lets those behind it wait as well when it is given up', async () => {
    unheard = new Promise((_, reject) => {
      setTimeout(() => {
        theLine.lose()
        reject(new DOMException('', 'TimeoutError'))
      }, 20)
    })
    expect(await Promise.all([ready('a'), ready('b')])).toEqual(['kept', 'kept'])
    expect(sent).toHaveLength(1)
  })

  it('is answered here, though another page of this tablet has told it meanwhile', async () => {
    let giveUp = () => {}
    unheard = new Promise((_, reject) => {
      giveUp = () => reject(new DOMException('', 'TimeoutError'))
    })
    const taps = [ready('a'), ready('b')]
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    const before = localStorage.getItem('lantai.outbox')
    localStorage.setItem('lantai.outbox', '[]')
    dispatchEvent(new StorageEvent('storage', { key: 'lantai.outbox', oldValue: before, newValue: '[]' }))
    unheard = null
    theLine.lose()
    giveUp()
    expect(await Promise.all(taps)).toEqual(['kept', 'kept'])
  })

  it('holds up the next, which is sent when it is answered', async () => {
    const taps = [ready('a'), ready('b')]
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    expect(outbox.waiting).toEqual([])
    answer()
    expect(await Promise.all(taps)).toEqual([null, null])
    expect(sent).toHaveLength(2)
  })

  it('is sent, and kept by the page alone, where nothing can be saved', async () => {
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('', 'QuotaExceededError')
    })
    line = 'down'
    expect(await ready('a')).toBe('kept')
    expect(outbox.waiting).toHaveLength(1)
    full.mockRestore()
  })
})

it('in the salon’s own window nothing is kept: there is no line to be down', async () => {
  useTransport({ send: () => Promise.reject(new TypeError('gone')) })
  await expect(call('tray.ready', { bookingId: 'a' })).rejects.toMatchObject({ code: 'unreachable' })
  expect(outbox.waiting).toHaveLength(0)
})
