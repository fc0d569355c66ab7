// Where in the house we are. A place may be entered with something in hand: a booking to settle, a member to show.
export type PlaceName = 'desk' | 'members' | 'stockroom' | 'till' | 'settings'

export interface InHand {
  memberNo?: number
  bookingId?: string
  text?: string
}

class Places {
  here = $state<PlaceName>('desk')
  inHand = $state.raw<InHand>({})

  go(place: PlaceName, inHand: InHand = {}) {
    this.inHand = inHand
    this.here = place
  }

  /** Takes what was brought along, once. */
  take(): InHand {
    const taken = this.inHand
    this.inHand = {}
    return taken
  }
}

export const places = new Places()
