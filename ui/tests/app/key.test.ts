// A store whose key cannot be had: the window says what to do, and the phrase brings the key back.
import '../stage/browser-gaps'
import { cleanup, fireEvent, render } from '@testing-library/svelte'
import { afterEach, describe, expect, it, vi } from 'vitest'
import Broken from '../../src/app/Broken.svelte'
import FirstStart from '../../src/app/FirstStart.svelte'
import { networkShell } from '../../src/wire/network'
import type { Shell } from '../../src/wire/shell'
import type { ErrorCode } from '../../src/wire/types'

const byTest = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`)
const PHRASE = '山水花鸟云月星河春夏秋冬'

const broken = (
  code: ErrorCode,
  recover: Shell['recover'] = () => Promise.reject({ code: 'phrase_wrong', params: {} }),
) => {
  const onagain = vi.fn()
  render(Broken, { shell: { ...networkShell(() => {}), recover }, failure: { code, params: {} }, onagain })
  return onagain
}

async function enter(phrase: string) {
  const field = byTest('recover-phrase') as HTMLInputElement
  await fireEvent.input(field, { target: { value: phrase } })
  await fireEvent.submit(field.form as HTMLFormElement)
}

afterEach(cleanup)

describe('a key that cannot be had', () => {
  it.each<ErrorCode>(['keyring_closed', 'key_missing', 'store_wrong_key'])('%s offers the phrase', (code) => {
    broken(code)
    expect(byTest('recover')).not.toBeNull()
  })

  it('is not offered where the key is not what is wrong', () => {
    broken('store_damaged')
    expect(byTest('recover')).toBeNull()
  })

  it('says that the keyring has to be unlocked', () => {
    broken('keyring_closed')
    expect(byTest('broken-why')?.textContent).toContain('解锁')
  })

  it('comes back by the phrase', async () => {
    const recover = vi.fn(async () => {})
    const onagain = broken('keyring_closed', recover)
    await enter(PHRASE)
    await vi.waitFor(() => expect(onagain).toHaveBeenCalledOnce())
    expect(recover).toHaveBeenCalledWith(PHRASE)
  })

  it('does not come back by another phrase, and it is said', async () => {
    const onagain = broken('key_missing')
    await enter(PHRASE)
    await vi.waitFor(() => expect(byTest('recover-error')?.textContent).toContain('恢复短语不对'))
    expect(onagain).not.toHaveBeenCalled()
  })
})

describe('the demo salon', () => {
  it('shows its recovery phrase and where the key is before it begins', async () => {
    const shell: Shell = {
      ...networkShell(() => {}),
      openDemo: async () => ({ recoveryPhrase: [...PHRASE], keyPlace: 'file' }),
    }
    const ondone = vi.fn()
    render(FirstStart, { shell, founding: false, ondone })
    await fireEvent.click(byTest('found-demo') as HTMLElement)
    await vi.waitFor(() => expect(byTest('recovery-phrase')?.querySelectorAll('li')).toHaveLength(12))
    expect(ondone).not.toHaveBeenCalled()
    await fireEvent.click(byTest('recovery-kept') as HTMLElement)
    await fireEvent.click(byTest('recovery-begin') as HTMLElement)
    expect(ondone).toHaveBeenCalledOnce()
  })
})
