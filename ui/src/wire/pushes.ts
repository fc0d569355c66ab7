// Where pushes come from: window events under Tauri, server-sent events on the network page.
import { listen } from '@tauri-apps/api/event'
import type { Changed, ProgressNote, Pushes } from './live'

export const windowPushes: Pushes = {
  onChanged: (run) => void listen<Changed>('changed', ({ payload }) => run(payload)),
  onProgress: (run) => void listen<ProgressNote>('progress', ({ payload }) => run(payload)),
}

export function networkPushes(): Pushes {
  const source = new EventSource('/live')
  return {
    onChanged: (run) => source.addEventListener('changed', (event) => run(JSON.parse((event as MessageEvent).data))),
    onProgress: (run) => source.addEventListener('progress', (event) => run(JSON.parse((event as MessageEvent).data))),
  }
}
