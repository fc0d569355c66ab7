// A browser the salon does not know yet: let in by the scanned code, and only by the shop whose code it is.
import '../stage/browser-gaps'
import { cleanup, fireEvent, render } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import PairTablet from '../../src/app/PairTablet.svelte'
import { networkShell } from '../../src/wire/network'
import { shopSeal } from '../../src/wire/shop-seal'

const byTest = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`)
const SEAL = 'AB:CD:EF'

async function scanned(meant: string) {
  history.replaceState(null, '', `/#pair=ABCD1234EFGH5678&shop=${meant}`)
  const pair = vi.fn(async () => {})
  const ondone = vi.fn()
  render(PairTablet, { shell: { ...networkShell(() => {}), pair, shopSeal: async () => SEAL }, away: false, ondone })
  await fireEvent.input(byTest('pair-name') as HTMLElement, { target: { value: '库房平板' } })
  await vi.waitFor(() => expect(document.body.textContent).toContain(SEAL))
  await fireEvent.submit((byTest('pair-name') as HTMLInputElement).form as HTMLFormElement)
  return { pair, ondone }
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

  it('knows a shop by the SHA-256 of the authority it offers', async () => {
    const pem = '-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n'
    vi.stubGlobal('fetch', async () => new Response(pem))
    const ofAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    expect((await shopSeal()).replaceAll(':', '').toLowerCase()).toBe(ofAbc)
  })
})
