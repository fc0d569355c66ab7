// What this tablet keeps of taps over a reload: names of commands, ids, and why the salon refused. Nothing about a guest.
import type { Refused } from './call'
import type { CommandName } from './types'

/**
 * What can wait: one tap that says what a hand has done. Whatever needs an answer to go on cannot, and what is written along
 * with a reason stays in its form: its words may be about a guest.
 */
const CAN_WAIT: readonly CommandName[] = [
  'tray.acknowledge',
  'tray.ready',
  'tray.take',
  'tray.return',
  'linen.slippers_back',
  'linen.to_laundry',
  'linen.to_drying',
  'linen.shelve',
  'linen.to_stock',
  'booking.advance',
]

export const canWait = (name: CommandName) => CAN_WAIT.includes(name)

export interface Tap {
  name: CommandName
  args: unknown
  requestId: string
  /** The staff number of whoever tapped. */
  by: string
  at: number
}

/** A tap that the salon could no longer take when it came, and why. */
export interface Conflict extends Tap {
  refused: Pick<Refused, 'code' | 'params'>
}

/** One list in the place all pages of this tablet share. Where nothing can be written, the page alone remembers. */
class Kept<T extends Tap> {
  constructor(readonly key: string) {}

  read(): T[] {
    return parsed<T>(localStorage.getItem(this.key))
  }

  /** Read anew each time: two pages of one tablet write to one place. */
  add(one: T) {
    this.#write([...without(this.read(), [one.requestId]), one])
  }

  drop(requestIds: string[]) {
    this.#write(without(this.read(), requestIds))
  }

  /** Runs with what another page of this tablet has put there and taken away. */
  whenOtherPage(run: (added: T[], dropped: string[]) => void) {
    addEventListener('storage', ({ key, oldValue, newValue }) => {
      if (key !== this.key) return
      const [before, now] = [parsed<T>(oldValue), parsed<T>(newValue)]
      run(without(now, idsOf(before)), idsOf(without(before, idsOf(now))))
    })
  }

  #write(list: T[]) {
    try {
      localStorage.setItem(this.key, JSON.stringify(list))
    } catch {}
  }
}

const idsOf = (taps: Tap[]) => taps.map(({ requestId }) => requestId)

export function without<T extends Tap>(taps: T[], requestIds: string[]): T[] {
  return taps.filter(({ requestId }) => !requestIds.includes(requestId))
}

function parsed<T extends Tap>(text: string | null): T[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(found) ? found.filter((one) => canWait(one?.name)) : []
  } catch {
    return []
  }
}

export const keptTaps = new Kept<Tap>('lantai.outbox')
export const keptConflicts = new Kept<Conflict>('lantai.conflicts')
