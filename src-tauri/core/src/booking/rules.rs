//! Why a slot may not be had. Pure: the diary, the rooms and the settings are passed in.

use serde::{Deserialize, Serialize};

use super::diary::Diary;
use super::rows::Status;
use crate::clock::{Instant, SalonDay};
use crate::ids::{BookingId, ItemId, MemberNo, RoomId, StaffId};
use crate::tier::Tier;

/// A booking may begin this long ago: the guest sits already while it is typed.
const GRACE_MINUTES: i64 = 15;

/// The longest a booking may last. The overlap triggers of the schema rely on it.
const LONGEST_MINUTES: i64 = 12 * 60;

/// Further ahead than this is a typing error.
const FURTHEST_DAYS: i64 = 400;

/// A time, a place and people, asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// For whom.
    pub member: MemberNo,
    /// Her tier.
    pub tier: Tier,
    /// Where.
    pub room: RoomId,
    /// By whom.
    pub beautician: StaffId,
    /// From.
    pub start: Instant,
    /// To.
    pub end: Instant,
    /// How many guests.
    pub guests: u32,
    /// The booking that would move there, if it is one that exists.
    pub moving: Option<BookingId>,
    /// Which services.
    pub services: Vec<ItemId>,
    /// How long they take together.
    pub minutes: i64,
}

/// A room as the rules see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomFacts {
    /// Which.
    pub id: RoomId,
    /// Its number.
    pub number: String,
    /// Its tier.
    pub tier: Tier,
    /// How many can lie in it.
    pub beds: u32,
}

/// The hours and pauses of the salon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// How instants are read.
    pub day: SalonDay,
    /// The first hour.
    pub open_hour: u32,
    /// The last.
    pub close_hour: u32,
    /// Minutes after each booking.
    pub turnover_minutes: i64,
}

/// Why a slot may not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum RefusalCode {
    EndBeforeStart,
    TooShort,
    TooLong,
    InThePast,
    TooFarAhead,
    OutsideHours,
    RoomTierMismatch,
    GuestsExceedBeds,
    RoomBusy,
    BeauticianBusy,
    MemberBusy,
    MatchingRoomFree,
}

/// A reason and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub code: RefusalCode,
    /// The booking in the way, if one is.
    pub by: Option<BookingId>,
}

/// All the reasons why a wish cannot be had, but for the exception of policy §3.4, which [`lower_room`] judges.
pub fn refusals(wish: &Wish, room: &RoomFacts, diary: &Diary, hours: Hours, now: Instant) -> Vec<Refusal> {
    let mut found: Vec<Refusal> = time_refusals(wish, hours, now);
    if room.tier != wish.tier {
        found.push(RefusalCode::RoomTierMismatch.plain());
    }
    if wish.guests > room.beds {
        found.push(RefusalCode::GuestsExceedBeds.plain());
    }
    let busy_until = wish.end.plus_minutes(hours.turnover_minutes);
    for taken in diary.within(wish.start, busy_until, wish.moving) {
        for (is_same, code) in [
            (taken.room == wish.room, RefusalCode::RoomBusy),
            (taken.beautician == wish.beautician, RefusalCode::BeauticianBusy),
            (taken.member == wish.member, RefusalCode::MemberBusy),
        ] {
            if is_same {
                found.push(Refusal { code, by: Some(taken.id) });
            }
        }
    }
    found
}

/// Reasons that lie in the time alone.
pub fn time_refusals(wish: &Wish, hours: Hours, now: Instant) -> Vec<Refusal> {
    let mut found = Vec::new();
    if wish.end <= wish.start {
        return vec![RefusalCode::EndBeforeStart.plain()];
    }
    if wish.end.minutes_since(wish.start) < wish.minutes {
        found.push(RefusalCode::TooShort.plain());
    }
    if wish.end.minutes_since(wish.start) > LONGEST_MINUTES {
        found.push(RefusalCode::TooLong.plain());
    }
    if wish.start.plus_minutes(GRACE_MINUTES) < now {
        found.push(RefusalCode::InThePast.plain());
    }
    if wish.start.minutes_since(now) > FURTHEST_DAYS * 24 * 60 {
        found.push(RefusalCode::TooFarAhead.plain());
    }
    let date = hours.day.date_of(wish.start);
    if wish.start < hours.day.at(date, hours.open_hour, 0) || wish.end > hours.day.at(date, hours.close_hour, 0) {
        found.push(RefusalCode::OutsideHours.plain());
    }
    found
}

/// The rooms of a tier that are free for a wish, in the salon's order.
pub fn free_rooms<'a>(
    tier: Tier,
    wish: &Wish,
    rooms: &'a [RoomFacts],
    diary: &Diary,
    hours: Hours,
) -> Vec<&'a RoomFacts> {
    let busy_until = wish.end.plus_minutes(hours.turnover_minutes);
    let taken: Vec<RoomId> = diary.within(wish.start, busy_until, wish.moving).map(|taken| taken.room).collect();
    rooms.iter().filter(|room| room.tier == tier && room.beds >= wish.guests && !taken.contains(&room.id)).collect()
}

/// The one exception (policy §3.4): a room one tier lower, and only while no matching room is free for that time.
pub fn lower_room(
    wish: &Wish,
    room: &RoomFacts,
    rooms: &[RoomFacts],
    diary: &Diary,
    hours: Hours,
) -> Result<(), Refusal> {
    if wish.tier.one_lower() != Some(room.tier) {
        return Err(RefusalCode::RoomTierMismatch.plain());
    }
    if !free_rooms(wish.tier, wish, rooms, diary, hours).is_empty() {
        return Err(RefusalCode::MatchingRoomFree.plain());
    }
    Ok(())
}

/// Whether a visit may take this step (Booked → Confirmed → Arrived → InTreatment → Finished → Settled; or
/// Cancelled / NoShow before the treatment began).
pub fn may_step(from: Status, to: Status) -> bool {
    use Status::{Arrived, Booked, Cancelled, Confirmed, Finished, InTreatment, NoShow, Settled};
    matches!(
        (from, to),
        (Booked, Confirmed | Arrived | Cancelled | NoShow)
            | (Confirmed, Arrived | Cancelled | NoShow)
            | (Arrived, InTreatment | Cancelled)
            | (InTreatment, Finished)
            | (Finished, Settled)
    )
}

impl RefusalCode {
    /// Without a booking in the way.
    pub fn plain(self) -> Refusal {
        Refusal { code: self, by: None }
    }
}
