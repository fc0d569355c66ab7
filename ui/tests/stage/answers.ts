// Every room's answers together. A room adds its own file and one line here.
import type { Role } from '../../src/wire/types'
import { bookingAnswers } from './booking-answers'
import { deskAnswers } from './desk-answers'
import { importAnswers } from './import-answers'
import { memberAnswers } from './member-answers'
import type { Answers, StageSalon } from './salon'
import { settingAnswers } from './setting-answers'
import { stockroomAnswers } from './stockroom-answers'
import { tillAnswers } from './till-answers'

export function stageAnswers(salon: StageSalon): Answers {
  return {
    ...deskAnswers(salon),
    ...bookingAnswers(salon),
    ...memberAnswers(salon),
    ...importAnswers(salon),
    ...settingAnswers(salon),
    ...stockroomAnswers(salon),
    ...tillAnswers(salon),
  }
}

const STOCKROOM: Role[] = ['stockroom', 'supervisor', 'manager']
const CARERS: Role[] = ['beautician', 'supervisor', 'manager']
const HANDOVER: Role[] = [...CARERS, 'stockroom']
const TILL: Role[] = ['front_desk', 'supervisor', 'manager']
const HANDS: Role[] = [...HANDOVER, 'laundry']
/** The commands of the stockroom and the till that not everybody may call; the same roles as in the command table. */
const ONLY: Record<string, Role[]> = {
  'tray.acknowledge': STOCKROOM,
  'tray.ready': STOCKROOM,
  'tray.take': CARERS,
  'tray.put_away': STOCKROOM,
  'tray.bring_back': HANDOVER,
  'tray.return': HANDOVER,
  'linen.slippers_back': HANDOVER,
  'linen.to_laundry': HANDS,
  'linen.to_drying': ['laundry', 'supervisor', 'manager'],
  'linen.shelve': STOCKROOM,
  'linen.mark': HANDS,
  'linen.replace': STOCKROOM,
  'linen.recover': STOCKROOM,
  'linen.make_set': STOCKROOM,
  'linen.retire': STOCKROOM,
  'linen.to_stock': STOCKROOM,
  'till.quote': TILL,
  'till.settle': TILL,
  'till.receipt': TILL,
  'till.print': TILL,
  'till.day': TILL,
}
const NOT_THE_LAUNDRY = /^(tray|booking|member)\./

/** What somebody with these roles may call here. */
export function commandsOf(answers: Answers, roles: Role[]): string[] {
  return Object.keys(answers).filter((name) => {
    const washesOnly = roles.length === 1 && roles[0] === 'laundry'
    if (washesOnly && NOT_THE_LAUNDRY.test(name)) return false
    return ONLY[name]?.some((role) => roles.includes(role)) ?? true
  })
}
