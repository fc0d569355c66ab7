// Everything a page needs of the place it runs in, under one name: the salon's own window, or a browser on the shop's
// network. Which of the two it is, is decided here and nowhere else; no screen can tell the difference.
import type { Transport } from './call'
import type { Pushes } from './live'
import { networkCarrier } from './network'
import type { Shell } from './shell'
import { windowCarrier } from './window'

export interface Carrier {
  transport: Transport
  pushes: Pushes
  shell: Shell
}

/** The carrier of the page that asks: the window puts its own mark on the page before any script runs. */
export function carrierHere(): Carrier {
  return '__TAURI_INTERNALS__' in globalThis ? windowCarrier() : networkCarrier()
}
