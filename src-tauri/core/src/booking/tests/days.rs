//! A later day is judged by what is planned for it, and nobody books for no guest.

use serde_json::{Value, json};

use super::{slot, with};
use crate::clock::Instant;
use crate::test_salon::{BEAUTICIAN, DAY, DESK, MANAGER, OTHER_BEAUTICIAN, TestSalon, at};

/// Hours of the tenth day after today, for which other settings are planned.
fn then(hour: u32) -> Instant {
    at(hour + 24 * 10, 0)
}

fn planned() -> TestSalon {
    let salon = TestSalon::new();
    for (key, value) in [("open_hour", 9), ("close_hour", 18), ("turnover_minutes", 60)] {
        let plan = json!({ "key": key, "value": value, "effectiveFrom": DAY.date_of(then(12)) });
        salon.must(MANAGER, "setting.set", plan);
    }
    salon
}

#[test]
fn a_later_day_is_judged_by_the_hours_planned_for_it() {
    let salon = planned();
    let guest = salon.member("钱一", "13800000001");
    let asked = |start| slot(&salon, guest, "P1", BEAUTICIAN, start);
    let late = salon.call(DESK, "booking.reserve", asked(then(20))).unwrap_err();
    assert_eq!((&late.params["why"], &late.params["closeHour"]), (&json!("outside_hours"), &json!(18)));
    salon.must(DESK, "booking.reserve", asked(then(9)));
    let early = salon.call(DESK, "booking.reserve", asked(at(9, 30))).unwrap_err();
    assert_eq!(early.params["why"], "outside_hours", "today opens at ten");
    salon.must(DESK, "booking.reserve", asked(at(20, 0)));
    salon.verify();
}

#[test]
fn a_later_day_is_offered_within_the_hours_planned_for_it() {
    let salon = planned();
    let guest = salon.member("钱一", "13800000001");
    let offered = |not_before: Instant| -> Vec<Value> {
        let asked = json!({ "memberNo": guest, "serviceIds": [salon.item("S001")], "notBefore": not_before });
        let offers = salon.must(DESK, "booking.offer", asked);
        offers["offers"].as_array().unwrap().iter().map(|offer| offer["startMs"].clone()).collect()
    };
    assert_eq!(offered(then(6))[0], json!(then(9)));
    assert_eq!(offered(then(18))[0], json!(then(24 + 9)), "it closes at six");
    assert_eq!(offered(at(9, 0))[0], json!(at(10, 0)));
}

#[test]
fn a_later_day_keeps_the_turnover_planned_for_it() {
    let salon = planned();
    let (first, second) = (salon.member("钱一", "13800000001"), salon.member("孙二", "13800000002"));
    salon.must(DESK, "booking.reserve", slot(&salon, first, "P1", BEAUTICIAN, then(10)));
    let soon = slot(&salon, second, "P1", OTHER_BEAUTICIAN, then(11).plus_minutes(30));
    assert_eq!(salon.call(DESK, "booking.reserve", soon).unwrap_err().params["why"], "room_busy");
    salon.must(DESK, "booking.reserve", slot(&salon, second, "P1", OTHER_BEAUTICIAN, then(12)));
    salon.verify();
}

#[test]
fn nobody_is_not_a_number_of_guests() {
    let salon = TestSalon::new();
    let guest = salon.member("钱一", "13800000001");
    let asked = with(slot(&salon, guest, "P1", BEAUTICIAN, at(11, 0)), "guests", json!(0));
    assert_eq!(salon.refused(DESK, "booking.reserve", asked), "bad_number");
}
