// What the window costs beside an empty one of the same frame: from the start of the program to the first row that can be
// used, in memory, and a search's way to the core and back beside a call that does nothing.
//
// Both windows are started by the same driver and looked at in the same way, in turn. The page's clock counts whole
// milliseconds (WebKit rounds it), so single round trips are known no closer than that; the note gives the mean of many.
import { resolve } from 'node:path'
import { expect, inject, test } from 'vitest'
import { emptyFolder } from '../harness/folder'
import { binary, callAs } from '../harness/program'
import { DEMO_PIN, STAFF, signIn } from '../harness/sign-in'
import { openProgram, SalonWindow } from '../harness/window'
import { at, type Figure, keep, median, spread } from './figures'
import { atRest, megabytes } from './processes'

const EMPTY = resolve(process.env.LANTAI_EMPTY_WINDOW ?? '../../target/release/examples/empty_window')
const SALON = process.env.LANTAI_BENCH_SALON ?? inject('demoFolder')
const STARTS = Number(process.env.LANTAI_BENCH_STARTS ?? 12)
/** Of so many starts the memory is taken as well, once the window is at rest. */
const WEIGHED = 3
const BLOCKS = 20
const CALLS = 100
const members = process.env.LANTAI_BENCH_SALON ? 'a million members' : 'the demo salon'

/** A program with a window, and how long it took until its first row stood there. */
async function start(program: string, folder: string): Promise<{ browser: WebdriverIO.Browser; ms: number }> {
  const begun = performance.now()
  const browser = await openProgram(program, folder)
  const isThere = () => browser.execute(() => !!document.querySelector('[data-test^="staff-"]')?.checkVisibility())
  while (!(await isThere()));
  return { browser, ms: performance.now() - begun }
}

test('from the start to the first row, and the memory of both windows', async () => {
  const nowhere = emptyFolder()
  const times = { salon: [] as number[], empty: [] as number[] }
  const memory = { salon: [] as number[], empty: [] as number[] }
  for (let round = 0; round < STARTS; round++) {
    const order = round % 2 === 0 ? (['salon', 'empty'] as const) : (['empty', 'salon'] as const)
    for (const which of order) {
      const [program, folder] = which === 'salon' ? [binary(), SALON] : [EMPTY, nowhere]
      const { browser, ms } = await start(program, folder)
      times[which].push(ms)
      if (round < WEIGHED) {
        await atRest(folder, 120)
        memory[which].push(megabytes(folder))
      }
      await browser.deleteSession()
    }
  }
  const ratios = times.salon.map((ms, round) => ms / (times.empty[round] as number))
  const more = memory.salon.map((mb, round) => mb - (memory.empty[round] as number))
  const micro = (values: number[]) => spread(values.map((ms) => ms * 1000))
  const figures: Figure[] = [
    {
      what: `from start to first row, ${members}`,
      subject: micro(times.salon),
      rival: micro(times.empty),
      unit: '×',
      ...median(ratios),
      limit: 1.15,
      note: 'the driver’s own time is in both',
    },
    {
      what: `memory at the sign-in (MB, PSS), ${members}`,
      subject: spread(memory.salon),
      rival: spread(memory.empty),
      unit: ' MB',
      ...median(more),
      limit: null,
      note: '',
    },
  ]
  keep('window-start', figures)
  expect(figures[0]?.figure).toBeGreaterThan(0)
})

/** In the page: so many searches and so many calls that do nothing, in turn; how long each took, and all together. */
function roundTrips(pin: string, calls: number, done: (found: unknown) => void) {
  type Invoke = (command: string, args: object) => Promise<unknown>
  const { invoke } = (window as unknown as { __TAURI_INTERNALS__: { invoke: Invoke } }).__TAURI_INTERNALS__
  const call = (name: string, args: object, session: string | null) =>
    invoke('call', { name, args, session, requestId: null })
  const run = async () => {
    const { token } = (await call('session.sign_in', { number: '001', pin }, null)) as { token: string }
    const search = (n: number) => {
      const digits = String((n * 7919) % 10_000).padStart(4, '0')
      return call('member.search', { query: digits, limit: 9 }, token)
    }
    const nothing = () => invoke('plugin:event|unlisten', { event: 'nothing', eventId: 0 })
    const took = { search: [] as number[], nothing: [] as number[] }
    for (let n = 0; n < calls; n++) {
      for (const which of n % 2 ? (['search', 'nothing'] as const) : (['nothing', 'search'] as const)) {
        const begun = performance.now()
        await (which === 'search' ? search(n + Math.floor(Math.random() * 10_000)) : nothing())
        took[which].push(performance.now() - begun)
      }
    }
    return took
  }
  run().then(done, (thrown) => done({ failed: JSON.stringify(thrown) ?? String(thrown) }))
}

/** In the page: from each key to the frame in which the rows it brought have been painted. */
function watchRows() {
  const kept = { pressed: 0, painted: [] as number[] }
  Object.assign(window, { lantaiRows: kept })
  addEventListener('keydown', () => (kept.pressed = performance.now()), true)
  new MutationObserver((changes) => {
    const isRow = (node: Node) => node instanceof Element && !!node.closest('[data-test="hits"]')
    if (
      !kept.pressed ||
      !changes.some(({ target }) => isRow(target instanceof Element ? target : (target.parentElement as Node)))
    )
      return
    const from = kept.pressed
    kept.pressed = 0
    // The first callback comes before the frame is painted, what it asks for after it.
    requestAnimationFrame(() => requestAnimationFrame(() => kept.painted.push(performance.now() - from)))
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
}

test('a search to the core and back, and from a key to the painted rows', async () => {
  callAs(SALON, STAFF.manager, 'staff.set_pin', { number: STAFF.frontDesk, pin: DEMO_PIN })
  const window = await SalonWindow.open(SALON)
  try {
    await window.browser.setTimeout({ script: 300_000 })
    await signIn(window, STAFF.frontDesk)
    await atRest(SALON, 180)
    const blocks: { search: number[]; nothing: number[] }[] = []
    for (let block = 0; block < BLOCKS; block++) {
      const took = await window.browser.executeAsync(roundTrips as never, DEMO_PIN, CALLS)
      expect(took).not.toHaveProperty('failed')
      blocks.push(took as { search: number[]; nothing: number[] })
    }
    await window.browser.execute(watchRows)
    for (let n = 0; n < 60; n++) {
      const digits = String((n * 7919 + 1303) % 10_000).padStart(4, '0')
      for (const digit of digits) {
        await window.type(digit)
        await window.pause(120)
      }
      await window.press('Escape')
    }
    const painted = await window.browser.execute(
      () => (window as unknown as { lantaiRows: { painted: number[] } }).lantaiRows.painted,
    )
    const mean = (values: number[]) => values.reduce((sum, ms) => sum + ms, 0) / values.length
    const all = (which: 'search' | 'nothing') => blocks.flatMap((block) => block[which])
    const micro = (values: number[]) => spread(values.map((ms) => ms * 1000))
    const memory = megabytes(SALON)
    await window.close()
    const nowhere = emptyFolder()
    const idle = await start(EMPTY, nowhere)
    await atRest(nowhere, 60)
    const empty = megabytes(nowhere)
    await idle.browser.deleteSession()
    keep('window-search', [
      {
        what: `search round trip, ${members}, p95 over a call that does nothing`,
        subject: micro(all('search')),
        rival: micro(all('nothing')),
        unit: ' ms more',
        ...median(blocks.map((block) => at(block.search, 95) - at(block.nothing, 95))),
        limit: 2,
        note: `means ${mean(all('search')).toFixed(2)} and ${mean(all('nothing')).toFixed(2)} ms`,
      },
      {
        what: `key to painted rows, ${members} (ms)`,
        subject: micro(painted),
        rival: micro([]),
        unit: ' ms',
        ...median(painted),
        limit: null,
        note: `${painted.length} keys; 25 ms of it wait for the next key`,
      },
      {
        what: `memory after a thousand searches (MB, PSS), ${members}`,
        subject: spread([memory]),
        rival: spread([empty]),
        unit: ' MB',
        ...median([memory - empty]),
        limit: 40,
        note: 'all processes of the window',
      },
    ])
    expect(painted.length).toBeGreaterThan(100)
  } finally {
    await window.close().catch(() => {})
  }
})
