// A browser on the shop's network: commands are posted, pushes come as server-sent events from whoever served the page.
// The line may drop at any moment; `line` knows, and `outbox` keeps the taps that can wait.
import { asFailure, type Envelope, Refused } from './call'
import type { Carrier } from './carrier'
import { line } from './line.svelte'
import type { Changed, ProgressNote, Pushes } from './live'
import { requestId } from './request-id'
import type { HouseState, Shell } from './shell'
import { shopSeal } from './shop-seal'

/** Longer than this and the line is taken for dead: a tablet behind a wall hears nothing, not even a refusal. */
const PATIENCE_MS = 8_000

/** The server says "I am here" every five seconds; after two silences it is not. */
const SILENCE_MS = 12_000
const TRY_AGAIN_MS = 2_000

async function post(path: string, said: unknown): Promise<unknown> {
  let answer: Response
  try {
    answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(said),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
  } catch (thrown) {
    line.lose()
    throw thrown
  }
  line.hear()
  const body: unknown = await answer.json()
  if (!answer.ok) throw body
  return body
}

const send = ({ name, args, session, requestId }: Envelope) => post(`/call/${name}`, { args, session, requestId })

/** One stream of events, opened anew whenever it has been silent for too long. What was missed meanwhile is everything. */
class Stream {
  #onChanged: (changed: Changed) => void = () => {}
  #onProgress: (note: ProgressNote) => void = () => {}
  #silence: ReturnType<typeof setTimeout> | undefined

  readonly pushes: Pushes = {
    onChanged: (run) => {
      this.#onChanged = run
    },
    onProgress: (run) => {
      this.#onProgress = run
    },
  }

  /** Opens it, if the tablet is still known; a revoked one starts over. */
  async open() {
    const device = await fetch('/device', { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null)
    if (device?.status === 401) return location.reload()
    if (!device) return this.#later()
    const source = new EventSource('/live')
    const end = () => {
      clearTimeout(this.#silence)
      source.close()
      this.#later()
    }
    const heard = () => {
      clearTimeout(this.#silence)
      this.#silence = setTimeout(end, SILENCE_MS)
      if (line.hear()) this.#onChanged({ topics: ['everything'] })
    }
    const hear = <T>(kind: string, run: (told: T) => void) =>
      source.addEventListener(kind, (event) => {
        heard()
        run(JSON.parse((event as MessageEvent<string>).data))
      })
    source.addEventListener('open', heard)
    source.addEventListener('pulse', heard)
    source.addEventListener('error', end)
    hear<Changed>('changed', (changed) => this.#onChanged(changed))
    hear<ProgressNote>('progress', (note) => this.#onProgress(note))
  }

  #later() {
    line.lose()
    setTimeout(() => void this.open(), TRY_AGAIN_MS)
  }
}

const refused = () => Promise.reject({ code: 'only_at_the_desk', params: {} })

/** The one who serves the page has the house open; founding and restoring belong to that computer alone. */
export function networkShell(whenPaired: () => void): Shell {
  let unanswered: { key: string; id: string } | null = null
  return {
    async houseState(): Promise<HouseState> {
      const answer = await fetch('/device', { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null)
      if (!answer) return { state: 'away' }
      if (answer.status === 401) return { state: 'unpaired' }
      whenPaired()
      return { state: 'ready' }
    },
    async pair(code, name) {
      const key = JSON.stringify([code, name])
      const id = unanswered?.key === key ? unanswered.id : requestId()
      unanswered = { key, id }
      try {
        await post('/pair', { args: { code, name }, requestId: id })
      } catch (thrown) {
        const failure = asFailure(thrown)
        if (!failure) throw new Refused('unreachable')
        unanswered = null
        throw failure
      }
      unanswered = null
    },
    shopSeal: () => shopSeal().catch(() => null),
    found: refused,
    openDemo: refused,
    backups: async () => [],
    pickBackup: async () => null,
    restore: refused,
    recover: refused,
    acceptLoss: refused,
    network: async () => null,
    invite: refused,
  }
}

export function networkCarrier(): Carrier {
  const stream = new Stream()
  let opened = false
  const whenPaired = () => {
    if (!opened) void stream.open()
    opened = true
  }
  return { transport: { send, mayWait: true }, pushes: stream.pushes, shell: networkShell(whenPaired) }
}
