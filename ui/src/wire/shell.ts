// What only the window itself can do: say in which state the house is, found it, restore it, pick a file.
// These are no commands of the core: before the store is open there is no core to ask.
import type { BackupLine, Failure } from './types'

export interface HouseState {
  state: 'empty' | 'founding' | 'ready' | 'broken'
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
}
