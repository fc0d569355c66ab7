import { describe, expect, it } from 'vitest'
import { inOrder, isDone, slotOf, stepsOf } from '../../src/rooms/stockroom/steps'
import type { TrayCard } from '../../src/wire/types'

const card = (more: Partial<TrayCard>): TrayCard => ({
  bookingId: 'b',
  memberNo: 1,
  memberName: '张三',
  tier: 'vip',
  phone: '',
  approvalDate: null,
  startMs: 0,
  room: 'V1',
  beautician: '李莹',
  slot: 7,
  slotLabel: '张三 07号',
  state: 'waiting',
  visit: 'in_treatment',
  linenPieces: [],
  slipperPieces: [],
  short: null,
  allergies: [],
  takenBy: null,
  ...more,
})
const slippers = {
  pieceId: 'p',
  kind: 'slippers',
  memberNo: 1,
  memberName: '张三',
  slot: 7,
  place: 'in_use',
  note: '',
  room: 'V1',
  bookingId: 'b',
} as const

describe('the steps of a tray', () => {
  it('follow one another, and end only when slippers and linen are on their way', () => {
    expect(stepsOf(card({}), undefined)).toEqual(['ready'])
    expect(stepsOf(card({ short: { missing: [], expectedAt: null } }), undefined)).toEqual(['readyRest'])
    expect(stepsOf(card({ state: 'ready' }), undefined)).toEqual(['take'])
    expect(stepsOf(card({ state: 'taken' }), undefined)).toEqual(['giveBack'])
    expect(stepsOf(card({ state: 'taken', visit: 'booked' }), undefined)).toEqual(['bringBack'])
    expect(stepsOf(card({ state: 'taken', visit: 'cancelled' }), undefined)).toEqual(['giveBack'])
    expect(stepsOf(card({ state: 'ready', visit: 'settled' }), undefined)).toEqual(['putAway'])
    const back = card({ state: 'returned' })
    expect(stepsOf(back, { slippersOut: [slippers], inRooms: [] })).toEqual(['slippers'])
    expect(isDone(back, { slippersOut: [slippers], inRooms: [] })).toBe(false)
    expect(isDone(back, { slippersOut: [{ ...slippers, bookingId: 'other' }], inRooms: [] })).toBe(true)
  })

  it('stand by time or by slot, those without a slot last', () => {
    const cards = [
      card({ bookingId: 'a', startMs: 2, slot: null }),
      card({ bookingId: 'b', startMs: 3, slot: 2 }),
      card({ bookingId: 'c', startMs: 1, slot: 9 }),
    ]
    expect(inOrder(cards, 'time').map(({ bookingId }) => bookingId)).toEqual(['c', 'a', 'b'])
    expect(inOrder(cards, 'slot').map(({ bookingId }) => bookingId)).toEqual(['b', 'c', 'a'])
  })
})

describe('a slot label', () => {
  it('is read however it is scanned or typed', () => {
    expect(['27', '07', '７号', '张晓岚 27号', '古丽娜孜·买买提江 45号'].map(slotOf)).toEqual([27, 7, 7, 27, 45])
    expect(['张晓岚', 'zxl', '', '13812346027'].map(slotOf)).toEqual([null, null, null, null])
  })
})
