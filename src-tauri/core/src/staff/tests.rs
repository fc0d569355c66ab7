//! Staff: offices nobody gives herself, guessing bounded everywhere, guests who are not left without their beautician.

use serde_json::{Value, json};

use crate::test_salon::{BEAUTICIAN, DESK, MANAGER, SUPERVISOR, TestSalon, at};

fn person(salon: &TestSalon, number: &str, name: &str, roles: Value, active: bool) -> Value {
    json!({ "id": salon.staff(number), "number": number, "name": name, "roles": roles, "active": active })
}

#[test]
fn only_a_manager_makes_or_changes_a_manager() {
    let salon = TestSalon::new();
    let herself = person(&salon, SUPERVISOR, "田秀荣", json!(["supervisor", "manager"]), true);
    assert_eq!(salon.refused(SUPERVISOR, "staff.save", herself.clone()), "not_allowed");
    let out = person(&salon, MANAGER, "简桂芝", json!(["manager"]), false);
    assert_eq!(salon.refused(SUPERVISOR, "staff.save", out.clone()), "not_allowed");
    assert_eq!(salon.refused(SUPERVISOR, "staff.set_pin", json!({ "number": MANAGER, "pin": "2581" })), "not_allowed");
    assert_eq!(salon.refused(MANAGER, "staff.save", out), "not_allowed");
    salon.must(MANAGER, "staff.save", herself);
}

#[test]
fn guessing_an_old_pin_is_bounded_like_signing_in() {
    let salon = TestSalon::new();
    salon.must(MANAGER, "staff.set_pin", json!({ "number": DESK, "pin": "2601" }));
    let guess = |pin: &str| salon.call(DESK, "staff.change_pin", json!({ "oldPin": pin, "newPin": "8642" }));
    for _ in 0..4 {
        assert_eq!(guess("9753").unwrap_err().code.name(), "wrong_pin");
    }
    assert_eq!(guess("9753").unwrap_err().code.name(), "locked_out");
    assert_eq!(guess("2601").unwrap_err().code.name(), "locked_out");
    salon.turn_to(9, 16);
    guess("2601").unwrap();
    salon.must(DESK, "session.sign_in", json!({ "number": DESK, "pin": "8642" }));
}

#[test]
fn the_same_request_to_change_a_pin_is_answered_and_not_tried_again() {
    let salon = TestSalon::new();
    salon.must(MANAGER, "staff.set_pin", json!({ "number": DESK, "pin": "2601" }));
    let request = crate::ids::RequestId(uuid::Uuid::from_u128(1 << 90));
    let change = |old: &str, new: &str| {
        salon.call_under(request, DESK, "staff.change_pin", json!({ "oldPin": old, "newPin": new }))
    };
    change("2601", "8642").unwrap();
    for _ in 0..6 {
        change("2601", "8642").unwrap();
    }
    assert_eq!(change("8642", "7531").unwrap_err().code.name(), "request_id_reused");
    salon.must(DESK, "session.sign_in", json!({ "number": DESK, "pin": "8642" }));
}

#[test]
fn a_beautician_does_not_leave_a_treatment_that_has_not_ended() {
    let salon = TestSalon::new();
    let member = salon.member("王五", "13800138002");
    let asked = json!({ "memberNo": member, "roomId": salon.room("P1"), "beauticianId": salon.staff(BEAUTICIAN),
                        "startMs": at(10, 0), "serviceIds": [salon.item("S001")], "source": "phone" });
    let booking = salon.must(DESK, "booking.reserve", asked)["bookingId"].clone();
    salon.turn_to(10, 0);
    for to in ["arrived", "in_treatment"] {
        salon.must(DESK, "booking.advance", json!({ "bookingId": booking, "to": to }));
    }
    salon.turn_to(23, 0);
    let gone = person(&salon, BEAUTICIAN, "董瑞", json!(["beautician"]), false);
    assert_eq!(salon.refused(MANAGER, "staff.save", gone.clone()), "staff_awaited");
    salon.must(DESK, "booking.advance", json!({ "bookingId": booking, "to": "finished" }));
    salon.must(MANAGER, "staff.save", gone);
}

#[test]
fn an_endless_number_is_refused_before_it_is_written_down() {
    let salon = TestSalon::new();
    let rows = |salon: &TestSalon| salon.must(DESK, "store.status", json!({}))["journalRows"].clone();
    let before = rows(&salon);
    for (length, code) in [(13, "wrong_pin"), (5_000_000, "text_too_long")] {
        let endless = json!({ "number": "0".repeat(length), "pin": "2580" });
        assert_eq!(salon.refused(DESK, "session.sign_in", endless), code);
    }
    assert_eq!(rows(&salon), before);
}

#[test]
fn a_beautician_with_guests_ahead_does_not_leave() {
    let salon = TestSalon::new();
    let member = salon.member("钱一", "13800000001");
    let slot = json!({ "memberNo": member, "roomId": salon.room("P1"), "beauticianId": salon.staff(BEAUTICIAN),
        "startMs": at(11, 0), "serviceIds": [salon.item("S001")], "source": "phone" });
    let booking = salon.must(DESK, "booking.reserve", slot)["bookingId"].clone();
    let leaves = person(&salon, BEAUTICIAN, "董瑞", json!(["beautician"]), false);
    assert_eq!(salon.refused(MANAGER, "staff.save", leaves.clone()), "staff_awaited");
    salon.must(DESK, "booking.cancel", json!({ "bookingId": booking, "reason": "改期" }));
    salon.must(MANAGER, "staff.save", leaves);
}

#[test]
fn the_same_request_with_another_secret_or_by_another_person_is_another_act() {
    let salon = TestSalon::new();
    let request = crate::ids::RequestId(uuid::Uuid::from_u128(99));
    let set = |staff: &str, pin: &str| {
        salon.call_under(request, staff, "staff.set_pin", json!({ "number": DESK, "pin": pin }))
    };
    set(MANAGER, "2601").unwrap();
    set(MANAGER, "2601").unwrap();
    assert_eq!(set(MANAGER, "8642").unwrap_err().code.name(), "request_id_reused");
    let member = salon.member("钱一", "13800000001");
    let reveal = |staff: &str| {
        salon.call_under(
            crate::ids::RequestId(uuid::Uuid::from_u128(98)),
            staff,
            "member.reveal",
            json!({ "memberNo": member }),
        )
    };
    reveal(DESK).unwrap();
    assert_eq!(reveal(MANAGER).unwrap_err().code.name(), "request_id_reused");
}

#[test]
fn hours_that_do_not_fit_together_are_refused() {
    let salon = TestSalon::new();
    for (key, value) in [("open_hour", 22), ("close_hour", 9), ("day_start_hour", 12)] {
        assert_eq!(salon.refused(MANAGER, "setting.set", json!({ "key": key, "value": value })), "hours_do_not_fit");
    }
    salon.must(MANAGER, "setting.set", json!({ "key": "open_hour", "value": 9 }));
    assert_eq!(salon.must(DESK, "house.status", json!({}))["openHour"], 9);
}

#[test]
fn the_salon_reads_its_day_at_once_when_that_changes() {
    let salon = TestSalon::new();
    for minutes in [-1, 480] {
        salon.must(MANAGER, "setting.set", json!({ "key": "utc_offset_minutes", "value": minutes }));
        let status = salon.must(DESK, "house.status", json!({}));
        assert_eq!(status["utcOffsetMinutes"], minutes);
    }
}

#[test]
fn a_staff_number_is_one_number_however_wide_it_is_typed() {
    let salon = TestSalon::new();
    let new = |number: &str| json!({ "number": number, "name": "李敏", "roles": ["beautician"], "active": true });
    salon.must(MANAGER, "staff.save", new("０２１"));
    assert_eq!(salon.refused(MANAGER, "staff.save", new("021")), "number_taken");
    salon.must(MANAGER, "staff.set_pin", json!({ "number": "０２１", "pin": "2604" }));
    for typed in ["021", "０２１", " 021 "] {
        salon.must(DESK, "session.sign_in", json!({ "number": typed, "pin": "2604" }));
        salon.must(typed, "session.me", json!({}));
    }
}
