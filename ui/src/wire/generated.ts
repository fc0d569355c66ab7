// Made from the command table in Rust. Do not edit: UPDATE_WIRE=1 cargo test -p lantai-core wire

/**
 * A member and what changes in her file.
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
 * A birthday however typed; empty takes it away.
 */
birthday?: string, 
/**
 * `female` or `male`.
 */
gender?: 'female' | 'male', 
/**
 * All her allergies.
 */
allergies?: Array<string>, 
/**
 * What one should know.
 */
notes?: string, 
/**
 * The beautician she comes to.
 */
usualBeauticianId?: StaffId, };

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
 * A calendar or business date; `YYYY-MM-DD` on the wire and in the store.
 */
export type Date = string;

/**
 * What can be told to a user, one code per thing he can do about it. The names say it; the sentences are the screen's.
 */
export type ErrorCode = "signed_out" | "wrong_pin" | "locked_out" | "no_pin_set" | "not_allowed" | "pin_too_simple" | "unknown_command" | "bad_arguments" | "request_id_missing" | "request_id_reused" | "field_missing" | "text_too_long" | "text_not_allowed" | "bad_phone" | "bad_date" | "bad_amount" | "bad_number" | "no_such_member" | "no_such_staff" | "no_such_room" | "no_such_item" | "no_such_booking" | "no_such_piece" | "no_such_set" | "no_such_call" | "no_such_bill" | "no_such_setting" | "number_taken" | "same_person_exists" | "slot_taken" | "phone_held" | "slot_refused" | "consent_missing" | "consultant_required" | "wrong_step" | "reason_missing" | "booking_changed" | "linen_short" | "linen_wrong_place" | "no_qualification" | "set_exists" | "trays_out" | "payments_do_not_add_up" | "price_moved" | "already_settled" | "nothing_to_settle" | "no_printer" | "printer_unreachable" | "file_too_large" | "not_a_spreadsheet" | "sheet_empty" | "header_not_found" | "columns_missing" | "file_changed" | "cancelled" | "unknown_kind" | "clock_went_back" | "store_busy" | "store_damaged" | "store_newer" | "store_wrong_key" | "store_missing" | "store_read_only" | "store_exists" | "key_missing" | "phrase_wrong" | "disk_full" | "backup_failed" | "backup_unusable" | "folder_unusable" | "internal";

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
 * An instant: UTC milliseconds since 1970.
 */
export type Instant = number;

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
 * What became of the earlier numbers.
 */
export type PhoneStored = { 
/**
 * The numbers now kept as former, masked.
 */
former: Array<string>, };

/**
 * What a query was read as, so that the screen knows what to ask next.
 */
export type ReadAs = "phone" | "name" | "pinyin" | "birthday" | "member_number" | "mixed" | "nothing";

/**
 * One request from a carrier: the same id is the same act, however often it arrives.
 */
export type RequestId = string;

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
effectiveFrom: string | null, };

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
 * Where the key is kept.
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
 * What a screen can show and therefore must fetch again.
 */
export type Topic = "member" | "booking" | "tray" | "linen" | "till" | "catalog" | "room" | "staff" | "setting" | "store";

/** Every command: its arguments and its answer. */
export interface CommandMap {
  'house.status': { args: null; answer: HouseStatus }
  'session.sign_in': { args: SignIn; answer: SignedIn }
  'store.status': { args: null; answer: StoreStatus }
  'store.backup': { args: null; answer: BackupLine }
  'session.me': { args: null; answer: StaffMe }
  'session.touch': { args: null; answer: null }
  'session.sign_out': { args: null; answer: null }
  'member.search': { args: Search; answer: Found }
  'member.list': { args: ListMembers; answer: MemberPage }
  'member.add': { args: NewMember; answer: MemberAdded }
  'member.amend': { args: AmendMember; answer: null }
  'member.store_phone': { args: StorePhone; answer: PhoneStored }
  'member.reveal': { args: RevealPhone; answer: RevealedPhones }
  'staff.list': { args: null; answer: Array<StaffLine> }
  'staff.save': { args: SaveStaff; answer: StaffSaved }
  'staff.set_pin': { args: SetPin; answer: null }
  'staff.change_pin': { args: ChangePin; answer: null }
  'staff.unlock': { args: StaffNumber; answer: null }
  'setting.list': { args: null; answer: Array<SettingLine> }
  'setting.set': { args: SetSetting; answer: null }
}

export type CommandName = keyof CommandMap

/** The commands that write: each needs a request id. */
export type WriteName =
  | 'member.add'
  | 'member.amend'
  | 'member.store_phone'
  | 'member.reveal'
  | 'staff.save'
  | 'staff.set_pin'
  | 'staff.change_pin'
  | 'staff.unlock'
  | 'setting.set'
