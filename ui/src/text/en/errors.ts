import type { Texts } from '../words.svelte'

function wait(untilMs: unknown): string {
  const minutes = Math.max(1, Math.ceil((Number(untilMs ?? 0) - Date.now()) / 60_000))
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

export const errors: Texts['errors'] = {
  already_exists: () => 'That number or code already exists. Choose another.',
  already_stored: () => 'This phone number already belongs to this member.',
  amount_invalid: () => 'That amount is not valid. Use digits and at most two decimals.',
  backup_failed: () =>
    'The backup could not be made. Your data is untouched; check the disk space or choose another place.',
  bad_arguments: () => 'Something is missing or not allowed, so nothing was saved. Check the fields and try again.',
  bad_date: () => 'That date cannot be read. Try 0412, 4月12 or 1985-04-12.',
  bad_phone: () => 'That phone number cannot be read. Check the digits.',
  bad_pin: () => 'A PIN has 4 to 8 digits.',
  booking_state: () => 'This booking has just changed. The screen is up to date now; look again.',
  cancelled_by_user: () => 'Cancelled. Nothing was changed.',
  consent_missing: () => 'First record how the guest agreed.',
  consultant_refused: () => 'Wrong number or PIN, or this person is no consultant. No exception was made.',
  end_before_start: () => 'The end is before the start, so nothing was saved.',
  file_too_large: () => 'The file is too large (limit 32 MB) and was not read. Split it or save a smaller one.',
  file_unreadable: () => 'The file cannot be read; nothing was changed. Make sure no other program holds it open.',
  forbidden: () => 'Your role may not do this. Ask a colleague who may to sign in.',
  internal: () =>
    'Something failed inside the program and this step was not done. No data was lost; try again, then look at the log.',
  linen_short: () => 'Linen is missing, so the tray cannot be ready yet. Complete it or wait for the laundry.',
  linen_state: () => 'This piece is no longer there. The screen is up to date now; look again.',
  locked_out: ({ untilMs }) => `Too many wrong PINs. Wait ${wait(untilMs)}, or ask the manager to unlock.`,
  name_missing: () => 'Enter a name.',
  no_pin_set: () => 'This colleague has no PIN yet. The manager sets it in Settings › Staff.',
  not_a_spreadsheet: () => 'This is not a spreadsheet (xlsx, xls, csv); it was not read.',
  not_found: () => 'It is no longer there; somebody may have changed it. The screen is up to date now.',
  payments_do_not_add_up: ({ due, paid }) => `Payments of ¥${paid} do not match the ¥${due} due; nothing was settled.`,
  price_moved: () => 'The price has just changed; nothing was settled. Look at the new amount and confirm again.',
  printer_unreachable: () => 'The printer does not answer. The bill is settled; print the receipt again later.',
  recovery_phrase_wrong: () =>
    'The recovery phrase is wrong. Compare it word by word with the printout; nothing was changed.',
  request_id_reused: () => 'This step does not match the one before, so it was not done. Start it again.',
  same_person_exists: ({ name, memberNo }) => `The same person is already here: ${name} (no. ${memberNo}).`,
  signed_out: () => 'You were signed out. Enter your PIN again; what you typed is still here.',
  slot_refused: () => 'This slot cannot be had, so nothing was saved. See why, or take one nearby.',
  slot_taken: () => 'Somebody has just taken this slot; nothing was saved. Take one nearby.',
  store_damaged: () =>
    'The data file is damaged. Lantai stopped and did not touch it. Restore a backup into a new file.',
  store_locked: () => 'Another program is using the data file. Close it, then open Lantai again.',
  store_newer: () => 'The data file was written by a newer version. Update Lantai; the file was not touched.',
  store_read_only: () => 'The data folder cannot be written. Check the disk or its permissions; no data was lost.',
  store_wrong_key: () => 'The key does not open the data file. It was not touched; the recovery phrase can open it.',
  text_too_long: () => 'That text is too long and was not saved. Shorten it and try again.',
  tray_state: () => 'This tray has just changed. The screen is up to date now; look again.',
  unknown_command: () => 'The program parts do not match, so this step was not done. Open Lantai again.',
  unreachable: () => 'No answer came. Pressing again is safe: the same step is never done twice.',
  wrong_pin: ({ remaining }) =>
    remaining === undefined
      ? 'Wrong number or PIN.'
      : `Wrong PIN. ${remaining} more ${remaining === 1 ? 'try' : 'tries'}.`,
}

export const refusals: Texts['refusals'] = {
  room_tier_mismatch: ({ room }) => `${room ?? 'This room'} is not of this guest's tier`,
  room_busy: ({ room, until }) => `${room ?? 'The room'} is taken or being cleaned${until ? ` until ${until}` : ''}`,
  beautician_busy: ({ beautician, until }) =>
    `${beautician ?? 'The beautician'} is with another guest${until ? ` until ${until}` : ''}`,
  member_busy: ({ room }) => `This guest already has a booking then${room ? ` (${room})` : ''}`,
  in_the_past: () => 'That time has passed',
  outside_hours: ({ open, close }) =>
    open && close ? `Outside opening hours (${open}–${close})` : 'Outside opening hours',
  too_long: () => 'Too long for one booking',
  end_before_start: () => 'The end is before the start',
  guests_exceed_beds: ({ room, beds }) => `${room ?? 'This room'} has only ${beds ?? 1} bed${beds === 1 ? '' : 's'}`,
  matching_room_free: ({ room }) =>
    `A room of the right tier is free${room ? ` (${room})` : ''}; no exception is possible`,
}
