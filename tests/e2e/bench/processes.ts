// The processes of a window and the memory they hold.
import { readdirSync, readFileSync } from 'node:fs'

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // It has ended meanwhile.
  }
}

const numbers = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name))

/** The process that was started with these words, and every one it started. */
export function familyOf(words: string[]): string[] {
  const started = numbers().filter((pid) => {
    const said = read(`/proc/${pid}/cmdline`).split('\0')
    return words.every((word) => said.includes(word))
  })
  const family = new Set(started)
  for (let grew = true; grew; ) {
    const before = family.size
    for (const pid of numbers()) {
      const parent = /\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1]
      if (parent && family.has(parent)) family.add(pid)
    }
    grew = family.size > before
  }
  return [...family]
}

/** Megabytes they hold, pages shared with others counted in parts (PSS). */
export function megabytes(pids: string[]): number {
  const each = pids.map((pid) => Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0))
  return each.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1024
}

/** Ticks of the processor they have used. */
function ticks(pids: string[]): number {
  const each = pids.map((pid) =>
    read(`/proc/${pid}/stat`)
      .replace(/^.*\) /, '')
      .split(' '),
  )
  return each.reduce((sum, fields) => sum + Number(fields[11] ?? 0) + Number(fields[12] ?? 0), 0)
}

/** Waits until they have nothing left to do, or for so many seconds. */
export async function atRest(words: string[], seconds: number) {
  const until = Date.now() + seconds * 1000
  for (let before = Number.NEGATIVE_INFINITY; Date.now() < until; ) {
    const now = ticks(familyOf(words))
    if (now - before < 10) return
    before = now
    await new Promise((resolve) => setTimeout(resolve, 2000))
  }
}
