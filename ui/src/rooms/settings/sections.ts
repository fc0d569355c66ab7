// The parts of the settings and the command without which each is useless.
import type { Component } from 'svelte'
import type { Texts } from '../../text/words.svelte'
import type { CommandName } from '../../wire/call'
import Backup from './Backup.svelte'
import OwnPin from './OwnPin.svelte'
import Prices from './Prices.svelte'
import Rooms from './Rooms.svelte'
import Salon from './Salon.svelte'
import Staff from './Staff.svelte'
import Tablets from './Tablets.svelte'
import ThisDesk from './ThisDesk.svelte'

export type SectionName = keyof Texts['settings']['sections']

export const offered: { name: SectionName; part: Component; needs: CommandName | null }[] = [
  { name: 'salon', part: Salon, needs: 'setting.list' },
  { name: 'staff', part: Staff, needs: 'staff.list' },
  { name: 'rooms', part: Rooms, needs: 'room.save' },
  { name: 'prices', part: Prices, needs: 'catalog.save' },
  { name: 'tablets', part: Tablets, needs: 'device.list' },
  { name: 'backup', part: Backup, needs: 'store.status' },
  { name: 'pin', part: OwnPin, needs: 'staff.change_pin' },
  { name: 'desk', part: ThisDesk, needs: null },
]
