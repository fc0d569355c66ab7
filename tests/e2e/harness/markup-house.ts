// A salon in which everything that can bear a name bears markup: guests, their notes and allergies, staff, rooms, goods, the
// salon itself. Written from behind the screen, so that only the showing of it is tested where it is shown.
import { Diary } from './diary'
import { MARKUP, NOTE } from './markup'
import { DI_FAN, ZHOU_XU } from './people'
import { callAs } from './program'
import { STAFF } from './sign-in'
import type { SalonWindow } from './window'

/** What the guests of the journeys are called in this house. */
export const CALLED = {
  zhouXu: MARKUP[0],
  diFan: MARKUP[7],
  beautician: MARKUP[8],
  service: MARKUP[2],
  good: MARKUP[5],
}

interface Row {
  id: string
  [field: string]: unknown
}

export function nameEverything(folder: string) {
  const call = <T>(name: string, args: object) => callAs<T>(folder, STAFF.manager, name, args)
  const change = (name: string, row: Row, fields: string[], to: object) =>
    call(name, { ...Object.fromEntries(fields.map((field) => [field, row[field]])), ...to })

  const allergies = MARKUP.slice(0, 4)
  call('member.amend', { memberNo: ZHOU_XU.memberNo, name: CALLED.zhouXu, notes: NOTE, allergies })
  call('member.amend', { memberNo: DI_FAN.memberNo, name: CALLED.diFan, notes: MARKUP[4], allergies })
  new Diary({ folder } as SalonWindow).book(DI_FAN.memberNo, 'V1', '14:00')

  const staff = call<(Row & { number: string })[]>('staff.list', {})
  const carer = staff.find(({ number }) => number === STAFF.beautician) as Row
  change('staff.save', carer, ['id', 'number', 'roles', 'active'], {
    name: CALLED.beautician,
    group: '<svg onload=ran()>',
  })
  const room = call<(Row & { number: string })[]>('room.list', {}).find(({ number }) => number === 'V1') as Row
  change('room.save', room, ['id', 'tier', 'beds', 'active'], { number: '<b>V1</b>', note: MARKUP[3] })
  const items = call<(Row & { code: string })[]>('catalog.list', {})
  const kept = ['id', 'code', 'kind', 'minutes', 'price', 'memberPrice', 'active']
  const item = (code: string) => items.find((one) => one.code === code) as Row
  const rooms = MARKUP[6]
  change('catalog.save', item('S001'), kept, { name: CALLED.service, category: '<svg onload=ran()>', rooms })
  change('catalog.save', item('G004'), kept, { name: CALLED.good, category: "'-ran()-'", rooms: '' })
  call('setting.set', { key: 'salon_name', value: MARKUP[1] })
  sell(folder, item('G004').id)
}

/** A bill of hers, so that there is a receipt to be shown. */
function sell(folder: string, itemId: string) {
  const asked = { memberNo: ZHOU_XU.memberNo, lines: [{ itemId, quantity: 1 }] }
  const { due } = callAs<{ due: string }>(folder, STAFF.frontDesk, 'till.quote', asked)
  callAs(folder, STAFF.frontDesk, 'till.settle', { ...asked, payments: [{ method: 'cash', amount: due }], due })
}
