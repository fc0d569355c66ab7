// The one who serves the shop falls in the middle of the work, without a last word. A tablet goes on with what it last heard,
// keeps what its hands have done, and tells it in order when the salon is back: each tap once, and a conflict explained.
import { expect, inject, test } from 'vitest'
import { findsNothingSerious } from '../harness/axe'
import { Diary } from '../harness/diary'
import { demoFolder } from '../harness/folder'
import { joins, step } from '../harness/journey'
import { DI_FAN, ZHOU_XU } from '../harness/people'
import { freePort } from '../harness/ports'
import { Post } from '../harness/post'
import { callAs, lantai } from '../harness/program'
import { Server } from '../harness/server'
import { DEMO_PIN, STAFF, signIn, switchTo } from '../harness/sign-in'
import { pairedTablet } from '../harness/tablet'
import type { SalonWindow } from '../harness/window'

interface Waiting {
  name: string
  args: Record<string, string>
  requestId: string
}

test('the server falls mid-journey: the tablet works on, and tells it when the salon is back', async () => {
  const folder = demoFolder()
  const diary = new Diary({ folder } as SalonWindow)
  const hers = diary.book(ZHOU_XU.memberNo, 'S1', '14:00')
  const other = diary.book(DI_FAN.memberNo, 'V1', '15:00', 2)
  const port = await freePort()
  const server = await Server.start(folder, port)
  const tablet = new Post(joins(await pairedTablet(folder, port)))
  const { window, stockroom } = tablet
  await step(window, 'both calls are there', async () => {
    await tablet.isInTheStockroom(STAFF.stockroom, 'trays')
    await window.see(stockroom.call(ZHOU_XU.name))
    await window.see(stockroom.call(DI_FAN.name))
  })

  await step(window, 'the server falls: the last state stays, with its hour', async () => {
    await server.kill()
    const said = await window.read('line-lost')
    expect(said).toMatch(/看到的是 1[12]:\d\d 的情形/)
    await window.see(stockroom.tray(ZHOU_XU.name))
    await window.see(stockroom.tray(DI_FAN.name))
  })
  await step(window, 'four taps are kept, each of them shown as kept', async () => {
    await stockroom.acknowledges(ZHOU_XU.name)
    await stockroom.acknowledges(DI_FAN.name)
    await stockroom.step('ready', ZHOU_XU.name)
    await stockroom.step('ready', DI_FAN.name)
    await window.see({ name: 'line-lost', holding: '4 步已记下' })
    await window.picture('four taps kept')
    await findsNothingSerious(window, 'a tablet whose server fell')
  })
  const kept = await waitingOf(window)
  expect(kept.map(({ name }) => name)).toEqual(['tray.acknowledge', 'tray.acknowledge', 'tray.ready', 'tray.ready'])

  await step(window, 'somebody else has meanwhile made one of the trays ready', async () => {
    callAs(folder, STAFF.stockroom, 'tray.ready', { bookingId: other })
  })
  await step(window, 'the salon is back, with another program that knows no session', async () => {
    await Server.start(folder, port)
    await window.see('sign-in')
    await window.browser.refresh()
    await window.see('sign-in')
    expect(await waitingOf(window), 'a reload loses nothing').toEqual(kept)
  })
  await step(
    window,
    'the supervisor comes first: the taps wait for whoever made them, and her own buttons are there',
    async () => {
      await signIn(window, STAFF.supervisor)
      expect(await window.read('line-others')).toContain(`4 步在等工号 ${STAFF.stockroom} 登录`)
      await stockroom.goes('trays')
      await window.see(stockroom.tray(ZHOU_XU.name))
      expect(await window.count('tray-kept-*')).toBe(0)
      await window.tap('line-let-go')
      await window.see({ name: 'line-let-go', holding: '再点一次' })
      await window.picture('taps of somebody else')
      await findsNothingSerious(window, 'taps of somebody else')
      expect(await waitingOf(window), 'pressed once is nothing').toEqual(kept)
    },
  )
  await step(window, 'she signs in: three taps are told, the fourth is explained', async () => {
    await switchTo(window, STAFF.stockroom)
    const conflict = await window.read('line-conflict')
    expect(conflict).toMatch(/1[12]:\d\d 的「托盘备好」没有记上/)
    await window.picture('a conflict after the fall')
    await findsNothingSerious(window, 'a conflict explained')
    expect(await window.count('line-conflict')).toBe(1)
    expect(await waitingOf(window)).toEqual([])
    await window.browser.refresh()
    await signIn(window, STAFF.stockroom)
    expect(await window.read('line-conflict'), 'a reload does not lose the reason').toBe(conflict)
    await window.tap('line-dismiss')
    await window.seeNo('line-conflict')
  })
  expect(stateOf(folder, hers)).toBe('ready')
  expect(unheard(folder)).toBe(0)
  const told = kept.slice(0, 3)
  for (const { name, args, requestId } of told) {
    // Under its own id it is done for ever: said again it is the same answer, said of something else it is refused.
    expect(again(folder, name, args, requestId)).not.toContain('request_id_reused')
    const otherwise = Object.fromEntries(Object.keys(args).map((key) => [key, crypto.randomUUID()]))
    expect(again(folder, name, otherwise, requestId)).toContain('request_id_reused')
  }
  expect(JSON.parse(lantai(folder, ['verify', '--json'], inject('environment'))).ok).toBe(true)
})

test('the line falls silent: a tap is saved when it is made, waits as soon as patience is over, and is told once', async () => {
  const folder = demoFolder()
  const diary = new Diary({ folder } as SalonWindow)
  const hers = diary.book(ZHOU_XU.memberNo, 'S1', '14:00')
  const other = diary.book(DI_FAN.memberNo, 'V1', '15:00', 2)
  const port = await freePort()
  let server = await Server.start(folder, port)
  const tablet = new Post(joins(await pairedTablet(folder, port)))
  const { window, stockroom } = tablet
  await tablet.isInTheStockroom(STAFF.stockroom, 'trays')
  await window.see(stockroom.call(ZHOU_XU.name))

  await step(window, 'nothing is heard: the tap is saved though its answer is still out', async () => {
    server.freeze()
    await stockroom.acknowledges(ZHOU_XU.name)
    await expect.poll(() => namesOf(window)).toEqual(['tray.acknowledge'])
    expect(await window.count('line-lost'), 'nobody has given it up yet').toBe(0)
  })
  const [saved] = await waitingOf(window)
  await step(window, 'the page is closed before, and the salon is another program: it is told', async () => {
    await window.browser.url('about:blank')
    await server.kill()
    server = await Server.start(folder, port)
    await window.browser.url(`https://localhost:${port}/`)
    await window.see('sign-in')
    expect(await waitingOf(window)).toEqual([saved])
    await window.tap(`staff-${STAFF.stockroom}`)
    await window.type(DEMO_PIN)
    await window.press('Enter')
    await expect.poll(() => namesOf(window)).toEqual([])
  })
  expect(unheard(folder)).toBe(1)

  await step(window, 'silent again: when patience is over it waits, and the next taps wait at once', async () => {
    server.freeze()
    await stockroom.step('ready', ZHOU_XU.name)
    await window.see({ name: 'line-lost', holding: '1 步已记下' })
    await stockroom.acknowledges(DI_FAN.name)
    await stockroom.step('ready', DI_FAN.name)
    await window.see({ name: 'line-lost', holding: '3 步已记下' })
  })
  await step(window, 'it is heard again: each tap is done once, without anybody signing in', async () => {
    server.thaw()
    await window.seeNo('line-lost')
    await expect.poll(() => namesOf(window), { timeout: 10_000 }).toEqual([])
    expect(await window.count('line-conflict')).toBe(0)
  })
  expect([stateOf(folder, hers), stateOf(folder, other), unheard(folder)]).toEqual(['ready', 'ready', 0])
})

/** What the tablet keeps, as it would find it again after a reload. */
function waitingOf(window: SalonWindow): Promise<Waiting[]> {
  return window.browser.execute(() => JSON.parse(localStorage.getItem('lantai.outbox') ?? '[]'))
}

async function namesOf(window: SalonWindow): Promise<string[]> {
  return (await waitingOf(window)).map(({ name }) => name)
}

function again(folder: string, name: string, args: object, requestId: string): string {
  const words = ['call', name, JSON.stringify(args), '--as', STAFF.stockroom, '--request-id', requestId, '--json']
  try {
    return lantai(folder, words, inject('environment'))
  } catch (refused) {
    return String(refused)
  }
}

function stateOf(folder: string, bookingId: string): string | undefined {
  const { businessDate: date } = callAs<{ businessDate: string }>(folder, STAFF.frontDesk, 'house.status', {})
  const trays = callAs<{ bookingId: string; state: string }[]>(folder, STAFF.stockroom, 'tray.day', { date })
  return trays.find((one) => one.bookingId === bookingId)?.state
}

function unheard(folder: string): number {
  const calls = callAs<{ acknowledgedMs: number | null }[]>(folder, STAFF.stockroom, 'tray.calls', {})
  return calls.filter(({ acknowledgedMs }) => acknowledgedMs === null).length
}
