// What happened before the journeys begin: the salon was founded eight days ago, and a week ago a regular came, was
// treated, paid, and her linen went round. Told through the command line, with the clock of that day.
import { elevenInTheMorning } from './clock'
import { ZHOU_XU } from './people'
import { lantai } from './program'
import { STAFF } from './sign-in'

interface Offer {
  startMs: number
  endMs: number
  roomId: string
  beauticianId: string
  serviceIds: string[]
}

/** Founds the demo salon and lets the regular have come once. Gives the recovery phrase. */
export function pastOf(folder: string, environment: Record<string, string>): string {
  const founded = lantai(folder, ['demo', '--json'], { ...environment, ...elevenInTheMorning(8) })
  aVisit(folder, ZHOU_XU.memberNo, { ...environment, ...elevenInTheMorning(7) })
  return (JSON.parse(founded) as { recoveryPhrase: string }).recoveryPhrase
}

function aVisit(folder: string, memberNo: number, then: Record<string, string>) {
  const call = <T>(staff: string, name: string, args: object) =>
    JSON.parse(lantai(folder, ['call', name, JSON.stringify(args), '--as', staff], then)) as T
  const desk = STAFF.frontDesk

  const service = call<{ id: string; code: string }[]>(desk, 'catalog.list', {}).find(({ code }) => code === 'S001')
  const { offers } = call<{ offers: Offer[] }>(desk, 'booking.offer', { memberNo, serviceIds: [service?.id] })
  const { startMs, endMs, roomId, beauticianId, serviceIds } = offers[0] as Offer
  const slot = { memberNo, startMs, endMs, roomId, beauticianId, serviceIds, source: 'phone' }
  const { bookingId } = call<{ bookingId: string }>(desk, 'booking.reserve', slot)

  for (const { id } of call<{ id: string }[]>(STAFF.stockroom, 'tray.calls', {})) {
    call(STAFF.stockroom, 'tray.acknowledge', { callId: id })
  }
  call(STAFF.stockroom, 'tray.ready', { bookingId })
  call(STAFF.beautician, 'tray.take', { bookingId })
  call(desk, 'booking.advance', { bookingId, to: 'arrived' })
  call(desk, 'booking.advance', { bookingId, to: 'in_treatment' })
  call(STAFF.beautician, 'tray.return', { bookingId })
  call(desk, 'booking.advance', { bookingId, to: 'finished' })
  const { due } = call<{ due: string }>(desk, 'till.quote', { bookingId, lines: [] })
  call(desk, 'till.settle', { bookingId, lines: [], payments: [{ method: 'cash', amount: due }], due })

  call(STAFF.stockroom, 'linen.slippers_back', { bookingId })
  call(STAFF.laundry, 'linen.to_laundry', { bookingId })
  call(STAFF.laundry, 'linen.to_drying', { memberNo })
  call(STAFF.stockroom, 'linen.shelve', { memberNo })
}
