//! The nearest slots that can be had: as last time first, then sooner with somebody else, then later with the usual one.

use super::check;
use super::diary::{self, Diary};
use super::rules::{self, Hours, RoomFacts, Wish};
use crate::clock::{Date, Instant, SalonDay};
use crate::error::Result;
use crate::ids::{BookingId, ItemId, MemberNo, RoomId, StaffId};
use crate::qualification;
use crate::salon::Reading;

/// Slots begin at these minutes.
const GRID_MINUTES: i64 = 15;

/// How many days are looked through.
const DAYS_AHEAD: i64 = 14;

/// How many slots are offered.
const MOST: usize = 3;

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Sought {
    /// For whom.
    pub member: MemberNo,
    /// Which services.
    pub services: Vec<ItemId>,
    /// By whom, best.
    pub beautician: Option<StaffId>,
    /// Where, best.
    pub room: Option<RoomId>,
    /// Not before.
    pub from: Instant,
    /// As near to this as can be; else as early as can be.
    pub near: Option<Instant>,
    /// How many guests.
    pub guests: u32,
    /// The booking that would move.
    pub moving: Option<BookingId>,
}

/// A slot that can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreeSlot {
    /// From.
    pub start: Instant,
    /// To.
    pub end: Instant,
    /// Where.
    pub room: RoomId,
    /// By whom.
    pub beautician: StaffId,
}

/// Up to three slots, the best first.
pub fn slots(view: &Reading<'_>, sought: &Sought) -> Result<Vec<FreeSlot>> {
    let minutes = check::minutes_of(view, &sought.services)?;
    let search = Search {
        tier_wish: Wish {
            member: sought.member,
            tier: qualification::tier_of(view.db, sought.member)?,
            room: RoomId(uuid::Uuid::nil()),
            beautician: StaffId(uuid::Uuid::nil()),
            start: sought.from,
            end: sought.from,
            guests: sought.guests,
            moving: sought.moving,
            services: sought.services.clone(),
            minutes,
        },
        minutes,
        rooms: diary::rooms(view.db)?,
        beauticians: diary::beauticians(view.db)?,
        day: view.day(),
        now: view.now,
    };
    match sought.near {
        Some(near) => search.around(view, sought, near),
        None => search.onwards(view, sought),
    }
}

struct Search {
    tier_wish: Wish,
    minutes: i64,
    rooms: Vec<RoomFacts>,
    beauticians: Vec<StaffId>,
    day: SalonDay,
    now: Instant,
}

impl Search {
    /// The first with the usual beautician, a sooner one with another, a later one with the usual.
    fn onwards(&self, view: &Reading<'_>, sought: &Sought) -> Result<Vec<FreeSlot>> {
        let mut usual: Vec<FreeSlot> = Vec::new();
        let mut sooner: Option<FreeSlot> = None;
        let first_day = self.day.date_of(sought.from.max(self.now));
        for ahead in 0..DAYS_AHEAD {
            let date = first_day.plus_days(ahead);
            let (diary, hours) = (self.diary_of(view, date)?, check::hours_on(view, date)?);
            for start in self.starts(date, hours, sought.from.max(self.now)) {
                let later_enough = usual.last().is_none_or(|slot| start.minutes_since(slot.start) >= 60);
                if later_enough && let Some(slot) = self.free_at(start, sought, (&diary, hours), sought.beautician) {
                    usual.push(slot);
                } else if usual.is_empty() && sooner.is_none() {
                    sooner = self.free_at(start, sought, (&diary, hours), None);
                }
                if usual.len() + usize::from(sooner.is_some()) >= MOST {
                    break;
                }
            }
            if usual.len() + usize::from(sooner.is_some()) >= MOST {
                break;
            }
        }
        let after_first = usize::from(!usual.is_empty());
        if let Some(slot) = sooner {
            usual.insert(after_first, slot);
        }
        usual.truncate(MOST);
        Ok(usual)
    }

    /// The nearest on both sides of a moment, on its day.
    fn around(&self, view: &Reading<'_>, sought: &Sought, near: Instant) -> Result<Vec<FreeSlot>> {
        let date = self.day.date_of(near);
        let (diary, hours) = (self.diary_of(view, date)?, check::hours_on(view, date)?);
        let mut found: Vec<FreeSlot> = Vec::new();
        for start in self.starts(date, hours, self.now) {
            found.extend(self.free_at(start, sought, (&diary, hours), sought.beautician));
            found.extend(self.free_at(start, sought, (&diary, hours), None));
        }
        let is_usual = |slot: &FreeSlot| sought.beautician.is_none_or(|usual| usual == slot.beautician);
        found.sort_by_key(|slot| ((slot.start.ms() - near.ms()).abs(), !is_usual(slot)));
        found.dedup();
        let mut nearest: Vec<FreeSlot> = Vec::new();
        for slot in found {
            if !nearest.iter().any(|kept| kept.start == slot.start) {
                nearest.push(slot);
            }
        }
        nearest.truncate(MOST);
        if nearest.is_empty() {
            let next = Sought { from: self.day.start_of(date.plus_days(1)), near: None, ..sought.clone() };
            return self.onwards(view, &next);
        }
        Ok(nearest)
    }

    fn diary_of(&self, view: &Reading<'_>, date: Date) -> Result<Diary> {
        Diary::read(view.db, self.day.start_of(date), self.day.end_of(date))
    }

    fn starts(&self, date: Date, hours: Hours, from: Instant) -> impl Iterator<Item = Instant> + use<> {
        let open = hours.day.at(date, hours.open_hour, 0);
        let last = hours.day.at(date, hours.close_hour, 0).plus_minutes(-self.minutes);
        let steps = last.minutes_since(open).max(-1) / GRID_MINUTES;
        (0..=steps.max(-1)).map(move |step| open.plus_minutes(step * GRID_MINUTES)).filter(move |start| *start >= from)
    }

    /// A free room and a free beautician at a start; with the wanted one only, if one is given.
    fn free_at(
        &self,
        start: Instant,
        sought: &Sought,
        (diary, hours): (&Diary, Hours),
        only: Option<StaffId>,
    ) -> Option<FreeSlot> {
        let wish = Wish { start, end: start.plus_minutes(self.minutes), ..self.tier_wish.clone() };
        let busy_until = wish.end.plus_minutes(hours.turnover_minutes);
        if !rules::time_refusals(&wish, hours, self.now).is_empty() {
            return None;
        }
        let taken: Vec<_> = diary.within(wish.start, busy_until, wish.moving).collect();
        if taken.iter().any(|t| t.member == wish.member) {
            return None;
        }
        let free = |id: &StaffId| !taken.iter().any(|t| t.beautician == *id);
        let beautician = match only {
            Some(wanted) => Some(wanted).filter(|id| free(id) && self.beauticians.contains(id)),
            None => self.beauticians.iter().copied().find(free),
        }?;
        let rooms = rules::free_rooms(wish.tier, &wish, &self.rooms, diary, hours);
        let room = rooms.iter().find(|room| Some(room.id) == sought.room).or_else(|| {
            // The smallest room that fits: the one with two beds stays free for two.
            rooms.iter().min_by_key(|room| room.beds)
        })?;
        Some(FreeSlot { start: wish.start, end: wish.end, room: room.id, beautician })
    }
}
