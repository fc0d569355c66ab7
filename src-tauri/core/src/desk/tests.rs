//! What the desk sees: the card, the offer as last time, the board, arrivals with one tap for each step.

use serde_json::{Value, json};

use crate::test_salon::{BEAUTICIAN, CONSULTANT, DESK, LAUNDRY, MANAGER, OTHER_BEAUTICIAN, STOCKROOM, TestSalon, at};
use crate::tier::Tier;

fn book(salon: &TestSalon, offer: &Value, member: i64) -> String {
    let asked = json!({ "memberNo": member, "roomId": offer["roomId"], "beauticianId": offer["beauticianId"],
        "startMs": offer["startMs"], "serviceIds": offer["serviceIds"], "source": "phone" });
    salon.must(DESK, "booking.reserve", asked)["bookingId"].as_str().unwrap().to_owned()
}

/// From the ringing phone to the settled bill and the whole set: the main job of the house.
#[test]
fn a_vip_is_booked_served_and_settled_and_her_linen_is_whole_again() {
    let salon = TestSalon::new();
    let member = salon.qualified("孙丽娟", "13800006027", Tier::Vip);
    salon.must(STOCKROOM, "linen.make_set", json!({ "memberNo": member }));
    salon.must(STOCKROOM, "linen.shelve", json!({ "memberNo": member }));

    let found = salon.must(DESK, "member.search", json!({ "query": "6027" }));
    assert_eq!(found["hits"][0]["memberNo"], member);
    let service = salon.item("S003");
    let offers = salon.must(DESK, "booking.offer", json!({ "memberNo": member, "serviceIds": [service] }));
    let first = &offers["offers"][0];
    assert_eq!((&first["price"], &first["startMs"]), (&json!("774.40"), &json!(at(10, 0))));
    let booking = book(&salon, first, member);

    let calls = salon.must(STOCKROOM, "tray.calls", json!({}));
    assert_eq!(calls[0]["card"]["phone"], "138****6027");
    assert_eq!(calls[0]["card"]["approvalDate"], "2025-03-15");
    salon.must(STOCKROOM, "tray.acknowledge", json!({ "callId": calls[0]["id"] }));
    let asked = json!({ "bookingId": booking });
    salon.must(STOCKROOM, "tray.ready", asked.clone());
    salon.must(BEAUTICIAN, "tray.take", asked.clone());
    let board = salon.must(DESK, "booking.day", json!({ "date": "2026-11-21" }));
    assert_eq!(board["bookings"][0]["trays"], "taken");

    salon.turn_to(10, 0);
    for (step, next) in [("arrived", "in_treatment"), ("in_treatment", "finished"), ("finished", "settle")] {
        salon.must(DESK, "booking.advance", json!({ "bookingId": booking, "to": step }));
        let arrivals = salon.must(DESK, "booking.arrivals", json!({ "date": "2026-11-21" }));
        assert_eq!(arrivals["rows"][0]["next"], next);
        if step == "in_treatment" {
            salon.must(BEAUTICIAN, "tray.return", asked.clone());
        }
    }
    salon.turn_to(11, 30);
    let tea = json!([{ "itemId": salon.item("S003"), "quantity": 1 }, { "itemId": salon.item("G004"), "quantity": 2 }]);
    let quote = salon.must(DESK, "till.quote", json!({ "bookingId": booking, "lines": tea }));
    assert_eq!(quote["due"], "842.80");
    let settle = json!({ "bookingId": booking, "lines": tea, "due": "842.80",
        "payments": [{ "method": "wechat", "amount": "442.80" }, { "method": "cash", "amount": "500.00" }] });
    let short = json!({ "bookingId": booking, "lines": tea, "due": "842.80", "payments": [{ "method": "card", "amount": "842.79" }] });
    assert_eq!(salon.refused(DESK, "till.settle", short), "payments_do_not_add_up");
    let receipt = salon.must(DESK, "till.settle", settle);
    assert_eq!(receipt["change"], "100.00");

    salon.must(BEAUTICIAN, "linen.slippers_back", asked.clone());
    salon.must(BEAUTICIAN, "linen.to_laundry", asked);
    salon.must(LAUNDRY, "linen.to_drying", json!({ "memberNo": member }));
    assert_eq!(salon.must(STOCKROOM, "linen.shelve", json!({ "memberNo": member }))["whole"], true);

    let card = salon.must(DESK, "member.card", json!({ "memberNo": member }));
    assert_eq!(
        (&card["linen"]["state"], &card["visits"], &card["last"][0]["total"]),
        (&json!("whole"), &json!(1), &json!("842.80"))
    );
    assert_eq!((&card["spent12m"], &card["grade"]), (&json!("842.80"), &json!("regular")));
    let day = salon.must(DESK, "till.day", json!({ "date": "2026-11-21" }));
    assert_eq!(day["total"], "842.80");
    let again = salon.must(DESK, "booking.offer", json!({ "memberNo": member }));
    assert_eq!((&again["asLastTime"], &again["offers"][0]["serviceIds"]), (&json!(true), &json!([service])));
    salon.verify();
}

#[test]
fn a_slot_that_cannot_be_had_says_why_and_offers_the_nearest_that_can() {
    let salon = TestSalon::new();
    let guest = salon.qualified("孙丽娟", "13800006027", Tier::Svip);
    let service = salon.item("S001");
    for (name, phone, room, beautician) in
        [("甲", "13800000011", "S1", BEAUTICIAN), ("乙", "13800000012", "S2", OTHER_BEAUTICIAN)]
    {
        let other = salon.qualified(name, phone, Tier::Svip);
        let asked = json!({ "memberNo": other, "roomId": salon.room(room), "beauticianId": salon.staff(beautician),
            "startMs": at(14, 0), "serviceIds": [service], "source": "phone" });
        salon.must(DESK, "booking.reserve", asked);
    }
    let asked = json!({ "memberNo": guest, "roomId": salon.room("S1"), "beauticianId": salon.staff(BEAUTICIAN),
        "startMs": at(14, 0), "serviceIds": [service] });
    let check = salon.must(DESK, "booking.check", asked.clone());
    assert_eq!(check["ok"], false);
    assert_eq!(check["refusals"][0]["code"], "room_busy");
    assert_eq!(check["refusals"][0]["params"]["otherMember"], "甲");
    assert_eq!(check["exceptionPossible"], true);
    let nearest: Vec<&Value> = check["nearest"].as_array().unwrap().iter().collect();
    assert_eq!(nearest.len(), 3);
    for offer in nearest {
        let mut again = asked.clone();
        for field in ["roomId", "beauticianId", "startMs"] {
            again[field] = offer[field].clone();
        }
        assert_eq!(salon.must(DESK, "booking.check", again)["ok"], true);
    }
}

/// Every VIP room is taken at two; a VIP guest and the room one tier lower that she could have, and its booking.
fn nothing_fits(salon: &TestSalon) -> (i64, Value) {
    salon.must(MANAGER, "staff.set_pin", json!({ "number": CONSULTANT, "pin": "2604" }));
    let service = salon.item("S001");
    for (name, phone, room, beautician) in
        [("甲", "13800000011", "V1", BEAUTICIAN), ("乙", "13800000012", "V2", OTHER_BEAUTICIAN)]
    {
        let other = salon.qualified(name, phone, Tier::Vip);
        let asked = json!({ "memberNo": other, "roomId": salon.room(room), "beauticianId": salon.staff(beautician),
            "startMs": at(14, 0), "serviceIds": [service], "source": "phone" });
        salon.must(DESK, "booking.reserve", asked);
    }
    for (number, name) in [("015", "张海燕"), ("016", "吴敏")] {
        let person = json!({ "number": number, "name": name, "roles": ["beautician"], "active": true });
        salon.must(MANAGER, "staff.save", person);
    }
    let guest = salon.qualified("丙", "13800000013", Tier::Vip);
    let asked = json!({ "memberNo": guest, "roomId": salon.room("P1"), "beauticianId": salon.staff("015"),
        "startMs": at(14, 0), "serviceIds": [service], "source": "phone",
        "exception": { "proof": "0000", "consentHow": "phone", "consentAt": salon.now() } });
    (guest, asked)
}

/// What the consultant's PIN gives for a guest, a room and a time.
fn proof_for(salon: &TestSalon, guest: i64, room: &str, start: crate::clock::Instant) -> Value {
    let agreed =
        json!({ "number": CONSULTANT, "pin": "2604", "memberNo": guest, "roomId": salon.room(room), "startMs": start });
    salon.must(DESK, "session.prove", agreed)["proof"].clone()
}

#[test]
fn a_consultant_proves_herself_at_the_desk_for_the_exception() {
    let salon = TestSalon::new();
    let (guest, mut asked) = nothing_fits(&salon);
    let wrong = json!({ "number": CONSULTANT, "pin": "9999", "memberNo": guest, "roomId": salon.room("P1"), "startMs": at(14, 0) });
    assert_eq!(salon.refused(DESK, "session.prove", wrong), "wrong_pin");
    assert_eq!(salon.refused(DESK, "booking.reserve", asked.clone()), "consultant_required");
    asked["exception"]["proof"] = proof_for(&salon, guest, "P1", at(14, 0));
    salon.must(DESK, "booking.reserve", asked);
    let board = salon.must(DESK, "booking.day", json!({ "date": "2026-11-21" }));
    assert_eq!(board["bookings"].as_array().unwrap().iter().filter(|b| b["downgraded"] == true).count(), 1);
    salon.verify();
}

#[test]
fn what_a_consultant_agreed_to_is_this_guest_this_room_this_time_and_once() {
    let salon = TestSalon::new();
    let (guest, mut asked) = nothing_fits(&salon);
    let other = salon.qualified("丁", "13800000014", Tier::Vip);
    for (whose, room, start) in [(other, "P1", at(14, 0)), (guest, "P2", at(14, 0)), (guest, "P1", at(14, 15))] {
        asked["exception"]["proof"] = proof_for(&salon, whose, room, start);
        assert_eq!(salon.refused(DESK, "booking.reserve", asked.clone()), "consultant_required", "{room} {start:?}");
    }
    let proof = proof_for(&salon, guest, "P1", at(14, 0));
    asked["exception"]["proof"] = proof.clone();
    let request = crate::ids::RequestId(uuid::Uuid::from_u128(99));
    let first = salon.call_under(request, DESK, "booking.reserve", asked.clone()).unwrap();
    let again = salon.call_under(request, DESK, "booking.reserve", asked.clone()).unwrap();
    assert_eq!(first, again, "a retry is the same act");
    salon.must(DESK, "booking.cancel", json!({ "bookingId": first["bookingId"], "reason": "改期" }));
    assert_eq!(salon.refused(DESK, "booking.reserve", asked.clone()), "consultant_required", "it has served");
    asked["exception"]["proof"] = proof_for(&salon, guest, "P1", at(14, 0));
    salon.turn_to(9, 6);
    assert_eq!(salon.refused(DESK, "booking.reserve", asked), "consultant_required", "it is old");
    salon.verify();
}

#[test]
fn only_a_beautician_treats_a_guest() {
    let salon = TestSalon::new();
    let guest = salon.member("钱一", "13800000001");
    let asked = json!({ "memberNo": guest, "roomId": salon.room("P1"), "beauticianId": salon.staff(STOCKROOM),
        "startMs": at(14, 0), "serviceIds": [salon.item("S001")], "source": "phone" });
    let failure = salon.call(DESK, "booking.reserve", asked).unwrap_err();
    assert_eq!((failure.code.name().as_str(), &failure.params["name"]), ("not_a_beautician", &json!("杜琴")));
    let usual = json!({ "memberNo": guest, "usualBeauticianId": salon.staff(STOCKROOM) });
    assert_eq!(salon.refused(DESK, "member.amend", usual), "not_a_beautician");
}

#[test]
fn takings_are_for_those_who_count_them() {
    let salon = TestSalon::new();
    let day = json!({ "date": "2026-11-21" });
    assert_eq!(salon.must(DESK, "booking.day", day.clone())["takings"], "0.00");
    assert_eq!(salon.must(STOCKROOM, "booking.day", day)["takings"], Value::Null);
}
