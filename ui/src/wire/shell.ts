// What only the window itself can do: say in which state the house is, found it, restore it, pick a file.
// These are no commands of the core: before the store is open there is no core to ask.
import type { BackupLine, Failure } from './types'

export interface HouseState {
  /** `unpaired` and `away` are a tablet's: not yet let in, and nobody answers. */
  state: 'empty' | 'founding' | 'ready' | 'broken' | 'unpaired' | 'away'
  failure?: Failure
}

export interface Founding {
  salonName: string
  managerNumber: string
  managerName: string
  pin: string
  language: string
}

export interface Founded {
  recoveryPhrase: string[]
  keyPlace: 'keyring' | 'file'
}

export interface Shell {
  houseState(): Promise<HouseState>
  found(founding: Founding): Promise<Founded>
  /** Founds the demo salon from the registers it ships with; its progress is pushed. */
  openDemo(): Promise<Founded>
  backups(): Promise<BackupLine[]>
  pickBackup(): Promise<string | null>
  restore(file: string, phrase: string | null): Promise<void>
  /** Brings the key of the store that is here back; nothing that was written goes missing. */
  recover(phrase: string): Promise<void>
  /** Goes on with a store whose newest records are missing; what is there is copied aside first. */
  acceptLoss(): Promise<void>
  /** How this computer serves the shop's network; null on a tablet. */
  network(): Promise<ShopNetwork | null>
  /** Invites one tablet. */
  invite(session: string, requestId: string): Promise<Invite>
  /** Gives an invitation's code back: from now on this browser is a tablet of the shop. Refused in the window. */
  pair(code: string, name: string): Promise<void>
  /** By what the shop that serves this page is known; null in the window. */
  shopSeal(): Promise<string | null>
}

/** How this computer serves the shop's network. */
export interface ShopNetwork {
  serving: boolean
  /** Why not, in the program's own words, for whoever is called to help. */
  trouble: string | null
  addresses: string[]
  fingerprint: string
  /** Tablets that look on right now. */
  connected: number
}

/** An invitation: a picture to scan, and the same in words. */
export interface Invite {
  address: string
  addresses: string[]
  code: string
  fingerprint: string
  /** SVG. */
  picture: string
  ends: number
}
