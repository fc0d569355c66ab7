// The same bundle runs in the salon's window and in a browser on its network.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { carrierHere } from '../../src/wire/carrier'

const envelope = { name: 'house.status', args: null, session: 'token', requestId: 'id' } as const

afterEach(() => vi.unstubAllGlobals())

describe('the carrier', () => {
  it('is the window where the window has put its mark', async () => {
    const invoke = vi.fn(async () => 'answer')
    vi.stubGlobal('__TAURI_INTERNALS__', { invoke })
    expect(await carrierHere().transport.send(envelope)).toBe('answer')
    expect(invoke).toHaveBeenCalledWith('call', envelope, undefined)
  })

  it('is the network in a browser: commands are posted, a refusal keeps its code', async () => {
    const fetch = vi.fn(async () => new Response('{"code":"signed_out","params":{}}', { status: 401 }))
    vi.stubGlobal('fetch', fetch)
    vi.stubGlobal('EventSource', class extends EventTarget {})
    const { transport, shell } = carrierHere()
    await expect(transport.send(envelope)).rejects.toEqual({ code: 'signed_out', params: {} })
    expect(fetch).toHaveBeenCalledWith('/call/house.status', expect.objectContaining({ method: 'POST' }))
    expect(await shell.houseState()).toEqual({ state: 'unpaired' })
    fetch.mockImplementation(async () => new Response('{"name":"库房平板"}'))
    expect(await shell.houseState()).toEqual({ state: 'ready' })
    fetch.mockImplementation(() => Promise.reject(new TypeError('no network')))
    expect(await shell.houseState()).toEqual({ state: 'away' })
  })
})
