//! Bookings: judged, taken, moved, seen along, called off (§3).

use serde_json::{Value, json};

use super::ask::{agreed, kept, required, text_of, texts};
use super::{Booking, House, Id, Lower, Said, Told, Word, rank};

const MINUTE: i64 = 60_000;

/// A time, a place and people, asked for.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub member: i64,
    pub room: Id,
    pub beautician: Id,
    pub start: i64,
    pub end: i64,
    pub guests: i64,
    pub services: Vec<Id>,
    pub moving: Option<Id>,
    pub tier: Word,
    pub minutes: i64,
    pub turnover: i64,
}

impl House {
    /// A wish as it was typed, or why it cannot even be judged.
    pub(crate) fn wish(&self, args: &Value, member: i64, moving: Option<Id>) -> Result<Wish, Vec<Word>> {
        let mut wrong = Vec::new();
        let (room, beautician) = (text_of(args, "roomId"), text_of(args, "beauticianId"));
        if !self.members.contains_key(&member) {
            wrong.push("no_such_member");
        }
        wrong.extend(self.not_a_beautician(&beautician));
        let services = texts(args, "serviceIds");
        match services.len() {
            0 => wrong.push("field_missing"),
            1..=20 => {}
            _ => wrong.push("too_many"),
        }
        let is_offered = |id: &String| self.items.get(id).is_some_and(|item| item.service && item.active);
        if !services.iter().all(is_offered) {
            wrong.push("no_such_item");
        }
        let start = args["startMs"].as_i64().expect("a start");
        let guests = args["guests"].as_i64().unwrap_or(1);
        if start % MINUTE != 0 || args["endMs"].as_i64().is_some_and(|end| end % MINUTE != 0) || guests == 0 {
            wrong.push("bad_number");
        }
        if !self.rooms.get(&room).is_some_and(|room| room.active) {
            wrong.push("no_such_room");
        }
        agreed(wrong)?;
        let minutes: i64 = services.iter().filter_map(|id| self.items[id].minutes).sum();
        let end = args["endMs"].as_i64().unwrap_or(start + minutes * MINUTE);
        let turnover = self.held_number("turnover_minutes", &self.date_of(start));
        let tier = self.tier_of(member);
        Ok(Wish { member, room, beautician, start, end, guests, services, moving, tier, minutes, turnover })
    }

    /// Every reason why a wish cannot be had.
    pub(crate) fn reasons(&self, wish: &Wish) -> Vec<Word> {
        let mut wrong = self.reasons_of_time(wish);
        let room = &self.rooms[&wish.room];
        if room.tier != wish.tier {
            wrong.push("room_tier_mismatch");
        }
        if wish.guests > room.beds {
            wrong.push("guests_exceed_beds");
        }
        for (_, other) in self.in_the_way(wish) {
            for (is_same, reason) in [
                (other.room == wish.room, "room_busy"),
                (other.beautician == wish.beautician, "beautician_busy"),
                (other.member == wish.member, "member_busy"),
            ] {
                if is_same {
                    wrong.push(reason);
                }
            }
        }
        wrong
    }

    fn reasons_of_time(&self, wish: &Wish) -> Vec<Word> {
        if wish.end <= wish.start {
            return vec!["end_before_start"];
        }
        let date = self.date_of(wish.start);
        let opens = self.hour_of(&date, self.held_number("open_hour", &date));
        let closes = self.hour_of(&date, self.held_number("close_hour", &date));
        let lasts = wish.end - wish.start;
        let reasons = [
            (lasts < wish.minutes * MINUTE, "too_short"),
            (lasts > 12 * 60 * MINUTE, "too_long"),
            (wish.start + 15 * MINUTE < self.at, "in_the_past"),
            ((wish.start - self.at).div_euclid(MINUTE) > 400 * 24 * 60, "too_far_ahead"),
            (wish.start < opens || wish.end > closes, "outside_hours"),
        ];
        reasons.into_iter().filter(|(is_so, _)| *is_so).map(|(_, reason)| reason).collect()
    }

    /// The live bookings that share a moment with a wish and the turnover after it.
    fn in_the_way<'a>(&'a self, wish: &'a Wish) -> impl Iterator<Item = (&'a Id, &'a Booking)> {
        let until = wish.end + wish.turnover * MINUTE;
        self.bookings.iter().filter(move |(id, other)| {
            !matches!(other.status, "cancelled" | "no_show")
                && other.start < until
                && other.busy_until > wish.start
                && Some(*id) != wish.moving.as_ref()
        })
    }

    /// Whether a room of a tier is free for a wish.
    pub(crate) fn free_rooms(&self, tier: &str, wish: &Wish) -> Vec<Id> {
        let is_free = |(id, room): &(&Id, &super::Room)| {
            let taken = self.in_the_way(wish).any(|(_, other)| other.room == **id);
            room.active && room.tier == tier && room.beds >= wish.guests && !taken
        };
        self.rooms.iter().filter(is_free).map(|(id, _)| id.clone()).collect()
    }

    /// A slot given, in a room of the guest's tier or, by the one exception, of the tier below.
    fn grant(&self, wish: &Wish, exception: &Value) -> Result<Option<Lower>, Vec<Word>> {
        let mut reasons = self.reasons(wish);
        if exception.is_null() || self.rooms[&wish.room].tier == wish.tier {
            return if reasons.is_empty() { Ok(None) } else { Err(vec!["slot_refused"]) };
        }
        reasons.retain(|reason| *reason != "room_tier_mismatch");
        let one_lower = rank(wish.tier) == rank(self.rooms[&wish.room].tier) + 1;
        if !reasons.is_empty() || !one_lower || !self.free_rooms(wish.tier, wish).is_empty() {
            return Err(vec!["slot_refused"]);
        }
        let mut wrong = Vec::new();
        let consented = exception["consentAt"].as_i64().expect("an instant");
        if consented > self.at + MINUTE || consented < self.at - 24 * 60 * MINUTE {
            wrong.push("consent_missing");
        }
        let consultant = match exception["proof"].as_str() {
            Some(proof) => self.proven(proof, wish.member, &wish.room, wish.start),
            None => self.caller.clone(),
        };
        let agrees = |id: &Id| self.staff[id].active && self.staff[id].roles.contains("consultant");
        let Some(consultant) = consultant.filter(agrees) else {
            wrong.push("consultant_required");
            return Err(wrong);
        };
        agreed(wrong)?;
        Ok(Some(Lower { consultant, how: text_of(exception, "consentHow"), at: consented }))
    }

    /// A proof serves once.
    fn spend(&mut self, exception: &Value, lower: Option<&Lower>) {
        if let (Some(proof), Some(_)) = (exception["proof"].as_str(), lower) {
            self.proofs.remove(proof);
        }
    }

    pub(super) fn reserve(&mut self, args: &Value) -> Said {
        let wish = self.wish(args, args["memberNo"].as_i64().expect("a member"), None)?;
        let lower = self.grant(&wish, &args["exception"])?;
        let mut wrong = Vec::new();
        let notes = kept(&mut wrong, &text_of(args, "notes"), 1000);
        agreed(wrong)?;
        self.spend(&args["exception"], lower.as_ref());
        let (id, me) = (self.new_id(), self.caller.clone().expect("a caller"));
        let booking = Booking {
            member: wish.member,
            tier: wish.tier,
            room: wish.room,
            beautician: wish.beautician,
            date: self.date_of(wish.start),
            start: wish.start,
            end: wish.end,
            busy_until: wish.end + wish.turnover * MINUTE,
            guests: wish.guests,
            status: "booked",
            source: text_of(args, "source"),
            notes,
            taken_by: me,
            taken: self.at,
            lower: lower.clone(),
            services: wish.services,
            not_done: Default::default(),
            steps: Vec::new(),
            tray: None,
        };
        self.bookings.insert(id.clone(), booking);
        self.note_step(&id, "taken", "", lower.map(|lower| lower.how));
        if wish.tier != "ordinary" {
            self.call_out(&id, "new", false);
        }
        Ok(vec![("/bookingId".into(), json!(id))])
    }

    pub(super) fn move_booking(&mut self, args: &Value) -> Said {
        let id = text_of(args, "bookingId");
        let held = self.bookings.get(&id).cloned().ok_or_else(|| vec!["no_such_booking"])?;
        let mut wrong = Vec::new();
        if !matches!(held.status, "booked" | "confirmed") {
            wrong.push("wrong_step");
        }
        if args["memberNo"].as_i64().is_some_and(|other| other != held.member) {
            wrong.push("bad_arguments");
        }
        agreed(wrong)?;
        let wish = self.wish(args, held.member, Some(id.clone()))?;
        let lower = self.grant(&wish, &args["exception"])?;
        let date = self.date_of(wish.start);
        let anew = date != held.date || wish.tier != held.tier;
        let tray = held.tray.as_ref().map_or("none", |tray| tray.state);
        if matches!(tray, "taken" | "returned") && (anew || wish.room != held.room) {
            return Err(vec!["trays_out"]);
        }
        let put_back = tray == "ready" && anew;
        if put_back {
            self.put_back(&id, "waiting");
        }
        self.spend(&args["exception"], lower.as_ref());
        let booking = self.bookings.get_mut(&id).expect("a booking");
        (booking.tier, booking.room, booking.beautician) = (wish.tier, wish.room, wish.beautician);
        (booking.date, booking.start, booking.end) = (date, wish.start, wish.end);
        booking.busy_until = wish.end + wish.turnover * MINUTE;
        (booking.guests, booking.lower, booking.services) = (wish.guests, lower, wish.services);
        self.note_step(&id, "moved", "", Some(text_of(args, "consentHow")));
        self.call_out(&id, "changed", put_back);
        Ok(Told::new())
    }

    pub(super) fn advance(&mut self, args: &Value) -> Said {
        let (id, to) = (text_of(args, "bookingId"), text_of(args, "to"));
        let Some(to) = ["confirmed", "arrived", "in_treatment", "finished"].into_iter().find(|word| *word == to) else {
            return Err(vec!["bad_arguments"]);
        };
        let held = self.bookings.get(&id).ok_or_else(|| vec!["no_such_booking"])?;
        let mut wrong = Vec::new();
        let going_on = |(other, b): (&Id, &Booking)| {
            let shares = b.room == held.room || b.beautician == held.beautician || b.member == held.member;
            *other != id && b.status == "in_treatment" && shares
        };
        if to == "in_treatment" && self.bookings.iter().any(going_on) {
            wrong.push("still_in_treatment");
        }
        let follows = match to {
            "confirmed" => held.status == "booked",
            "arrived" => matches!(held.status, "booked" | "confirmed") && held.date <= self.today(),
            "in_treatment" => held.status == "arrived",
            _ => held.status == "in_treatment",
        };
        if !follows {
            wrong.push("wrong_step");
        }
        agreed(wrong)?;
        self.bookings.get_mut(&id).expect("a booking").status = to;
        self.note_step(&id, to, "", None);
        if to == "finished" {
            self.end_now(&id);
        }
        Ok(Told::new())
    }

    /// What a visit still took of the day is free once the turnover has passed; trays nobody prepared will not be.
    fn end_now(&mut self, id: &str) {
        let turnover = self.held_number("turnover_minutes", &self.today());
        let now = (self.at + MINUTE - 1) / MINUTE * MINUTE;
        let booking = self.bookings.get_mut(id).expect("a booking");
        booking.end = now.max(booking.start + MINUTE).min(booking.end);
        booking.busy_until = (now + turnover * MINUTE).min(booking.busy_until).max(booking.end);
        if booking.tray.as_ref().is_some_and(|tray| tray.state == "waiting") {
            self.put_back(id, "void");
        }
    }

    pub(super) fn cancel(&mut self, args: &Value) -> Said {
        let id = text_of(args, "bookingId");
        let mut wrong = Vec::new();
        let reason = required(&mut wrong, &text_of(args, "reason"), 200);
        for code in &mut wrong {
            *code = if *code == "field_missing" { "reason_missing" } else { code };
        }
        let Some(held) = self.bookings.get(&id) else {
            wrong.push("no_such_booking");
            return Err(wrong);
        };
        let no_show = args["noShow"].as_bool().unwrap_or_default();
        let may = match held.status {
            "booked" | "confirmed" => !no_show || held.start <= self.at,
            "arrived" => !no_show,
            _ => false,
        };
        if !may {
            wrong.push("wrong_step");
        }
        agreed(wrong)?;
        let (to, tier) = (if no_show { "no_show" } else { "cancelled" }, held.tier);
        self.bookings.get_mut(&id).expect("a booking").status = to;
        self.note_step(&id, to, &reason, None);
        if tier != "ordinary" {
            self.call_out(&id, "cancelled", false);
        }
        Ok(Told::new())
    }

    pub(super) fn note_step(&mut self, id: &str, step: Word, reason: &str, how: Option<String>) {
        let row = (self.at, self.caller.clone().expect("a caller"), step, reason.to_owned(), how);
        self.bookings.get_mut(id).expect("a booking").steps.push(row);
    }
}
