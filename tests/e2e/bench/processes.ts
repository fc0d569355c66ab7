// What the processes of a window use.
import { readFileSync } from 'node:fs'
import { familyOf } from '../harness/processes'

/** Less of the processor than this, and a program is at rest: a clock moves on, a line is looked after. */
const IDLE_TICKS_A_SECOND = 5

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // It has ended meanwhile.
  }
}

/** Megabytes that all processes on a folder hold, pages shared with others counted in parts (PSS). */
export function megabytes(folder: string): number {
  const each = familyOf(folder).map((pid) =>
    Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
  )
  return each.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1024
}

/** Ticks of the processor that the program itself has used: its page blinks a cursor for ever. */
function ticks(folder: string): number {
  const fields = read(`/proc/${familyOf(folder)[0]}/stat`)
    .replace(/^.*\) /, '')
    .split(' ')
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
}

/** Waits until it has nothing left to do (every page of the store is looked over in the background), or for so many seconds. */
export async function atRest(folder: string, seconds: number) {
  const until = Date.now() + seconds * 1000
  for (let before = Number.NEGATIVE_INFINITY; Date.now() < until; ) {
    const now = ticks(folder)
    if (now - before < 2 * IDLE_TICKS_A_SECOND) return
    before = now
    await new Promise((resolve) => setTimeout(resolve, 2000))
  }
}
