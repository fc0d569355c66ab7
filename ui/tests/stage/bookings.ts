// One Saturday at the demo salon, seen at 14:26.
import { addDays, instantOf } from '../../src/text/format'
import type { BoardBooking, BookingStatus } from '../../src/wire/types'
import { items, people, rooms, staff } from './people'

export const TODAY = '2026-11-21'
export const NOW = instantOf(TODAY, '14:26')
export const TURNOVER_MINUTES = 15
const MINUTE = 60_000

type Row = [
  room: string,
  time: string,
  member: string,
  service: string,
  beautician: string,
  status: BookingStatus,
  guests?: number,
]
const ROWS: Row[] = [
  ['S1', '10:30', '周雅琴', 'S003', '018', 'settled'],
  ['S2', '11:00', '郑美华', 'S013', '014', 'settled', 2],
  ['S1', '14:00', '林婉清', 'S007', '012', 'in_treatment'],
  ['V1', '10:00', '何静', 'S002', '013', 'settled'],
  ['V5', '11:30', '单梓萱', 'S001', '014', 'settled'],
  ['V1', '13:30', '孙丽娟', 'S008', '020', 'finished'],
  ['V2', '14:45', '吴倩', 'S002', '022', 'arrived'],
  ['V1', '17:00', '钱玉', 'S006', '022', 'booked'],
  ['V2', '18:00', '冯雪', 'S007', '017', 'confirmed'],
  ['V3', '16:00', '韩冰', 'S005', '018', 'booked'],
  ['V5', '19:00', '蒋欣', 'S013', '022', 'booked', 2],
  ['V3', '18:15', '古丽娜孜·买买提江', 'S004', '018', 'booked'],
  ['P1', '10:00', '刘芳', 'S001', '019', 'settled'],
  ['P1', '14:15', '王芳', 'S009', '011', 'in_treatment'],
  ['P5', '14:30', '谢婷', 'S010', '021', 'booked'],
  ['P3', '15:15', '邓丽', 'S015', '021', 'booked'],
  ['P2', '16:30', '唐敏', 'S002', '023', 'booked'],
  ['P4', '18:30', '曹颖', 'S001', '023', 'booked'],
]

export function seedBookings(): BoardBooking[] {
  return ROWS.map(([roomNumber, time, name, code, number, status, guests = 1], index) => {
    const member = people.find((person) => person.name === name)
    const room = rooms.find((line) => line.number === roomNumber)
    const item = items.find((line) => line.code === code)
    const beautician = staff.find((line) => line.number === number)
    if (!member || !room || !item || !beautician)
      throw new Error(`the stage names somebody unknown: ${name} ${roomNumber} ${code} ${number}`)
    const startMs = instantOf(TODAY, time)
    const endMs = startMs + (item.minutes ?? 60) * MINUTE
    return {
      id: `booking-${index + 1}`,
      memberNo: member.memberNo,
      memberName: name,
      tier: member.tier,
      roomId: room.id,
      roomNumber,
      beauticianId: beautician.id,
      beauticianName: beautician.name,
      startMs,
      endMs,
      busyUntilMs: endMs + TURNOVER_MINUTES * MINUTE,
      services: [item.name],
      status,
      downgraded: false,
      guests,
      trays:
        member.tier === 'ordinary'
          ? 'none'
          : status === 'booked' || status === 'confirmed'
            ? 'waiting'
            : status === 'arrived'
              ? 'ready'
              : 'returned',
      linenAmber:
        name === '冯雪'
          ? {
              missing: [
                { kind: 'bath_towel', count: 1, place: 'drying' },
                { kind: 'towel', count: 1, place: 'drying' },
              ],
              expectedAt: instantOf(TODAY, '17:20'),
            }
          : null,
      allergies: member.allergies,
      notes: '',
    }
  })
}

export const YESTERDAY = addDays(TODAY, -1)
