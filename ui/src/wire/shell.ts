// What only the window itself can do: say in which state the house is, found it, restore it, pick a file.
// These are no commands of the core: before the store is open there is no core to ask.
import { invoke } from '@tauri-apps/api/core'
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
  openDemo(): Promise<void>
  backups(): Promise<BackupLine[]>
  pickBackup(): Promise<string | null>
  restore(file: string, phrase: string | null): Promise<void>
}

export const windowShell: Shell = {
  houseState: () => invoke('house_state'),
  found: (founding) => invoke('house_found', { founding }),
  openDemo: () => invoke('house_open_demo'),
  backups: () => invoke('house_backups'),
  pickBackup: () => invoke('house_pick_backup'),
  restore: (file, phrase) => invoke('house_restore', { file, phrase }),
}

/** On the network page the house is open by definition: the one who serves the page has it open. */
export const networkShell: Shell = {
  houseState: async () => ({ state: 'ready' }),
  found: () => Promise.reject({ code: 'not_allowed', params: {} }),
  openDemo: () => Promise.reject({ code: 'not_allowed', params: {} }),
  backups: async () => [],
  pickBackup: async () => null,
  restore: () => Promise.reject({ code: 'not_allowed', params: {} }),
}
