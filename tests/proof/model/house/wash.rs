//! The way home: slippers back, the rest to the laundry, dried, into its slot as a whole set (§2.6); into ordinary stock from
//! a retired one (§2.7).

use serde_json::{Value, json};

use super::ask::text_of;
use super::carry_trays::Guest;
use super::{House, Id, Said, Told, Word};

impl House {
    pub(super) fn slippers_back(&mut self, args: &Value) -> Said {
        self.home_from_guest(args, "shelf", |kind, place| {
            kind == "slippers" && matches!(place, "disinfection" | "in_use")
        })
    }

    pub(super) fn send_to_laundry(&mut self, args: &Value) -> Said {
        self.home_from_guest(args, "laundry", |kind, place| kind != "slippers" && place == "in_use")
    }

    fn home_from_guest(&mut self, args: &Value, to: Word, is_meant: impl Fn(Word, Word) -> bool) -> Said {
        let id = text_of(args, "bookingId");
        if !self.bookings.contains_key(&id) {
            return Err(vec!["no_such_booking"]);
        }
        let out = self.out_for(&id);
        let going: Vec<Id> =
            out.into_iter().filter(|piece| is_meant(self.pieces[piece].kind, self.pieces[piece].place)).collect();
        if going.is_empty() {
            return Err(vec!["linen_wrong_place"]);
        }
        if !matches!(self.guest_of(&id), Guest::Gone | Guest::CalledOff) {
            return Err(vec![self.not_now(&id)]);
        }
        for piece in going {
            // What she wore without anybody noting it is noted first.
            if self.pieces[&piece].place == "disinfection" && self.guest_of(&id) == Guest::Gone {
                self.go(&piece, "in_use", Some(id.clone()), "");
            }
            self.go(&piece, to, None, "");
        }
        Ok(Told::new())
    }

    /// Every set of a member: the living one and those that retire.
    fn sets_of(&self, member: i64, retired: bool) -> Vec<Id> {
        let is_meant = |set: &super::Set| set.member == member && (!retired || set.retired.is_some());
        self.sets.iter().filter(|(_, set)| is_meant(set)).map(|(id, _)| id.clone()).collect()
    }

    fn all_go(&mut self, sets: &[Id], to: Word, is_meant: impl Fn(Word) -> bool) -> Result<(), Vec<Word>> {
        let pieces: Vec<Id> = sets.iter().flat_map(|set| self.pieces_of(set)).collect();
        if pieces.is_empty() {
            return Err(vec!["no_such_set"]);
        }
        let going: Vec<Id> = pieces.into_iter().filter(|piece| is_meant(self.pieces[piece].place)).collect();
        if going.is_empty() {
            return Err(vec!["linen_wrong_place"]);
        }
        for piece in going {
            self.go(&piece, to, None, "");
        }
        Ok(())
    }

    pub(super) fn hang_to_dry(&mut self, args: &Value) -> Said {
        let sets = self.sets_of(args["memberNo"].as_i64().expect("a member"), false);
        self.all_go(&sets, "drying", |place| place == "laundry")?;
        Ok(Told::new())
    }

    pub(super) fn give_to_stock(&mut self, args: &Value) -> Said {
        let sets = self.sets_of(args["memberNo"].as_i64().expect("a member"), true);
        self.all_go(&sets, "ordinary_stock", |place| place == "drying")?;
        Ok(Told::new())
    }

    pub(super) fn shelve(&mut self, args: &Value) -> Said {
        let member = args["memberNo"].as_i64().expect("a member");
        let set = self.live_set(member).cloned().ok_or_else(|| vec!["no_such_set"])?;
        let washing = self.pieces_of(&set).iter().any(|piece| self.pieces[piece].place == "laundry");
        let comes = |place| place == "in_making" || (place == "drying" && !washing);
        self.all_go(std::slice::from_ref(&set), "shelf", comes)?;
        let slot = self.next_free_slot();
        let held = self.sets.get_mut(&set).expect("a set");
        held.slot.get_or_insert(slot);
        held.due = None;
        let whole = self.pieces_of(&set).iter().all(|piece| self.pieces[piece].place == "shelf");
        Ok(vec![("/whole".into(), json!(whole))])
    }

    pub(super) fn next_free_slot(&self) -> i64 {
        (1..).find(|slot| self.sets.values().all(|set| set.slot != Some(*slot))).expect("a slot")
    }
}
