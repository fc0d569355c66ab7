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
  recoveryPhrase: string
  keyPlace: 'keyring' | 'file'
}

export interface Shell {
  houseState(): Promise<HouseState>
  found(founding: Founding): Promise<Founded>
  backups(): Promise<BackupLine[]>
  pickBackup(): Promise<string | null>
  restore(file: string, phrase: string): Promise<void>
  openFolder(): Promise<void>
}

export const windowShell: Shell = {
  houseState: () => invoke('house_state'),
  found: (founding) => invoke('house_found', { founding }),
  backups: () => invoke('house_backups'),
  pickBackup: () => invoke('house_pick_backup'),
  restore: (file, phrase) => invoke('house_restore', { file, phrase }),
  openFolder: () => invoke('house_open_folder'),
}

/** On the network page the house is open by definition: the one who serves the page has it open. */
export const networkShell: Shell = {
  houseState: async () => ({ state: 'ready' }),
  found: () => Promise.reject({ code: 'forbidden', params: {} }),
  backups: async () => [],
  pickBackup: async () => null,
  restore: () => Promise.reject({ code: 'forbidden', params: {} }),
  openFolder: async () => {},
}
