// What a screen reader, a keyboard or tired eyes would stumble over, as far as axe can see it.
import AxeBuilder from '@axe-core/webdriverio'
import { expect } from 'vitest'
import type { SalonWindow } from './window'

const GRAVE = ['serious', 'critical']

/** The screen as it stands has nothing serious against it. */
export async function findsNothingSerious(window: SalonWindow, screen: string) {
  // Legacy mode: the other one opens a second window, which this program does not have.
  const axe = new AxeBuilder({ client: window.browser }).setLegacyMode(true)
  const { violations, passes } = await axe.analyze()
  expect(passes.length, `axe looked at ${screen}`).toBeGreaterThan(5)
  const grave = violations.filter(({ impact }) => impact && GRAVE.includes(impact))
  const told = grave.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.split('\n').at(-1)?.trim()}`,
    ),
  )
  expect(told, `axe on ${screen}`).toEqual([])
}
