// A browser on the shop's network: commands are posted, pushes come as server-sent events from whoever served the page.
import type { Envelope } from './call'
import type { Carrier } from './carrier'
import type { Pushes } from './live'
import type { Shell } from './shell'

async function post(envelope: Envelope): Promise<unknown> {
  const answer = await fetch(`/call/${envelope.name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(envelope),
  })
  const body: unknown = await answer.json()
  if (!answer.ok) throw body
  return body
}

function serverPushes(): Pushes {
  const source = new EventSource('/live')
  const hear = <T>(kind: string, run: (told: T) => void) =>
    source.addEventListener(kind, (event) => run(JSON.parse((event as MessageEvent<string>).data)))
  return { onChanged: (run) => hear('changed', run), onProgress: (run) => hear('progress', run) }
}

const refused = () => Promise.reject({ code: 'not_allowed', params: {} })

/** The one who serves the page has the house open; founding and restoring belong to that computer alone. */
export const networkShell: Shell = {
  houseState: async () => ({ state: 'ready' }),
  found: refused,
  openDemo: refused,
  backups: async () => [],
  pickBackup: async () => null,
  restore: refused,
  recover: refused,
}

export function networkCarrier(): Carrier {
  return { transport: { send: post }, pushes: serverPushes(), shell: networkShell }
}
