// The rooms come after the sign-in; where the line breaks just then, the page says so and can be asked for again.
import { cleanup, render, screen } from '@testing-library/svelte'
import { afterEach, expect, it, vi } from 'vitest'
import App from '../../src/app/App.svelte'
import { session } from '../../src/house/session.svelte'
import { words } from '../../src/text/words.svelte'
import { useTransport } from '../../src/wire/call'
import { networkShell } from '../../src/wire/network'
import { stageAnswers } from '../stage/answers'
import { frameAnswers, StageSalon } from '../stage/salon'

vi.mock('../../src/app/at-work', () => ({ atWork: () => Promise.reject(new TypeError()), fetchAhead: () => {} }))

afterEach(() => {
  cleanup()
  session.me = null
  session.state = 'out'
})

it('rooms that did not arrive are said, with a way to ask again', async () => {
  const salon = new StageSalon()
  const answers = stageAnswers(salon)
  salon.answer(answers)
  salon.answer(frameAnswers(() => Object.keys(answers)))
  useTransport(salon)
  render(App, { shell: { ...networkShell(() => {}), houseState: async () => ({ state: 'ready' as const }) } })
  await vi.waitFor(() => expect(document.querySelector('[data-test="sign-in"]')).not.toBeNull())
  await session.signIn('001', '1234')
  expect(await screen.findByText(words.t.app.notFetched)).toBeTruthy()
  expect(screen.getByRole('button', { name: words.t.app.retry })).toBeTruthy()
})
