// The program as its command line sees it: for setting a stage, and for looking behind the screen.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { inject } from 'vitest'

/** The very binary the Rust tests were linked with. */
export function binary(): string {
  const built = process.env.LANTAI_BIN ?? resolve(process.env.CARGO_TARGET_DIR ?? '../../target', 'debug/lantai')
  if (!existsSync(built)) throw new Error(`${built} is not there: run script/test, or cargo build`)
  return built
}

/** Runs one command of the program on a data folder and gives what it printed. */
export function lantai(folder: string, args: string[], environment: Record<string, string>): string {
  const env = { ...process.env, ...environment }
  return execFileSync(binary(), ['--data', folder, ...args], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Calls a command of the table as a member of staff, as `lantai call` does, on the folder of a running window. */
export function callAs<T>(folder: string, staff: string, name: string, args: object): T {
  const answer = lantai(folder, ['call', name, JSON.stringify(args), '--as', staff], inject('environment'))
  return JSON.parse(answer) as T
}
