// The salon's own window: commands and pushes go over the program's inner channel. The only file that knows of it.
import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import type { Carrier } from './carrier'
import type { Changed, ProgressNote } from './live'

export function windowCarrier(): Carrier {
  return {
    transport: {
      send: ({ name, args, session, requestId }) => invoke('call', { name, args, session, requestId }),
    },
    pushes: {
      onChanged: (run) => void listen<Changed>('changed', ({ payload }) => run(payload)),
      onProgress: (run) => void listen<ProgressNote>('progress', ({ payload }) => run(payload)),
    },
    shell: {
      houseState: () => invoke('house_state'),
      found: (founding) => invoke('house_found', { founding }),
      openDemo: () => invoke('house_open_demo'),
      backups: () => invoke('house_backups'),
      pickBackup: () => invoke('house_pick_backup'),
      restore: (file, phrase) => invoke('house_restore', { file, phrase }),
      recover: (phrase) => invoke('house_recover', { phrase }),
      acceptLoss: () => invoke('house_accept_loss'),
      network: () => invoke('lan_state'),
      invite: (session, requestId) => invoke('lan_invite', { session, requestId }),
      pair: () => Promise.reject({ code: 'not_allowed', params: {} }),
      shopSeal: async () => null,
    },
  }
}
