// The commands the screens already speak and the core's table does not have yet, as agreed. A command that appears in
// generated.ts wins over its line here; when none is left, this file goes.




export type Tier = 'ordinary' | 'vip' | 'svip'
export type Grade = 'regular' | 'silver' | 'gold' | 'platinum' | 'diamond'
export type Role = 'front_desk' | 'stockroom' | 'beautician' | 'consultant' | 'cleaner' | 'laundry' | 'supervisor' | 'manager'
export type BookingStatus = 'booked' | 'confirmed' | 'arrived' | 'in_treatment' | 'finished' | 'settled' | 'cancelled' | 'no_show'
export type PieceKind = 'towel' | 'bath_towel' | 'bathrobe' | 'slippers' | 'headband'
export type PiecePlace = 'in_making' | 'shelf' | 'tray' | 'disinfection' | 'in_use' | 'laundry' | 'drying' | 'lost' | 'damaged' | 'replaced' | 'ordinary_stock'
export type PayMethod = 'cash' | 'wechat' | 'alipay' | 'card'
export type Source = 'phone' | 'wechat' | 'walk_in'
export type ItemKind = 'service' | 'good'
export type Consent = 'phone' | 'in_person' | 'wechat'
export type Gender = 'female' | 'male'
export type Language = 'zh-Hans' | 'en'

// the house
export interface HouseStatus { salonName: string; businessDate: string; now: number; dayStartHour: number; openHour: number; closeHour: number; turnoverMinutes: number; autoLockMinutes: number; language: string; utcOffsetMinutes: number; demo: boolean; lastBackupAt: number | null; staff: StaffTile[] }
export interface StaffTile { number: string; name: string; roles: Role[]; hasPin: boolean }

// session
export interface StaffMe { id: string; number: string; name: string; roles: Role[]; group: string | null; commands: string[] }
export interface SignedIn { token: string; staff: StaffMe }

// members
export interface MemberSearch { hits: MemberHit[]; more: boolean; read: 'phone' | 'name' | 'pinyin' | 'birthday' | 'member_number' | 'mixed' | 'nothing' }
export interface MemberHit { memberNo: number; id: string; name: string; tier: Tier; phone: string; birthday: string; matched: 'phone' | 'former_phone' | 'name' | 'pinyin' | 'initials' | 'birthday' | 'member_number' }
export interface MemberPhone { masked: string; current: boolean }
export interface MemberCard { memberNo: number; id: string; name: string; gender: Gender | null; tier: Tier; tierSince: string | null; grade: Grade; gradeDiscount: string | null; phones: MemberPhone[]; birthday: string; birthdayToday: boolean; allergies: string[]; notes: string[]; usualBeautician: Named | null; visits: number; spent12m: string; upcoming: BookingLine[]; last: BookingLine[]; linen: MemberLinen | null }
export interface Named { id: string; name: string }
export interface MemberLinen { slot: number | null; slotLabel: string | null; state: 'none' | 'whole' | 'away' | 'incomplete'; pieces: PlacedPieces[]; expectedBackAt: number | null }
export interface PlacedPieces { kind: PieceKind; place: PiecePlace; count: number }
export interface BookingLine { id: string; startMs: number; endMs: number; room: string; beautician: string; services: string[]; status: BookingStatus; total: string | null }
export interface MemberFile extends MemberCard { fullPhones: string[] | null; occupation: string | null; referrer: string | null; createdAt: number; sources: SourceRow[]; qualifications: QualificationLine[]; linenMoves: LinenMove[]; bills: BillLine[] }
export interface SourceRow { sheet: string; row: number; text: string }
export interface QualificationLine { tier: Tier; since: string | null; until: string | null }
export interface LinenMove { atMs: number; kind: PieceKind; from: PiecePlace | null; to: PiecePlace; by: string | null }
export interface BillLine { billId: string; number: string; atMs: number; due: string }
export interface MemberList { rows: MemberHit[]; next: string | null; total: number }
export interface NewMember { name: string; phones: string[]; birthday?: string; gender?: Gender | null; allergies?: string[]; notes?: string; usualBeauticianId?: string | null; allowSame?: boolean }
export interface AmendMember { memberNo: number; name?: string; birthday?: string; gender?: Gender | null; allergies?: string[]; notes?: string; usualBeauticianId?: string | null }

// import
export type ImportKind = 'front_desk_register' | 'stockroom_register' | 'price_list' | 'rooms' | 'staff'
export interface ImportAsked { fileName: string; contentBase64: string; kind?: ImportKind; columns?: Record<string, number>; fixes?: Record<string, RowFix> }
export interface ImportPlan { kind: ImportKind; sheet: string; headerRow: number; columns: ImportColumn[]; titles: string[]; counts: ImportCounts; rows: ImportRow[]; digest: string }
export interface ImportColumn { field: string; column: number | null; title: string }
export interface ImportCounts { sure: number; doubtful: number; refused: number; blank: number; total: number; merged: number; unchanged: number }
export interface ImportRow { row: number; fate: 'sure' | 'doubtful' | 'refused' | 'blank' | 'heading' | 'total' | 'merged' | 'unchanged'; text: string[]; read: Record<string, string>; doubts: ImportDoubt[]; memberNo: number | null; mergedIntoRow: number | null }
export interface ImportDoubt { code: string; field: string | null; params: Record<string, string> }
export interface RowFix { values?: Record<string, string>; decision?: 'accept' | 'skip' | 'merge' | 'separate' }
export interface ImportReport extends ImportPlan { added: number; changed: number }

// booking
export interface BookingDay { date: string; dayStartMs: number; dayEndMs: number; rooms: RoomLine[]; beauticians: Named[]; bookings: BoardBooking[]; takings: string | null; counts: { booked: number; arrived: number } }
export interface RoomLine { id: string; number: string; tier: Tier; beds: number; note: string }
export interface BoardBooking { id: string; memberNo: number; memberName: string; tier: Tier; roomId: string; roomNumber: string; beauticianId: string; beauticianName: string; startMs: number; endMs: number; busyUntilMs: number; services: string[]; status: BookingStatus; downgraded: boolean; guests: number; trays: 'none' | 'waiting' | 'ready' | 'taken' | 'returned'; linenAmber: LinenShort | null; allergies: string[]; notes: string }
export interface LinenShort { missing: MissingPiece[]; expectedAt: number | null }
export interface MissingPiece { kind: PieceKind; count: number; place: PiecePlace }
export interface OfferAsked { memberNo: number; serviceIds?: string[]; beauticianId?: string | null; roomId?: string | null; notBefore?: number; guests?: number }
export interface Offers { asLastTime: boolean; offers: Offer[] }
export interface Offer { startMs: number; endMs: number; roomId: string; roomNumber: string; beauticianId: string; beauticianName: string; serviceIds: string[]; services: string[]; price: string }
export type RefusalCode = 'too_far_ahead' | 'room_tier_mismatch' | 'room_busy' | 'beautician_busy' | 'member_busy' | 'in_the_past' | 'outside_hours' | 'too_long' | 'end_before_start' | 'guests_exceed_beds' | 'matching_room_free'
export interface SlotAsked { memberNo: number; roomId: string; beauticianId: string; startMs: number; endMs?: number; serviceIds: string[]; guests?: number; moving?: string }
export interface SlotCheck { ok: boolean; refusals: SlotRefusal[]; nearest: Offer[]; exceptionPossible: boolean; lowerRooms: { id: string; number: string }[] }
export interface SlotRefusal { code: RefusalCode; params: Record<string, string | number> }
export interface TierException { consultantNumber: string; consultantPin: string; consentHow: Consent; consentAt: number }
export interface Reserve extends SlotAsked { source: Source; notes?: string; exception?: TierException }
export interface MoveBooking extends SlotAsked { bookingId: string; consentHow: Consent; exception?: TierException }
export interface Arrival extends BoardBooking { next: 'arrived' | 'in_treatment' | 'finished' | 'settle' | null }
export interface Arrivals { rows: Arrival[]; alerts: Alert[] }
export interface Alert { kind: 'linen' | 'birthday' | 'late' | 'tray'; params: Record<string, string | number> }

// stockroom and linen
export interface PieceCount { kind: PieceKind; count: number }
export interface TrayCard { bookingId: string; memberNo: number; memberName: string; tier: Tier; phone: string; approvalDate: string | null; startMs: number; room: string; beautician: string; slot: number | null; slotLabel: string | null; state: 'waiting' | 'ready' | 'taken' | 'returned' | 'void'; linenPieces: PieceCount[]; slipperPieces: PieceCount[]; short: LinenShort | null; allergies: string[]; takenBy: string | null }
export interface StockroomCall { id: string; kind: 'new' | 'changed' | 'cancelled'; atMs: number; acknowledgedMs: number | null; card: TrayCard }
export interface LinenShelf { slots: ShelfSlot[]; nextFree: number }
export interface ShelfSlot { slot: number; label: string | null; memberNo: number | null; tier: Tier | null; state: 'free' | 'whole' | 'away' | 'incomplete' }
export interface LinenSetView { setId: string; memberNo: number; memberName: string; tier: Tier; slot: number | null; slotLabel: string | null; state: 'none' | 'whole' | 'away' | 'incomplete'; pieces: LinenPiece[] }
export interface LinenPiece { pieceId: string; kind: PieceKind; place: PiecePlace; sinceMs: number; note: string; history: LinenMove[] }
export interface LinenTasks { toMake: MakeTask[]; slippersOut: PieceTask[]; inLaundry: LaundrySet[]; drying: LaundrySet[]; toRepair: PieceTask[] }
export interface MakeTask { setId: string; memberNo: number; memberName: string; tier: Tier; slot: number | null; pieces: PieceCount[]; dueDate: string }
export interface PieceTask { pieceId: string; kind: PieceKind; memberNo: number; memberName: string; slot: number | null; place: PiecePlace; note: string; room: string | null }
export interface LaundrySet { memberNo: number; memberName: string; slot: number | null; pieces: { pieceId: string; kind: PieceKind }[]; sinceMs: number }

// catalog, rooms, staff, settings
export interface Item { id: string; code: string; name: string; kind: ItemKind; category: string; minutes: number | null; price: string; memberPrice: string | null; rooms: string; active: boolean }
export interface SaveItem extends Omit<Item, 'id'> { id?: string }
export interface Room extends RoomLine { active: boolean }
export interface SaveRoom extends Omit<Room, 'id'> { id?: string }
export interface StaffLine { id: string; number: string; name: string; group: string | null; roles: Role[]; active: boolean; hasPin: boolean; lockedUntilMs: number | null }
export interface SaveStaff { id?: string; number: string; name: string; group?: string | null; roles: Role[]; active: boolean }
export interface Setting { key: string; value: unknown; effectiveFrom: string }

// till
export interface LineAsked { itemId: string; quantity: number }
export interface QuoteAsked { bookingId?: string; memberNo?: number | null; lines: LineAsked[] }
export interface Quote { lines: QuoteLine[]; listTotal: string; discountTotal: string; due: string; tier: Tier; grade: Grade }
export interface QuoteLine { itemId: string; name: string; kind: ItemKind; quantity: number; listPrice: string; unitPrice: string; amount: string; rule: 'list' | 'tier' | 'grade' }
export interface PaymentLine { method: PayMethod; amount: string }
export interface Settle extends QuoteAsked { payments: PaymentLine[]; due: string }
export interface Receipt { billId: string; number: string; atMs: number; salon: string; memberName: string | null; memberNo: number | null; cashier: string; lines: QuoteLine[]; listTotal: string; discountTotal: string; due: string; payments: PaymentLine[]; change: string; room: string | null; beautician: string | null }
export interface TillDay { date: string; byMethod: { method: PayMethod; amount: string; count: number }[]; total: string; bills: TillBill[] }
export interface TillBill { billId: string; number: string; atMs: number; memberName: string | null; due: string; cashier: string }

// store
export interface StoreStatus { path: string; sizeBytes: number; keyProvider: 'keyring' | 'file'; lastBackupAt: number | null; backups: BackupLine[]; journalRows: number }
export interface BackupLine { file: string; atMs: number; sizeBytes: number; verified: boolean }
export interface BackupMade { file: string; atMs: number; sizeBytes: number }

export interface AwaitedMap {
  'house.status': { args: null; answer: HouseStatus }
  'session.sign_in': { args: { number: string; pin: string }; answer: SignedIn }
  'session.me': { args: null; answer: StaffMe }
  'session.touch': { args: null; answer: null }
  'session.sign_out': { args: null; answer: null }
  'member.search': { args: { query: string; limit?: number }; answer: MemberSearch }
  'member.card': { args: { memberNo: number }; answer: MemberCard }
  'member.file': { args: { memberNo: number }; answer: MemberFile }
  'member.list': { args: { tier?: Tier; after?: string | null; limit?: number }; answer: MemberList }
  'member.add': { args: NewMember; answer: { memberNo: number } }
  'member.amend': { args: AmendMember; answer: null }
  'member.store_phone': { args: { memberNo: number; phone: string }; answer: { former: string[] } }
  'member.reveal': { args: { memberNo: number; part: 'phone' }; answer: { phones: string[] } }
  'import.preview': { args: ImportAsked; answer: ImportPlan }
  'import.commit': { args: ImportAsked; answer: ImportReport }
  'import.cancel': { args: { requestId: string }; answer: null }
  'booking.day': { args: { date: string }; answer: BookingDay }
  'booking.offer': { args: OfferAsked; answer: Offers }
  'booking.check': { args: SlotAsked; answer: SlotCheck }
  'booking.reserve': { args: Reserve; answer: { bookingId: string } }
  'booking.move': { args: MoveBooking; answer: null }
  'booking.advance': { args: { bookingId: string; to: 'confirmed' | 'arrived' | 'in_treatment' | 'finished' }; answer: null }
  'booking.cancel': { args: { bookingId: string; reason: string; noShow?: boolean }; answer: null }
  'booking.arrivals': { args: { date: string }; answer: Arrivals }
  'tray.day': { args: { date: string }; answer: TrayCard[] }
  'tray.calls': { args: null; answer: StockroomCall[] }
  'tray.acknowledge': { args: { callId: string }; answer: null }
  'tray.ready': { args: { bookingId: string }; answer: null }
  'tray.take': { args: { bookingId: string }; answer: null }
  'tray.return': { args: { bookingId: string }; answer: null }
  'linen.shelf': { args: null; answer: LinenShelf }
  'linen.set': { args: { memberNo: number }; answer: LinenSetView }
  'linen.tasks': { args: null; answer: LinenTasks }
  'linen.slippers_back': { args: { bookingId: string }; answer: null }
  'linen.to_laundry': { args: { bookingId: string }; answer: null }
  'linen.to_drying': { args: { memberNo: number }; answer: null }
  'linen.shelve': { args: { memberNo: number }; answer: { whole: boolean } }
  'linen.mark': { args: { pieceId: string; as: 'lost' | 'damaged'; reason: string }; answer: null }
  'linen.replace': { args: { pieceId: string; reason: string }; answer: { pieceId: string } }
  'linen.make_set': { args: { memberNo: number; slot?: number }; answer: { setId: string; slot: number } }
  'catalog.list': { args: { includeInactive?: boolean }; answer: Item[] }
  'catalog.save': { args: SaveItem; answer: { id: string } }
  'room.list': { args: null; answer: Room[] }
  'room.save': { args: SaveRoom; answer: { id: string } }
  'staff.list': { args: null; answer: StaffLine[] }
  'staff.save': { args: SaveStaff; answer: { id: string } }
  'staff.set_pin': { args: { number: string; pin: string }; answer: null }
  'staff.change_pin': { args: { oldPin: string; newPin: string }; answer: null }
  'staff.unlock': { args: { number: string }; answer: null }
  'setting.list': { args: null; answer: Setting[] }
  'setting.set': { args: { key: string; value: unknown; effectiveFrom?: string }; answer: null }
  'till.quote': { args: QuoteAsked; answer: Quote }
  'till.settle': { args: Settle; answer: Receipt }
  'till.receipt': { args: { billId: string }; answer: Receipt }
  'till.print': { args: { billId: string; to?: 'printer' | 'file' }; answer: { bytes: number; where: string } }
  'till.day': { args: { date: string }; answer: TillDay }
  'store.status': { args: null; answer: StoreStatus }
  'store.backup': { args: null; answer: BackupMade }
}

export type AwaitedWrite =
  | 'member.add'
  | 'member.amend'
  | 'member.store_phone'
  | 'member.reveal'
  | 'import.commit'
  | 'booking.reserve'
  | 'booking.move'
  | 'booking.advance'
  | 'booking.cancel'
  | 'tray.acknowledge'
  | 'tray.ready'
  | 'tray.take'
  | 'tray.return'
  | 'linen.slippers_back'
  | 'linen.to_laundry'
  | 'linen.to_drying'
  | 'linen.shelve'
  | 'linen.mark'
  | 'linen.replace'
  | 'linen.make_set'
  | 'catalog.save'
  | 'room.save'
  | 'staff.save'
  | 'staff.set_pin'
  | 'staff.change_pin'
  | 'staff.unlock'
  | 'setting.set'
  | 'till.settle'
  | 'till.print'
  | 'store.backup'
