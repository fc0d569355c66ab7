// Which part of the settings was open last.
import { session } from '../../house/session.svelte'
import type { SectionName } from './sections'

class Shelf {
  section = $state<SectionName>('salon')

  constructor() {
    session.whenOther(() => (this.section = 'salon'))
  }
}

export const shelf = new Shelf()
