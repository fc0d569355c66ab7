// A file being begun, wherever somebody new is met. Only the name must be known; when somebody of that name and number
// is there already, the core refuses once, and whoever types decides which of the two it is.
import { parts } from '../text/parts'
import { Action } from '../wire/ask.svelte'
import type { Gender } from '../wire/types'

export class NewMember {
  name = $state('')
  phones = $state('')
  birthday = $state('')
  gender = $state<Gender | ''>('')
  allergies = $state('')
  notes = $state('')
  beautician = $state('')
  readonly action = new Action('member.add')

  /** Bare small Latin letters were pinyin that found nobody; anything else typed is the name, Anna Smith's too. */
  constructor(known: { name: string; phone: string | null }) {
    this.name = /^[a-z' ]*$/.test(known.name) ? '' : known.name
    this.phones = known.phone ?? ''
  }

  /** Who has this name and number already, once the core has said so. */
  get same(): number | null {
    const refused = this.action.refused
    return refused?.code === 'same_person_exists' ? Number(refused.params.memberNo) : null
  }

  /** The new member's number, or null when it was refused. */
  async add(allowSame = false): Promise<number | null> {
    const added = await this.action.run({
      name: this.name.trim(),
      phones: parts(this.phones),
      birthday: this.birthday.trim() || undefined,
      gender: this.gender || undefined,
      allergies: parts(this.allergies),
      notes: this.notes.trim() || undefined,
      usualBeauticianId: this.beautician || undefined,
      allowSame: allowSame || undefined,
    })
    return added?.memberNo ?? null
  }
}
