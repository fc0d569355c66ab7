// The rooms that exist, in the order of the rail. Alt+1 is the first. A room not listed here is not shown anywhere.
import type { Component } from 'svelte'
import type { PlaceName } from '../house/places.svelte'
import DeskPage from '../rooms/desk/DeskPage.svelte'
import MembersPage from '../rooms/members/MembersPage.svelte'
import SettingsPage from '../rooms/settings/SettingsPage.svelte'
import CallsMark from '../rooms/stockroom/CallsMark.svelte'
import StockroomPage from '../rooms/stockroom/StockroomPage.svelte'
import TillPage from '../rooms/till/TillPage.svelte'
import WaitingMark from '../rooms/till/WaitingMark.svelte'
import type { IconName } from '../shared/Icon.svelte'
import type { CommandName } from '../wire/call'

export interface RoomEntry {
  place: PlaceName
  icon: IconName
  page: Component
  /** The command without which the room is useless: who may not call it does not see the room. */
  needs: CommandName
  /** What stands on its rail button while it matters: how much waits there. */
  mark?: Component
}

export const rooms: RoomEntry[] = [
  { place: 'desk', icon: 'desk', page: DeskPage, needs: 'booking.day' },
  { place: 'members', icon: 'members', page: MembersPage, needs: 'member.list' },
  { place: 'stockroom', icon: 'stockroom', page: StockroomPage, needs: 'linen.tasks', mark: CallsMark },
  { place: 'till', icon: 'till', page: TillPage, needs: 'till.settle', mark: WaitingMark },
  { place: 'settings', icon: 'settings', page: SettingsPage, needs: 'staff.change_pin' },
]
