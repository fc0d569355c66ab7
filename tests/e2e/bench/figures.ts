// Figures in the form in which `script/bench` gathers them: the window's beside the core's.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export interface Spread {
  p50: number
  p95: number
  p99: number
}

export interface Figure {
  what: string
  subject: Spread
  rival: Spread
  unit: string
  figure: number
  low: number
  high: number
  limit: number | null
  note: string
}

/** A percentile of some values. */
export function at(values: number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(((sorted.length - 1) * percent) / 100)] ?? Number.NaN
}

export function spread(values: number[]): Spread {
  return { p50: at(values, 50), p95: at(values, 95), p99: at(values, 99) }
}

/** The median of each round's figure, with the interval in which it lies with 95 % confidence; of few, the whole range. */
export function median(each: number[]): { figure: number; low: number; high: number } {
  const sorted = [...each].sort((one, other) => one - other)
  const below = Math.max(0, Math.floor((sorted.length - 1.96 * Math.sqrt(sorted.length)) / 2))
  const nth = (place: number) => sorted[place] ?? Number.NaN
  return { figure: nth(Math.floor((sorted.length - 1) / 2)), low: nth(below), high: nth(sorted.length - 1 - below) }
}

/** Keeps the figures of a part. Times are in microseconds there, whatever they were measured in. */
export function keep(part: string, figures: Figure[]) {
  const folder = join(resolve(process.env.CARGO_TARGET_DIR ?? '../../target'), 'bench')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${part}.json`), JSON.stringify(figures, null, 2))
}
