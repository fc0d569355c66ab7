// Small writes, many at once: a clerk taps one card while another is still under way. Each tap has its own key, its own
// request id for as long as the answer is unknown, and its own refusal, shown where the finger was.
import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import { say } from '../../house/say'
import { toasts } from '../../shared/toasts.svelte'
import { call, Refused } from '../../wire/call'
import { requestId } from '../../wire/request-id'
import type { Answer, Args, WriteName } from '../../wire/types'

export class Hands {
  readonly busy = new SvelteSet<string>()
  readonly refused = new SvelteMap<string, Refused>()
  readonly #pending = new Map<string, string>()

  /** Resolves with the answer, or with undefined when refused (see `refused`) or already under way. */
  async act<N extends WriteName>(key: string, name: N, args: Args<N>): Promise<Answer<N> | undefined> {
    if (this.busy.has(key)) return undefined
    const what = JSON.stringify([name, args])
    const id = this.#pending.get(what) ?? requestId()
    this.#pending.set(what, id)
    this.busy.add(key)
    this.refused.delete(key)
    try {
      const answer = await call(name, args, id)
      this.#pending.delete(what)
      return answer
    } catch (thrown) {
      const refused = thrown instanceof Refused ? thrown : new Refused('internal')
      if (refused.code !== 'unreachable') this.#pending.delete(what)
      if (refused.code === 'kept') toasts.done(say(refused))
      else this.refused.set(key, refused)
      return undefined
    } finally {
      this.busy.delete(key)
    }
  }

  forget() {
    this.refused.clear()
  }
}
