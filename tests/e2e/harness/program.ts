// The program as its command line sees it: for setting a stage, and for looking behind the screen.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { inject } from 'vitest'

/** The very binary the Rust tests were linked with. */
export function binary(): string {
  const built = process.env.LANTAI_BIN ?? resolve(process.env.CARGO_TARGET_DIR ?? '../../target', 'debug/lantai')
  if (!existsSync(built)) throw new Error(`${built} is not there: run script/test, or cargo build`)
  return built
}

/** A command that has said its answer but does not end is ended after so long. */
const PATIENCE_MS = 45_000

/**
 * Runs one command of the program on a data folder and gives what it printed. Under libfaketime a program now and then hangs
 * in its very last step, when OpenSSL's exit handler takes a lock that the library holds: by then the work is done and the
 * answer printed, so that is what counts.
 */
export function lantai(folder: string, args: string[], environment: Record<string, string>): string {
  const env = { ...process.env, ...environment }
  const options = { env, encoding: 'utf8', timeout: PATIENCE_MS, killSignal: 'SIGKILL' } as const
  const { status, signal, stdout, stderr } = spawnSync(binary(), ['--data', folder, ...args], options)
  const answered = status === 0 || (signal === 'SIGKILL' && stdout.trim() !== '')
  if (!answered) throw new Error(`lantai ${args.join(' ')}: ${stderr.trim() || signal}`)
  return stdout
}

/** Calls a command of the table as a member of staff, as `lantai call` does, on the folder of a running window. */
export function callAs<T>(folder: string, staff: string, name: string, args: object): T {
  const answer = lantai(folder, ['call', name, JSON.stringify(args), '--as', staff], inject('environment'))
  return JSON.parse(answer) as T
}
