// One door to the core. Two transports carry the same words: the window (Tauri IPC) and HTTP on the shop's network.
// A write carries a request id made once per user action; a retry sends the same id, so a doubled tap or a lost
// answer can never book, pay or move anything twice.

import { canWait } from './kept-taps'
import { line } from './line.svelte'
import { outbox } from './outbox.svelte'
import { requestId } from './request-id'
import type { Answer, Args, CommandName, ErrorCode, Failure, WriteName } from './types'

export type { CommandName }
export type ReadName = Exclude<CommandName, WriteName>

export interface Envelope {
  name: CommandName
  args: unknown
  session: string | null
  requestId: string
}

/** What a carrier must do: resolve with the result, reject with a Failure, or reject with anything else when the way is broken. */
export interface Transport {
  send(envelope: Envelope): Promise<unknown>
  /** Whether the way can be down for a while, so that taps which can wait are kept. */
  mayWait?: boolean
}

/** A refusal spoken by the core; `unreachable` when no answer came at all, `kept` when the tap waits for the line instead. */
export class Refused extends Error {
  constructor(
    readonly code: ErrorCode | 'unreachable' | 'kept',
    readonly params: Failure['params'] = {},
  ) {
    super(code)
    this.name = 'Refused'
  }
}

let transport: Transport | null = null
let session: string | null = null
let person: string | null = null
let onSignedOut: () => void = () => {}
let onBroken: () => void = () => {}
let onClockBack: (params: Failure['params']) => void = () => {}

export function useTransport(next: Transport) {
  transport = next
}

/** The session under which calls go out, and whose it is. What that person has waiting goes out first. */
export function useSession(token: string | null, number: string | null = null) {
  session = token
  person = number
  void sendWaiting()
}

/** For what only the window itself can do under this session. */
export function currentSession(): string | null {
  return session
}

/** What the salon could not take just now is sent again after so long. */
const AGAIN_MS = 15_000
let again: ReturnType<typeof setTimeout> | undefined

/** Sends the taps that wait, under the session of whoever made them and no other. */
export async function sendWaiting() {
  if (session === null || person === null) return
  const own = session
  const isLater = await outbox.send(person, async ({ name, args, requestId }) => {
    if (session !== own) throw new Refused('signed_out')
    if (line.lostAt !== null) throw new Refused('unreachable')
    return carried({ name, args, session: own, requestId })
  })
  if (!isLater) return
  clearTimeout(again)
  again = setTimeout(sendWaiting, AGAIN_MS)
}

/** The store turned out to be damaged while it was open. */
export function whenBroken(run: () => void) {
  onBroken = run
}

export function whenSignedOut(run: () => void) {
  onSignedOut = run
}

/** A write was refused because the computer's clock stands before the last record. */
export function whenClockBack(run: (params: Failure['params']) => void) {
  onClockBack = run
}

/** What the core said, if it was the core: a call cut off has a code as well, but a number. */
export function asFailure(thrown: unknown): Failure | null {
  const value = typeof thrown === 'string' ? parsed(thrown) : thrown
  if (!value || typeof value !== 'object' || !('code' in value)) return null
  return typeof value.code === 'string' ? (value as Failure) : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const RETRY_AFTER_MS = [150, 600]

/** Calls a command. Without an answer it asks again, twice, with the same request id; a tap that can wait is kept then. */
export async function call<N extends CommandName>(name: N, args: Args<N>, id = requestId()): Promise<Answer<N>> {
  const envelope = { name, args, session, requestId: id }
  if (!transport?.mayWait || person === null || !canWait(name)) return (await carried(envelope)) as Answer<N>
  const answer = outbox.put(envelope, person)
  if (line.lostAt === null) void sendWaiting()
  else outbox.letWait(id)
  return (await answer) as Answer<N>
}

/** The whole patience of a carrier was spent: who heard nothing for so long will hear nothing in the next moment either. */
const wasSilent = (thrown: unknown) => thrown instanceof DOMException && thrown.name === 'TimeoutError'

async function carried(envelope: Envelope): Promise<unknown> {
  if (!transport) throw new Refused('unreachable')
  for (let attempt = 0; ; attempt++) {
    try {
      return await transport.send(envelope)
    } catch (thrown) {
      const failure = asFailure(thrown)
      if (failure) {
        if (failure.code === 'signed_out' && envelope.session === session) onSignedOut()
        if (failure.code === 'store_damaged') onBroken()
        if (failure.code === 'clock_went_back') onClockBack(failure.params ?? {})
        throw new Refused(failure.code, failure.params ?? {})
      }
      const wait = RETRY_AFTER_MS[attempt]
      if (wait === undefined || wasSilent(thrown)) throw new Refused('unreachable')
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}
