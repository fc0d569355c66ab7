//! Rooms: one number, one tier, and the guests who are booked into them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use serde_json::{Value, json};

use crate::ids::RequestId;
use crate::salon::Act;
use crate::test_salon::{BEAUTICIAN, DESK, MANAGER, TestSalon, at};

fn saved(salon: &TestSalon, id: &str, number: &str, tier: &str, active: bool) -> Value {
    let room = json!({ "id": id, "number": number, "tier": tier, "beds": 1, "note": "", "active": active });
    salon.must(MANAGER, "room.save", room)
}

fn booked(salon: &TestSalon) -> Value {
    let member = salon.member("王五", "13800138002");
    let asked = json!({ "memberNo": member, "roomId": salon.room("P1"), "beauticianId": salon.staff(BEAUTICIAN),
                        "startMs": at(10, 0), "serviceIds": [salon.item("S001")], "source": "phone" });
    salon.must(DESK, "booking.reserve", asked)["bookingId"].clone()
}

#[test]
fn a_number_stands_on_one_door_and_rooms_have_their_limits() {
    let salon = TestSalon::new();
    let room =
        |number: &str, beds: u32| json!({ "number": number, "tier": "vip", "beds": beds, "note": "", "active": true });
    assert_eq!(salon.refused(MANAGER, "room.save", room("V1", 1)), "number_taken");
    assert_eq!(salon.refused(MANAGER, "room.save", room("V9", 0)), "bad_number");
    assert_eq!(salon.refused(MANAGER, "room.save", room(" ", 1)), "field_missing");
    assert_eq!(salon.refused(DESK, "room.save", room("V9", 1)), "not_allowed");
    let rooms = salon.must(DESK, "room.list", json!({}));
    let tiers: Vec<&str> = rooms.as_array().unwrap().iter().map(|room| room["tier"].as_str().unwrap()).collect();
    assert_eq!(tiers, ["svip", "svip", "vip", "vip", "ordinary", "ordinary"]);
}

#[test]
fn a_room_is_not_taken_from_a_guest_who_is_booked_into_it() {
    let salon = TestSalon::new();
    let booking = booked(&salon);
    let id = salon.room("P1");
    let room = |tier: &str, active: bool| json!({ "id": id, "number": "P1", "tier": tier, "beds": 1, "note": "", "active": active });
    assert_eq!(salon.refused(MANAGER, "room.save", room("vip", true)), "room_awaited");
    assert_eq!(salon.refused(MANAGER, "room.save", room("ordinary", false)), "room_awaited");
    salon.must(DESK, "booking.cancel", json!({ "bookingId": booking, "reason": "改天" }));
    salon.must(MANAGER, "room.save", room("ordinary", false));
    salon.verify();
}

#[test]
fn a_room_is_not_closed_over_a_treatment_that_lasts_longer_than_it_was_booked_for() {
    let salon = TestSalon::new();
    let booking = booked(&salon);
    salon.turn_to(10, 0);
    for to in ["arrived", "in_treatment"] {
        salon.must(DESK, "booking.advance", json!({ "bookingId": booking, "to": to }));
    }
    salon.turn_to(14, 0);
    let asked = |tier: &str, active: bool| json!({ "id": salon.room("P1"), "number": "P1", "tier": tier, "beds": 1, "note": "", "active": active });
    assert_eq!(salon.refused(MANAGER, "room.save", asked("ordinary", false)), "room_awaited");
    assert_eq!(salon.refused(MANAGER, "room.save", asked("vip", true)), "room_awaited");
    salon.must(DESK, "booking.advance", json!({ "bookingId": booking, "to": "finished" }));
    salon.must(MANAGER, "room.save", asked("ordinary", false));
}

#[test]
fn a_room_rebuilt_for_another_tier_is_another_room_under_the_same_number() {
    let salon = TestSalon::new();
    let booking = booked(&salon);
    salon.must(DESK, "booking.cancel", json!({ "bookingId": booking, "reason": "改天" }));
    let old = salon.room("P1");
    let new = saved(&salon, &old, "P1", "svip", true);
    assert_ne!(new["id"], json!(old));
    let rooms = salon.must(DESK, "room.list", json!({}));
    let p1: Vec<(&Value, &Value)> = rooms
        .as_array()
        .unwrap()
        .iter()
        .filter(|room| room["number"] == "P1")
        .map(|room| (&room["tier"], &room["active"]))
        .collect();
    assert_eq!(p1, [(&json!("svip"), &json!(true)), (&json!("ordinary"), &json!(false))]);
    let unused = salon.room("P2");
    assert_eq!(saved(&salon, &unused, "P2", "vip", true)["id"], json!(unused), "nobody was ever in it");
    salon.verify();
}

#[test]
fn the_schema_itself_keeps_the_tier_of_a_room_somebody_was_booked_into() {
    let salon = TestSalon::new();
    booked(&salon);
    let act = Act {
        op: "test.act",
        request: RequestId(uuid::Uuid::from_u128(1 << 101)),
        now: salon.now(),
        caller: None,
        device: "test",
        args: "{}",
    };
    let changed = salon.salon.transact(&act, |work| Ok(work.db.execute_batch("UPDATE room SET tier = 'vip'")?));
    assert!(changed.unwrap_err().to_string().contains("booked into this room"));
}
