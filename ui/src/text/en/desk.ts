import type { Texts } from '../words.svelte'

export const desk: Texts['desk'] = {
  board: 'Room schedule',
  counts: (booked, arrived) => `${booked} booked · ${arrived} arrived`,
  takings: (amount) => `${amount} taken`,
  previousDay: 'Day before',
  nextDay: 'Day after',
  backToToday: 'Back to today',
  turnover: 'Turnover',
}
