// Where in the members' room we are: the list, one file, or an import. Kept while somebody looks into another room.
import { session } from '../../house/session.svelte'
import { call, Refused } from '../../wire/call'
import type { MemberSearch, Tier } from '../../wire/types'

const DEBOUNCE_MS = 40
const MOST_HITS = 100

class MembersRoom {
  view = $state<'list' | 'file' | 'import'>('list')
  memberNo = $state<number | null>(null)
  meeting = $state.raw<{ name: string; phone: string | null } | null>(null)
  tier = $state<Tier | 'all'>('all')
  /** What was typed into the box, and who fits; null while nothing is asked. */
  query = $state('')
  found = $state.raw<MemberSearch | null>(null)
  active = $state(0)
  refused = $state.raw<Refused | null>(null)
  #round = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    session.whenOther(() => this.reset())
  }

  open(memberNo: number) {
    this.memberNo = memberNo
    this.view = 'file'
  }

  toList() {
    this.view = 'list'
    this.memberNo = null
  }

  toImport() {
    this.view = 'import'
  }

  meet(known: { name: string; phone: string | null } = { name: '', phone: null }) {
    this.meeting = known
  }

  /** Typing leads back to the list: what is found stands there. */
  search(text: string) {
    clearTimeout(this.#timer)
    const round = ++this.#round
    this.query = text.trim()
    this.active = 0
    this.refused = null
    if (this.query === '') {
      this.found = null
      return
    }
    if (this.view !== 'list') this.toList()
    this.#timer = setTimeout(async () => {
      try {
        const found = await call('member.search', { query: this.query, limit: MOST_HITS })
        if (round === this.#round) this.found = found
      } catch (thrown) {
        if (round === this.#round && thrown instanceof Refused) this.refused = thrown
      }
    }, DEBOUNCE_MS)
  }

  move(step: 1 | -1) {
    const count = this.found?.hits.length ?? 0
    if (count > 0) this.active = (this.active + step + count) % count
  }

  reset() {
    this.search('')
    this.view = 'list'
    this.memberNo = null
    this.meeting = null
    this.tier = 'all'
  }
}

export const members = new MembersRoom()
