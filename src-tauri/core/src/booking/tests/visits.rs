//! Visits as they go on: one treatment at a time in a room, by a beautician and for a guest; what ends early is free early.

use serde_json::{Value, json};

use super::{slot, with};
use crate::store::verify;
use crate::test_salon::{BEAUTICIAN, CONSULTANT, DESK, MANAGER, OTHER_BEAUTICIAN, TestSalon, at};
use crate::tier::Tier;

fn advance(salon: &TestSalon, booking: &Value, to: &[&str]) {
    for to in to {
        salon.must(DESK, "booking.advance", json!({ "bookingId": booking, "to": to }));
    }
}

fn booked(salon: &TestSalon, asked: Value) -> Value {
    salon.must(DESK, "booking.reserve", asked)["bookingId"].clone()
}

#[test]
fn one_treatment_at_a_time_in_a_room_by_a_beautician_and_for_a_guest() {
    for (same_guest, room, beautician) in
        [(false, "P1", OTHER_BEAUTICIAN), (false, "P2", BEAUTICIAN), (true, "P2", OTHER_BEAUTICIAN)]
    {
        let salon = TestSalon::new();
        let first = salon.member("钱一", "13800000001");
        let second = if same_guest { first } else { salon.member("孙二", "13800000002") };
        let morning = booked(&salon, slot(&salon, first, "P1", BEAUTICIAN, at(10, 0)));
        let noon = booked(&salon, slot(&salon, second, room, beautician, at(12, 0)));
        advance(&salon, &morning, &["arrived", "in_treatment"]);
        advance(&salon, &noon, &["arrived"]);
        let begin = json!({ "bookingId": noon, "to": "in_treatment" });
        let refused = salon.call(DESK, "booking.advance", begin).unwrap_err();
        assert_eq!(refused.code.name(), "still_in_treatment");
        assert_eq!(
            (&refused.params["name"], &refused.params["room"], &refused.params["beautician"]),
            (&json!("钱一"), &json!("P1"), &json!("董瑞"))
        );
        advance(&salon, &morning, &["finished"]);
        advance(&salon, &noon, &["in_treatment"]);
        salon.verify();
    }
}

#[test]
fn the_schema_and_the_proof_know_of_one_treatment_at_a_time() {
    let salon = TestSalon::new();
    let guest = salon.member("钱一", "13800000001");
    for hour in [10, 14] {
        let booking = booked(&salon, slot(&salon, guest, "P1", BEAUTICIAN, at(hour, 0)));
        advance(&salon, &booking, &["arrived"]);
    }
    let key = crate::store::key::StoreKey::read(&salon.home.key_file()).unwrap();
    let store = crate::store::open::open(&salon.home.store_file(), &key).unwrap();
    let both = "UPDATE booking SET status = 'in_treatment'";
    assert!(store.execute(both, []).unwrap_err().to_string().contains("UNIQUE"));
    for by in ["room", "beautician", "member"] {
        store.execute_batch(&format!("DROP INDEX booking_in_treatment_by_{by}")).unwrap();
    }
    store.execute(both, []).unwrap();
    let broken = verify::everything(&store).unwrap().into_iter().find(|check| !check.ok);
    assert_eq!(broken.map(|check| check.name).as_deref(), Some("treatments_are_alone"));
}

#[test]
fn a_visit_that_ends_early_gives_its_room_free_after_the_turnover() {
    let salon = TestSalon::new();
    let (first, second) = (salon.member("钱一", "13800000001"), salon.member("孙二", "13800000002"));
    let long = with(slot(&salon, first, "P1", BEAUTICIAN, at(10, 0)), "endMs", json!(at(15, 0)));
    let booking = booked(&salon, long);
    salon.turn_to(10, 0);
    advance(&salon, &booking, &["arrived", "in_treatment"]);
    salon.turn_to(11, 20);
    let next = |minute| slot(&salon, second, "P1", BEAUTICIAN, at(11, minute));
    assert_eq!(salon.call(DESK, "booking.reserve", next(40)).unwrap_err().params["why"], "room_busy");
    advance(&salon, &booking, &["finished"]);
    assert_eq!(salon.call(DESK, "booking.reserve", next(30)).unwrap_err().params["why"], "room_busy", "turnover");
    salon.must(DESK, "booking.reserve", next(35));
    salon.verify();
}

#[test]
fn a_visit_that_ends_late_or_before_it_was_to_begin_keeps_a_sound_stretch_of_time() {
    for (hour, end, busy_until) in [(9, at(10, 1), at(10, 1)), (12, at(11, 0), at(11, 15))] {
        let salon = TestSalon::new();
        let guest = salon.member("钱一", "13800000001");
        let booking = booked(&salon, slot(&salon, guest, "P1", BEAUTICIAN, at(10, 0)));
        salon.turn_to(hour, 0);
        advance(&salon, &booking, &["arrived", "in_treatment", "finished"]);
        let kept = salon.salon.read(salon.now(), |view| {
            let row = "SELECT end_ms, busy_until_ms FROM booking";
            Ok(view.db.query_row(row, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
        });
        assert_eq!(kept.unwrap(), (end, busy_until), "{hour}");
        salon.verify();
    }
}

#[test]
fn a_room_that_is_free_again_ends_the_exception_for_a_lower_one() {
    let salon = TestSalon::new();
    salon.must(
        MANAGER,
        "staff.save",
        json!({ "number": "015", "name": "张海燕", "roles": ["beautician"], "active": true }),
    );
    let mut first = Value::Null;
    for (name, phone, room, beautician) in
        [("甲", "13800000011", "V1", OTHER_BEAUTICIAN), ("乙", "13800000012", "V2", "015")]
    {
        let guest = salon.qualified(name, phone, Tier::Vip);
        let long = with(slot(&salon, guest, room, beautician, at(10, 0)), "endMs", json!(at(15, 0)));
        first = booked(&salon, long);
    }
    let guest = salon.qualified("孙二", "13800000002", Tier::Vip);
    salon.turn_to(10, 0);
    let exception = json!({ "consentHow": "phone", "consentAt": salon.now() });
    let lower = with(slot(&salon, guest, "P1", BEAUTICIAN, at(12, 0)), "exception", exception);
    advance(&salon, &first, &["arrived", "in_treatment", "finished"]);
    let refused = salon.call(CONSULTANT, "booking.reserve", lower).unwrap_err();
    assert_eq!(refused.params["why"], "matching_room_free");
    salon.must(DESK, "booking.reserve", slot(&salon, guest, "V2", BEAUTICIAN, at(12, 0)));
    salon.verify();
}
