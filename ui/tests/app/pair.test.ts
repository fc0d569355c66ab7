// A browser the salon does not know yet: let in by the scanned code, and only by the shop whose code it is.
import '../stage/browser-gaps'
import { cleanup, fireEvent, render } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import PairTablet from '../../src/app/PairTablet.svelte'
import { networkShell } from '../../src/wire/network'
import { shopSeal } from '../../src/wire/shop-seal'

const byTest = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`)
const SEAL = 'AB:CD:EF'

const press = () => fireEvent.submit((byTest('pair-name') as HTMLInputElement).form as HTMLFormElement)

async function opened(hash: string, shopSeal: () => Promise<string | null>) {
  history.replaceState(null, '', `/${hash}`)
  const pair = vi.fn(async () => {})
  const ondone = vi.fn()
  render(PairTablet, { shell: { ...networkShell(() => {}), pair, shopSeal }, away: false, ondone })
  await fireEvent.input(byTest('pair-name') as HTMLElement, { target: { value: '库房平板' } })
  return { pair, ondone }
}

async function scanned(meant: string) {
  const told = await opened(`#pair=ABCD1234EFGH5678&shop=${meant}`, async () => SEAL)
  await vi.waitFor(() => expect(document.body.textContent).toContain(SEAL))
  await press()
  return told
}

beforeEach(() => history.replaceState(null, '', '/'))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('pairing', () => {
  it('gives code and name to the shop whose picture was scanned, and forgets the code', async () => {
    const { pair, ondone } = await scanned('ABCDEF')
    await vi.waitFor(() => expect(ondone).toHaveBeenCalledOnce())
    expect(pair).toHaveBeenCalledWith('ABCD1234EFGH5678', '库房平板')
    expect(location.hash).toBe('')
  })

  it('gives nothing to another shop that answers at the same address, and says so', async () => {
    const { pair } = await scanned('123456')
    expect(byTest('pair-elsewhere')?.textContent).toContain('不是刚才扫码的那家店')
    expect(pair).not.toHaveBeenCalled()
  })

  it('waits with a scanned code until the shop is known', async () => {
    let tell = (_: string) => {}
    const known = new Promise<string>((resolve) => {
      tell = resolve
    })
    const { pair } = await opened('#pair=ABCD1234EFGH5678&shop=123456', () => known)
    await press()
    expect(pair).not.toHaveBeenCalled()
    tell(SEAL)
    await vi.waitFor(() => expect(byTest('pair-elsewhere')).not.toBeNull())
    expect(pair).not.toHaveBeenCalled()
  })

  it('gives nothing to a shop it cannot check, says so, and checks again when pressed again', async () => {
    let seal: string | null = null
    const { pair } = await opened('#pair=ABCD1234EFGH5678&shop=ABCDEF', async () => seal)
    await press()
    await vi.waitFor(() => expect(byTest('pair-unchecked')?.textContent).toContain('没能核对'))
    expect(pair).not.toHaveBeenCalled()
    seal = SEAL
    await press()
    await vi.waitFor(() => expect(pair).toHaveBeenCalledOnce())
    expect(byTest('pair-unchecked')).toBeNull()
  })

  it('takes a typed code instead, which needs no picture to compare with', async () => {
    const { pair } = await opened('#pair=ABCD1234EFGH5678&shop=ABCDEF', async () => null)
    await press()
    await vi.waitFor(() => expect(byTest('pair-type')).not.toBeNull())
    await fireEvent.click(byTest('pair-type') as HTMLElement)
    expect(location.hash).toBe('')
    await fireEvent.input(byTest('pair-code') as HTMLElement, { target: { value: 'WXYZ-1234-EFGH-5678' } })
    await press()
    await vi.waitFor(() => expect(pair).toHaveBeenCalledWith('WXYZ-1234-EFGH-5678', '库房平板'))
  })

  it('waits only a few seconds for the authority', async () => {
    const timeout = AbortSignal.timeout
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout.call(AbortSignal, ms / 100))
    const silent = (_: string, { signal }: RequestInit = {}) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    vi.stubGlobal('fetch', silent)
    expect(await networkShell(() => {}).shopSeal()).toBeNull()
  })

  it('pressed again after a lost answer is the same request; with another name, or once refused, a new one', async () => {
    const ids: string[] = []
    const answers = [null, null, null, { code: 'invitation_over', params: {} }, {}]
    vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
      ids.push(JSON.parse(body).requestId)
      const answer = answers.shift()
      if (!answer) throw new DOMException('', 'TimeoutError')
      return Response.json(answer, { status: 'code' in answer ? 403 : 200 })
    })
    const shell = networkShell(() => {})
    const refused = (name: string) => shell.pair('ABCD1234EFGH5678', name).catch(({ code }: { code: unknown }) => code)
    expect(await refused('库房平板')).toBe('unreachable')
    expect(await refused('库房平板')).toBe('unreachable')
    expect(await refused('前台平板')).toBe('unreachable')
    expect(await refused('前台平板')).toBe('invitation_over')
    await refused('前台平板')
    const [first, again, renamed, answered, afresh] = ids
    expect([again, answered]).toEqual([first, renamed])
    expect(new Set([first, renamed, afresh]).size).toBe(3)
  })

  it('knows a shop by the SHA-256 of the authority it offers', async () => {
    const pem = '-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n'
    vi.stubGlobal('fetch', async () => new Response(pem))
    const ofAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    expect((await shopSeal()).replaceAll(':', '').toLowerCase()).toBe(ofAbc)
  })
})
