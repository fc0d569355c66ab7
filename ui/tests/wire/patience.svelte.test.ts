// A call that the tablet stopped waiting for: no answer came, whatever the browser throws for it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Action, ask, queries } from '../../src/wire/ask.svelte'
import { useSession, useTransport } from '../../src/wire/call'
import { line } from '../../src/wire/line.svelte'
import { networkCarrier } from '../../src/wire/network'
import { outbox } from '../../src/wire/outbox.svelte'

const posted: { path: string; requestId: string }[] = []
let cut = false

beforeEach(() => {
  vi.stubGlobal('fetch', async (path: string, { body }: { body: string }) => {
    posted.push({ path, requestId: JSON.parse(body).requestId })
    if (cut) throw new DOMException('', 'TimeoutError')
    return Response.json('as it was')
  })
  useTransport(networkCarrier().transport)
  useSession('token', '003')
  posted.length = 0
  cut = false
})

afterEach(() => {
  queries.clear()
  outbox.taps = []
  line.lostAt = null
  vi.unstubAllGlobals()
})

describe('a call cut off by patience', () => {
  it('is not asked again, and a tap that can wait is kept under its request id', async () => {
    cut = true
    const action = new Action('tray.ready')
    await action.run({ bookingId: 'a' })
    expect(action.refused).toBeNull()
    expect(posted).toHaveLength(1)
    expect(outbox.waiting.map(({ requestId }) => requestId)).toEqual([posted[0]?.requestId])
  })

  it('was the last for now: while the line is down the next tap is kept at once, unasked', async () => {
    cut = true
    await new Action('tray.ready').run({ bookingId: 'a' })
    const asked = posted.length
    await new Action('tray.take').run({ bookingId: 'a' })
    expect(posted).toHaveLength(asked)
    expect(outbox.waiting.map(({ name }) => name)).toEqual(['tray.ready', 'tray.take'])
  })

  it('is the same request when pressed again, where the tap cannot wait', async () => {
    cut = true
    const action = new Action('member.store_phone')
    const asked = { memberNo: 1, phone: '13800000001' }
    await action.run(asked)
    expect(action.refused?.code).toBe('unreachable')
    cut = false
    await action.run(asked)
    expect(new Set(posted.map(({ requestId }) => requestId)).size).toBe(1)
  })

  it('leaves on the screen what was last said', async () => {
    let board: ReturnType<typeof ask<'house.status'>> | undefined
    const end = $effect.root(() => {
      board = ask('house.status', () => null)
    })
    await vi.waitFor(() => expect(board?.data).toBe('as it was'))
    cut = true
    const told = await board?.refetch()
    expect(line.lostAt).not.toBeNull()
    expect([told?.data, told?.error]).toEqual(['as it was', null])
    end()
  })
})
