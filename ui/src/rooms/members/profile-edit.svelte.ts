// The one line of a file that is being changed: what is typed, and the write that carries it.
import { Action } from '../../wire/ask.svelte'
import type { Args } from '../../wire/types'

export type Amendment = Omit<Args<'member.amend'>, 'memberNo'>

export class ProfileEdit {
  field = $state<string | null>(null)
  typed = $state('')
  element = $state<HTMLInputElement>()
  area = $state<HTMLTextAreaElement>()
  readonly action = new Action('member.amend')

  constructor(private readonly memberNo: () => number) {}

  begin(field: string, typed: string) {
    this.field = field
    this.typed = typed
    this.action.forget()
    setTimeout(() => (this.element ?? this.area)?.focus())
  }

  end() {
    this.field = null
    this.action.forget()
  }

  /** True when it is saved. Without a change there is nothing to write. */
  async save(amendment: Amendment | null): Promise<boolean> {
    if (amendment !== null) {
      const done = await this.action.run({ memberNo: this.memberNo(), ...amendment })
      if (done === undefined) return false
    }
    this.end()
    return amendment !== null
  }
}
