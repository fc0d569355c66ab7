//! Trays: prepared, taken, brought back, put away, returned; each at its point of the visit (§2.4).

use serde_json::Value;

use super::ask::text_of;
use super::{House, Id, Move, Said, Told, Word, set_of};

/// Where the guest of a booking is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guest {
    Expected,
    Here,
    Gone,
    CalledOff,
}

/// Where a guest is by her visit's status.
pub(crate) fn guest(status: &str) -> Guest {
    match status {
        "booked" | "confirmed" => Guest::Expected,
        "arrived" | "in_treatment" => Guest::Here,
        "finished" | "settled" => Guest::Gone,
        _ => Guest::CalledOff,
    }
}

impl House {
    pub(crate) fn guest_of(&self, booking: &str) -> Guest {
        guest(self.bookings[booking].status)
    }

    pub(crate) fn tray_of(&self, booking: &str) -> Word {
        self.bookings[booking].tray.as_ref().map_or("none", |tray| tray.state)
    }

    /// A piece goes, and the way it went is written.
    pub(super) fn go(&mut self, piece: &str, to: Word, booking: Option<Id>, reason: &str) {
        let (at, staff) = (self.at, self.caller.clone());
        let piece = self.pieces.get_mut(piece).expect("a piece");
        let from = Some(piece.place);
        piece.moves.push(Move { at, staff, from, to, booking: booking.clone(), reason: reason.to_owned() });
        (piece.place, piece.booking, piece.since) = (to, booking, at);
    }

    fn set_tray(&mut self, booking: &str, state: Word) {
        let (at, me) = (self.at, self.caller.clone());
        let tray = self.bookings.get_mut(booking).expect("a booking").tray.as_mut().expect("a tray");
        let is_out = matches!(state, "taken" | "returned");
        tray.taken_by = if is_out { tray.taken_by.take().or(me) } else { None };
        (tray.state, tray.since) = (state, at);
    }

    /// What stands on a booking's trays goes back on the shelf.
    pub(super) fn put_back(&mut self, booking: &str, state: Word) {
        for piece in self.out_for(booking) {
            if self.pieces[&piece].place == "tray" {
                self.go(&piece, "shelf", None, "");
            }
        }
        self.set_tray(booking, state);
    }

    fn give_up(&mut self, booking: &str) {
        let is_awaited = matches!(self.guest_of(booking), Guest::Expected | Guest::Here);
        self.put_back(booking, if is_awaited { "waiting" } else { "void" });
    }

    /// The booking asked for, whose guest is where the step wants her and whose trays are where it begins.
    fn asked(&self, args: &Value, guests: &[Guest], from: Word) -> Result<Id, Vec<Word>> {
        let id = text_of(args, "bookingId");
        if !self.bookings.contains_key(&id) {
            return Err(vec!["no_such_booking"]);
        }
        let mut wrong = Vec::new();
        if !guests.contains(&self.guest_of(&id)) {
            // Brought back as they went, with the guest in the house: they come back empty instead.
            let as_they_went = guests == [Guest::Expected] && self.guest_of(&id) == Guest::Here;
            wrong.push(if as_they_went { "wrong_step" } else { self.not_now(&id) });
        }
        if self.tray_of(&id) != from {
            wrong.push("linen_wrong_place");
        }
        if wrong.is_empty() { Ok(id) } else { Err(wrong) }
    }

    pub(super) fn not_now(&self, booking: &str) -> Word {
        match self.guest_of(booking) {
            Guest::Expected => "guest_not_here",
            Guest::Here => "guest_still_here",
            Guest::Gone | Guest::CalledOff => "wrong_step",
        }
    }

    pub(super) fn ready(&mut self, args: &Value) -> Said {
        let id = self.asked(args, &[Guest::Expected, Guest::Here], "waiting")?;
        let booking = &self.bookings[&id];
        let set = self.live_set(booking.member).cloned().ok_or_else(|| vec!["no_such_set"])?;
        let wanted = set_of(booking.tier);
        let (mut chosen, start) = (Vec::new(), booking.start);
        for kind in &wanted {
            let can_have = |piece: &&Id| {
                let held = &self.pieces[*piece];
                let gives_way = |other: &Id| self.bookings[other].start > start || self.guest_of(other) == Guest::Gone;
                let at_hand =
                    held.place == "shelf" || (held.place == "tray" && held.booking.as_ref().is_some_and(gives_way));
                held.kind == *kind && at_hand && !chosen.contains(*piece)
            };
            let found = self.pieces_of(&set).iter().find(can_have).cloned();
            chosen.extend(found);
        }
        let without = args["withoutMissing"].as_bool().unwrap_or_default();
        if chosen.is_empty() || (chosen.len() < wanted.len() && !without) {
            return Err(vec!["linen_short"]);
        }
        for piece in &chosen {
            if let Some(other) = self.pieces[piece].booking.clone() {
                self.give_up(&other);
            }
        }
        self.set_tray(&id, "ready");
        for piece in chosen {
            self.go(&piece, "tray", Some(id.clone()), "");
        }
        Ok(Told::new())
    }

    pub(super) fn take(&mut self, args: &Value) -> Said {
        let id = self.asked(args, &[Guest::Expected, Guest::Here], "ready")?;
        for piece in self.out_for(&id) {
            let to = if self.pieces[&piece].kind == "slippers" { "disinfection" } else { "in_use" };
            self.go(&piece, to, Some(id.clone()), "");
        }
        self.set_tray(&id, "taken");
        Ok(Told::new())
    }

    pub(super) fn bring_back(&mut self, args: &Value) -> Said {
        let id = self.asked(args, &[Guest::Expected], "taken")?;
        let out = self.out_for(&id);
        self.set_tray(&id, if out.is_empty() { "waiting" } else { "ready" });
        for piece in out {
            self.go(&piece, "tray", Some(id.clone()), "");
        }
        Ok(Told::new())
    }

    pub(super) fn put_away(&mut self, args: &Value) -> Said {
        let id = self.asked(args, &[Guest::Expected, Guest::Here, Guest::Gone], "ready")?;
        self.give_up(&id);
        Ok(Told::new())
    }

    pub(super) fn give_back(&mut self, args: &Value) -> Said {
        let id = self.asked(args, &[Guest::Here, Guest::Gone, Guest::CalledOff], "taken")?;
        for piece in self.out_for(&id) {
            if self.pieces[&piece].place == "disinfection" && self.guest_of(&id) != Guest::CalledOff {
                self.go(&piece, "in_use", Some(id.clone()), "");
            }
        }
        self.set_tray(&id, "returned");
        Ok(Told::new())
    }
}
