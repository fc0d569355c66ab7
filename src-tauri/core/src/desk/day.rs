//! The room board of a business day: rooms, bookings, trays and linen at a glance; how many came, what was taken.

use serde::{Deserialize, Serialize};

use super::card;
use crate::booking::{self, BookingRow, Status};
use crate::clock::{Date, Instant};
use crate::error::Result;
use crate::ids::{BookingId, MemberNo, RoomId, StaffId};
use crate::linen::short::LinenShort;
use crate::linen::tray::TrayState;
use crate::money::Money;
use crate::room::RoomLine;
use crate::salon::Reading;
use crate::staff::Role;
use crate::tier::Tier;
use crate::{linen, membership, room, settlement, staff};

/// Which day.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DayAsked {
    /// The business date.
    pub date: Date,
}

/// The board of a day.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BookingDay {
    /// The business date.
    pub date: Date,
    /// Its first instant.
    pub day_start_ms: Instant,
    /// The instant it has passed.
    pub day_end_ms: Instant,
    /// The rooms in use.
    pub rooms: Vec<RoomLine>,
    /// The beauticians, for the board by person.
    pub beauticians: Vec<card::Named>,
    /// The bookings that were not cancelled.
    pub bookings: Vec<BoardBooking>,
    /// What was taken; none for those who need not know.
    pub takings: Option<Money>,
    /// How many.
    pub counts: DayCounts,
}

/// How many were booked, and how many of them came.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct DayCounts {
    /// Booked.
    pub booked: usize,
    /// Arrived, and all after that.
    pub arrived: usize,
}

/// A booking on the board.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BoardBooking {
    /// Which.
    pub id: BookingId,
    /// For whom.
    pub member_no: MemberNo,
    /// By name.
    pub member_name: String,
    /// Her tier.
    pub tier: Tier,
    /// Where.
    pub room_id: RoomId,
    /// By number.
    pub room_number: String,
    /// By whom.
    pub beautician_id: StaffId,
    /// By name.
    pub beautician_name: String,
    /// From.
    pub start_ms: Instant,
    /// To.
    pub end_ms: Instant,
    /// To, turnover included.
    pub busy_until_ms: Instant,
    /// The services by name.
    pub services: Vec<String>,
    /// Where it stands.
    pub status: Status,
    /// In a room one tier lower, by consent.
    pub downgraded: bool,
    /// How many guests.
    pub guests: u32,
    /// Her trays.
    pub trays: BoardTrays,
    /// What linen cannot be there in time.
    pub linen_amber: Option<LinenShort>,
    /// What she must not meet.
    pub allergies: Vec<String>,
    /// What was noted.
    pub notes: String,
}

/// How far a booking's trays are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum BoardTrays {
    None,
    Waiting,
    Ready,
    Taken,
    Returned,
}

/// `booking.day`
pub fn day(view: &Reading<'_>, asked: DayAsked) -> Result<BookingDay> {
    let rows = booking::rows::of_day(view.db, asked.date)?;
    let live = rows.into_iter().filter(|row| !matches!(row.status, Status::Cancelled | Status::NoShow));
    let bookings: Vec<BoardBooking> = live.map(|row| on_board(view, row)).collect::<Result<_>>()?;
    let arrived = bookings.iter().filter(|b| !matches!(b.status, Status::Booked | Status::Confirmed)).count();
    let may_see_takings =
        view.caller.is_some_and(|caller| caller.is_any(&[Role::FrontDesk, Role::Supervisor, Role::Manager]));
    let takings = if may_see_takings { Some(settlement::rows::taken_on(view.db, asked.date)?) } else { None };
    let is_active_beautician =
        |person: &staff::rows::StaffRow| person.active && person.roles.contains(&Role::Beautician);
    let beauticians = staff::rows::all(view.db)?.into_iter().filter(is_active_beautician);
    Ok(BookingDay {
        date: asked.date,
        day_start_ms: view.day().start_of(asked.date),
        day_end_ms: view.day().end_of(asked.date),
        rooms: room::rows::all(view.db)?.into_iter().filter(|room| room.active).map(|room| room.line).collect(),
        beauticians: beauticians.map(|person| card::Named { id: person.id, name: person.name }).collect(),
        counts: DayCounts { booked: bookings.len(), arrived },
        bookings,
        takings,
    })
}

/// A booking as the board shows it.
pub(super) fn on_board(view: &Reading<'_>, row: BookingRow) -> Result<BoardBooking> {
    let member = membership::rows::by_no(view.db, row.member)?;
    let has_trays = row.tier != Tier::Ordinary;
    let trays = if has_trays { linen::tray::state_of(view.db, row.id)? } else { None };
    let is_ahead = matches!(row.status, Status::Booked | Status::Confirmed | Status::Arrived);
    let waits = matches!(trays, Some(TrayState::Waiting | TrayState::Ready) | None);
    let linen_amber = if has_trays && is_ahead && waits { linen::short::short_of(view, row.id)? } else { None };
    Ok(BoardBooking {
        id: row.id,
        member_no: row.member,
        member_name: member.name,
        tier: row.tier,
        room_id: row.room,
        room_number: room::rows::by_id(view.db, row.room)?.line.number,
        beautician_id: row.beautician,
        beautician_name: staff::rows::by_id(view.db, row.beautician)?.name,
        start_ms: row.start,
        end_ms: row.end,
        busy_until_ms: row.busy_until,
        services: card::service_names(view, &row.services)?,
        status: row.status,
        downgraded: row.lower,
        guests: row.guests,
        trays: shown(trays),
        linen_amber,
        allergies: member.allergies,
        notes: row.notes,
    })
}

fn shown(trays: Option<TrayState>) -> BoardTrays {
    match trays {
        None | Some(TrayState::Void) => BoardTrays::None,
        Some(TrayState::Waiting) => BoardTrays::Waiting,
        Some(TrayState::Ready) => BoardTrays::Ready,
        Some(TrayState::Taken) => BoardTrays::Taken,
        Some(TrayState::Returned) => BoardTrays::Returned,
    }
}
