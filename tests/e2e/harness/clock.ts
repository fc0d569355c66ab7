// The salon's clock, moved so that every run begins at eleven in the morning in China: a journey books "today" and must
// do so at whatever hour the build machine runs it. The whole program is moved (libfaketime), not a hook inside it.
import { existsSync } from 'node:fs'

const LIBRARY = ['x86_64', 'aarch64']
  .map((cpu) => `/usr/lib/${cpu}-linux-gnu/faketime/libfaketime.so.1`)
  .find(existsSync)
const CHINA_MINUTES = 8 * 60
const DAY_MINUTES = 24 * 60

/** Minutes from now to eleven o'clock in China on the calendar day it is there now. */
export function shiftMinutes(now = new Date()): number {
  const there = new Date(now.getTime() + CHINA_MINUTES * 60_000)
  return 11 * 60 - (there.getUTCHours() * 60 + there.getUTCMinutes())
}

/** The environment that moves a program's clock there, or to the same hour so many days before. */
export function elevenInTheMorning(daysAgo = 0): Record<string, string> {
  if (!LIBRARY) throw new Error('libfaketime is missing: apt-get install libfaketime')
  const seconds = (shiftMinutes() - daysAgo * DAY_MINUTES) * 60
  return {
    LD_PRELOAD: LIBRARY,
    FAKETIME: seconds < 0 ? `${seconds}` : `+${seconds}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  }
}
