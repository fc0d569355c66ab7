// Where in the house we are. A place may be entered with something in hand: a booking to settle, a member to show.
import type { Role } from '../wire/types'

export type PlaceName = 'desk' | 'members' | 'stockroom' | 'till' | 'settings'

export interface InHand {
  memberNo?: number
  bookingId?: string
  text?: string
}

const AWAY_FROM_THE_DESK: Role[] = ['stockroom', 'laundry', 'beautician']

class Places {
  here = $state<PlaceName>('desk')
  inHand = $state.raw<InHand>({})

  go(place: PlaceName, inHand: InHand = {}) {
    this.inHand = inHand
    this.here = place
  }

  /** Where a person begins: at the desk, or in the stockroom if nothing of what they do is done at the desk. */
  goHome(roles: Role[]) {
    this.go(roles.every((role) => AWAY_FROM_THE_DESK.includes(role)) ? 'stockroom' : 'desk')
  }

  /** Takes what was brought along, once. */
  take(): InHand {
    const taken = this.inHand
    this.inHand = {}
    return taken
  }
}

export const places = new Places()
