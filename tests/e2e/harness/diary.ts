// The salon's diary from behind the screen: to fill rooms before a journey, and to see what a journey wrote.
import { callAs } from './program'
import { STAFF } from './sign-in'
import type { SalonWindow } from './window'

export interface Booked {
  id: string
  memberNo: number
  roomNumber: string
  startMs: number
  downgraded: boolean
}

interface Day {
  bookings: Booked[]
  rooms: { id: string; number: string; tier: string }[]
  beauticians: { id: string; name: string }[]
}

export class Diary {
  constructor(private readonly window: SalonWindow) {}

  call<T>(name: string, args: object): T {
    return callAs<T>(this.window.folder, STAFF.frontDesk, name, args)
  }

  private house(): { businessDate: string; utcOffsetMinutes: number } {
    return this.call('house.status', {})
  }

  private day(): Day {
    return this.call('booking.day', { date: this.house().businessDate })
  }

  /** The instant at which the salon's clock shows this hour today. */
  at(time: string): number {
    const { businessDate, utcOffsetMinutes } = this.house()
    return Date.parse(`${businessDate}T${time}:00Z`) - utcOffsetMinutes * 60_000
  }

  /** What stands in the diary for a member today; what was cancelled does not. */
  of(memberNo: number): Booked | undefined {
    return this.day().bookings.find((one) => one.memberNo === memberNo)
  }

  /** Books a cleaning of the face for somebody; the beautician is the last but so many, so that she is in nobody's way. */
  book(memberNo: number, room: string, time: string, fromTheEnd = 1): string {
    const { rooms, beauticians } = this.day()
    const items = this.call<{ id: string; code: string }[]>('catalog.list', {})
    const { bookingId } = this.call<{ bookingId: string }>('booking.reserve', {
      memberNo,
      roomId: rooms.find(({ number }) => number === room)?.id,
      beauticianId: beauticians.at(-fromTheEnd)?.id,
      startMs: this.at(time),
      serviceIds: [items.find(({ code }) => code === 'S001')?.id],
      source: 'phone',
    })
    return bookingId
  }

  /** Takes every room of a tier for an hour, each with another member of that tier. */
  fill(tier: string, time: string, butFor: number) {
    const rooms = this.day().rooms.filter((room) => room.tier === tier)
    const { rows } = this.call<{ rows: { memberNo: number }[] }>('member.list', { tier, limit: 20 })
    const others = rows.filter(({ memberNo }) => memberNo !== butFor)
    rooms.forEach(({ number }, index) => {
      this.book((others[index] as { memberNo: number }).memberNo, number, time, index + 1)
    })
  }
}
