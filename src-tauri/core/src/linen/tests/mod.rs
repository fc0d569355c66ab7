//! Linen: the day's journey of a set, what is refused, what the schema refuses by itself, and a plain model beside the store.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod calls;
mod journey;
mod model;
mod retired;
mod rules;
mod schema;
mod short;
mod visit;

use serde_json::{Value, json};
use uuid::Uuid;

use super::call::{CallKind, call_out};
use crate::clock::Instant;
use crate::error::Result;
use crate::ids::{BookingId, MemberNo, RequestId, StaffId};
use crate::salon::{Act, Writing};
use crate::test_salon::{BEAUTICIAN, DAY, LAUNDRY, STOCKROOM, TestSalon, at};
use crate::tier::Tier;

/// The test salon with the hands linen goes through.
pub(super) struct Stockroom {
    pub(super) salon: TestSalon,
    acts: std::cell::Cell<u128>,
}

impl Stockroom {
    pub(super) fn new() -> Stockroom {
        Stockroom { salon: TestSalon::new(), acts: std::cell::Cell::new(1 << 100) }
    }

    /// A member of a tier whose set stands whole in its slot.
    pub(super) fn with_set(&self, name: &str, phone: &str, tier: Tier) -> i64 {
        let member = self.salon.qualified(name, phone, tier);
        self.salon.must(STOCKROOM, "linen.make_set", json!({ "memberNo": member }));
        let shelved = self.salon.must(STOCKROOM, "linen.shelve", json!({ "memberNo": member }));
        assert_eq!(shelved["whole"], json!(true));
        member
    }

    /// A booking as the desk writes it, called out to the stockroom.
    pub(super) fn booking(&self, member: i64, room: &str, from: Instant, to: Instant) -> String {
        let id = BookingId(Uuid::from_u128(self.acts.get() + (7 << 110)));
        let room: crate::ids::RoomId = serde_json::from_value(json!(self.salon.room(room))).unwrap();
        let beautician: StaffId = serde_json::from_value(json!(self.salon.staff(BEAUTICIAN))).unwrap();
        self.act(|work| {
            let tier = crate::qualification::tier_of(work.db, MemberNo(member))?;
            work.db.execute(
                "INSERT INTO booking (id, member_no, member_tier, room_id, beautician_id, business_date, start_ms, end_ms,
                     busy_until_ms, status, source, taken_by, taken_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, 'booked', 'phone', ?5, ?9)",
                (id, member, tier, room, beautician, DAY.date_of(from), from, to, work.now),
            )?;
            call_out(work, id, CallKind::New)
        })
        .unwrap();
        id.to_string()
    }

    /// Sets how far a booking has come.
    pub(super) fn status(&self, booking: &str, status: &str) {
        let id = of(booking);
        self.act(|work| {
            work.db.execute("UPDATE booking SET status = ?2 WHERE id = ?1", (id, status))?;
            Ok(())
        })
        .unwrap();
    }

    /// Sets how far every booking has come.
    pub(super) fn status_of_all(&self, status: &str) {
        let all = self.act(|work| {
            work.db.execute("UPDATE booking SET status = ?1", [status])?;
            Ok(())
        });
        all.unwrap();
    }

    /// The guest leaves.
    pub(super) fn finish(&self, booking: &str) {
        self.status(booking, "finished");
        self.act(|work| crate::linen::follow::end(work, of(booking))).unwrap();
    }

    /// She has left and paid what cost nothing.
    pub(super) fn settle(&self, member: i64, booking: &str) {
        self.finish(booking);
        let id = of(booking);
        let paid = self.act(|work| {
            work.db.execute(
                "INSERT INTO bill (id, number, business_date, at_ms, booking_id, member_no, member_tier, member_grade, cashier_id,
                                   list_fen, due_fen)
                 SELECT ?1, hex(?1), '2026-11-21', ?2, ?1, ?3, 'vip', 'regular', beautician_id, 0, 0 FROM booking WHERE id = ?1",
                (id, work.now, member),
            )?;
            Ok(())
        });
        paid.unwrap();
        self.status(booking, "settled");
    }

    /// The desk cancels a booking.
    pub(super) fn cancel(&self, booking: &str) {
        self.called_off(booking, "cancelled");
    }

    /// The guest is called off, or never came.
    pub(super) fn called_off(&self, booking: &str, status: &str) {
        self.status(booking, status);
        let id = of(booking);
        self.act(|work| call_out(work, id, CallKind::Cancelled)).unwrap();
    }

    /// Something done behind the commands.
    pub(super) fn act(&self, work: impl FnOnce(&mut Writing<'_>) -> Result<()>) -> Result<()> {
        self.acts.set(self.acts.get() + 1);
        let act = Act {
            op: "test.act",
            request: RequestId(Uuid::from_u128(self.acts.get())),
            now: self.salon.now(),
            caller: None,
            device: "test",
            args: "{}",
        };
        self.salon.salon.transact(&act, work)
    }

    /// Raw SQL that the schema must refuse; the words of its refusal.
    pub(super) fn schema_refuses(&self, sql: &str) -> String {
        match self.act(|work| Ok(work.db.execute_batch(sql)?)) {
            Ok(()) => panic!("the schema let this pass: {sql}"),
            Err(error) => error.to_string(),
        }
    }

    pub(super) fn ready(&self, booking: &str) -> Value {
        self.salon.must(STOCKROOM, "tray.ready", json!({ "bookingId": booking }))
    }

    pub(super) fn take(&self, booking: &str) {
        self.salon.must(BEAUTICIAN, "tray.take", json!({ "bookingId": booking }));
    }

    pub(super) fn give_back(&self, booking: &str) {
        self.salon.must(BEAUTICIAN, "tray.return", json!({ "bookingId": booking }));
    }

    /// From the guest's leaving to her set's slot.
    pub(super) fn wash(&self, member: i64, booking: &str) {
        self.salon.must(BEAUTICIAN, "linen.slippers_back", json!({ "bookingId": booking }));
        self.salon.must(BEAUTICIAN, "linen.to_laundry", json!({ "bookingId": booking }));
        self.salon.must(LAUNDRY, "linen.to_drying", json!({ "memberNo": member }));
        self.salon.must(STOCKROOM, "linen.shelve", json!({ "memberNo": member }));
    }

    /// The set of a member, as the screen shows it.
    pub(super) fn set(&self, member: i64) -> Value {
        self.salon.must(STOCKROOM, "linen.set", json!({ "memberNo": member }))
    }

    /// The places of a member's pieces of one kind.
    pub(super) fn places(&self, member: i64, kind: &str) -> Vec<String> {
        let set = self.set(member);
        let pieces = set["pieces"].as_array().unwrap();
        pieces.iter().filter(|p| p["kind"] == kind).map(|p| p["place"].as_str().unwrap().to_owned()).collect()
    }

    /// One piece of a kind.
    pub(super) fn piece(&self, member: i64, kind: &str) -> String {
        let set = self.set(member);
        let pieces = set["pieces"].as_array().unwrap();
        pieces.iter().find(|p| p["kind"] == kind).unwrap()["pieceId"].as_str().unwrap().to_owned()
    }

    /// The tray card of a booking today.
    pub(super) fn card(&self, booking: &str) -> Value {
        let cards = self.salon.must(STOCKROOM, "tray.day", json!({ "date": "2026-11-21" }));
        let cards = cards.as_array().unwrap();
        cards.iter().find(|card| card["bookingId"] == booking).cloned().unwrap_or(Value::Null)
    }
}

/// An id from its text.
pub(super) fn of(id: &str) -> BookingId {
    BookingId(Uuid::parse_str(id).unwrap())
}

/// An id as SQL writes it.
pub(super) fn blob(id: &str) -> String {
    format!("x'{}'", id.replace('-', ""))
}

pub(super) fn hours(from: u32, to: u32) -> (Instant, Instant) {
    (at(from, 0), at(to, 0))
}
