//! Bookings as the desk asks for them: a slot that can be had more often than not, now and then one that cannot.

use serde_json::{Value, json};

use super::{DAY, Hand, MINUTE};
use crate::model::house::{Booking, House};

/// So many slots are looked at before one is asked for that may be refused.
const LOOKS: usize = 6;

impl Hand {
    pub(super) fn booking_args(&mut self, house: &House, name: &str) -> Value {
        match name {
            "booking.reserve" => self.reserve(house),
            "booking.move" => self.move_booking(house),
            "booking.advance" => self.advance(house),
            "booking.cancel" => {
                let no_show = self.chance.one_in(3);
                let awaited = |b: &Booking| matches!(b.status, "booked" | "confirmed" | "arrived");
                let id = self.booking(house, |b| awaited(b) && (!no_show || b.start <= house.last));
                let reason = if self.chance.one_in(10) { " " } else { "客人来电" };
                json!({ "bookingId": id, "reason": reason, "noShow": no_show })
            }
            "booking.offer" => {
                let mut args = self.slot(house, None);
                for unasked in ["roomId", "startMs", "endMs"] {
                    args.as_object_mut().expect("fields").remove(unasked);
                }
                args
            }
            "booking.check" => {
                let moving = if self.chance.one_in(3) { Some(self.booking(house, |_| true)) } else { None };
                let mut args = self.slot(house, None);
                if let Some(moving) = moving.filter(|id| house.bookings.contains_key(id)) {
                    args["moving"] = json!(moving);
                }
                args
            }
            _ => json!({ "date": self.date(house) }),
        }
    }

    /// A booking of the kind that is wanted; sometimes any, sometimes none there is.
    pub(super) fn booking(&mut self, house: &House, wanted: impl Fn(&Booking) -> bool) -> String {
        if self.chance.one_in(60) {
            return "01900000-0000-7000-8000-00000000b0b0".to_owned();
        }
        let fits: Vec<&String> = house.bookings.iter().filter(|(_, b)| wanted(b)).map(|(id, _)| id).collect();
        let any: Vec<&String> = house.bookings.keys().collect();
        let from = if fits.is_empty() || self.chance.one_in(12) { any } else { fits };
        // What is near in time is what hands are on: ids rise with it.
        let near = from.len().saturating_sub(12);
        let from = if self.chance.one_in(4) { &from[..] } else { &from[near..] };
        self.chance.one_of(from).map_or_else(|| "01900000-0000-7000-8000-00000000b0b0".to_owned(), |id| (*id).clone())
    }

    pub(super) fn member(&mut self, house: &House, wanted: impl Fn(i64) -> bool) -> i64 {
        let fits: Vec<i64> = house.members.keys().copied().filter(|no| wanted(*no)).collect();
        let any: Vec<i64> = house.members.keys().copied().collect();
        let from = if fits.is_empty() || self.chance.one_in(10) { any } else { fits };
        if self.chance.one_in(80) { 9_999 } else { self.chance.one_of(&from).copied().unwrap_or(1) }
    }

    pub(super) fn date(&mut self, house: &House) -> String {
        let away = [0, 0, 0, 0, 1, 1, 2, -1, -3];
        let days = *self.chance.one_of(&away).expect("days");
        house.date_of(self.clock + days * DAY)
    }

    /// A slot, as it is typed.
    fn slot(&mut self, house: &House, of: Option<i64>) -> Value {
        let member = of.unwrap_or_else(|| {
            let qualified = self.chance.one_in(3);
            self.member(house, |no| !qualified || house.tier_of(no) != "ordinary")
        });
        let tier = house.tier_of(member);
        let rooms: Vec<&String> =
            house.rooms.iter().filter(|(_, r)| r.active && r.tier == tier).map(|(id, _)| id).collect();
        let any: Vec<&String> = house.rooms.keys().collect();
        let from = if rooms.is_empty() || self.chance.one_in(14) { any } else { rooms };
        let room = self.chance.one_of(&from).expect("a room").to_string();
        let serving = |(_, p): &(&String, &crate::model::house::Person)| p.active && p.roles.contains("beautician");
        let hands: Vec<&String> = house.staff.iter().filter(serving).map(|(id, _)| id).collect();
        let all: Vec<&String> = house.staff.keys().collect();
        let from = if hands.is_empty() || self.chance.one_in(40) { all } else { hands };
        let beautician = self.chance.one_of(&from).expect("somebody").to_string();
        let mut args = json!({
            "memberNo": member, "roomId": room, "beauticianId": beautician, "startMs": self.start(house),
            "serviceIds": self.services(house),
        });
        match self.chance.below(40) {
            0 => args["guests"] = json!(self.chance.between(0, 3)),
            1..=5 => {
                args["endMs"] =
                    json!(args["startMs"].as_i64().expect("a start") + self.chance.between(-1, 10) * 30 * MINUTE)
            }
            6 => args["startMs"] = json!(args["startMs"].as_i64().expect("a start") + 1),
            7 => args["guests"] = json!(2),
            _ => {}
        }
        args
    }

    /// When: soon, later today, or on a day to come; on the grid of the board.
    fn start(&mut self, house: &House) -> i64 {
        let quarter = 15 * MINUTE;
        let now = self.clock / quarter * quarter;
        match self.chance.below(10) {
            0..=4 => now + self.chance.between(0, 6) * quarter,
            5..=7 => now + self.chance.between(4, 30) * quarter,
            8 => {
                let date = house.date_of(self.clock + self.chance.between(1, 4) * DAY);
                house.hour_of(&date, self.chance.between(10, 21)) + self.chance.between(0, 3) * quarter
            }
            _ if self.chance.one_in(20) => now + self.chance.between(399, 402) * DAY,
            _ => {
                let date = house.date_of(self.clock + DAY);
                house.hour_of(&date, self.chance.between(10, 20))
            }
        }
    }

    fn services(&mut self, house: &House) -> Vec<String> {
        let offered: Vec<&String> =
            house.items.iter().filter(|(_, item)| item.service && item.active).map(|(id, _)| id).collect();
        let any: Vec<&String> = house.items.keys().collect();
        let many = [1, 1, 1, 2, 2, 3, 0][if self.chance.one_in(60) { 6 } else { self.chance.below(6) as usize }];
        (0..many)
            .map(|_| {
                let from = if offered.is_empty() || self.chance.one_in(50) { &any } else { &offered };
                self.chance.one_of(from).expect("an item").to_string()
            })
            .collect()
    }

    /// A slot that can be had, if one is met in a few looks; else the last one looked at.
    fn free_slot(&mut self, house: &House, of: Option<i64>, moving: Option<String>) -> Value {
        let mut args = self.slot(house, of);
        for _ in 0..LOOKS {
            let member = args["memberNo"].as_i64().expect("a member");
            match house.wish(&args, member, moving.clone()) {
                Ok(wish) => {
                    let reasons = house.reasons(&wish);
                    if reasons.is_empty() {
                        return args;
                    }
                    let no_room = house.free_rooms(wish.tier, &wish).is_empty();
                    if wish.tier != "ordinary" && no_room && !reasons.contains(&"member_busy") {
                        return self.one_lower(house, args, wish.tier);
                    }
                }
                Err(_) if self.chance.one_in(4) => return args,
                Err(_) => {}
            }
            args = self.slot(house, of);
        }
        args
    }

    /// A room one tier lower, with what the exception needs.
    fn one_lower(&mut self, house: &House, mut args: Value, tier: &str) -> Value {
        let lower = if tier == "svip" { "vip" } else { "ordinary" };
        let rooms: Vec<&String> =
            house.rooms.iter().filter(|(_, r)| r.active && r.tier == lower).map(|(id, _)| id).collect();
        if let Some(room) = self.chance.one_of(&rooms) {
            args["roomId"] = json!(room);
        }
        args["exception"] = self.exception();
        args
    }

    fn exception(&mut self) -> Value {
        let minutes_ago =
            if self.chance.one_in(10) { self.chance.between(-5, 3000) } else { self.chance.between(0, 60) };
        let how = self.chance.word(&["phone", "in_person", "wechat"]);
        json!({ "consentHow": how, "consentAt": self.clock - minutes_ago * MINUTE })
    }

    fn reserve(&mut self, house: &House) -> Value {
        let mut args = self.free_slot(house, None, None);
        args["source"] = json!(self.chance.word(&["phone", "wechat", "walk_in"]));
        if self.chance.one_in(25) && args["exception"].is_null() {
            args["exception"] = self.exception();
        }
        if self.chance.one_in(8) {
            args["notes"] = json!("靠窗");
        }
        if !args["exception"].is_null() && self.chance.one_in(8) {
            // The consultant agrees at this screen first; the booking follows with her proof.
            let agree = json!({
                "number": "004", "pin": "1357", "memberNo": args["memberNo"], "roomId": args["roomId"],
                "startMs": args["startMs"],
            });
            self.next.push_back(("session.prove", agree));
            self.next.push_back(("booking.reserve", args.clone()));
        }
        args
    }

    /// The booking that waits for a proof gets it.
    pub(super) fn use_proof(&mut self, agreed: &Value, request: u128) {
        let wants = |(name, args): &&mut (&'static str, Value)| {
            *name == "booking.reserve" && args["startMs"] == agreed["startMs"] && !args["exception"].is_null()
        };
        if let Some((_, args)) = self.next.iter_mut().find(wants) {
            args["exception"]["proof"] = json!(format!("@proof:{request:x}"));
        }
    }

    fn move_booking(&mut self, house: &House) -> Value {
        let id = self.booking(house, |b| matches!(b.status, "booked" | "confirmed"));
        let held = house.bookings.get(&id);
        let mut args = self.free_slot(house, held.map(|b| b.member), Some(id.clone()));
        args["bookingId"] = json!(id);
        args["consentHow"] = json!(self.chance.word(&["phone", "in_person", "wechat"]));
        let fields = args.as_object_mut().expect("fields");
        if let Some(held) = held.filter(|_| !self.chance.one_in(3)) {
            // Much stays as it was: the room, the services, the day.
            fields.insert("roomId".into(), json!(held.room));
            if self.chance.one_in(2) {
                fields.insert("serviceIds".into(), json!(held.services));
                fields.insert("startMs".into(), json!(held.start + self.chance.between(-4, 8) * 15 * MINUTE));
                fields.remove("endMs");
            }
        }
        if !self.chance.one_in(8) {
            fields.remove("memberNo");
        }
        args
    }

    fn advance(&mut self, house: &House) -> Value {
        let now = self.clock;
        let due = |b: &Booking| match b.status {
            "booked" | "confirmed" => b.start < now + 20 * MINUTE,
            "arrived" => true,
            "in_treatment" => b.end < now + 30 * MINUTE,
            _ => false,
        };
        let id = self.booking(house, due);
        let next = match house.bookings.get(&id).map_or("booked", |b| b.status) {
            "booked" if self.chance.one_in(3) => "confirmed",
            "booked" | "confirmed" => "arrived",
            "arrived" => "in_treatment",
            _ => "finished",
        };
        let any = ["confirmed", "arrived", "in_treatment", "finished", "settled", "cancelled"];
        let to = if self.chance.one_in(15) { self.chance.word(&any) } else { next };
        json!({ "bookingId": id, "to": to })
    }
}
