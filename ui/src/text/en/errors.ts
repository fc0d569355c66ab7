import { clockTime, isoDate } from '../format'
import type { Texts } from '../words.svelte'

const moment = (ms: unknown) => (typeof ms === 'number' ? `${isoDate(ms)} ${clockTime(ms)}` : '?')

const text = (value: unknown) => String(value ?? '')

function wait(untilMs: unknown): string {
  const minutes = Math.max(1, Math.ceil((Number(untilMs ?? 0) - Date.now()) / 60_000))
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

const FIELDS: Record<string, string> = {
  name: 'The name',
  number: 'The number',
  phone: 'The phone',
  roles: 'The role',
  price: 'The price',
  minutes: 'The duration',
  notes: 'The note',
  reason: 'The reason',
  salonName: "The salon's name",
  salon_name: "The salon's name",
  group: 'The group',
  code: 'The code',
  category: 'The category',
  beds: 'The number of beds',
  phones: 'Phones',
  allergies: 'Allergies',
  birthday: 'The birthday',
  serviceIds: 'Services',
  lines: 'The bill',
  payments: 'Payments',
}
const fieldName = (field: unknown) => FIELDS[text(field)] ?? 'The entry'

export const errors: Texts['errors'] = {
  // who is asking
  signed_out: () => 'You were signed out. Enter your PIN again; what you typed is still here.',
  wrong_pin: ({ remaining }) =>
    typeof remaining === 'number'
      ? `Wrong PIN. ${remaining} more ${remaining === 1 ? 'try' : 'tries'}.`
      : 'Wrong number or PIN.',
  locked_out: ({ untilMs }) => `Too many wrong PINs. Wait ${wait(untilMs)}, or ask the manager to unlock.`,
  no_pin_set: () => 'This colleague has no PIN yet. The manager sets it in Settings.',
  not_allowed: ({ reason }) =>
    reason === 'last_manager'
      ? 'At least one manager must be able to sign in; nothing was saved.'
      : 'Your role may not do this. Ask a colleague who may to sign in.',
  pin_too_simple: () => 'A PIN has 4 to 8 digits, not all the same and not a run like 1234.',
  // how it was asked
  unknown_command: () => 'The program parts do not match, so this step was not done. Open Lantai again.',
  bad_arguments: () => 'Something is missing or not allowed, so nothing was saved. Check the fields and try again.',
  request_id_missing: () => 'This step carried no number, so it was not done. Open Lantai again.',
  request_id_reused: () => 'This step does not match the one before, so it was not done. Start it again.',
  field_missing: ({ field }) => `${fieldName(field)} is missing; nothing was saved.`,
  text_too_long: ({ field, longest }) =>
    `${fieldName(field)} is too long${longest ? ` (at most ${longest} characters)` : ''}; nothing was saved.`,
  text_not_allowed: ({ field }) => `${fieldName(field)} has characters that cannot be kept; nothing was saved.`,
  bad_phone: () => 'That phone number cannot be read. Check the digits.',
  bad_date: () => 'That date cannot be read. Try 0412, 4月12 or 1985-04-12.',
  bad_amount: () => 'That amount is not valid. Use digits and at most two decimals.',
  too_many: ({ field, most }) => `${fieldName(field)}: at most ${text(most)}; nothing was saved.`,
  bad_number: ({ field }) => `${fieldName(field)} is out of range; nothing was saved.`,
  // not there, or there already
  no_such_member: () => 'This member is not there; somebody may have changed it. The screen is up to date now.',
  no_such_staff: () => 'This colleague is not there; somebody may have changed it. The screen is up to date now.',
  no_such_room: () => 'This room is not there; somebody may have changed it. The screen is up to date now.',
  no_such_item: () => 'This is no longer on the price list; somebody may have changed it.',
  no_such_booking: () => 'This booking is not there; somebody may have changed it. The screen is up to date now.',
  no_such_piece: () => 'This piece is not there; somebody may have changed it. The screen is up to date now.',
  no_such_set: () => 'This member has no linen set yet.',
  no_such_call: () => 'This notice is no longer there. The screen is up to date now.',
  no_such_bill: () => 'This bill cannot be found.',
  device_unknown: () => 'This device is not paired, or was revoked. Pair it again in the settings at the desk.',
  device_name_taken: () => 'Another device has that name. Choose another.',
  invitation_over: () => 'The pairing code was used or has run out. Make a new one at the desk.',
  too_many_devices: () => 'There are too many devices. Revoke those not in use first.',
  too_many_requests: () => 'Too many requests. Nothing was lost; wait a moment and try again.',
  network_off: () => 'Tablets cannot connect yet. Turn it on under Settings, Tablets.',
  only_at_the_desk: () => 'This can be done at the desk’s own computer only.',
  no_such_setting: () => 'There is no such setting. Open Lantai again.',
  number_taken: ({ number }) => `Number ${text(number)} is already used. Choose another.`,
  same_person_exists: ({ name, memberNo }) => `The same person is already here: ${text(name)} (no. ${text(memberNo)}).`,
  slot_taken: () => 'This slot is already used. Choose another.',
  phone_held: () => 'This phone number already belongs to this member.',
  hours_do_not_fit: ({ openHour, closeHour, dayStartHour }) =>
    `The day begins at ${text(dayStartHour)}, opens at ${text(openHour)} and closes at ${text(closeHour)}: that does not fit. Nothing was saved.`,
  bad_printer: () => 'Write the printer as host:port, such as 192.168.1.50:9100. Nothing was saved.',
  grades_do_not_fit: () => 'Each grade must begin higher than the one before and never pay more. Nothing was saved.',
  item_used: ({ name }) =>
    `${text(name)} has been booked or sold, so it stays what it is: service or good. Nothing was saved.`,
  staff_awaited: ({ name, bookings }) =>
    `${text(name)} still has ${text(bookings)} bookings. Give them to somebody else first; nothing was saved.`,
  room_awaited: ({ number, bookings }) =>
    `${text(number) || 'The room'} still awaits ${text(bookings) || 'some'} bookings. Move them first; nothing was saved.`,
  // booking
  slot_refused: () => 'This time cannot be had, so nothing was saved. See why, or take one nearby.',
  consent_missing: () => 'First record how the guest agreed.',
  not_a_beautician: ({ name }) =>
    `${text(name) || 'This colleague'} is not a beautician. Choose a beautician; nothing was saved.`,
  consultant_required: () => "An exception needs a consultant's own number and PIN. Nothing was saved.",
  wrong_step: () => 'This booking has moved on. The screen is up to date now; look again.',
  still_in_treatment: ({ name, room, beautician }) =>
    `${text(name)} is still in treatment in ${text(room)} (${text(beautician)}). End that visit first; nothing was saved.`,
  reason_missing: () => 'Say why.',
  booking_changed: () => 'Somebody has just changed this booking. The screen is up to date now; look again.',
  // linen
  linen_short: () => 'Linen is missing, so the tray cannot be ready yet. Complete it or wait for the laundry.',
  linen_wrong_place: () => 'This piece is no longer there. The screen is up to date now; look again.',
  no_qualification: () => 'This guest is neither VIP nor SVIP and has no linen of her own.',
  set_exists: () => 'This member already has a linen set.',
  set_retired: () =>
    'This set is retired, so nothing is made for it. What is found goes through the laundry into ordinary stock.',
  trays_out: ({ room, takenBy }) =>
    room
      ? `The trays are already in ${text(room)}${takenBy ? ` (taken by ${text(takenBy)})` : ''}. Have them brought back as they are, then change room or day; nothing was saved.`
      : 'The trays are not back yet, so this step must wait.',
  guest_not_here: ({ name }) => `${text(name) || 'The guest'} has not come yet; this step waits for her.`,
  guest_still_here: ({ name }) => `${text(name) || 'The guest'} is still here; this step waits until she has left.`,
  // till
  payments_do_not_add_up: ({ due, paid }) =>
    `Payments of ¥${text(paid)} do not match the ¥${text(due)} due; nothing was settled.`,
  price_moved: () => 'The price has just changed; nothing was settled. Look at the new amount and confirm again.',
  already_settled: () => 'This bill is already settled; nothing was taken twice.',
  nothing_to_settle: () => 'There is nothing to settle.',
  service_not_billed: ({ name }) =>
    `“${text(name)}” was booked but is not on the bill. Add it, or say why it was not done; nothing was settled.`,
  no_printer: () => 'No printer is set. The bill is settled; save it to a file, or enter a printer in Settings.',
  printer_unreachable: () => 'The printer does not answer. The bill is settled; print the receipt again later.',
  // import
  file_too_large: ({ of, most }) =>
    of === 'rows' || of === 'sheets' || of === 'cells'
      ? `The table is too large (limit ${text(most)} ${of}) and was not read. Split it into several files.`
      : 'The file is too large (limit 32 MB) and was not read. Split it or save a smaller one.',
  file_protected: () =>
    'The file is locked by a password; nothing was read. Remove the password in the spreadsheet program and save it again.',
  not_a_spreadsheet: () =>
    'This is not a readable spreadsheet (xlsx, csv); it was not read. Save an old .xls as .xlsx first.',
  sheet_empty: () => 'The sheet is empty; nothing was read.',
  no_such_sheet: ({ sheet }) => `The file has no sheet “${text(sheet)}”; nothing was read. Choose another.`,
  header_not_found: () => 'No heading row was found; nothing was read. The sheet needs headings such as 姓名 and 电话.',
  columns_missing: () => 'A needed column is missing; nothing was read. Say above what each column is.',
  file_changed: () => 'The file is not the one you previewed; nothing was imported. Preview it again.',
  cancelled: () => 'Cancelled. Nothing was changed.',
  unknown_kind: () => 'It is not clear which kind of register this is. Choose the kind above.',
  // the store and the machine
  clock_went_back: () =>
    "The computer's clock is behind the last record, so nothing can be written. Set the clock; no data was lost. If it is right now, the manager signs in and confirms it at the top of the screen.",
  store_busy: () =>
    'Another program is writing (an import from the command line, say). This step was not done and nothing was lost; try again in a moment.',
  store_gone: () =>
    "A salon's key or backups are here, but its data file is not. Nothing was changed; restore a backup.",
  store_damaged: () =>
    'The data file is damaged. Lantai stopped and did not touch it. Restore a backup into a new file.',
  store_cut_short: ({ lastMs, saidMs }) =>
    `The newest records are missing: what is here ends at ${moment(lastMs)}, but records were written until ${moment(saidMs)}. Lantai stopped and changed nothing. Restore the newest backup, or, if none is better, go on knowingly with what is here.`,
  store_newer: () => 'The data file was written by a newer version. Update Lantai; the file was not touched.',
  store_wrong_key: () =>
    'The key does not open the data file. It was not touched; the recovery phrase can bring the right key back.',
  store_missing: () => 'There is no data file in the folder. Found a salon, or restore a backup.',
  store_read_only: () => 'The data folder cannot be written. Check the disk or its permissions; no data was lost.',
  store_exists: () => "There is already a salon's data file here; it was not overwritten.",
  key_missing: () =>
    'The key of the data file is missing. The file was not touched; bring the key back by the recovery phrase.',
  keyring_closed: () =>
    "The key is in this computer's keyring, which is locked or does not answer. The file was not touched; sign in to the desktop, unlock the keyring and open it again, or bring the key back by the recovery phrase.",
  phrase_wrong: () => 'The recovery phrase is wrong. Compare it word by word with the printout; nothing was changed.',
  disk_full: () => 'The disk is full, so this step was not saved. Free some space and try again; saved data is safe.',
  backup_failed: () =>
    'The backup could not be made. Your data is untouched; check the disk space or choose another place.',
  backup_unusable: ({ missing }) =>
    missing
      ? `This backup lacks its companion file ${text(missing)}; it was not used. Copy both files together, or choose another.`
      : "This backup is incomplete or not Lantai's; it was not used. Choose another.",
  folder_unusable: () => 'The data folder cannot be opened. Check that it is there and may be read.',
  internal: () =>
    'Something failed inside the program and this step was not done. No data was lost; try again, then look at the log.',
  kept: () => 'Kept; it will be sent when the connection is back.',
  unreachable: () => 'No answer came. Pressing again is safe: the same step is never done twice.',
}

export const refusals: Texts['refusals'] = {
  room_tier_mismatch: ({ room, roomTier, memberTier }) =>
    roomTier && memberTier
      ? `${text(room)} belongs to the ${text(roomTier)}; this guest is ${text(memberTier)}`
      : `${text(room ?? 'This room')} is not of this guest's tier`,
  room_busy: ({ room, until }) =>
    `${text(room ?? 'The room')} is taken${until ? ` and being made ready until ${text(until)}` : ''}`,
  beautician_busy: ({ otherBeautician, end }) =>
    `${text(otherBeautician ?? 'The beautician')} is with another guest${end ? ` until ${text(end)}` : ''}`,
  member_busy: ({ from, end }) =>
    `This guest already has a booking then${from && end ? ` (${text(from)}–${text(end)})` : ''}`,
  in_the_past: () => 'That time has passed',
  too_far_ahead: () => 'Too far ahead to book',
  outside_hours: ({ openHour, closeHour }) =>
    closeHour ? `Outside opening hours (${text(openHour)}:00–${text(closeHour)}:00)` : 'Outside opening hours',
  too_short: ({ minutes }) => `These services take ${text(minutes)} minutes; the time is too short.`,
  too_long: () => 'Too long for one booking',
  end_before_start: () => 'The end is before the start',
  guests_exceed_beds: ({ room, beds }) =>
    `${text(room ?? 'This room')} has only ${text(beds ?? 1)} bed${beds === 1 ? '' : 's'}`,
  matching_room_free: () => 'A room of the right tier is free; no exception is possible',
}
