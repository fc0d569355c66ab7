// Data folders for one test: an empty one, or a copy of the demo salon founded once for the run.
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'

let made = 0

/** A folder that does not hold a salon yet. */
export function emptyFolder(): string {
  const folder = join(inject('scratch'), `salon-${process.pid}-${++made}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** The demo salon as it is on its first morning. */
export function demoFolder(): string {
  const folder = emptyFolder()
  cpSync(inject('demoFolder'), folder, { recursive: true })
  return folder
}

/** Away with it. */
export function discard(folder: string) {
  rmSync(folder, { recursive: true, force: true })
}
