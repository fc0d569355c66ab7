// What is fetched while the PIN is typed, and what becomes of it where the line breaks just then.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fetchAhead } from '../../src/app/at-work'
import { line } from '../../src/wire/line.svelte'

const arrives = vi.hoisted(() => ({ ever: false }))

vi.mock('../../src/text/words.svelte', () => ({
  words: { fetchAhead: () => (arrives.ever ? Promise.resolve() : Promise.reject(new TypeError('no network'))) },
}))
vi.mock('../../src/app/AtWork.svelte', () => ({ default: {} }))

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
  line.lostAt = null
})

async function fetchedWhileTheLineBreaks() {
  const beginAnew = vi.fn()
  fetchAhead(beginAnew)
  await vi.advanceTimersByTimeAsync(1_000)
  line.lose()
  expect(beginAnew).not.toHaveBeenCalled()
  line.hear()
  return beginAnew
}

it('where something is missing, the page may begin anew as soon as the line is back', async () => {
  arrives.ever = false
  expect(await fetchedWhileTheLineBreaks()).toHaveBeenCalledOnce()
})

it('where everything arrived, nothing is begun anew', async () => {
  arrives.ever = true
  expect(await fetchedWhileTheLineBreaks()).not.toHaveBeenCalled()
})
