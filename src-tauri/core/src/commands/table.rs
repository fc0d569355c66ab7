//! The table itself. One row: `kind "noun.verb" (arguments) -> answer = rule, who;` and, where no tablet may ask for it,
//! `who, DeskOnly;`.

use super::Allowed::{Anyone, Roles, Staff};
use super::{Command, Run, carry};
use crate::staff::Role::{self, Beautician, Consultant, FrontDesk, Laundry, Manager, Stockroom, Supervisor};
use crate::store::backup;
use crate::{booking, catalog, desk, device, import, linen, membership, room, setting, settlement, staff};

/// People who speak with guests on the phone and at the desk.
const DESK: &[Role] = &[FrontDesk, Consultant, Supervisor, Manager];

/// People who serve guests and may look one up.
const GUESTS: &[Role] = &[FrontDesk, Stockroom, Beautician, Consultant, Supervisor, Manager];

/// People who see a visit along.
const VISIT: &[Role] = &[FrontDesk, Beautician, Consultant, Supervisor, Manager];

/// People who take money.
const TILL: &[Role] = &[FrontDesk, Supervisor, Manager];

/// People who keep the stockroom.
const STOCKROOM: &[Role] = &[Stockroom, Supervisor, Manager];

/// People who take trays to a guest.
const CARERS: &[Role] = &[Beautician, Supervisor, Manager];

/// Both sides of what comes back into the stockroom.
const HANDOVER: &[Role] = &[Beautician, Stockroom, Supervisor, Manager];

/// People who wash.
const WASH: &[Role] = &[Laundry, Supervisor, Manager];

/// Everybody through whose hands linen goes.
const LINEN_HANDS: &[Role] = &[Beautician, Stockroom, Laundry, Supervisor, Manager];

/// People who may see where linen is.
const LINEN: &[Role] = &[FrontDesk, Consultant, Beautician, Stockroom, Laundry, Supervisor, Manager];

/// People who keep the registers of members and of tablets, and see that the store has its backups.
const REGISTERS: &[Role] = &[FrontDesk, Supervisor, Manager];

/// People who run the house.
const HOUSE: &[Role] = &[Manager, Supervisor];

macro_rules! rows {
    ($($kind:ident $name:literal ($args:ty) -> $answer:ty = $rule:path, $allowed:expr $(, $place:ident)?;)*) => {
        &[$(Command {
            name: $name,
            allowed: $allowed,
            desk_only: rows!(@is $($place)?),
            args: |types| types.name::<$args>(),
            answer: |types| types.name::<$answer>(),
            run: rows!(@$kind $rule, $args, $answer),
        }),*]
    };
    (@is) => { false };
    (@is DeskOnly) => { true };
    (@read $rule:path, $args:ty, $answer:ty) => {
        Run::Read(|view, call| carry::read::<$args, $answer>(view, call, $rule))
    };
    (@write $rule:path, $args:ty, $answer:ty) => {
        Run::Write(|salon, act, call| carry::write::<$args, $answer>(salon, act, call, $rule))
    };
    (@planned $rule:path, $args:ty, $answer:ty) => {
        Run::Write(|salon, act, call| carry::planned::<$args, _, $answer>(salon, act, call, &$rule))
    };
    (@signal $rule:path, $args:ty, $answer:ty) => {
        Run::Signal(|salon, call, caller| carry::signal::<$args, $answer>(salon, call, caller, $rule))
    };
}

/// Every command of the house.
pub const TABLE: &[Command] = rows! {
    read   "house.status"     (()) -> staff::session::HouseStatus = staff::session::house_status, Anyone;
    signal "house.accept_clock" (()) -> () = staff::session::accept_clock, Roles(&[Manager]), DeskOnly;
    signal "session.sign_in"  (staff::sign_in::SignIn) -> staff::sign_in::SignedIn = staff::session::sign_in, Anyone;
    signal "store.status"     (()) -> backup::StoreStatus = backup::status, Roles(REGISTERS), DeskOnly;
    signal "store.backup"     (()) -> backup::BackupLine = backup::now, Roles(HOUSE), DeskOnly;

    read   "session.me"       (()) -> staff::sign_in::StaffMe = staff::session::me, Staff;
    signal "session.prove"    (staff::session::Agree) -> staff::session::Proof = staff::session::prove, Staff;
    signal "session.touch"    (()) -> () = staff::session::touch, Staff;
    signal "session.sign_out" (()) -> () = staff::session::sign_out, Anyone;

    read   "member.search"    (membership::find::Search) -> membership::find::Found = membership::find::search, Roles(GUESTS);
    read   "member.card"      (desk::card::CardAsked) -> desk::card::MemberCard = desk::card::card, Roles(GUESTS);
    read   "member.file"      (desk::card::CardAsked) -> desk::file::MemberFile = desk::file::file, Roles(DESK);
    read   "member.list"      (membership::list::ListMembers) -> membership::list::MemberPage = membership::list::list, Roles(GUESTS);
    write  "member.add"       (membership::add::NewMember) -> membership::add::MemberAdded = membership::add::add, Roles(DESK);
    write  "member.amend"     (membership::amend::AmendMember) -> () = membership::amend::amend, Roles(DESK);
    write  "member.store_phone" (membership::phone::StorePhone) -> membership::phone::PhoneStored = membership::phone::store, Roles(DESK);
    write  "member.reveal"    (membership::phone::RevealPhone) -> membership::phone::RevealedPhones = membership::phone::reveal, Roles(DESK);

    read   "booking.day"      (desk::day::DayAsked) -> desk::day::BookingDay = desk::day::day, Roles(GUESTS);
    read   "booking.arrivals" (desk::day::DayAsked) -> desk::arrivals::Arrivals = desk::arrivals::arrivals, Roles(GUESTS);
    read   "booking.offer"    (desk::offer::OfferAsked) -> desk::offer::Offers = desk::offer::offer, Roles(DESK);
    read   "booking.check"    (booking::check::SlotAsked) -> desk::offer::SlotCheck = desk::offer::slot, Roles(DESK);
    write  "booking.reserve"  (booking::reserve::Reserve) -> booking::reserve::Reserved = booking::reserve::reserve, Roles(DESK);
    write  "booking.move"     (booking::move_to::Move) -> () = booking::move_to::move_to, Roles(DESK);
    write  "booking.advance"  (booking::advance::Advance) -> () = booking::advance::advance, Roles(VISIT);
    write  "booking.cancel"   (booking::cancel::Cancel) -> () = booking::cancel::cancel, Roles(DESK);

    read   "staff.list"       (()) -> Vec<staff::edit::StaffLine> = staff::edit::list, Roles(HOUSE);
    write  "staff.save"       (staff::edit::SaveStaff) -> staff::edit::StaffSaved = staff::edit::save, Roles(HOUSE);
    write  "staff.set_pin"    (staff::edit::SetPin) -> () = staff::edit::set_pin, Roles(&[Manager]);
    signal "staff.change_pin" (staff::edit::ChangePin) -> () = staff::edit::change_pin, Staff;
    write  "staff.unlock"     (staff::edit::StaffNumber) -> () = staff::edit::unlock, Roles(&[Manager]);

    signal "device.pair"      (device::pair::Pair) -> device::pair::Paired = device::pair::pair, Anyone;
    signal "device.invite"    (()) -> device::invite::Invitation = device::invite::invite, Roles(REGISTERS), DeskOnly;
    read   "device.list"      (()) -> Vec<device::list::DeviceLine> = device::list::list, Roles(REGISTERS);
    write  "device.revoke"    (device::revoke::DeviceAsked) -> () = device::revoke::revoke, Roles(REGISTERS);

    read   "tray.day"         (linen::tray::TrayDay) -> Vec<linen::card::TrayCard> = linen::tray::day, Roles(GUESTS);
    read   "tray.calls"       (()) -> Vec<linen::call::StockroomCall> = linen::call::list, Roles(GUESTS);
    write  "tray.acknowledge" (linen::call::Acknowledge) -> () = linen::call::acknowledge, Roles(STOCKROOM);
    write  "tray.ready"       (linen::tray::TrayReady) -> () = linen::tray::ready, Roles(STOCKROOM);
    write  "tray.take"        (linen::tray::TrayAsked) -> () = linen::tray::take, Roles(CARERS);
    write  "tray.put_away"    (linen::tray::TrayAsked) -> () = linen::tray::put_away, Roles(STOCKROOM);
    write  "tray.bring_back"  (linen::tray::TrayAsked) -> () = linen::tray::bring_back, Roles(HANDOVER);
    write  "tray.return"      (linen::tray::TrayAsked) -> () = linen::tray::give_back, Roles(HANDOVER);

    read   "linen.shelf"      (()) -> linen::shelf::LinenShelf = linen::shelf::shelf, Roles(LINEN);
    read   "linen.set"        (linen::wash::LinenOfMember) -> linen::view::LinenSetView = linen::view::set, Roles(LINEN);
    read   "linen.tasks"      (()) -> linen::tasks::LinenTasks = linen::tasks::tasks, Roles(LINEN);
    write  "linen.slippers_back" (linen::wash::LinenOfBooking) -> () = linen::wash::slippers_back, Roles(HANDOVER);
    write  "linen.to_laundry" (linen::wash::LinenOfBooking) -> () = linen::wash::to_laundry, Roles(LINEN_HANDS);
    write  "linen.to_drying"  (linen::wash::LinenOfMember) -> () = linen::wash::to_drying, Roles(WASH);
    write  "linen.shelve"     (linen::wash::LinenOfMember) -> linen::wash::Shelved = linen::wash::shelve, Roles(STOCKROOM);
    write  "linen.mark"       (linen::mend::MarkPiece) -> () = linen::mend::mark, Roles(LINEN_HANDS);
    write  "linen.replace"    (linen::mend::PieceReason) -> linen::mend::PieceMade = linen::mend::replace, Roles(STOCKROOM);
    write  "linen.recover"    (linen::mend::PieceReason) -> () = linen::mend::recover, Roles(STOCKROOM);
    write  "linen.make_set"   (linen::make::MakeSet) -> linen::make::SetMade = linen::make::make_set, Roles(STOCKROOM);
    write  "linen.retire"     (linen::retire::RetireSet) -> () = linen::retire::retire, Roles(STOCKROOM);
    write  "linen.to_stock"   (linen::wash::LinenOfMember) -> () = linen::wash::to_stock, Roles(STOCKROOM);

    read   "catalog.list"     (catalog::ListItems) -> Vec<catalog::Item> = catalog::list, Staff;
    write  "catalog.save"     (catalog::SaveItem) -> catalog::ItemSaved = catalog::save, Roles(HOUSE);
    read   "room.list"        (()) -> Vec<room::RoomRow> = room::list, Staff;
    write  "room.save"        (room::SaveRoom) -> room::RoomSaved = room::save, Roles(HOUSE);

    read   "till.quote"       (settlement::quote::QuoteAsked) -> settlement::quote::Quote = settlement::quote::quote, Roles(TILL);
    write  "till.settle"      (settlement::settle::Settle) -> settlement::receipt::Receipt = settlement::settle::settle, Roles(TILL);
    read   "till.receipt"     (settlement::receipt::BillAsked) -> settlement::receipt::Receipt = settlement::receipt::receipt, Roles(TILL);
    signal "till.print"       (settlement::print::PrintReceipt) -> settlement::print::Printed = settlement::print::print, Roles(TILL);
    read   "till.day"         (settlement::day::TillDayAsked) -> settlement::day::TillDay = settlement::day::day, Roles(TILL);

    read   "import.preview"   (import::ImportAsked) -> import::ImportPlan = import::preview, Roles(REGISTERS), DeskOnly;
    planned "import.commit"   (import::ImportAsked) -> import::ImportReport = import::COMMIT, Roles(REGISTERS), DeskOnly;
    signal "import.cancel"    (import::CancelImport) -> () = import::cancel, Roles(REGISTERS), DeskOnly;

    read   "setting.list"     (()) -> Vec<setting::SettingLine> = setting::list, Roles(HOUSE);
    write  "setting.set"      (setting::SetSetting) -> () = setting::set, Roles(HOUSE);
    write  "setting.withdraw" (setting::WithdrawSetting) -> () = setting::withdraw, Roles(HOUSE);
};
