// The two carriers. Which one is used depends only on where the page runs.
import { invoke } from '@tauri-apps/api/core'
import type { Transport } from './call'

export function inWindow(): boolean {
  return '__TAURI_INTERNALS__' in globalThis
}

export const windowTransport: Transport = {
  send: ({ name, args, session, requestId }) => invoke('call', { name, args, session, requestId }),
}

export const httpTransport: Transport = {
  async send({ name, args, session, requestId }) {
    const answer = await fetch(`/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, args, session, requestId }),
    })
    const body: unknown = await answer.json()
    if (!answer.ok) throw body
    return body
  },
}
