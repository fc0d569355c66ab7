//! The till: prices, payments, bills and their ledger, grades, the printed receipt.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod bills;
mod grades;
mod left_out;
mod paper;
mod prices;
mod schema;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock::Instant;
use crate::error::Result;
use crate::ids::RequestId;
use crate::salon::{Act, Writing};
use crate::test_salon::{BEAUTICIAN, DESK, TestSalon};

/// A visit that has come to its end: 基础面部清洁 (198.00, members 174.24) in a room of the guest's tier.
pub(super) fn finished(salon: &TestSalon, member: i64, room: &str, start: Instant) -> String {
    let asked = json!({ "memberNo": member, "roomId": salon.room(room), "beauticianId": salon.staff(BEAUTICIAN),
                        "startMs": start, "serviceIds": [salon.item("S001")], "source": "phone" });
    let booking = salon.must(DESK, "booking.reserve", asked)["bookingId"].as_str().unwrap().to_owned();
    for to in ["arrived", "in_treatment", "finished"] {
        salon.must(DESK, "booking.advance", json!({ "bookingId": booking, "to": to }));
    }
    booking
}

/// A bill over the counter, paid exactly in one way.
pub(super) fn over_the_counter(salon: &TestSalon, member: Option<i64>, code: &str, quantity: u32) -> Value {
    let lines = json!([{ "itemId": salon.item(code), "quantity": quantity }]);
    let due = salon.must(DESK, "till.quote", json!({ "memberNo": member, "lines": lines }))["due"].clone();
    let asked = json!({ "memberNo": member, "lines": lines, "due": due,
                        "payments": [{ "method": "wechat", "amount": due }] });
    salon.must(DESK, "till.settle", asked)
}

/// Something done behind the commands.
pub(super) fn act(salon: &TestSalon, number: u128, work: impl FnOnce(&mut Writing<'_>) -> Result<()>) -> Result<()> {
    let act = Act {
        op: "test.act",
        request: RequestId(Uuid::from_u128((1 << 101) + number)),
        now: salon.now(),
        caller: None,
        device: "test",
        args: "{}",
    };
    salon.salon.transact(&act, work)
}
