// What a screen reader, a keyboard or tired eyes would stumble over, as far as axe can see it. The page has no frames, so axe
// is put into it once and asked as often as there is something new to see.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import { expect } from 'vitest'
import type { SalonWindow } from './window'

interface Axe {
  axe?: { run(page: Document, options: RunOptions): Promise<AxeResults> }
}

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const GRAVE = ['serious', 'critical']

/** The screen as it stands has nothing serious against it. */
export async function findsNothingSerious(
  window: SalonWindow,
  screen: string,
  what: 'everything' | 'colours' = 'everything',
) {
  const isThere = await window.browser.execute(() => (globalThis as Axe).axe !== undefined)
  if (!isThere) await window.browser.execute(SOURCE)
  const options: RunOptions = what === 'colours' ? { runOnly: { type: 'rule', values: ['color-contrast'] } } : {}
  const { passes, violations } = await window.browser.execute(async (options) => {
    const seen = await (globalThis as Axe).axe?.run(document, { resultTypes: ['violations'], ...options })
    const told = (seen?.violations ?? []).map(({ id, impact, nodes }) => ({
      impact: impact ?? '',
      where: nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
    }))
    return { passes: seen?.passes.length ?? 0, violations: told }
  }, options)
  expect(passes, `axe looked at ${screen}`).toBeGreaterThan(what === 'everything' ? 5 : 0)
  const grave = violations.filter(({ impact }) => GRAVE.includes(impact))
  expect(
    grave.flatMap(({ where }) => where.map((line) => line.replaceAll(/\s+/g, ' '))),
    `axe on ${screen}`,
  ).toEqual([])
}
