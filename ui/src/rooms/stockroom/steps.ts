// What can be done next with the trays of one booking (policy §2.4, §2.6), for the one who looks.
import type { CommandName } from '../../wire/call'
import type { LinenTasks, TrayCard } from '../../wire/types'

export type Step = 'ready' | 'readyRest' | 'putAway' | 'take' | 'bringBack' | 'giveBack' | 'slippers' | 'laundry'

export const COMMAND = {
  ready: 'tray.ready',
  readyRest: 'tray.ready',
  putAway: 'tray.put_away',
  take: 'tray.take',
  bringBack: 'tray.bring_back',
  giveBack: 'tray.return',
  slippers: 'linen.slippers_back',
  laundry: 'linen.to_laundry',
} as const satisfies Record<Step, CommandName>

type Left = Pick<LinenTasks, 'slippersOut' | 'inRooms'> | undefined

/** Every step that is open, whoever may do it. */
export function stepsOf(card: TrayCard, left: Left): Step[] {
  if (card.state === 'waiting') return card.short ? ['readyRest'] : ['ready']
  if (card.state === 'ready') return hasLeft(card) ? ['putAway'] : ['take']
  if (card.state === 'taken') return isAwaited(card) ? ['bringBack'] : ['giveBack']
  if (card.state !== 'returned') return []
  const steps: Step[] = []
  if (left?.slippersOut.some(({ bookingId }) => bookingId === card.bookingId)) steps.push('slippers')
  if (left?.inRooms.some(({ bookingId }) => bookingId === card.bookingId)) steps.push('laundry')
  return steps
}

/** She has not come yet: her trays come back only as they went, not empty. */
export function isAwaited({ visit }: TrayCard): boolean {
  return visit === 'booked' || visit === 'confirmed'
}

/** She has been here and left: what was prepared and never taken goes back into its slot. */
function hasLeft({ visit }: TrayCard): boolean {
  return visit === 'finished' || visit === 'settled'
}

/** Nothing more will happen to these trays today. */
export function isDone(card: TrayCard, left: Left): boolean {
  return card.state === 'returned' && stepsOf(card, left).length === 0
}

export function inOrder(cards: TrayCard[], order: 'time' | 'slot'): TrayCard[] {
  const bySlot = (a: TrayCard, b: TrayCard) => (a.slot ?? Number.MAX_VALUE) - (b.slot ?? Number.MAX_VALUE)
  const byTime = (a: TrayCard, b: TrayCard) => a.startMs - b.startMs
  return [...cards].sort((a, b) => (order === 'slot' ? bySlot(a, b) || byTime(a, b) : byTime(a, b) || bySlot(a, b)))
}

/** What a scanned or typed slot label means: `27`, `07`, `27号`, `张晓岚 27号`. */
export function slotOf(text: string): number | null {
  const found = /^\D*?(\d{1,4})\s*号?$/.exec(text.trim().normalize('NFKC'))
  return found ? Number(found[1]) : null
}
