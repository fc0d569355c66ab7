// The wire's shapes under the names the screens use. Each is taken out of the command table, so it can not drift from it.
import type { CommandMap, CommandName } from './generated'

export type { CommandMap, CommandName, ErrorCode, Failure, Topic, WriteName } from './generated'
export type Args<N extends CommandName> = CommandMap[N]['args']
export type Answer<N extends CommandName> = CommandMap[N]['answer']

// the house and who works in it
export type HouseStatus = Answer<'house.status'>
export type StaffTile = HouseStatus['staff'][number]
export type StaffMe = Answer<'session.me'>
export type Role = StaffMe['roles'][number]
export type StaffLine = Answer<'staff.list'>[number]
export type Setting = Answer<'setting.list'>[number]
export type Language = 'zh-Hans' | 'en'

// members
export type MemberSearch = Answer<'member.search'>
export type MemberHit = MemberSearch['hits'][number]
export type MemberCard = Answer<'member.card'>
export type MemberFile = Answer<'member.file'>
export type Tier = MemberCard['tier']
export type Grade = MemberCard['grade']
export type Gender = NonNullable<MemberCard['gender']>
export type BookingLine = MemberCard['upcoming'][number]
export type MemberLinen = NonNullable<MemberCard['linen']>
export type NewMember = Args<'member.add'>

// import
export type ImportAsked = Args<'import.preview'>
export type ImportPlan = Answer<'import.preview'>
export type ImportReport = Answer<'import.commit'>
export type ImportRow = ImportPlan['rows'][number]
export type ImportKind = ImportPlan['kind']
export type ImportSheet = ImportPlan['sheets'][number]
export type ImportCounts = ImportPlan['counts']
export type Fate = ImportRow['fate']
export type ImportDoubt = ImportRow['doubts'][number]
export type DoubtCode = ImportDoubt['code']
export type RowFix = NonNullable<ImportAsked['fixes']>[string]
export type Decision = NonNullable<RowFix['decision']>

// booking
export type BookingDay = Answer<'booking.day'>
export type BoardBooking = BookingDay['bookings'][number]
export type BookingStatus = BoardBooking['status']
export type Named = BookingDay['beauticians'][number]
export type RoomLine = BookingDay['rooms'][number]
export type LinenShort = NonNullable<BoardBooking['linenAmber']>
export type Offer = Answer<'booking.offer'>['offers'][number]
export type SlotAsked = Args<'booking.check'>
export type SlotCheck = Answer<'booking.check'>
export type SlotRefusal = SlotCheck['refusals'][number]
export type RefusalCode = SlotRefusal['code']
export type LowerTier = NonNullable<Args<'booking.reserve'>['exception']>
export type Consent = LowerTier['consentHow']
export type Source = Args<'booking.reserve'>['source']
export type Arrival = Answer<'booking.arrivals'>['rows'][number]
export type Alert = Answer<'booking.arrivals'>['alerts'][number]

// stockroom
export type TrayCard = Answer<'tray.day'>[number]
export type StockroomCall = Answer<'tray.calls'>[number]
export type LinenShelf = Answer<'linen.shelf'>
export type ShelfSlot = LinenShelf['slots'][number]
export type LinenSetView = Answer<'linen.set'>
export type LinenTasks = Answer<'linen.tasks'>
export type MakeTask = LinenTasks['toMake'][number]
export type PieceTask = LinenTasks['slippersOut'][number]
export type LaundrySet = LinenTasks['inLaundry'][number]
export type RetireTask = LinenTasks['toRetire'][number]
export type PieceKind = MemberLinen['pieces'][number]['kind']
export type PiecePlace = MemberLinen['pieces'][number]['place']

// prices, rooms, till, store
export type Item = Answer<'catalog.list'>[number]
export type ItemKind = Item['kind']
export type Room = Answer<'room.list'>[number]
export type Quote = Answer<'till.quote'>
export type QuoteLine = Quote['lines'][number]
export type Receipt = Answer<'till.receipt'>
export type PayMethod = Receipt['payments'][number]['method']
export type TillDay = Answer<'till.day'>
export type StoreStatus = Answer<'store.status'>
export type BackupLine = StoreStatus['backups'][number]
