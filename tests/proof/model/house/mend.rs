//! Sets made and retired, pieces lost, spoilt, found and replaced (§2.2, §2.7).

use serde_json::{Value, json};

use super::ask::{agreed, required, text_of};
use super::{House, Id, Move, Piece, Said, Set, Told, Word, rank, set_of};

const HIGHEST_SLOT: i64 = 9999;

impl House {
    /// A piece of a set begins somewhere.
    pub(super) fn begin(&mut self, set: &str, kind: Word, place: Word, note: &str) -> Id {
        let (id, at, staff) = (self.new_id(), self.at, self.caller.clone());
        let first = Move { at, staff, from: None, to: place, booking: None, reason: note.to_owned() };
        let piece = Piece {
            set: set.to_owned(),
            kind,
            place,
            booking: None,
            since: at,
            note: note.to_owned(),
            moves: vec![first],
        };
        self.pieces.insert(id.clone(), piece);
        id
    }

    pub(super) fn begin_set(&mut self, member: i64, tier: Word, slot: i64) -> Id {
        let id = self.new_id();
        self.sets.insert(id.clone(), Set { member, tier, slot: Some(slot), due: None, retired: None });
        id
    }

    pub(super) fn make_set(&mut self, args: &Value) -> Said {
        let member = args["memberNo"].as_i64().expect("a member");
        if !self.members.contains_key(&member) {
            return Err(vec!["no_such_member"]);
        }
        let tier = self.tier_of(member);
        let held = self.live_set(member).cloned();
        let rises = held.as_ref().is_some_and(|set| rank(self.sets[set].tier) < rank(tier));
        if !rises {
            let mut wrong = Vec::new();
            if tier == "ordinary" {
                wrong.push("no_qualification");
            }
            if held.is_some() {
                wrong.push("set_exists");
            }
            if let Some(slot) = args["slot"].as_i64() {
                if !(1..=HIGHEST_SLOT).contains(&slot) {
                    wrong.push("bad_number");
                }
                if self.sets.values().any(|set| set.slot == Some(slot)) {
                    wrong.push("slot_taken");
                }
            }
            agreed(wrong)?;
        }
        let set = match held {
            Some(set) => {
                self.sets.get_mut(&set).expect("a set").tier = tier;
                set
            }
            None => {
                let slot = args["slot"].as_i64().unwrap_or_else(|| self.next_free_slot());
                self.begin_set(member, tier, slot)
            }
        };
        let mut have: Vec<Word> = self.pieces_of(&set).iter().map(|piece| self.pieces[piece].kind).collect();
        for kind in set_of(tier) {
            match have.iter().position(|other| *other == kind) {
                Some(at) => drop(have.remove(at)),
                None => drop(self.begin(&set, kind, "in_making", "")),
            }
        }
        let (today, free) = (self.today(), self.next_free_slot());
        let made = self.sets.get_mut(&set).expect("a set");
        made.due = Some(today);
        let slot = *made.slot.get_or_insert(free);
        Ok(vec![("/setId".into(), json!(set)), ("/slot".into(), json!(slot))])
    }

    pub(super) fn retire(&mut self, args: &Value) -> Said {
        let member = args["memberNo"].as_i64().expect("a member");
        let set = self.live_set(member).cloned().ok_or_else(|| vec!["no_such_set"])?;
        let pieces = self.pieces_of(&set);
        let mut wrong = Vec::new();
        if self.tier_of(member) != "ordinary" {
            wrong.push("not_allowed");
        }
        if pieces.iter().any(|piece| self.pieces[piece].booking.is_some()) {
            wrong.push("trays_out");
        }
        agreed(wrong)?;
        let at = self.at;
        let held = self.sets.get_mut(&set).expect("a set");
        (held.retired, held.slot, held.due) = (Some(at), None, None);
        for piece in pieces {
            match self.pieces[&piece].place {
                "shelf" => self.go(&piece, "laundry", None, ""),
                "in_making" => self.go(&piece, "ordinary_stock", None, ""),
                _ => {}
            }
        }
        let waits = |(id, booking): (&Id, &super::Booking)| {
            let waits = booking.tray.as_ref().is_some_and(|tray| tray.state == "waiting");
            (booking.member == member && waits).then(|| (booking.start, id.clone()))
        };
        let mut waiting: Vec<(i64, Id)> = self.bookings.iter().filter_map(waits).collect();
        waiting.sort();
        for (_, booking) in waiting {
            self.call_out(&booking, "cancelled", false);
        }
        Ok(Told::new())
    }

    /// The piece asked for, whether its set is retired, and the reason typed.
    fn piece_and_reason(&self, args: &Value, wrong: &mut Vec<Word>) -> Option<(Id, bool, String)> {
        let reason = required(wrong, &text_of(args, "reason"), 200);
        let id = text_of(args, "pieceId");
        let Some(piece) = self.pieces.get(&id) else {
            wrong.push("no_such_piece");
            return None;
        };
        Some((id, self.sets[&piece.set].retired.is_some(), reason))
    }

    fn go_with_reason(&mut self, piece: &str, to: Word, reason: String) {
        self.go(piece, to, None, &reason);
        self.pieces.get_mut(piece).expect("a piece").note = reason;
    }

    pub(super) fn mark(&mut self, args: &Value) -> Said {
        let mut wrong = Vec::new();
        let asked = self.piece_and_reason(args, &mut wrong);
        let to = if text_of(args, "as") == "lost" { "lost" } else { "damaged" };
        if let Some((id, ..)) = &asked
            && matches!(self.pieces[id].place, "lost" | "damaged" | "replaced" | "ordinary_stock")
        {
            wrong.push("linen_wrong_place");
        }
        agreed(wrong)?;
        let (id, _, reason) = asked.expect("a piece");
        self.go_with_reason(&id, to, reason);
        Ok(Told::new())
    }

    pub(super) fn replace(&mut self, args: &Value) -> Said {
        let mut wrong = Vec::new();
        let asked = self.piece_and_reason(args, &mut wrong);
        if let Some((id, retired, _)) = &asked {
            if *retired {
                wrong.push("set_retired");
            }
            if !matches!(self.pieces[id].place, "in_making" | "shelf" | "laundry" | "drying" | "lost" | "damaged") {
                wrong.push("linen_wrong_place");
            }
        }
        agreed(wrong)?;
        let (id, _, reason) = asked.expect("a piece");
        self.go_with_reason(&id, "replaced", reason);
        let (set, kind, today) = (self.pieces[&id].set.clone(), self.pieces[&id].kind, self.today());
        let made = self.begin(&set, kind, "in_making", "");
        self.sets.get_mut(&set).expect("a set").due = Some(today);
        Ok(vec![("/pieceId".into(), json!(made))])
    }

    pub(super) fn recover(&mut self, args: &Value) -> Said {
        let mut wrong = Vec::new();
        let asked = self.piece_and_reason(args, &mut wrong);
        if let Some((id, ..)) = &asked
            && !matches!(self.pieces[id].place, "lost" | "damaged")
        {
            wrong.push("linen_wrong_place");
        }
        agreed(wrong)?;
        let (id, retired, reason) = asked.expect("a piece");
        self.go_with_reason(&id, if retired { "laundry" } else { "shelf" }, reason);
        Ok(Told::new())
    }
}
