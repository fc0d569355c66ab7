// Reading and acting from a component. `ask` is a live query (refetched when a push names its topic);
// `Action` is one write with its busy flag and its one request id for as long as the answer is unknown.
import { type CreateQueryResult, createQuery, keepPreviousData, QueryClient } from '@tanstack/svelte-query'
import { call, type ReadName, Refused } from './call'
import { line } from './line.svelte'
import { requestId } from './request-id'
import type { Answer, Args, CommandName } from './types'

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 30_000, refetchOnWindowFocus: true, networkMode: 'always' },
  },
})

/**
 * `args()` returning 'not now' means what it says. `keep` shows the former answer while a new one is fetched:
 * right for a day's board, wrong for a person's card (never one member's allergies under another's name).
 */
export function ask<N extends ReadName>(
  name: N,
  args: () => Args<N> | 'not now',
  keep = false,
): CreateQueryResult<Answer<N>, Refused> {
  return createQuery<Answer<N>, Refused>(
    () => {
      const given = args()
      return {
        queryKey: [name, given],
        queryFn: () => lastSaid([name, given], call(name, given as Args<N>)),
        enabled: given !== 'not now',
        placeholderData: keep ? keepPreviousData : undefined,
      }
    },
    () => queries,
  )
}

/** While the line is down, what was last said stays on the screen (with its age above it) instead of an error. */
async function lastSaid<T>(queryKey: unknown[], answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (thrown) {
    const said = queries.getQueryData<T>(queryKey)
    const isDown = line.lostAt !== null && thrown instanceof Refused && thrown.code === 'unreachable'
    if (isDown && said !== undefined) return said
    throw thrown
  }
}

/** One kind of user action. While the way to the core is broken it keeps its request id, so pressing again is safe. */
export class Action<N extends CommandName> {
  busy = $state(false)
  refused = $state.raw<Refused | null>(null)
  #pending: { key: string; id: string } | null = null

  constructor(readonly name: N) {}

  /** Resolves with the result, or with undefined when refused (see `refused`) or already under way. */
  async run(args: Args<N>): Promise<Answer<N> | undefined> {
    if (this.busy) return undefined
    const key = JSON.stringify(args)
    const id = this.#pending?.key === key ? this.#pending.id : requestId()
    this.#pending = { key, id }
    this.busy = true
    this.refused = null
    try {
      const result = await call(this.name, args, id)
      this.#pending = null
      return result
    } catch (thrown) {
      const refused = thrown instanceof Refused ? thrown : new Refused('internal')
      if (refused.code !== 'unreachable') this.#pending = null
      this.refused = refused.code === 'kept' ? null : refused
      return undefined
    } finally {
      this.busy = false
    }
  }

  /** The id under which the running request reports progress. */
  get requestId(): string | null {
    return this.#pending?.id ?? null
  }

  forget() {
    this.refused = null
  }
}
