// How this computer serves the shop's network, as far as the screens show it. Nothing on a tablet.
import { currentSession } from '../wire/call'
import { follow } from '../wire/live'
import { requestId } from '../wire/request-id'
import type { Invite, Shell, ShopNetwork } from '../wire/shell'

class Network {
  state = $state.raw<ShopNetwork | null>(null)
  #shell: Shell | null = null

  /** Keeps `state` true while the house is shown. */
  run(shell: Shell): () => void {
    this.#shell = shell
    void this.#look()
    // Whatever begins, ends or fails there, and every tablet that comes or goes, is told under this topic.
    return follow(['device'], () => void this.#look())
  }

  invite(): Promise<Invite> {
    const session = currentSession()
    if (!this.#shell || session === null) return Promise.reject({ code: 'signed_out', params: {} })
    return this.#shell.invite(session, requestId())
  }

  async #look() {
    this.state = (await this.#shell?.network().catch(() => this.state)) ?? null
  }
}

export const network = new Network()
