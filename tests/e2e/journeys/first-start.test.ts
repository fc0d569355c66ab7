// A machine with nothing on it: the window opens, a salon is founded, the phrase is taken away, work begins.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder } from '../harness/folder'
import { openWindow, step } from '../harness/journey'
import { STAFF, signIn } from '../harness/sign-in'
import type { SalonWindow } from '../harness/window'

test('a salon is founded on an empty machine', async () => {
  const folder = emptyFolder()
  const window = await openWindow(folder)
  await step(window, 'the window says that there is no salon yet', async () => {
    await window.see('first-start')
    await window.picture('first-start')
    expect(existsSync(join(folder, 'store.db'))).toBe(false)
  })
  await step(window, 'a PIN anybody would try is refused and nothing is founded', async () => {
    await fill(window, '1234')
    await window.tap('found-create')
    await window.see('found-error')
    expect(existsSync(join(folder, 'store.db'))).toBe(false)
  })
  await step(window, 'the salon is founded', async () => {
    await fill(window, '8024')
    await window.tap('found-create')
  })
  await step(window, 'the recovery phrase is shown once', async () => {
    const phrase = await window.read('recovery-phrase')
    expect([...phrase.matchAll(/\p{Script=Han}/gu)]).toHaveLength(12)
    await window.picture('recovery-phrase')
    await window.tap('recovery-kept')
    await window.tap('recovery-begin')
  })
  await step(window, 'the manager signs in with the PIN just chosen', async () => {
    await signIn(window, '001', '8024')
    await window.see('search')
  })
})

test('the demo salon is founded from the window, its progress in sight', async () => {
  const window = await openWindow(emptyFolder())
  await step(window, 'asked for', () => window.tap('found-demo'))
  await step(window, 'on its way', async () => {
    await window.see('progress')
    await window.picture('founding the demo')
  })
  await step(window, 'its recovery phrase is shown once', async () => {
    const phrase = await window.read('recovery-phrase')
    expect([...phrase.matchAll(/\p{Script=Han}/gu)]).toHaveLength(12)
    await window.tap('recovery-kept')
    await window.tap('recovery-begin')
  })
  await step(window, 'the staff stand ready to sign in', async () => {
    await signIn(window, STAFF.frontDesk)
    await window.see('search')
  })
})

async function fill(window: SalonWindow, pin: string) {
  await window.write('found-salon', '静安兰台')
  await window.write('found-manager', '简桂芝')
  await window.write('found-pin', pin)
  await window.write('found-pin-again', pin)
}
