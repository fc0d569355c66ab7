// The house itself: one window for one folder, other programs beside it, and stores that cannot be opened.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { elevenInTheMorning } from '../harness/clock'
import { Desk } from '../harness/desk'
import { demoFolder } from '../harness/folder'
import { openWindow, step } from '../harness/journey'
import { DI_FAN } from '../harness/people'
import { binary, callAs, lantai } from '../harness/program'
import { STAFF, signIn, switchTo } from '../harness/sign-in'

test('a second start on the same folder ends and leaves the first window alone', async () => {
  const window = await openWindow()
  await window.see('sign-in')
  const env = { ...process.env, ...inject('environment'), LD_PRELOAD: '' }
  const second = spawnSync(binary(), ['--data', window.folder], { env, timeout: 20_000 })
  expect(second.error).toBeUndefined()
  expect(second.status).toBe(0)
  await window.see('sign-in')
})

test('what another program writes is on the screen within moments', async () => {
  const window = await openWindow()
  const desk = new Desk(window)
  await step(window, 'the front desk signs in', () => signIn(window, STAFF.frontDesk))
  await step(window, 'a booking taken at the command line appears among the arrivals', async () => {
    const services = callAs<{ id: string; code: string }[]>(window.folder, STAFF.frontDesk, 'catalog.list', {})
    const serviceIds = services.filter(({ code }) => code === 'S005').map(({ id }) => id)
    const asked = { memberNo: DI_FAN.memberNo, serviceIds }
    const { offers } = callAs<{ offers: Offer[] }>(window.folder, STAFF.frontDesk, 'booking.offer', asked)
    const { startMs, endMs, roomId, beauticianId } = offers[0] as Offer
    const slot = { ...asked, startMs, endMs, roomId, beauticianId, source: 'wechat' }
    callAs(window.folder, STAFF.frontDesk, 'booking.reserve', slot)
    await window.see(desk.arrival(DI_FAN.name))
  })
})

interface Offer {
  startMs: number
  endMs: number
  roomId: string
  beauticianId: string
}

test('a store under another key is left alone, and opens when its key is back', async () => {
  const folder = demoFolder()
  const [key, store] = [join(folder, 'store.key'), join(folder, 'store.db')]
  const [itsKey, itsBytes] = [readFileSync(key), readFileSync(store)]
  writeFileSync(key, '00'.repeat(32))
  const window = await openWindow(folder)
  await step(window, 'the window says why, and that nothing is lost', async () => {
    await window.see('broken')
    expect(await window.read('broken-why')).toContain('钥匙')
    await window.picture('wrong key')
    expect(readFileSync(store).equals(itsBytes)).toBe(true)
  })
  await step(window, 'the key is back', async () => {
    writeFileSync(key, itsKey)
    await window.tap('broken-again')
    await window.see('sign-in')
  })
})

test.each([
  { what: 'its head', from: 0, to: 8192 },
  { what: 'one page somewhere', from: 2_000_000, to: 2_000_004 },
])('a store damaged at $what stays where it is until a backup takes its place', async ({ from, to }) => {
  const folder = demoFolder()
  callAs(folder, STAFF.manager, 'store.backup', {})
  const store = join(folder, 'store.db')
  const bytes = readFileSync(store)
  bytes.fill(0x5a, from, to)
  writeFileSync(store, bytes)
  const window = await openWindow(folder)
  await step(window, 'the window says what happened and shows the backup', async () => {
    await window.see('broken')
    await window.see('broken-use')
    await window.see('stopped')
    await window.picture('damaged')
    expect(readFileSync(store).equals(bytes)).toBe(true)
  })
  await step(window, 'the backup is brought back and the salon works again', async () => {
    await window.tap('broken-use')
    await window.tap('restore-go')
    await signIn(window, STAFF.frontDesk)
  })
})

test('a store whose newest records vanished is not served until somebody goes on knowingly', async () => {
  const folder = demoFolder()
  const store = join(folder, 'store.db')
  const before = readFileSync(store)
  callAs(folder, STAFF.manager, 'setting.set', { key: 'turnover_minutes', value: 20 })
  writeFileSync(store, before)
  const window = await openWindow(folder)
  await step(window, 'the window says that records are missing, and does not say that nothing is lost', async () => {
    await window.see('broken')
    await window.see('nothing-more')
    expect(await window.read('broken-why')).toContain('不见了')
    expect(await window.count('nothing-lost')).toBe(0)
    await window.picture('records are missing')
    expect(readFileSync(store).equals(before)).toBe(true)
  })
  await step(window, 'somebody goes on with what is here, and it is kept aside', async () => {
    await window.tap('loss-go')
    await window.tap('loss-accept')
    await signIn(window, STAFF.frontDesk)
    const aside = readdirSync(folder).find((name) => /^store\.db\.replaced-\d+$/.test(name))
    expect(readFileSync(join(folder, aside as string)).equals(before)).toBe(true)
  })
})

test('a lost key comes back by the recovery phrase', async () => {
  const folder = demoFolder()
  rmSync(join(folder, 'store.key'))
  const window = await openWindow(folder)
  await step(window, 'the window asks for the phrase', async () => {
    await window.write('recover-phrase', inject('demoPhrase'))
    await window.picture('the phrase for a lost key')
    await window.tap('recover-go')
  })
  await step(window, 'the salon works as before', () => signIn(window, STAFF.frontDesk))
})

test('the manager says that a clock is right which stands before the last record', async () => {
  const folder = demoFolder()
  const tomorrow = { ...inject('environment'), ...elevenInTheMorning(-1) }
  const setting = ['call', 'setting.set', JSON.stringify({ key: 'turnover_minutes', value: 20 }), '--as', STAFF.manager]
  lantai(folder, setting, tomorrow)
  const window = await openWindow(folder)
  await step(window, 'the front desk cannot settle, and is sent to the manager', async () => {
    await signIn(window, STAFF.frontDesk)
    await window.tap('place-till')
    await window.tap('walk-up')
    await window.type('G004')
    await window.see('till-hit-G004')
    await window.press('Enter')
    await window.tap('pay-cash')
    await window.tap('settle')
    expect(await window.read('clock-back')).toMatch(/店总|manager/)
    expect(await window.count('clock-is-right')).toBe(0)
    await window.picture('a clock gone back')
  })
  await step(window, 'the manager sees both times and confirms', async () => {
    await switchTo(window, STAFF.manager)
    await window.tap('clock-is-right')
    await window.see('clock-now')
    await window.picture('is the clock right')
    await window.tap('clock-accept')
    await window.seeNo('clock-back')
  })
  await step(window, 'what is written goes through again', async () => {
    callAs(folder, STAFF.manager, 'setting.set', { key: 'turnover_minutes', value: 15 })
  })
})
