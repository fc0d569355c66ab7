// Why a row of a register waits for an eye, or can not be taken at all.
import type { Texts } from '../words.svelte'

const p = (value: unknown, otherwise = '') => String(value ?? otherwise)
const quoted = (value: unknown) => (value ? `“${p(value)}”` : 'What is written here')
/** A row number or a member number, whichever the doubt names. */
const holder = (row: unknown, memberNo: unknown) => (row ? `row ${p(row)}` : `member ${p(memberNo, 'of another name')}`)

export const doubts: Texts['doubts'] = {
  // any register
  text_too_long: ({ longest }) => `Too long${longest ? `, at most ${p(longest)} characters` : ''}. Please shorten it.`,
  text_not_allowed: () => 'It has characters that cannot be kept. Please write it anew.',
  text_damaged: ({ text }) =>
    `${quoted(text)} has characters that were damaged when it was saved. Compare it with the original.`,
  quote_open: ({ text }) =>
    `A quote in ${quoted(text)} is never closed; read as text of this row. See whether anything is missing.`,
  cell_fault: ({ text }) => `A formula of the spreadsheet failed (${p(text, '#REF!')}); taken as empty.`,
  cell_merged: ({ text }) => `Merged with the cell above; read as ${quoted(text)}.`,
  name_merged: ({ text }) =>
    `The name is merged with the row above (${p(text)}): merge if it is the same person, correct it if not.`,
  // a person
  name_missing: () => 'There is no name.',
  name_odd: ({ name }) => `${quoted(name)} does not look like a name.`,
  surname_only: ({ name }) => `Only a surname: ${quoted(name)}. Please add the full name.`,
  gender_unreadable: ({ text }) => `${quoted(text)} tells no gender; taken as empty.`,
  title_contradicts_gender: ({ title }) =>
    `The title ${quoted(title)} contradicts the gender column, which is followed.`,
  phone_unreadable: ({ text }) => `${quoted(text)} is no number that can be read; not taken.`,
  phone_odd: ({ number }) => `${p(number, 'The number')} has an odd number of digits; taken as it is.`,
  phone_foreign: ({ number }) => `${p(number, 'The number')} is not of mainland China; kept with its country code.`,
  birthday_unreadable: ({ text }) => `${quoted(text)} is no birthday that can be read; taken as empty.`,
  birthday_in_future: ({ text }) => `${quoted(text)} is still to come; taken as empty.`,
  birthday_is_approval: ({ text }) =>
    `Birthday and approval are both ${p(text, 'one day')}; one may be copied by mistake.`,
  calendar_unsure: ({ text }) => `${quoted(text)} does not say solar or lunar; taken as lunar.`,
  leap_month: ({ text }) => `${quoted(text)} is in a leap month; kept as the ordinary month.`,
  day_may_lack_zero: ({ text }) => `${quoted(text)} may have lost a 0 (10.1 or 10.10).`,
  unknown_beautician: ({ name }) => `The staff list has no beautician ${quoted(name)}; not taken.`,
  // her qualification
  tier_unreadable: ({ text }) => `${quoted(text)} is neither VIP nor SVIP; taken as ordinary.`,
  date_unreadable: ({ text }) => `${quoted(text)} is no date that can be read; not taken.`,
  date_in_future: ({ text }) => `${quoted(text)} is still to come; not taken.`,
  date_from_number: ({ text }) => `${quoted(text)} is a bare number, read as the spreadsheet's date.`,
  approval_missing: () => 'There is a qualification, but no approval date.',
  approval_without_tier: ({ date }) => `There is an approval date ${p(date)}, but no qualification. Taken as ordinary.`,
  cancelled_without_tier: () => 'Struck through or marked cancelled, but there is no qualification.',
  cancelled_without_date: ({ date }) =>
    `Struck through or marked cancelled, without a date. The day of the import${date ? ` (${p(date)})` : ''} is taken.`,
  cancelled_before_approval: ({ date }) => `Cancelled before the approval date${date ? ` (${p(date)})` : ''}.`,
  may_be_cancelled: ({ text }) =>
    `The row says ${quoted(text)}; the qualification still counts. If it was cancelled, fill in when.`,
  partly_struck: () => 'Only this cell is struck through; the row still counts.',
  // several rows, or a row and the salon's own files
  birthday_contradicts: ({ kept, other }) =>
    `Two rows of one person differ: ${p(kept)} is used, the other has ${p(other)}.`,
  tier_contradicts: ({ kept, other }) =>
    `Two rows of one person differ: ${p(kept)} is used, the other has ${p(other)}.`,
  approval_contradicts: ({ kept, other }) =>
    `Two rows of one person differ: ${p(kept)} is used, the other has ${p(other)}.`,
  gender_contradicts: ({ kept, other }) =>
    `Two rows of one person differ: ${p(kept)} is used, the other has ${p(other)}.`,
  beautician_differs: ({ kept, other }) =>
    `Two rows of one person differ: ${p(kept)} is used, the other has ${p(other)}.`,
  same_name_without_phone: ({ name, rows, members }) =>
    `There is another ${quoted(name)} (${rows ? `row ${p(rows)}` : `member ${p(members, 'already there')}`}); without a phone nobody can tell. Taken as another person.`,
  phone_changed: ({ former, now }) =>
    `Name and birthday fit, the phone changed from ${p(former)} to ${p(now)}. Taken as the same person.`,
  kept_existing: ({ kept, other }) =>
    `Changed in the salon since; ${p(kept, 'nothing')} stays, the file has ${p(other, 'nothing')}.`,
  no_room_left: ({ most }) =>
    `Her file holds at most ${p(most)} here. What does not fit is left out; write it down yourself.`,
  qualification_gone: ({ tier }) => `The file no longer has the ${p(tier)} qualification. The salon's stays as it is.`,
  tier_lowered: ({ from, to }) =>
    `The qualification goes down from ${p(from)} to ${p(to)}. The linen stays as it is; please confirm.`,
  still_booked: ({ count }) =>
    `The qualification ends, but ${p(count)} bookings stand as it was. Change them or tell the guest.`,
  repeats_row: ({ row }) => `Repeats ${row ? `row ${p(row)}` : 'an earlier row'}.`,
  // the stockroom's register
  slot_unreadable: ({ text }) => `${quoted(text)} is no slot number.`,
  slot_taken: ({ slot, row, memberNo }) => `Slot ${p(slot)} already belongs to ${holder(row, memberNo)}.`,
  member_not_found: ({ name }) =>
    `No member is called ${quoted(name)}. Import the front-desk register first, or enter the member number.`,
  member_ambiguous: ({ name, members }) =>
    `Several are called ${quoted(name)}: ${p(members)}. Enter the member number.`,
  not_qualified: ({ name }) => `${quoted(name)} holds no VIP or SVIP qualification, so no linen of her own.`,
  tier_differs: ({ desk, stockroom }) =>
    `The front desk has ${p(desk)}, the stockroom ${p(stockroom, 'another')}. The front desk decides.`,
  approval_differs: ({ desk, stockroom }) =>
    `The front desk has ${p(desk)} as approval date, the stockroom ${p(stockroom, 'another day')}. The front desk decides.`,
  count_unreadable: ({ text }) => `${quoted(text)} is no number of pieces; the due number is taken.`,
  too_many_pieces: ({ count, expected }) => `${p(count)} are written, but the set has only ${p(expected)}.`,
  too_few_pieces: ({ count, expected }) =>
    `${p(count)} are written, the set needs ${p(expected)}; the rest count as lost.`,
  piece_missing: ({ text }) => `Missing${text ? `: ${p(text)}` : ''}; kept as lost.`,
  piece_damaged: ({ text }) => `Damaged${text ? `: ${p(text)}` : ''}; kept as damaged.`,
  set_kept: () => "This member already has a set; where its pieces are is the salon's own knowledge.",
  // price list, rooms, staff
  code_missing: () => 'There is no number.',
  price_unreadable: ({ text }) => (text ? `${quoted(text)} is no price.` : 'There is no price.'),
  price_below_member: ({ price }) => `The member price is above the list price${price ? ` (¥${p(price)})` : ''}.`,
  minutes_unreadable: ({ text }) => `${quoted(text)} is no duration (5–720 minutes).`,
  minutes_missing: () => 'It names rooms but no duration: nobody can tell whether it is a service or a good.',
  room_tier_unreadable: ({ text }) => (text ? `${quoted(text)} is no kind of room.` : 'There is no kind of room.'),
  beds_unreadable: ({ text }) => `${quoted(text)} is no number of beds (1–8).`,
  role_unreadable: ({ text }) => (text ? `${quoted(text)} is no role.` : 'There is no role.'),
  staff_name_differs: ({ kept, other }) =>
    `This number is ${p(kept)}'s now, the file says ${p(other)}. Accept it to change the name.`,
}

/** The same in two or three words, for choosing among reasons. */
export const reasons: Texts['reasons'] = {
  text_too_long: 'Too long',
  text_not_allowed: 'Characters that cannot be kept',
  text_damaged: 'Damaged characters',
  quote_open: 'Quote never closed',
  cell_fault: 'Formula failed',
  cell_merged: 'Merged cell',
  name_merged: 'Name merged with the row above',
  name_missing: 'No name',
  name_odd: 'Not like a name',
  surname_only: 'Only a surname',
  gender_unreadable: 'Gender unreadable',
  title_contradicts_gender: 'Title against gender',
  phone_unreadable: 'Phone unreadable',
  phone_odd: 'Odd number of digits',
  phone_foreign: 'Number from abroad',
  birthday_unreadable: 'Birthday unreadable',
  birthday_in_future: 'Birthday to come',
  birthday_is_approval: 'Birthday same as approval',
  calendar_unsure: 'Solar or lunar',
  leap_month: 'Leap month',
  day_may_lack_zero: 'Day may lack a 0',
  unknown_beautician: 'Unknown beautician',
  tier_unreadable: 'Qualification unreadable',
  date_unreadable: 'Date unreadable',
  date_in_future: 'Date to come',
  date_from_number: 'Date from a number',
  approval_missing: 'No approval date',
  approval_without_tier: 'Approved without qualification',
  cancelled_without_tier: 'Cancelled without qualification',
  cancelled_without_date: 'Cancelled without a date',
  cancelled_before_approval: 'Cancelled before approval',
  may_be_cancelled: 'May be cancelled',
  partly_struck: 'One cell struck through',
  birthday_contradicts: 'Birthdays differ',
  tier_contradicts: 'Qualifications differ',
  approval_contradicts: 'Approval dates differ',
  gender_contradicts: 'Genders differ',
  beautician_differs: 'Beauticians differ',
  same_name_without_phone: 'Same name, no phone',
  phone_changed: 'New phone',
  kept_existing: 'Changed in the salon since',
  no_room_left: 'No room left',
  qualification_gone: 'Qualification gone',
  tier_lowered: 'Qualification goes down',
  still_booked: 'Still booked',
  repeats_row: 'Repeated',
  slot_unreadable: 'Slot unreadable',
  slot_taken: 'Slot taken',
  member_not_found: 'No such member',
  member_ambiguous: 'Several of that name',
  not_qualified: 'Not qualified',
  tier_differs: 'Qualification differs from the desk',
  approval_differs: 'Approval differs from the desk',
  count_unreadable: 'Count unreadable',
  too_many_pieces: 'Too many pieces',
  too_few_pieces: 'Too few pieces',
  piece_missing: 'Missing piece',
  piece_damaged: 'Damaged piece',
  set_kept: 'Set already there',
  code_missing: 'No number',
  price_unreadable: 'Price unreadable',
  price_below_member: 'Member price above list price',
  minutes_unreadable: 'Duration unreadable',
  minutes_missing: 'No duration',
  room_tier_unreadable: 'Kind of room unreadable',
  beds_unreadable: 'Beds unreadable',
  role_unreadable: 'Role unreadable',
  staff_name_differs: 'Number of somebody else',
}
