// Offers, checks and bookings on the stage: the same rules in small, enough to show every face of the desk.

import { stepAfter } from '../../src/rooms/desk/visit.svelte'
import { clockTime } from '../../src/text/format'
import type {
  Alert,
  Answer,
  Arrival,
  BoardBooking,
  Item,
  Offer,
  RoomLine,
  SlotAsked,
  SlotRefusal,
  Tier,
} from '../../src/wire/types'
import { NOW, TURNOVER_MINUTES } from './bookings'
import { items, people, rooms, staff } from './people'
import { type Answers, refuse, type StageSalon } from './salon'

const MINUTE = 60_000
const QUARTER = 15 * MINUTE
const GONE = ['cancelled', 'no_show']
const LOWER: Record<Tier, Tier | null> = { svip: 'vip', vip: 'ordinary', ordinary: null }

const memberOf = (no: number) => people.find(({ memberNo }) => memberNo === no) ?? refuse('no_such_member')
const servicesOf = (ids: string[]): Item[] => items.filter(({ id }) => ids.includes(id))
const minutesOf = (ids: string[]) => servicesOf(ids).reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)
const overlaps = (a: number, b: number, c: number, d: number) => a < d && c < b

function refusalsOf(salon: StageSalon, asked: SlotAsked, lowered = false): SlotRefusal[] {
  const member = memberOf(asked.memberNo)
  const room = rooms.find(({ id }) => id === asked.roomId) ?? refuse('no_such_room')
  const endMs = asked.startMs + minutesOf(asked.serviceIds) * MINUTE
  const others = salon.bookings.filter(({ id, status }) => id !== asked.moving && !GONE.includes(status))
  const out: SlotRefusal[] = []
  if (room.tier !== member.tier && !lowered)
    out.push({
      code: 'room_tier_mismatch',
      params: { room: room.number, roomTier: room.tier, memberTier: member.tier },
    })
  if (asked.startMs < NOW - 5 * MINUTE) out.push({ code: 'in_the_past', params: {} })
  const held = others.find(
    (one) =>
      one.roomId === room.id &&
      overlaps(one.startMs, one.busyUntilMs, asked.startMs, endMs + TURNOVER_MINUTES * MINUTE),
  )
  if (held) out.push({ code: 'room_busy', params: { room: room.number, untilMs: held.busyUntilMs } })
  const working = others.find(
    (one) => one.beauticianId === asked.beauticianId && overlaps(one.startMs, one.endMs, asked.startMs, endMs),
  )
  if (working)
    out.push({
      code: 'beautician_busy',
      params: { otherBeautician: working.beauticianName, otherEndMs: working.endMs },
    })
  const here = others.find(
    (one) => one.memberNo === asked.memberNo && overlaps(one.startMs, one.endMs, asked.startMs, endMs),
  )
  if (here) out.push({ code: 'member_busy', params: { fromMs: here.startMs, otherEndMs: here.endMs } })
  if ((asked.guests ?? 1) > room.beds)
    out.push({ code: 'guests_exceed_beds', params: { room: room.number, beds: room.beds } })
  return out
}

function offersFor(
  salon: StageSalon,
  asked: Omit<SlotAsked, 'roomId' | 'startMs'>,
  from: number,
  wanted: number,
): Offer[] {
  const member = memberOf(asked.memberNo)
  const beautician = staff.find(({ id }) => id === asked.beauticianId) ?? refuse('no_such_staff')
  const fitting = rooms.filter(({ tier }) => tier === member.tier)
  const offers: Offer[] = []
  for (
    let startMs = Math.ceil(from / QUARTER) * QUARTER;
    offers.length < wanted && startMs < from + 30 * 3_600_000;
    startMs += QUARTER
  ) {
    const hour = Number(clockTime(startMs).slice(0, 2))
    if (hour < 10 || hour >= 21) continue
    const room = fitting.find(({ id }) => refusalsOf(salon, { ...asked, roomId: id, startMs }).length === 0)
    if (room) {
      offers.push(offerOf(asked.serviceIds, member.tier, room, beautician, startMs))
      startMs += 45 * MINUTE
    }
  }
  return offers
}

function offerOf(
  serviceIds: string[],
  tier: Tier,
  room: RoomLine,
  beautician: { id: string; name: string },
  startMs: number,
): Offer {
  const services = servicesOf(serviceIds)
  const total = services.reduce(
    (sum, { price, memberPrice }) => sum + Number(tier === 'ordinary' ? price : (memberPrice ?? price)),
    0,
  )
  return {
    startMs,
    endMs: startMs + minutesOf(serviceIds) * MINUTE,
    roomId: room.id,
    roomNumber: room.number,
    beauticianId: beautician.id,
    beauticianName: beautician.name,
    serviceIds,
    services: services.map(({ name }) => name),
    price: total.toFixed(2),
  }
}

function check(salon: StageSalon, asked: SlotAsked): Answer<'booking.check'> {
  const member = memberOf(asked.memberNo)
  const refusals = refusalsOf(salon, asked)
  const lower = LOWER[member.tier]
  const free = (room: RoomLine, lowered: boolean) =>
    refusalsOf(salon, { ...asked, roomId: room.id }, lowered).length === 0
  const none = lower !== null && !rooms.some((room) => room.tier === member.tier && free(room, false))
  const lowerRooms = none
    ? rooms.filter((room) => room.tier === lower && free(room, true)).map(({ id, number }) => ({ id, number }))
    : []
  return {
    ok: refusals.length === 0,
    refusals,
    nearest: refusals.length ? offersFor(salon, asked, Math.max(asked.startMs - 2 * 3_600_000, NOW), 3) : [],
    exceptionPossible: lowerRooms.length > 0,
    lowerRooms,
  }
}

export function bookingAnswers(salon: StageSalon): Answers {
  const find = (id: string): BoardBooking => salon.bookings.find((one) => one.id === id) ?? refuse('no_such_booking')
  return {
    'booking.offer': ({ memberNo, serviceIds, beauticianId, notBefore, guests }) => {
      const member = memberOf(memberNo)
      const asLastTime = serviceIds === undefined && member.visits > 0 && member.usual !== null
      const ids = serviceIds ?? (asLastTime ? [member.tier === 'svip' ? 'item-S003' : 'item-S002'] : [])
      if (ids.length === 0) return { asLastTime: false, offers: [] }
      return {
        asLastTime,
        offers: offersFor(
          salon,
          { memberNo, serviceIds: ids, beauticianId: beauticianId ?? member.usual ?? 'staff-019', guests },
          notBefore ?? NOW + 20 * MINUTE,
          3,
        ),
      }
    },
    'booking.check': (asked) => check(salon, asked),
    'booking.reserve': (asked) => {
      if (asked.exception && asked.exception.proof !== 'proof-004') refuse('consultant_required')
      if (refusalsOf(salon, asked, asked.exception !== undefined).length) refuse('slot_refused')
      const member = memberOf(asked.memberNo)
      const room = rooms.find(({ id }) => id === asked.roomId) ?? refuse('no_such_room')
      const beautician = staff.find(({ id }) => id === asked.beauticianId) ?? refuse('no_such_staff')
      const endMs = asked.startMs + minutesOf(asked.serviceIds) * MINUTE
      const id = `booking-${salon.bookings.length + 1}`
      salon.bookings.push({
        id,
        memberNo: member.memberNo,
        memberName: member.name,
        tier: member.tier,
        roomId: room.id,
        roomNumber: room.number,
        beauticianId: beautician.id,
        beauticianName: beautician.name,
        startMs: asked.startMs,
        endMs,
        busyUntilMs: endMs + TURNOVER_MINUTES * MINUTE,
        services: servicesOf(asked.serviceIds).map(({ name }) => name),
        status: 'booked',
        downgraded: asked.exception !== undefined,
        guests: asked.guests ?? 1,
        trays: member.tier === 'ordinary' ? 'none' : 'waiting',
        linenAmber: null,
        allergies: member.allergies,
        notes: asked.notes ?? '',
      })
      salon.linen?.call('new', id)
      salon.change('booking', 'tray')
      return { bookingId: id }
    },
    'booking.move': ({ bookingId, ...asked }) => {
      const { memberNo } = find(bookingId)
      if (refusalsOf(salon, { ...asked, memberNo, moving: bookingId }, asked.exception !== undefined).length)
        refuse('slot_refused')
      const booking = find(bookingId)
      const room = rooms.find(({ id }) => id === asked.roomId) ?? refuse('no_such_room')
      const length = booking.endMs - booking.startMs
      Object.assign(booking, {
        roomId: room.id,
        roomNumber: room.number,
        startMs: asked.startMs,
        endMs: asked.startMs + length,
        busyUntilMs: asked.startMs + length + TURNOVER_MINUTES * MINUTE,
      })
      salon.linen?.call('changed', bookingId)
      salon.change('booking', 'tray')
      return null
    },
    'booking.advance': ({ bookingId, to }) => {
      find(bookingId).status = to
      salon.change('booking')
      return null
    },
    'booking.cancel': ({ bookingId, noShow }) => {
      find(bookingId).status = noShow ? 'no_show' : 'cancelled'
      salon.linen?.call('cancelled', bookingId)
      salon.change('booking', 'tray')
      return null
    },
    'booking.arrivals': () => {
      const rows = salon.empty ? [] : salon.bookings.map((one): Arrival => ({ ...one, next: stepAfter(one.status) }))
      const due = rows.filter(({ next }) => next !== null).sort((a, b) => a.startMs - b.startMs)
      const amber = due.find(({ linenAmber }) => linenAmber)
      const alerts: Alert[] = []
      if (amber) {
        const { memberName, startMs, linenAmber } = amber
        alerts.push({ kind: 'linen', params: { name: memberName, startMs, expectedAt: linenAmber?.expectedAt ?? 0 } })
        alerts.push({ kind: 'birthday', params: { name: '何静、王芳' } })
      }
      return { rows: due, alerts }
    },
  }
}
