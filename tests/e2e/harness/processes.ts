// The program and the browsers as the system sees them: which files they hold open to write, and what a fall would leave.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Everybody whose command line names one of these folders, and all that they started. */
export function familyOf(...folders: string[]): number[] {
  const parents = new Map<number, number>()
  const family = new Set<number>()
  for (const pid of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    const command = read(`/proc/${pid}/cmdline`)
    parents.set(pid, Number(read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ')[1] ?? 0))
    if (pid !== process.pid && folders.some((folder) => command.includes(folder))) family.add(pid)
  }
  for (let grew = true; grew; ) {
    grew = false
    for (const [pid, parent] of parents) {
      if (!family.has(parent) || family.has(pid)) continue
      family.add(pid)
      grew = true
    }
  }
  return [...family]
}

/** Ends what was started on a folder, whatever it hangs in. */
export function endFamily(folder: string) {
  for (const pid of familyOf(folder)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended meanwhile.
    }
  }
}

/** Files on a disk that a process may write to. What lies in memory alone (shared memory, pipes, devices) is no file. */
export function writesTo(pid: number): string[] {
  const files: string[] = []
  for (const handle of list(`/proc/${pid}/fd`)) {
    const path = link(`/proc/${pid}/fd/${handle}`)
    const onADisk = path.startsWith('/') && !/^\/(dev|proc|sys|memfd:)/.test(path)
    const flags = Number.parseInt(/flags:\s*(\d+)/.exec(read(`/proc/${pid}/fdinfo/${handle}`))?.[1] ?? '0', 8)
    if (onADisk && (flags & 3) !== 0) files.push(path.replace(/ \(deleted\)$/, ''))
  }
  return files
}

/** Whether a fall of this process would leave its memory in a file. */
export function wouldDump(pid: number): boolean {
  return !/Max core file size\s+0\s/.test(read(`/proc/${pid}/limits`))
}

export function nameOf(pid: number): string {
  return read(`/proc/${pid}/comm`).trim()
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // It ended meanwhile.
    return ''
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
