// One door to the core. Two transports carry the same words: the window (Tauri IPC) and HTTP on the shop's network.
// A write carries a request id made once per user action; a retry sends the same id, so a doubled tap or a lost
// answer can never book, pay or move anything twice.

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
}

/** A refusal spoken by the core, or `unreachable` when no answer came at all. */
export class Refused extends Error {
  constructor(
    readonly code: ErrorCode | 'unreachable',
    readonly params: Failure['params'] = {},
  ) {
    super(code)
    this.name = 'Refused'
  }
}

let transport: Transport | null = null
let session: string | null = null
let onSignedOut: () => void = () => {}
let onClockBack: (params: Failure['params']) => void = () => {}

export function useTransport(next: Transport) {
  transport = next
}

export function useSession(token: string | null) {
  session = token
}

export function whenSignedOut(run: () => void) {
  onSignedOut = run
}

/** A write was refused because the computer's clock stands before the last record. */
export function whenClockBack(run: (params: Failure['params']) => void) {
  onClockBack = run
}

function asFailure(thrown: unknown): Failure | null {
  const value = typeof thrown === 'string' ? parsed(thrown) : thrown
  return value && typeof value === 'object' && 'code' in value ? (value as Failure) : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const RETRY_AFTER_MS = [150, 600]

/** Calls a command. Without an answer it asks again, twice, with the same request id. */
export async function call<N extends CommandName>(name: N, args: Args<N>, id = requestId()): Promise<Answer<N>> {
  if (!transport) throw new Refused('unreachable')
  for (let attempt = 0; ; attempt++) {
    try {
      return (await transport.send({ name, args, session, requestId: id })) as Answer<N>
    } catch (thrown) {
      const failure = asFailure(thrown)
      if (failure) {
        if (failure.code === 'signed_out') onSignedOut()
        if (failure.code === 'clock_went_back') onClockBack(failure.params ?? {})
        throw new Refused(failure.code, failure.params ?? {})
      }
      const wait = RETRY_AFTER_MS[attempt]
      if (wait === undefined) throw new Refused('unreachable')
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}
