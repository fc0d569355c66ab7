// Made from the command table in Rust. Do not edit: UPDATE_WIRE=1 cargo test -p lantai-core wire

/**
 * Which call is acknowledged.
 */
export type Acknowledge = { 
/**
 * The call.
 */
callId: CallId, };

/**
 * A visit and its next step.
 */
export type Advance = { 
/**
 * Which.
 */
bookingId: BookingId, 
/**
 * `confirmed`, `arrived`, `in_treatment` or `finished`.
 */
to: 'confirmed' | 'arrived' | 'in_treatment' | 'finished', };

/**
 * Who agrees, and to what: this guest in this room, one tier lower, at this time (policy §3.4).
 */
export type Agree = { 
/**
 * The consultant's staff number.
 */
number: string, 
/**
 * Her PIN.
 */
pin: string, 
/**
 * The guest.
 */
memberNo: MemberNo, 
/**
 * The room.
 */
roomId: RoomId, 
/**
 * From.
 */
startMs: Instant, };

/**
 * Something that needs a look.
 */
export type Alert = { 
/**
 * What.
 */
kind: AlertKind, 
/**
 * Names and figures for the sentence.
 */
params: Record<string, string | number>, };

/**
 * What an alert is about.
 */
export type AlertKind = "linen" | "birthday" | "late" | "tray";

/**
 * A member and what changes in her file: left out, it stays; `null`, it is cleared.
 */
export type AmendMember = { 
/**
 * Whose file.
 */
memberNo: MemberNo, 
/**
 * The full name.
 */
name?: string, 
/**
 * A birthday however typed; empty takes it away as well.
 */
birthday?: string | null, 
/**
 * `female` or `male`.
 */
gender?: 'female' | 'male' | null, 
/**
 * All her allergies.
 */
allergies?: Array<string> | null, 
/**
 * What one should know.
 */
notes?: string | null, 
/**
 * The beautician she comes to.
 */
usualBeauticianId?: string | null, };

/**
 * One visit and its next step.
 */
export type Arrival = { 
/**
 * What one tap does; none when nothing is left to do.
 */
next: NextStep | null, 
/**
 * Which.
 */
id: BookingId, 
/**
 * For whom.
 */
memberNo: MemberNo, 
/**
 * By name.
 */
memberName: string, 
/**
 * Her tier.
 */
tier: Tier, 
/**
 * Where.
 */
roomId: RoomId, 
/**
 * By number.
 */
roomNumber: string, 
/**
 * By whom.
 */
beauticianId: StaffId, 
/**
 * By name.
 */
beauticianName: string, 
/**
 * From.
 */
startMs: Instant, 
/**
 * To.
 */
endMs: Instant, 
/**
 * To, turnover included.
 */
busyUntilMs: Instant, 
/**
 * The services by name.
 */
services: Array<string>, 
/**
 * Where it stands.
 */
status: BookingStatus, 
/**
 * In a room one tier lower, by consent.
 */
downgraded: boolean, 
/**
 * How many guests.
 */
guests: number, 
/**
 * Her trays.
 */
trays: BoardTrays, 
/**
 * What linen cannot be there in time.
 */
linenAmber: LinenShort | null, 
/**
 * What she must not meet.
 */
allergies: Array<string>, 
/**
 * What was noted.
 */
notes: string, };

/**
 * The list beside the board.
 */
export type Arrivals = { 
/**
 * Visits that are not settled yet, by time.
 */
rows: Array<Arrival>, 
/**
 * What needs a look.
 */
alerts: Array<Alert>, };

/**
 * One backup in the salon's own folder.
 */
export type BackupLine = { 
/**
 * Its file name.
 */
file: string, 
/**
 * When it was made.
 */
atMs: Instant, 
/**
 * Its size in bytes.
 */
sizeBytes: number, };

/**
 * Which bill.
 */
export type BillAsked = { 
/**
 * The bill.
 */
billId: BillId, };

/**
 * A settled bill.
 */
export type BillId = string;

/**
 * One bill.
 */
export type BillLine = { 
/**
 * Which.
 */
billId: BillId, 
/**
 * The receipt number.
 */
number: string, 
/**
 * When.
 */
atMs: Instant, 
/**
 * What was paid.
 */
due: Money, };

/**
 * A booking on the board.
 */
export type BoardBooking = { 
/**
 * Which.
 */
id: BookingId, 
/**
 * For whom.
 */
memberNo: MemberNo, 
/**
 * By name.
 */
memberName: string, 
/**
 * Her tier.
 */
tier: Tier, 
/**
 * Where.
 */
roomId: RoomId, 
/**
 * By number.
 */
roomNumber: string, 
/**
 * By whom.
 */
beauticianId: StaffId, 
/**
 * By name.
 */
beauticianName: string, 
/**
 * From.
 */
startMs: Instant, 
/**
 * To.
 */
endMs: Instant, 
/**
 * To, turnover included.
 */
busyUntilMs: Instant, 
/**
 * The services by name.
 */
services: Array<string>, 
/**
 * Where it stands.
 */
status: BookingStatus, 
/**
 * In a room one tier lower, by consent.
 */
downgraded: boolean, 
/**
 * How many guests.
 */
guests: number, 
/**
 * Her trays.
 */
trays: BoardTrays, 
/**
 * What linen cannot be there in time.
 */
linenAmber: LinenShort | null, 
/**
 * What she must not meet.
 */
allergies: Array<string>, 
/**
 * What was noted.
 */
notes: string, };

/**
 * How far a booking's trays are.
 */
export type BoardTrays = "none" | "waiting" | "ready" | "taken" | "returned";

/**
 * The board of a day.
 */
export type BookingDay = { 
/**
 * The business date.
 */
date: Date, 
/**
 * Its first instant.
 */
dayStartMs: Instant, 
/**
 * The instant it has passed.
 */
dayEndMs: Instant, 
/**
 * The rooms in use.
 */
rooms: Array<RoomLine>, 
/**
 * The beauticians, for the board by person.
 */
beauticians: Array<Named>, 
/**
 * The bookings that were not cancelled.
 */
bookings: Array<BoardBooking>, 
/**
 * What was taken; none for those who need not know.
 */
takings: Money | null, 
/**
 * How many.
 */
counts: DayCounts, };

/**
 * A booking, and the visit it becomes.
 */
export type BookingId = string;

/**
 * One booking or visit of a member.
 */
export type BookingLine = { 
/**
 * Which.
 */
id: BookingId, 
/**
 * From.
 */
startMs: Instant, 
/**
 * To.
 */
endMs: Instant, 
/**
 * The room's number.
 */
room: string, 
/**
 * By whom.
 */
beautician: string, 
/**
 * The services by name.
 */
services: Array<string>, 
/**
 * Those of them that were not done.
 */
notDone: Array<ServiceNotDone>, 
/**
 * Where it stands.
 */
status: BookingStatus, 
/**
 * What was paid, once it is settled.
 */
total: Money | null, };

/**
 * Where a booking stands in its life.
 */
export type BookingStatus = "booked" | "confirmed" | "arrived" | "in_treatment" | "finished" | "settled" | "cancelled" | "no_show";

/**
 * A message to the stockroom about a booking.
 */
export type CallId = string;

/**
 * What a call is about.
 */
export type CallKind = "new" | "changed" | "cancelled";

/**
 * A booking that will not be.
 */
export type Cancel = { 
/**
 * Which.
 */
bookingId: BookingId, 
/**
 * Why.
 */
reason: string, 
/**
 * Nobody came.
 */
noShow?: boolean, };

/**
 * Which import to stop.
 */
export type CancelImport = { 
/**
 * The request it runs under.
 */
requestId: RequestId, };

/**
 * Whose card.
 */
export type CardAsked = { 
/**
 * Her short number.
 */
memberNo: MemberNo, };

/**
 * One's own PIN, from the old to a new one.
 */
export type ChangePin = { 
/**
 * The present one.
 */
oldPin: string, 
/**
 * The new one.
 */
newPin: string, };

/**
 * How the customer gave consent.
 */
export type Consent = "phone" | "in_person" | "wechat";

/**
 * A calendar or business date; `YYYY-MM-DD` on the wire and in the store, its year of four digits.
 */
export type Date = string;

/**
 * Which day.
 */
export type DayAsked = { 
/**
 * The business date.
 */
date: Date, };

/**
 * How many were booked, and how many of them came.
 */
export type DayCounts = { 
/**
 * Booked.
 */
booked: number, 
/**
 * Arrived, and all after that.
 */
arrived: number, };

/**
 * What shall become of a row.
 */
export type Decision = "accept" | "skip" | "merge" | "separate";

/**
 * Which tablet.
 */
export type DeviceAsked = { 
/**
 * Its id.
 */
id: DeviceId, };

/**
 * A tablet of the shop.
 */
export type DeviceId = string;

/**
 * One tablet.
 */
export type DeviceLine = { 
/**
 * Its id.
 */
id: DeviceId, 
/**
 * Its name.
 */
name: string, 
/**
 * Since when it may speak.
 */
paired: Instant, 
/**
 * Who invited it.
 */
invitedBy: string, 
/**
 * When it was last seen, to the hour.
 */
seen: Instant, 
/**
 * Since when it may not speak any more.
 */
revoked: Instant | null, };

/**
 * What can be unsure, or wrong, about a row. The names say it; the sentences are the screen's.
 */
export type DoubtCode = "text_too_long" | "text_not_allowed" | "text_damaged" | "quote_open" | "cell_fault" | "cell_merged" | "name_merged" | "name_missing" | "name_odd" | "surname_only" | "gender_unreadable" | "title_contradicts_gender" | "phone_unreadable" | "phone_odd" | "phone_foreign" | "birthday_unreadable" | "birthday_in_future" | "birthday_is_approval" | "calendar_unsure" | "leap_month" | "day_may_lack_zero" | "unknown_beautician" | "tier_unreadable" | "date_unreadable" | "date_in_future" | "date_from_number" | "approval_missing" | "approval_without_tier" | "cancelled_without_tier" | "cancelled_without_date" | "cancelled_before_approval" | "may_be_cancelled" | "partly_struck" | "birthday_contradicts" | "tier_contradicts" | "approval_contradicts" | "gender_contradicts" | "beautician_differs" | "same_name_without_phone" | "phone_changed" | "kept_existing" | "no_room_left" | "qualification_gone" | "tier_lowered" | "still_booked" | "repeats_row" | "slot_unreadable" | "slot_taken" | "member_not_found" | "member_ambiguous" | "not_qualified" | "tier_differs" | "approval_differs" | "count_unreadable" | "too_many_pieces" | "too_few_pieces" | "piece_missing" | "piece_damaged" | "set_kept" | "code_missing" | "price_unreadable" | "price_below_member" | "minutes_unreadable" | "minutes_missing" | "room_tier_unreadable" | "beds_unreadable" | "role_unreadable" | "staff_name_differs";

/**
 * What can be told to a user, one code per thing he can do about it. The names say it; the sentences are the screen's.
 */
export type ErrorCode = "signed_out" | "wrong_pin" | "locked_out" | "no_pin_set" | "not_allowed" | "pin_too_simple" | "device_unknown" | "device_name_taken" | "invitation_over" | "too_many_devices" | "too_many_requests" | "only_at_the_desk" | "network_off" | "unknown_command" | "bad_arguments" | "request_id_missing" | "request_id_reused" | "field_missing" | "text_too_long" | "text_not_allowed" | "bad_phone" | "bad_date" | "bad_amount" | "bad_number" | "too_many" | "no_such_member" | "no_such_staff" | "no_such_room" | "no_such_item" | "no_such_booking" | "no_such_piece" | "no_such_set" | "no_such_call" | "no_such_bill" | "no_such_setting" | "hours_do_not_fit" | "grades_do_not_fit" | "bad_printer" | "number_taken" | "same_person_exists" | "slot_taken" | "phone_held" | "room_awaited" | "staff_awaited" | "item_used" | "slot_refused" | "consent_missing" | "consultant_required" | "not_a_beautician" | "wrong_step" | "still_in_treatment" | "reason_missing" | "booking_changed" | "linen_short" | "linen_wrong_place" | "no_qualification" | "set_exists" | "set_retired" | "trays_out" | "guest_not_here" | "guest_still_here" | "payments_do_not_add_up" | "price_moved" | "already_settled" | "nothing_to_settle" | "service_not_billed" | "no_printer" | "printer_unreachable" | "file_too_large" | "file_protected" | "not_a_spreadsheet" | "sheet_empty" | "no_such_sheet" | "header_not_found" | "columns_missing" | "file_changed" | "cancelled" | "unknown_kind" | "clock_went_back" | "store_busy" | "store_damaged" | "store_cut_short" | "store_newer" | "store_wrong_key" | "store_missing" | "store_gone" | "store_read_only" | "store_exists" | "key_missing" | "keyring_closed" | "phrase_wrong" | "disk_full" | "backup_failed" | "backup_unusable" | "folder_unusable" | "internal";

/**
 * One message to the screens.
 */
export type Event = { "event": "changed", 
/**
 * Which.
 */
topics: Array<Topic>, } | { "event": "progress", 
/**
 * Of which request.
 */
requestId: RequestId, 
/**
 * What is being done: `reading`, `writing`, …
 */
stage: string, 
/**
 * Steps done.
 */
done: number, 
/**
 * Of so many.
 */
total: number, };

/**
 * What leaves core when something is refused or fails.
 */
export type Failure = { 
/**
 * What it is.
 */
code: ErrorCode, 
/**
 * The figures and names the sentence needs.
 */
params: Record<string, unknown>, };

/**
 * What becomes of a row.
 */
export type Fate = "sure" | "doubtful" | "refused" | "blank" | "heading" | "total" | "merged" | "unchanged" | "skipped";

/**
 * Who fits.
 */
export type Found = { 
/**
 * The best first.
 */
hits: Array<MemberHit>, 
/**
 * Whether there are more.
 */
more: boolean, 
/**
 * What the query was read as.
 */
read: ReadAs, };

/**
 * The five grades.
 */
export type Grade = "regular" | "silver" | "gold" | "platinum" | "diamond";

/**
 * What the sign-in screen shows.
 */
export type HouseStatus = { 
/**
 * The salon's name.
 */
salonName: string, 
/**
 * The business date.
 */
businessDate: Date, 
/**
 * The instant core was given.
 */
now: Instant, 
/**
 * The hour a business day begins.
 */
dayStartHour: number, 
/**
 * The first hour guests are received.
 */
openHour: number, 
/**
 * The hour by which treatments end.
 */
closeHour: number, 
/**
 * Minutes a room needs after a treatment.
 */
turnoverMinutes: number, 
/**
 * Minutes without a hand after which a session ends.
 */
autoLockMinutes: number, 
/**
 * The salon's language.
 */
language: string, 
/**
 * Minutes east of UTC.
 */
utcOffsetMinutes: number, 
/**
 * Whether this is the demo salon.
 */
demo: boolean, 
/**
 * The newest verified backup.
 */
lastBackupAt: Instant | null, 
/**
 * Who may sign in.
 */
staff: Array<StaffTile>, };

/**
 * A file to be read in, and what the user has said about it so far.
 */
export type ImportAsked = { 
/**
 * What the file is called.
 */
fileName: string, 
/**
 * Its bytes, base64.
 */
contentBase64: string, 
/**
 * Which sheet of a workbook to read, by name; the one that looks most like a register if left out.
 */
sheet?: string, 
/**
 * Which register it is; read from its header if left out.
 */
kind?: ImportKind, 
/**
 * Which column holds a field, from 0; -1 for none. Fields left out are found by their titles.
 */
columns?: { [key in string]: number }, 
/**
 * What the user corrected, by row number.
 */
fixes?: { [key in string]: RowFix }, 
/**
 * The digest of the file that was previewed; a commit refuses another.
 */
digest?: string, };

/**
 * One thing a row changes about what is already there.
 */
export type ImportChange = { 
/**
 * Which field.
 */
field: string, 
/**
 * What it was.
 */
from: string, 
/**
 * What it becomes.
 */
to: string, };

/**
 * Where a field was found.
 */
export type ImportColumn = { 
/**
 * Which field.
 */
field: string, 
/**
 * Its column, from 0.
 */
column: number | null, 
/**
 * The title over it.
 */
title: string, 
/**
 * Whether the register makes no sense without it.
 */
required: boolean, };

/**
 * How many rows met each fate. Together with those of the sheets that are not read they are all rows of the file.
 */
export type ImportCounts = { 
/**
 * All rows of the sheet that is read.
 */
rows: number, 
/**
 * Rows on the file's other sheets: they wait until somebody chooses their sheet.
 */
unread: number, sure: number, doubtful: number, refused: number, blank: number, heading: number, total: number, merged: number, unchanged: number, skipped: number, };

/**
 * One thing unsure about a row.
 */
export type ImportDoubt = { 
/**
 * What it is.
 */
code: DoubtCode, 
/**
 * Which field it concerns.
 */
field: string | null, 
/**
 * The figures and names the sentence needs.
 */
params: { [key in string]: string }, };

/**
 * Which register a file is.
 */
export type ImportKind = "front_desk_register" | "stockroom_register" | "price_list" | "rooms" | "staff";

/**
 * What an import would do.
 */
export type ImportPlan = { 
/**
 * Which register it is.
 */
kind: ImportKind, 
/**
 * The sheet that is read.
 */
sheet: string, 
/**
 * Every sheet of the file that holds anything, this one too.
 */
sheets: Array<ImportSheet>, 
/**
 * The row with the titles, from 1; 0 when there is none.
 */
headerRow: number, 
/**
 * Where each field was found.
 */
columns: Array<ImportColumn>, 
/**
 * All titles, left to right.
 */
titles: Array<string>, 
/**
 * How many rows met each fate.
 */
counts: ImportCounts, 
/**
 * Every row.
 */
rows: Array<ImportRow>, 
/**
 * The file's digest.
 */
digest: string, };

/**
 * What an import did.
 */
export type ImportReport = { 
/**
 * New members, sets, items, rooms or people.
 */
added: number, 
/**
 * Those that were changed.
 */
changed: number, 
/**
 * Which register it is.
 */
kind: ImportKind, 
/**
 * The sheet that is read.
 */
sheet: string, 
/**
 * Every sheet of the file that holds anything, this one too.
 */
sheets: Array<ImportSheet>, 
/**
 * The row with the titles, from 1; 0 when there is none.
 */
headerRow: number, 
/**
 * Where each field was found.
 */
columns: Array<ImportColumn>, 
/**
 * All titles, left to right.
 */
titles: Array<string>, 
/**
 * How many rows met each fate.
 */
counts: ImportCounts, 
/**
 * Every row.
 */
rows: Array<ImportRow>, 
/**
 * The file's digest.
 */
digest: string, };

/**
 * One row of the file and what becomes of it.
 */
export type ImportRow = { 
/**
 * As the spreadsheet counts, from 1.
 */
row: number, 
/**
 * What becomes of it.
 */
fate: Fate, 
/**
 * The cells as they stand. Empty in a report: the store keeps them.
 */
text: Array<string>, 
/**
 * What was read, by field.
 */
read: { [key in string]: string }, 
/**
 * What is unsure.
 */
doubts: Array<ImportDoubt>, 
/**
 * What it changes about a file, set, item, room or person already there.
 */
changes: Array<ImportChange>, 
/**
 * The member, once there is one.
 */
memberNo: MemberNo | null, 
/**
 * The earlier row of the same person.
 */
mergedIntoRow: number | null, };

/**
 * One sheet of the file.
 */
export type ImportSheet = { 
/**
 * Its name.
 */
name: string, 
/**
 * All its rows, down to the last one with anything in it.
 */
rows: number, 
/**
 * Which register it looks like; none if it has no header of any.
 */
kind: ImportKind | null, 
/**
 * Whether the workbook hides it.
 */
hidden: boolean, 
/**
 * Whether it is the one that is read.
 */
chosen: boolean, };

/**
 * An instant: UTC milliseconds since 1970.
 */
export type Instant = number;

/**
 * An invitation for one tablet.
 */
export type Invitation = { 
/**
 * The code: shown as a picture to be scanned, or typed by hand.
 */
code: string, 
/**
 * When it runs out.
 */
ends: Instant, };

/**
 * A line of the price list.
 */
export type Item = { 
/**
 * Its id.
 */
id: ItemId, 
/**
 * Its short code, as it is typed.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Service or good.
 */
kind: ItemKind, 
/**
 * The heading it stands under.
 */
category: string, 
/**
 * How long a service lasts.
 */
minutes: number | null, 
/**
 * The list price.
 */
price: Money, 
/**
 * The price for VIP and SVIP.
 */
memberPrice: Money | null, 
/**
 * The rooms it is given in, as the salon wrote it.
 */
rooms: string, 
/**
 * Whether it is offered.
 */
active: boolean, };

/**
 * A service or a good on the price list.
 */
export type ItemId = string;

/**
 * What an item is.
 */
export type ItemKind = "service" | "good";

/**
 * The id an item got.
 */
export type ItemSaved = { 
/**
 * The item.
 */
id: ItemId, };

/**
 * The pieces of one set in one place of their way home.
 */
export type LaundrySet = { 
/**
 * Whose.
 */
memberNo: MemberNo, 
/**
 * The embroidered name.
 */
memberName: string, 
/**
 * Its slot.
 */
slot: number | null, 
/**
 * The pieces.
 */
pieces: Array<SetPiece>, 
/**
 * Since when the first of them is there.
 */
sinceMs: Instant, 
/**
 * Whether the set is retired: the pieces go into ordinary stock.
 */
retired: boolean, 
/**
 * The booking they were out for; only in a room.
 */
bookingId: BookingId | null, 
/**
 * Its room.
 */
room: string | null, };

/**
 * An item and how many of it.
 */
export type LineAsked = { 
/**
 * The item.
 */
itemId: ItemId, 
/**
 * How many, 1–999.
 */
quantity: number, };

/**
 * One move of one piece.
 */
export type LinenMove = { 
/**
 * When.
 */
atMs: Instant, 
/**
 * What moved.
 */
kind: PieceKind, 
/**
 * From where; none where it began.
 */
from: PiecePlace | null, 
/**
 * To where.
 */
to: PiecePlace, 
/**
 * By whose hand.
 */
by: string | null, 
/**
 * Why.
 */
reason: string, };

/**
 * The linen of which booking.
 */
export type LinenOfBooking = { 
/**
 * The booking.
 */
bookingId: BookingId, };

/**
 * The linen of which member.
 */
export type LinenOfMember = { 
/**
 * The member.
 */
memberNo: MemberNo, };

/**
 * One piece of a set.
 */
export type LinenPiece = { 
/**
 * Its id.
 */
pieceId: PieceId, 
/**
 * What it is.
 */
kind: PieceKind, 
/**
 * Where it is.
 */
place: PiecePlace, 
/**
 * Since when.
 */
sinceMs: Instant, 
/**
 * The booking it is out for.
 */
bookingId: BookingId | null, 
/**
 * What one should know of it.
 */
note: string, 
/**
 * The way it went, the newest move first.
 */
history: Array<LinenMove>, };

/**
 * A set with everything about it.
 */
export type LinenSetView = { 
/**
 * Its id.
 */
setId: SetId, 
/**
 * Whose it is.
 */
memberNo: MemberNo, 
/**
 * The embroidered name.
 */
memberName: string, 
/**
 * Which set it is.
 */
tier: Tier, 
/**
 * Its slot.
 */
slot: number | null, 
/**
 * What stands on the slot.
 */
slotLabel: string | null, 
/**
 * How it stands as a whole.
 */
state: SetState, 
/**
 * When it can be whole again.
 */
expectedBackAt: Instant | null, 
/**
 * The working day by which it must have been made.
 */
dueOn: Date | null, 
/**
 * Its pieces; those given up come last.
 */
pieces: Array<LinenPiece>, };

/**
 * The whole shelf.
 */
export type LinenShelf = { 
/**
 * Slot by slot.
 */
slots: Array<ShelfSlot>, 
/**
 * The lowest that nobody has.
 */
nextFree: number, };

/**
 * What a booking lacks.
 */
export type LinenShort = { 
/**
 * The missing pieces.
 */
missing: Array<MissingPiece>, 
/**
 * When the last of them can be there; none when nobody can say.
 */
expectedAt: Instant | null, };

/**
 * Everything that waits.
 */
export type LinenTasks = { 
/**
 * Sets and pieces to make.
 */
toMake: Array<MakeTask>, 
/**
 * Slippers of guests who have left.
 */
slippersOut: Array<PieceTask>, 
/**
 * Linen of guests who have left, still in its room.
 */
inRooms: Array<LaundrySet>, 
/**
 * In the wash.
 */
inLaundry: Array<LaundrySet>, 
/**
 * Drying.
 */
drying: Array<LaundrySet>, 
/**
 * Lost or damaged; those of retired sets stay here until they are found.
 */
toRepair: Array<PieceTask>, 
/**
 * To be taken off the shelf.
 */
toRetire: Array<RetireTask>, };

/**
 * Which items to list.
 */
export type ListItems = { 
/**
 * Also those no longer offered.
 */
includeInactive?: boolean, };

/**
 * Which members, from where on.
 */
export type ListMembers = { 
/**
 * Only this tier.
 */
tier?: Tier, 
/**
 * After this member.
 */
after?: MemberNo, 
/**
 * So many, at most 200.
 */
limit?: number, };

/**
 * What proves the exception.
 */
export type LowerTier = { 
/**
 * What `session.prove` gave the consultant; none if she is signed in herself.
 */
proof?: string, 
/**
 * How the customer consented.
 */
consentHow: Consent, 
/**
 * When.
 */
consentAt: Instant, };

/**
 * For whom, and into which slot.
 */
export type MakeSet = { 
/**
 * The member.
 */
memberNo: MemberNo, 
/**
 * The shelf cell; the next free one if left out.
 */
slot?: number, };

/**
 * Pieces to be made.
 */
export type MakeTask = { 
/**
 * The set; none while nobody has begun it.
 */
setId: SetId | null, 
/**
 * Whose.
 */
memberNo: MemberNo, 
/**
 * The name to embroider.
 */
memberName: string, 
/**
 * Which set.
 */
tier: Tier, 
/**
 * Its slot.
 */
slot: number | null, 
/**
 * What is to be made.
 */
pieces: Array<PieceCount>, 
/**
 * By when.
 */
dueDate: Date, };

/**
 * A piece was lost or spoilt.
 */
export type MarkPiece = { 
/**
 * The piece.
 */
pieceId: PieceId, 
/**
 * What happened.
 */
as: Mishap, 
/**
 * How.
 */
reason: string, };

/**
 * A number as everybody may see it.
 */
export type MaskedPhone = { 
/**
 * The middle hidden.
 */
masked: string, 
/**
 * In use, or former.
 */
current: boolean, };

/**
 * What of a member fitted the query.
 */
export type Matched = "phone" | "former_phone" | "name" | "pinyin" | "initials" | "birthday" | "member_number";

/**
 * The number a file got.
 */
export type MemberAdded = { 
/**
 * Her short number.
 */
memberNo: MemberNo, };

/**
 * What the desk sees when the phone rings.
 */
export type MemberCard = { 
/**
 * Her short number.
 */
memberNo: MemberNo, 
/**
 * Her id.
 */
id: MemberId, 
/**
 * Her full name.
 */
name: string, 
/**
 * Her gender, if it is known.
 */
gender: 'female' | 'male' | null, 
/**
 * Her tier.
 */
tier: Tier, 
/**
 * The approval date.
 */
tierSince: Date | null, 
/**
 * Her grade.
 */
grade: Grade, 
/**
 * What it gives, in 折: `9.5`; none for none.
 */
gradeDiscount: string | null, 
/**
 * Her numbers, those in use first.
 */
phones: Array<MaskedPhone>, 
/**
 * Her birthday, as it is known.
 */
birthday: string, 
/**
 * Whether it is today.
 */
birthdayToday: boolean, 
/**
 * What she must not meet.
 */
allergies: Array<string>, 
/**
 * What one should know, line by line.
 */
notes: Array<string>, 
/**
 * The beautician she comes to.
 */
usualBeautician: Named | null, 
/**
 * How often she came.
 */
visits: number, 
/**
 * What she spent in the twelve months up to today.
 */
spent12m: Money, 
/**
 * What is booked, the nearest first.
 */
upcoming: Array<BookingLine>, 
/**
 * Her last visits, the newest first.
 */
last: Array<BookingLine>, 
/**
 * Her linen, if she has a set.
 */
linen: MemberLinen | null, };

/**
 * Everything about a member.
 */
export type MemberFile = { 
/**
 * What she does.
 */
occupation: string, 
/**
 * When the file was begun.
 */
createdAt: Instant, 
/**
 * The rows of the registers it came from, as they were written.
 */
sources: Array<SourceRow>, 
/**
 * Every qualification, in force and cancelled.
 */
qualifications: Array<QualificationLine>, 
/**
 * The moves of her linen, the newest first.
 */
linenMoves: Array<LinenMove>, 
/**
 * Her bills, the newest first.
 */
bills: Array<BillLine>, 
/**
 * Her short number.
 */
memberNo: MemberNo, 
/**
 * Her id.
 */
id: MemberId, 
/**
 * Her full name.
 */
name: string, 
/**
 * Her gender, if it is known.
 */
gender: 'female' | 'male' | null, 
/**
 * Her tier.
 */
tier: Tier, 
/**
 * The approval date.
 */
tierSince: Date | null, 
/**
 * Her grade.
 */
grade: Grade, 
/**
 * What it gives, in 折: `9.5`; none for none.
 */
gradeDiscount: string | null, 
/**
 * Her numbers, those in use first.
 */
phones: Array<MaskedPhone>, 
/**
 * Her birthday, as it is known.
 */
birthday: string, 
/**
 * Whether it is today.
 */
birthdayToday: boolean, 
/**
 * What she must not meet.
 */
allergies: Array<string>, 
/**
 * What one should know, line by line.
 */
notes: Array<string>, 
/**
 * The beautician she comes to.
 */
usualBeautician: Named | null, 
/**
 * How often she came.
 */
visits: number, 
/**
 * What she spent in the twelve months up to today.
 */
spent12m: Money, 
/**
 * What is booked, the nearest first.
 */
upcoming: Array<BookingLine>, 
/**
 * Her last visits, the newest first.
 */
last: Array<BookingLine>, 
/**
 * Her linen, if she has a set.
 */
linen: MemberLinen | null, };

/**
 * One member who fits.
 */
export type MemberHit = { 
/**
 * Her short number.
 */
memberNo: MemberNo, 
/**
 * Her id.
 */
id: MemberId, 
/**
 * Her name.
 */
name: string, 
/**
 * Her tier.
 */
tier: Tier, 
/**
 * Her first number, masked.
 */
phone: string, 
/**
 * Her birthday, as it is known; empty if it is not.
 */
birthday: string, 
/**
 * What fitted.
 */
matched: Matched, };

/**
 * A member's file (its short number is [`MemberNo`]).
 */
export type MemberId = string;

/**
 * A member's linen, as her card shows it.
 */
export type MemberLinen = { 
/**
 * Her slot.
 */
slot: number | null, 
/**
 * What stands on it.
 */
slotLabel: string | null, 
/**
 * How her set stands.
 */
state: SetState, 
/**
 * Its pieces by kind and place.
 */
pieces: Array<PlacedPieces>, 
/**
 * When it can be whole again.
 */
expectedBackAt: Instant | null, };

/**
 * The member's short number: what is printed and spoken.
 */
export type MemberNo = number;

/**
 * One page.
 */
export type MemberPage = { 
/**
 * The members.
 */
rows: Array<MemberHit>, 
/**
 * Where the next page begins; none at the end.
 */
next: MemberNo | null, 
/**
 * How many there are in all.
 */
total: number, };

/**
 * What came in one way.
 */
export type MethodTaking = { 
/**
 * How.
 */
method: PayMethod, 
/**
 * How much.
 */
amount: Money, 
/**
 * In how many payments.
 */
count: number, };

/**
 * What happened to a piece.
 */
export type Mishap = "lost" | "damaged";

/**
 * Pieces of one kind that are missing, and where they are instead.
 */
export type MissingPiece = { 
/**
 * What they are.
 */
kind: PieceKind, 
/**
 * How many.
 */
count: number, 
/**
 * Where they are; `in_making` also when they do not exist yet.
 */
place: PiecePlace, };

/**
 * An amount in yuan, exact to the fen.
 */
export type Money = string;

/**
 * Where a booking moves to.
 */
export type Move = { 
/**
 * Which.
 */
bookingId: BookingId, 
/**
 * Its guest, if she is named; a booking is never given to another.
 */
memberNo?: MemberNo, 
/**
 * Where.
 */
roomId: RoomId, 
/**
 * By whom.
 */
beauticianId: StaffId, 
/**
 * From.
 */
startMs: Instant, 
/**
 * To; as long as the services take if left out.
 */
endMs?: Instant, 
/**
 * Which services.
 */
serviceIds: Array<ItemId>, 
/**
 * How many guests; one if left out.
 */
guests?: number, 
/**
 * How the customer consented.
 */
consentHow: Consent, 
/**
 * The consultant's agreement on a room one tier lower.
 */
exception?: LowerTier, };

/**
 * A person by name.
 */
export type Named = { 
/**
 * Who.
 */
id: StaffId, 
/**
 * The name.
 */
name: string, };

/**
 * What the desk types to begin a file.
 */
export type NewMember = { 
/**
 * The full name.
 */
name: string, 
/**
 * Numbers, however typed.
 */
phones: Array<string>, 
/**
 * A birthday, however typed.
 */
birthday?: string, 
/**
 * `female` or `male`.
 */
gender?: 'female' | 'male' | null, 
/**
 * What she must not meet.
 */
allergies?: Array<string>, 
/**
 * What one should know.
 */
notes?: string, 
/**
 * The beautician she comes to.
 */
usualBeauticianId?: StaffId, 
/**
 * It is another person of that name and number.
 */
allowSame?: boolean, };

/**
 * What one tap does.
 */
export type NextStep = "arrived" | "in_treatment" | "finished" | "settle";

/**
 * A booked service that was not done.
 */
export type NotDone = { 
/**
 * The service.
 */
itemId: ItemId, 
/**
 * Why.
 */
reason: string, };

/**
 * A slot that can be had, with names and price.
 */
export type Offer = { 
/**
 * From.
 */
startMs: Instant, 
/**
 * To.
 */
endMs: Instant, 
/**
 * Where.
 */
roomId: RoomId, 
/**
 * By number.
 */
roomNumber: string, 
/**
 * By whom.
 */
beauticianId: StaffId, 
/**
 * By name.
 */
beauticianName: string, 
/**
 * The services.
 */
serviceIds: Array<ItemId>, 
/**
 * By name.
 */
services: Array<string>, 
/**
 * What she will pay.
 */
price: Money, };

/**
 * For whom slots are looked for; what is left out is as last time.
 */
export type OfferAsked = { 
/**
 * For whom.
 */
memberNo: MemberNo, 
/**
 * Which services; as last time if left out.
 */
serviceIds?: Array<ItemId>, 
/**
 * By whom; as last time, or the usual one.
 */
beauticianId?: StaffId | null, 
/**
 * Where, best.
 */
roomId?: RoomId | null, 
/**
 * Not before.
 */
notBefore?: Instant, 
/**
 * How many guests.
 */
guests?: number, };

/**
 * Up to three offers, the best first.
 */
export type Offers = { 
/**
 * Whether they are as last time.
 */
asLastTime: boolean, 
/**
 * The offers.
 */
offers: Array<Offer>, };

/**
 * A tablet's answer to an invitation.
 */
export type Pair = { 
/**
 * The code.
 */
code: string, 
/**
 * What the tablet shall be called.
 */
name: string, };

/**
 * A tablet that may speak from now on.
 */
export type Paired = { 
/**
 * Its id.
 */
id: DeviceId, 
/**
 * Its name.
 */
name: string, 
/**
 * To be shown with every call; known to the tablet alone.
 */
token: string, };

/**
 * How money is taken.
 */
export type PayMethod = "cash" | "wechat" | "alipay" | "card";

/**
 * One payment.
 */
export type PaymentLine = { 
/**
 * How.
 */
method: PayMethod, 
/**
 * How much; cash as it was handed over.
 */
amount: Money, };

/**
 * What became of the earlier numbers.
 */
export type PhoneStored = { 
/**
 * The numbers now kept as former, masked.
 */
former: Array<string>, };

/**
 * So many pieces of one kind.
 */
export type PieceCount = { 
/**
 * What they are.
 */
kind: PieceKind, 
/**
 * How many.
 */
count: number, };

/**
 * One embroidered piece.
 */
export type PieceId = string;

/**
 * What a piece is. The order is that of the policy.
 */
export type PieceKind = "towel" | "bath_towel" | "bathrobe" | "slippers" | "headband";

/**
 * The piece that takes another's part.
 */
export type PieceMade = { 
/**
 * The new piece, being made.
 */
pieceId: PieceId, };

/**
 * Where a piece is.
 */
export type PiecePlace = "in_making" | "shelf" | "tray" | "disinfection" | "in_use" | "laundry" | "drying" | "lost" | "damaged" | "replaced" | "ordinary_stock";

/**
 * A piece, and why something is done with it.
 */
export type PieceReason = { 
/**
 * The piece.
 */
pieceId: PieceId, 
/**
 * Why.
 */
reason: string, };

/**
 * One piece to see to.
 */
export type PieceTask = { 
/**
 * The piece.
 */
pieceId: PieceId, 
/**
 * What it is.
 */
kind: PieceKind, 
/**
 * Whose.
 */
memberNo: MemberNo, 
/**
 * The embroidered name.
 */
memberName: string, 
/**
 * Its slot.
 */
slot: number | null, 
/**
 * Where it is.
 */
place: PiecePlace, 
/**
 * What one should know of it.
 */
note: string, 
/**
 * The room of the booking it was out for.
 */
room: string | null, 
/**
 * That booking.
 */
bookingId: BookingId | null, };

/**
 * So many pieces of a kind in one place.
 */
export type PlacedPieces = { 
/**
 * What they are.
 */
kind: PieceKind, 
/**
 * Where they are.
 */
place: PiecePlace, 
/**
 * How many.
 */
count: number, };

/**
 * A value that a setting shall have from a day on.
 */
export type PlannedSetting = { 
/**
 * From when.
 */
effectiveFrom: Date, 
/**
 * What it shall be.
 */
value: unknown, };

/**
 * Which price it is.
 */
export type PriceRule = "list" | "tier" | "grade";

/**
 * Which receipt to print, and where.
 */
export type PrintReceipt = { 
/**
 * The bill.
 */
billId: BillId, 
/**
 * Where; the printer if one is set, else a file.
 */
to?: PrintTo, };

/**
 * Where to print.
 */
export type PrintTo = "printer" | "file";

/**
 * What was printed.
 */
export type Printed = { 
/**
 * So many bytes.
 */
bytes: number, 
/**
 * The printer's address, or the file.
 */
where: string, };

/**
 * A proof of who somebody is and what she agreed to, for a few minutes and one booking.
 */
export type Proof = { 
/**
 * To be sent with what she agrees to.
 */
proof: string, };

/**
 * One qualification.
 */
export type QualificationLine = { 
/**
 * VIP or SVIP.
 */
tier: Tier, 
/**
 * The approval date.
 */
since: Date | null, 
/**
 * Cancelled on a date, or in a month.
 */
until: string | null, };

/**
 * What is due.
 */
export type Quote = { 
/**
 * Line by line.
 */
lines: Array<QuoteLine>, 
/**
 * Booked services that are neither among the lines nor said to be not done: the total is not the whole visit's.
 */
leftOut: Array<ItemId>, 
/**
 * At list price.
 */
listTotal: Money, 
/**
 * What she saves.
 */
discountTotal: Money, 
/**
 * What she pays.
 */
due: Money, 
/**
 * Her tier.
 */
tier: Tier, 
/**
 * Her grade.
 */
grade: Grade, };

/**
 * What shall be settled.
 */
export type QuoteAsked = { 
/**
 * The visit; none for goods over the counter.
 */
bookingId?: BookingId, 
/**
 * Who buys over the counter, if she is a member.
 */
memberNo?: MemberNo | null, 
/**
 * The lines; none on a visit: the services it was booked for, but for those not done.
 */
lines: Array<LineAsked>, 
/**
 * Booked services that were not done: each once for each time it was booked.
 */
notDone?: Array<ItemId>, };

/**
 * One line with its price.
 */
export type QuoteLine = { 
/**
 * The item.
 */
itemId: ItemId, 
/**
 * Its name.
 */
name: string, 
/**
 * Service or good.
 */
kind: ItemKind, 
/**
 * How many.
 */
quantity: number, 
/**
 * The list price of one.
 */
listPrice: Money, 
/**
 * What she pays for one.
 */
unitPrice: Money, 
/**
 * What she pays for all of them.
 */
amount: Money, 
/**
 * Which price it is.
 */
rule: PriceRule, };

/**
 * What a query was read as, so that the screen knows what to ask next.
 */
export type ReadAs = "phone" | "name" | "pinyin" | "birthday" | "member_number" | "mixed" | "nothing";

/**
 * A settled bill.
 */
export type Receipt = { 
/**
 * The bill.
 */
billId: BillId, 
/**
 * Its number, `20261121-0001`.
 */
number: string, 
/**
 * When it was settled.
 */
atMs: Instant, 
/**
 * The salon's name.
 */
salon: string, 
/**
 * Whose it is; none over the counter.
 */
memberName: string | null, 
/**
 * Her short number.
 */
memberNo: MemberNo | null, 
/**
 * Her number, masked.
 */
memberPhone: string | null, 
/**
 * Who took the money.
 */
cashier: string, 
/**
 * Line by line.
 */
lines: Array<QuoteLine>, 
/**
 * At list price.
 */
listTotal: Money, 
/**
 * What was saved.
 */
discountTotal: Money, 
/**
 * What was due.
 */
due: Money, 
/**
 * What was handed over.
 */
payments: Array<PaymentLine>, 
/**
 * What was given back.
 */
change: Money, 
/**
 * The room of the visit.
 */
room: string | null, 
/**
 * Who treated her.
 */
beautician: string | null, };

/**
 * Why a slot may not be had.
 */
export type RefusalCode = "end_before_start" | "too_short" | "too_long" | "in_the_past" | "too_far_ahead" | "outside_hours" | "room_tier_mismatch" | "guests_exceed_beds" | "room_busy" | "beautician_busy" | "member_busy" | "matching_room_free";

/**
 * One request from a carrier: the same id is the same act, however often it arrives.
 */
export type RequestId = string;

/**
 * A booking to be taken.
 */
export type Reserve = { 
/**
 * For whom.
 */
memberNo: MemberNo, 
/**
 * Where.
 */
roomId: RoomId, 
/**
 * By whom.
 */
beauticianId: StaffId, 
/**
 * From.
 */
startMs: Instant, 
/**
 * To; as long as the services take if left out.
 */
endMs?: Instant, 
/**
 * Which services.
 */
serviceIds: Array<ItemId>, 
/**
 * How many guests; one if left out.
 */
guests?: number, 
/**
 * How it came in.
 */
source: Source, 
/**
 * What was noted.
 */
notes?: string, 
/**
 * The consultant's agreement with the customer on a room one tier lower.
 */
exception?: LowerTier, };

/**
 * The booking's id.
 */
export type Reserved = { 
/**
 * Which.
 */
bookingId: BookingId, };

/**
 * Whose set retires.
 */
export type RetireSet = { 
/**
 * The member.
 */
memberNo: MemberNo, };

/**
 * A set whose owner's qualification was cancelled.
 */
export type RetireTask = { 
/**
 * Whose.
 */
memberNo: MemberNo, 
/**
 * The embroidered name.
 */
memberName: string, 
/**
 * The slot that becomes free.
 */
slot: number | null, 
/**
 * Since when the qualification is cancelled, as it was registered.
 */
cancelledOn: string | null, };

/**
 * Whose numbers somebody needs to see in full.
 */
export type RevealPhone = { 
/**
 * Whose.
 */
memberNo: MemberNo, };

/**
 * Numbers in full, those in use first.
 */
export type RevealedPhones = { 
/**
 * Numbers.
 */
phones: Array<string>, };

/**
 * What a person does here. One person may do several things.
 */
export type Role = "front_desk" | "stockroom" | "beautician" | "consultant" | "cleaner" | "laundry" | "supervisor" | "manager";

/**
 * A room with its state.
 */
export type Room = { 
/**
 * Whether guests are received in it.
 */
active: boolean, 
/**
 * Its id.
 */
id: RoomId, 
/**
 * What stands on its door.
 */
number: string, 
/**
 * Whose guests it receives.
 */
tier: Tier, 
/**
 * How many guests at once.
 */
beds: number, 
/**
 * What one should know.
 */
note: string, };

/**
 * A room by number.
 */
export type RoomChoice = { 
/**
 * Which.
 */
id: RoomId, 
/**
 * Its number.
 */
number: string, };

/**
 * A room.
 */
export type RoomId = string;

/**
 * A room as the board shows it.
 */
export type RoomLine = { 
/**
 * Its id.
 */
id: RoomId, 
/**
 * What stands on its door.
 */
number: string, 
/**
 * Whose guests it receives.
 */
tier: Tier, 
/**
 * How many guests at once.
 */
beds: number, 
/**
 * What one should know.
 */
note: string, };

/**
 * The id a room got.
 */
export type RoomSaved = { 
/**
 * The room.
 */
id: RoomId, };

/**
 * What the user said about a row.
 */
export type RowFix = { 
/**
 * Fields as they should have been written.
 */
values?: { [key in string]: string }, 
/**
 * What shall become of it.
 */
decision?: Decision, };

/**
 * An item to be added, or changed if `id` is given.
 */
export type SaveItem = { 
/**
 * Which to change; none adds an item.
 */
id?: ItemId, 
/**
 * Its short code.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Service or good.
 */
kind: ItemKind, 
/**
 * The heading it stands under.
 */
category: string, 
/**
 * How long a service lasts, 5–720.
 */
minutes: number | null, 
/**
 * The list price.
 */
price: Money, 
/**
 * The price for VIP and SVIP, not above the list price.
 */
memberPrice: Money | null, 
/**
 * The rooms it is given in.
 */
rooms: string, 
/**
 * Whether it is offered.
 */
active: boolean, };

/**
 * A room to be added, or changed if `id` is given.
 */
export type SaveRoom = { 
/**
 * Which to change; none adds a room.
 */
id?: RoomId, 
/**
 * What stands on its door.
 */
number: string, 
/**
 * Whose guests it receives.
 */
tier: Tier, 
/**
 * How many guests at once, 1–8.
 */
beds: number, 
/**
 * What one should know.
 */
note: string, 
/**
 * Whether guests are received in it.
 */
active: boolean, };

/**
 * A person to be added, or changed if `id` is given.
 */
export type SaveStaff = { 
/**
 * Whom to change; none adds a person.
 */
id?: StaffId, 
/**
 * His number.
 */
number: string, 
/**
 * His name.
 */
name: string, 
/**
 * His team.
 */
group?: string, 
/**
 * What he does.
 */
roles: Array<Role>, 
/**
 * Whether he works here.
 */
active: boolean, };

/**
 * What was typed.
 */
export type Search = { 
/**
 * As typed.
 */
query: string, 
/**
 * Hits wanted, at most 100.
 */
limit?: number, };

/**
 * A service that was booked but not done, as the file shows it.
 */
export type ServiceNotDone = { 
/**
 * Its name.
 */
name: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Who said so.
 */
by: string, };

/**
 * A member's set of linen.
 */
export type SetId = string;

/**
 * The set that is being made.
 */
export type SetMade = { 
/**
 * Its id.
 */
setId: SetId, 
/**
 * Its slot.
 */
slot: number, };

/**
 * One piece among those of its set.
 */
export type SetPiece = { 
/**
 * The piece.
 */
pieceId: PieceId, 
/**
 * What it is.
 */
kind: PieceKind, };

/**
 * Whose PIN becomes what.
 */
export type SetPin = { 
/**
 * The staff number.
 */
number: string, 
/**
 * Four to eight digits.
 */
pin: string, };

/**
 * A setting and the value it shall have.
 */
export type SetSetting = { 
/**
 * Its key.
 */
key: string, 
/**
 * Its new value.
 */
value: unknown, 
/**
 * From when; today if left out.
 */
effectiveFrom?: Date, };

/**
 * How a set stands as a whole.
 */
export type SetState = "none" | "whole" | "away" | "incomplete";

/**
 * One setting as it holds today.
 */
export type SettingLine = { 
/**
 * Its key.
 */
key: string, 
/**
 * Its value.
 */
value: unknown, 
/**
 * Since when; none while it is the default.
 */
effectiveFrom: string | null, 
/**
 * What it shall be from later days on, the next first.
 */
planned: Array<PlannedSetting>, };

/**
 * A bill to be settled.
 */
export type Settle = { 
/**
 * The visit; none for goods over the counter.
 */
bookingId?: BookingId, 
/**
 * Who buys over the counter, if she is a member.
 */
memberNo?: MemberNo | null, 
/**
 * The lines; none on a visit: the services it was booked for, but for those not done.
 */
lines: Array<LineAsked>, 
/**
 * Booked services that were not done, each with its reason. Every other one stands on the bill.
 */
notDone?: Array<NotDone>, 
/**
 * What is paid; together what is due, cash may be more.
 */
payments: Array<PaymentLine>, 
/**
 * What the screen showed as due.
 */
due: Money, };

/**
 * One slot.
 */
export type ShelfSlot = { 
/**
 * Its number.
 */
slot: number, 
/**
 * What stands on it.
 */
label: string | null, 
/**
 * Whose it is.
 */
memberNo: MemberNo | null, 
/**
 * Which set lives there.
 */
tier: Tier | null, 
/**
 * How the set stands.
 */
state: SlotState, };

/**
 * What was put into the slot.
 */
export type Shelved = { 
/**
 * Whether the set is whole again.
 */
whole: boolean, };

/**
 * Number and PIN.
 */
export type SignIn = { 
/**
 * The staff number.
 */
number: string, 
/**
 * The PIN.
 */
pin: string, };

/**
 * A session's beginning.
 */
export type SignedIn = { 
/**
 * To be sent with every call.
 */
token: string, 
/**
 * Who it is.
 */
staff: StaffMe, };

/**
 * A slot, as the desk asks for it.
 */
export type SlotAsked = { 
/**
 * For whom.
 */
memberNo: MemberNo, 
/**
 * Where.
 */
roomId: RoomId, 
/**
 * By whom.
 */
beauticianId: StaffId, 
/**
 * From.
 */
startMs: Instant, 
/**
 * To; as long as the services take if left out.
 */
endMs?: Instant, 
/**
 * Which services.
 */
serviceIds: Array<ItemId>, 
/**
 * How many guests; one if left out.
 */
guests?: number, 
/**
 * The booking that would move there.
 */
moving?: BookingId, };

/**
 * Whether a slot can be had.
 */
export type SlotCheck = { 
/**
 * It can.
 */
ok: boolean, 
/**
 * Why not.
 */
refusals: Array<SlotRefusal>, 
/**
 * The nearest that can.
 */
nearest: Array<Offer>, 
/**
 * No room of the tier is free: a consultant may agree on one tier lower.
 */
exceptionPossible: boolean, 
/**
 * The free rooms one tier lower, then.
 */
lowerRooms: Array<RoomChoice>, };

/**
 * One reason why a slot cannot be had.
 */
export type SlotRefusal = { 
/**
 * Why.
 */
code: RefusalCode, 
/**
 * Names and figures for the sentence.
 */
params: Record<string, string | number>, };

/**
 * How a slot stands.
 */
export type SlotState = "free" | "whole" | "away" | "incomplete";

/**
 * How a booking came in.
 */
export type Source = "phone" | "wechat" | "walk_in";

/**
 * One row of a register.
 */
export type SourceRow = { 
/**
 * The sheet.
 */
sheet: string, 
/**
 * The row, as the spreadsheet counts.
 */
row: number, 
/**
 * Its cells, left to right, numbers masked.
 */
text: Array<string>, };

/**
 * A person who works here.
 */
export type StaffId = string;

/**
 * A person on the staff list.
 */
export type StaffLine = { 
/**
 * His id.
 */
id: StaffId, 
/**
 * His number.
 */
number: string, 
/**
 * His name.
 */
name: string, 
/**
 * His team.
 */
group: string | null, 
/**
 * What he does.
 */
roles: Array<Role>, 
/**
 * Whether he still works here.
 */
active: boolean, 
/**
 * Whether he has a PIN.
 */
hasPin: boolean, 
/**
 * Locked out until.
 */
lockedUntilMs: Instant | null, };

/**
 * The person who is signed in.
 */
export type StaffMe = { 
/**
 * His id.
 */
id: StaffId, 
/**
 * His number.
 */
number: string, 
/**
 * His name.
 */
name: string, 
/**
 * What he does.
 */
roles: Array<Role>, 
/**
 * His team.
 */
group: string | null, 
/**
 * The commands he may call.
 */
commands: Array<string>, };

/**
 * A staff number.
 */
export type StaffNumber = { 
/**
 * The number.
 */
number: string, };

/**
 * The id a thing got.
 */
export type StaffSaved = { 
/**
 * The person's id.
 */
id: StaffId, };

/**
 * A person on the sign-in screen.
 */
export type StaffTile = { 
/**
 * His id.
 */
id: StaffId, 
/**
 * His number.
 */
number: string, 
/**
 * His name.
 */
name: string, 
/**
 * What he does.
 */
roles: Array<Role>, 
/**
 * Whether he can sign in yet.
 */
hasPin: boolean, };

/**
 * One call, as it reaches the stockroom.
 */
export type StockroomCall = { 
/**
 * Its id.
 */
id: CallId, 
/**
 * What it is about.
 */
kind: CallKind, 
/**
 * When it was called out.
 */
atMs: Instant, 
/**
 * When the clerk acknowledged it.
 */
acknowledgedMs: Instant | null, 
/**
 * Trays that stood ready for it were given up: their linen goes back into its slot.
 */
putBack: boolean, 
/**
 * The trays; name, tier, approval date, phone, time, room and beautician as they were called out.
 */
card: TrayCard, };

/**
 * A member and the number she called from.
 */
export type StorePhone = { 
/**
 * Whose number it is.
 */
memberNo: MemberNo, 
/**
 * However typed.
 */
phone: string, };

/**
 * The store as the settings screen shows it.
 */
export type StoreStatus = { 
/**
 * The folder of the store.
 */
path: string, 
/**
 * Its size in bytes.
 */
sizeBytes: number, 
/**
 * Where the key is kept: `file` or `keyring`.
 */
keyProvider: string, 
/**
 * The newest backup.
 */
lastBackupAt: Instant | null, 
/**
 * All of them, the newest first.
 */
backups: Array<BackupLine>, 
/**
 * Rows of the journal.
 */
journalRows: number, };

/**
 * A member's qualification, and a room's class.
 */
export type Tier = "ordinary" | "vip" | "svip";

/**
 * One bill of the day.
 */
export type TillBill = { 
/**
 * The bill.
 */
billId: BillId, 
/**
 * Its number.
 */
number: string, 
/**
 * When it was settled.
 */
atMs: Instant, 
/**
 * Whose it is.
 */
memberName: string | null, 
/**
 * What was due.
 */
due: Money, 
/**
 * Who took the money.
 */
cashier: string, };

/**
 * A day's takings.
 */
export type TillDay = { 
/**
 * The business date.
 */
date: Date, 
/**
 * By way of payment; every way is named.
 */
byMethod: Array<MethodTaking>, 
/**
 * All together.
 */
total: Money, 
/**
 * Bill by bill.
 */
bills: Array<TillBill>, };

/**
 * Which day.
 */
export type TillDayAsked = { 
/**
 * The business date.
 */
date: Date, };

/**
 * What a screen can show and therefore must fetch again.
 */
export type Topic = "member" | "booking" | "tray" | "linen" | "till" | "catalog" | "room" | "staff" | "setting" | "store" | "device";

/**
 * The trays of which booking.
 */
export type TrayAsked = { 
/**
 * The booking.
 */
bookingId: BookingId, };

/**
 * The trays of one booking.
 */
export type TrayCard = { 
/**
 * The booking.
 */
bookingId: BookingId, 
/**
 * The guest's short number.
 */
memberNo: MemberNo, 
/**
 * Her full name, as it is embroidered.
 */
memberName: string, 
/**
 * The tier she is booked as.
 */
tier: Tier, 
/**
 * Her number, masked; the last four digits stay, to check against the register.
 */
phone: string, 
/**
 * When her qualification was approved.
 */
approvalDate: Date | null, 
/**
 * When she comes.
 */
startMs: Instant, 
/**
 * To which room.
 */
room: string, 
/**
 * To whom.
 */
beautician: string, 
/**
 * The slot of her set.
 */
slot: number | null, 
/**
 * What stands on it.
 */
slotLabel: string | null, 
/**
 * How far the trays are.
 */
state: TrayState, 
/**
 * How far the booking is; what may be done with the trays depends on it.
 */
visit: BookingStatus, 
/**
 * What belongs on the linen tray.
 */
linenPieces: Array<PieceCount>, 
/**
 * What belongs on the slipper tray.
 */
slipperPieces: Array<PieceCount>, 
/**
 * What is missing.
 */
short: LinenShort | null, 
/**
 * What must never be overlooked.
 */
allergies: Array<string>, 
/**
 * Who took them: the beautician of the booking, or a colleague who helped.
 */
takenBy: string | null, };

/**
 * Which day's trays.
 */
export type TrayDay = { 
/**
 * The business date.
 */
date: Date, };

/**
 * The trays of which booking are ready.
 */
export type TrayReady = { 
/**
 * The booking.
 */
bookingId: BookingId, 
/**
 * The clerk has seen what is missing and prepares the rest.
 */
withoutMissing?: boolean, };

/**
 * How far the trays of a booking are.
 */
export type TrayState = "waiting" | "ready" | "taken" | "returned" | "void";

/**
 * Which planned value is withdrawn.
 */
export type WithdrawSetting = { 
/**
 * The setting's key.
 */
key: string, 
/**
 * From when it should have held.
 */
effectiveFrom: Date, };

/** Every command: its arguments and its answer. */
export interface CommandMap {
  'house.status': { args: null; answer: HouseStatus }
  'house.accept_clock': { args: null; answer: null }
  'session.sign_in': { args: SignIn; answer: SignedIn }
  'store.status': { args: null; answer: StoreStatus }
  'store.backup': { args: null; answer: BackupLine }
  'session.me': { args: null; answer: StaffMe }
  'session.prove': { args: Agree; answer: Proof }
  'session.touch': { args: null; answer: null }
  'session.sign_out': { args: null; answer: null }
  'member.search': { args: Search; answer: Found }
  'member.card': { args: CardAsked; answer: MemberCard }
  'member.file': { args: CardAsked; answer: MemberFile }
  'member.list': { args: ListMembers; answer: MemberPage }
  'member.add': { args: NewMember; answer: MemberAdded }
  'member.amend': { args: AmendMember; answer: null }
  'member.store_phone': { args: StorePhone; answer: PhoneStored }
  'member.reveal': { args: RevealPhone; answer: RevealedPhones }
  'booking.day': { args: DayAsked; answer: BookingDay }
  'booking.arrivals': { args: DayAsked; answer: Arrivals }
  'booking.offer': { args: OfferAsked; answer: Offers }
  'booking.check': { args: SlotAsked; answer: SlotCheck }
  'booking.reserve': { args: Reserve; answer: Reserved }
  'booking.move': { args: Move; answer: null }
  'booking.advance': { args: Advance; answer: null }
  'booking.cancel': { args: Cancel; answer: null }
  'staff.list': { args: null; answer: Array<StaffLine> }
  'staff.save': { args: SaveStaff; answer: StaffSaved }
  'staff.set_pin': { args: SetPin; answer: null }
  'staff.change_pin': { args: ChangePin; answer: null }
  'staff.unlock': { args: StaffNumber; answer: null }
  'device.pair': { args: Pair; answer: Paired }
  'device.invite': { args: null; answer: Invitation }
  'device.list': { args: null; answer: Array<DeviceLine> }
  'device.revoke': { args: DeviceAsked; answer: null }
  'tray.day': { args: TrayDay; answer: Array<TrayCard> }
  'tray.calls': { args: null; answer: Array<StockroomCall> }
  'tray.acknowledge': { args: Acknowledge; answer: null }
  'tray.ready': { args: TrayReady; answer: null }
  'tray.take': { args: TrayAsked; answer: null }
  'tray.put_away': { args: TrayAsked; answer: null }
  'tray.bring_back': { args: TrayAsked; answer: null }
  'tray.return': { args: TrayAsked; answer: null }
  'linen.shelf': { args: null; answer: LinenShelf }
  'linen.set': { args: LinenOfMember; answer: LinenSetView }
  'linen.tasks': { args: null; answer: LinenTasks }
  'linen.slippers_back': { args: LinenOfBooking; answer: null }
  'linen.to_laundry': { args: LinenOfBooking; answer: null }
  'linen.to_drying': { args: LinenOfMember; answer: null }
  'linen.shelve': { args: LinenOfMember; answer: Shelved }
  'linen.mark': { args: MarkPiece; answer: null }
  'linen.replace': { args: PieceReason; answer: PieceMade }
  'linen.recover': { args: PieceReason; answer: null }
  'linen.make_set': { args: MakeSet; answer: SetMade }
  'linen.retire': { args: RetireSet; answer: null }
  'linen.to_stock': { args: LinenOfMember; answer: null }
  'catalog.list': { args: ListItems; answer: Array<Item> }
  'catalog.save': { args: SaveItem; answer: ItemSaved }
  'room.list': { args: null; answer: Array<Room> }
  'room.save': { args: SaveRoom; answer: RoomSaved }
  'till.quote': { args: QuoteAsked; answer: Quote }
  'till.settle': { args: Settle; answer: Receipt }
  'till.receipt': { args: BillAsked; answer: Receipt }
  'till.print': { args: PrintReceipt; answer: Printed }
  'till.day': { args: TillDayAsked; answer: TillDay }
  'import.preview': { args: ImportAsked; answer: ImportPlan }
  'import.commit': { args: ImportAsked; answer: ImportReport }
  'import.cancel': { args: CancelImport; answer: null }
  'setting.list': { args: null; answer: Array<SettingLine> }
  'setting.set': { args: SetSetting; answer: null }
  'setting.withdraw': { args: WithdrawSetting; answer: null }
}

export type CommandName = keyof CommandMap

/** The commands that write: each needs a request id. */
export type WriteName =
  | 'member.add'
  | 'member.amend'
  | 'member.store_phone'
  | 'member.reveal'
  | 'booking.reserve'
  | 'booking.move'
  | 'booking.advance'
  | 'booking.cancel'
  | 'staff.save'
  | 'staff.set_pin'
  | 'staff.unlock'
  | 'device.revoke'
  | 'tray.acknowledge'
  | 'tray.ready'
  | 'tray.take'
  | 'tray.put_away'
  | 'tray.bring_back'
  | 'tray.return'
  | 'linen.slippers_back'
  | 'linen.to_laundry'
  | 'linen.to_drying'
  | 'linen.shelve'
  | 'linen.mark'
  | 'linen.replace'
  | 'linen.recover'
  | 'linen.make_set'
  | 'linen.retire'
  | 'linen.to_stock'
  | 'catalog.save'
  | 'room.save'
  | 'till.settle'
  | 'import.commit'
  | 'setting.set'
  | 'setting.withdraw'
