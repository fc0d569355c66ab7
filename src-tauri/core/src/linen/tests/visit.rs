//! Linen follows the visit: every command on a booking's linen, against every state of the visit and of its trays (policy
//! §2.4, §2.6); and what becomes of trays whose booking moves.

use serde_json::{Value, json};

use super::{Stockroom, blob, hours};
use crate::test_salon::{BEAUTICIAN, DESK, LAUNDRY, MANAGER, OTHER_BEAUTICIAN, STOCKROOM, at};
use crate::tier::Tier;

/// The commands, in the order of the table's columns.
const COMMANDS: [&str; 7] = [
    "tray.ready",
    "tray.take",
    "tray.bring_back",
    "tray.return",
    "tray.put_away",
    "linen.slippers_back",
    "linen.to_laundry",
];

/// What each command answers: `+` done, `h` she is not here yet, `s` she is still here, `w` the visit is past that,
/// `p` the trays or the pieces are elsewhere. Every pair of states that can be reached has its row.
const MATRIX: &[(&str, &str, &str)] = &[
    // trays      visit           ready take bring return put-away slippers laundry
    ("waiting", "booked", "+pphppp"),
    ("waiting", "confirmed", "+pphppp"),
    ("waiting", "arrived", "+pwpppp"),
    ("waiting", "in_treatment", "+pwpppp"),
    ("ready", "booked", "p+ph+pp"),
    ("ready", "confirmed", "p+ph+pp"),
    ("ready", "arrived", "p+wp+pp"),
    ("ready", "in_treatment", "p+wp+pp"),
    ("ready", "finished", "wwwp+pp"),
    ("ready", "settled", "wwwp+pp"),
    ("taken", "booked", "pp+hphh"),
    ("taken", "confirmed", "pp+hphh"),
    ("taken", "arrived", "ppw+pss"),
    ("taken", "in_treatment", "ppw+pss"),
    ("taken", "finished", "www+p++"),
    ("taken", "settled", "www+p++"),
    ("taken", "cancelled", "www+w++"),
    ("taken", "no_show", "www+w++"),
    ("returned", "arrived", "ppwppss"),
    ("returned", "in_treatment", "ppwppss"),
    ("returned", "finished", "wwwpp++"),
    ("returned", "settled", "wwwpp++"),
    ("returned", "cancelled", "wwwpw++"),
    ("returned", "no_show", "wwwpw++"),
    ("void", "finished", "wwwpppp"),
    ("void", "settled", "wwwpppp"),
    ("void", "cancelled", "wwwpwpp"),
    ("void", "no_show", "wwwpwpp"),
];

/// A member whose booking's trays and visit stand so.
fn staged(house: &Stockroom, number: u32, trays: &str, visit: &str) -> (i64, String) {
    let member = house.with_set(&format!("客人{number}"), &format!("139{number:08}"), Tier::Vip);
    let start = at(10, 0).plus_minutes(i64::from(number) * 24 * 60);
    let booking = house.booking(member, "V1", start, start.plus_minutes(60));
    if matches!(trays, "ready" | "taken" | "returned") {
        house.ready(&booking);
    }
    if matches!(trays, "taken" | "returned") {
        house.take(&booking);
    }
    if trays == "returned" {
        house.status(&booking, "arrived");
        house.give_back(&booking);
    }
    match visit {
        "cancelled" | "no_show" => house.called_off(&booking, visit),
        "finished" => house.finish(&booking),
        "settled" => house.settle(member, &booking),
        visit => house.status(&booking, visit),
    }
    (member, booking)
}

fn letter(answer: Result<Value, crate::error::Failure>) -> char {
    let Err(failure) = answer else { return '+' };
    match failure.code.name().as_str() {
        "guest_not_here" => 'h',
        "guest_still_here" => 's',
        "wrong_step" => 'w',
        "linen_wrong_place" => 'p',
        other => panic!("{other}"),
    }
}

#[test]
fn every_command_knows_every_state_of_visit_and_trays() {
    let house = Stockroom::new();
    let mut number = 0;
    for (trays, visit, expected) in MATRIX {
        for (command, expected) in COMMANDS.into_iter().zip(expected.chars()) {
            number += 1;
            let (_, booking) = staged(&house, number, trays, visit);
            let answer = letter(house.salon.call(MANAGER, command, json!({ "bookingId": booking })));
            assert_eq!(answer, expected, "{command}, trays {trays}, visit {visit}");
            // The next one's treatment is in the same room.
            if *visit == "in_treatment" {
                house.finish(&booking);
            }
        }
    }
    house.salon.verify();
}

#[test]
fn whatever_was_out_when_a_guest_is_called_off_comes_home() {
    let house = Stockroom::new();
    for (number, (trays, visit)) in
        [("taken", "cancelled"), ("taken", "no_show"), ("returned", "cancelled")].into_iter().enumerate()
    {
        let (member, booking) = staged(&house, number as u32, trays, visit);
        if trays == "taken" {
            assert_eq!(house.places(member, "slippers"), ["disinfection"]);
            house.give_back(&booking);
            assert_eq!(house.places(member, "slippers"), ["disinfection"], "nobody wore them");
        }
        house.wash(member, &booking);
        assert_eq!(house.set(member)["state"], "whole");
    }
    house.salon.verify();
}

#[test]
fn slippers_nobody_noted_on_their_way_to_the_guest_are_noted_as_worn() {
    let house = Stockroom::new();
    let (member, booking) = staged(&house, 1, "taken", "finished");
    house.salon.must(STOCKROOM, "linen.slippers_back", json!({ "bookingId": booking }));
    let set = house.set(member);
    let slippers = set["pieces"].as_array().unwrap().iter().find(|piece| piece["kind"] == "slippers").unwrap();
    let way: Vec<&str> =
        slippers["history"].as_array().unwrap().iter().take(3).map(|step| step["to"].as_str().unwrap()).collect();
    assert_eq!(way, ["shelf", "in_use", "disinfection"]);
    house.salon.verify();
}

#[test]
fn washed_linen_is_dried_before_it_is_put_away_and_comes_as_a_whole_set() {
    let house = Stockroom::new();
    let (member, booking) = staged(&house, 1, "returned", "finished");
    let asked = json!({ "memberNo": member });
    house.salon.must(BEAUTICIAN, "linen.to_laundry", json!({ "bookingId": booking }));
    let failure = house.salon.call(STOCKROOM, "linen.shelve", asked.clone()).unwrap_err();
    assert_eq!((failure.code.name().as_str(), &failure.params["place"]), ("linen_wrong_place", &json!("laundry")));
    house.salon.must(LAUNDRY, "linen.to_drying", asked.clone());
    let towel = blob(&house.piece(member, "towel"));
    let half = format!(
        "DROP TRIGGER linen_goes_as_written; UPDATE linen_piece SET place = 'laundry' WHERE id = {towel};
         UPDATE linen_piece SET place = 'shelf' WHERE place = 'drying'"
    );
    assert!(house.schema_refuses(&half).contains("the rest of the set is in the laundry"));
    house.salon.must(STOCKROOM, "linen.shelve", asked);
    house.salon.verify();
}

#[test]
fn a_colleague_may_take_the_trays_and_the_card_says_who_did() {
    let house = Stockroom::new();
    let member = house.with_set("李四", "13900139000", Tier::Vip);
    let (from, to) = hours(10, 12);
    let booking = house.booking(member, "V1", from, to);
    house.ready(&booking);
    house.salon.must(OTHER_BEAUTICIAN, "tray.take", json!({ "bookingId": booking }));
    let card = house.card(&booking);
    assert_eq!(
        (&card["beautician"], &card["takenBy"], &card["visit"]),
        (&json!("董瑞"), &json!("王强"), &json!("booked"))
    );
    house.status(&booking, "arrived");
    house.give_back(&booking);
    assert_eq!(house.card(&booking)["takenBy"], "王强", "who returns them does not change who took them");
}

#[test]
fn the_schema_follows_the_visit_too() {
    let house = Stockroom::new();
    let free = "DROP TRIGGER linen_goes_as_written; ";
    let piece = |place: &str| {
        format!("{free} UPDATE linen_piece SET place = '{place}', booking_id = NULL WHERE place = 'in_use'")
    };
    staged(&house, 1, "taken", "booked");
    assert!(house.schema_refuses(&piece("laundry")).contains("at this point of the visit"));
    let cabinet =
        format!("{free} UPDATE linen_piece SET place = 'shelf', booking_id = NULL WHERE place = 'disinfection'");
    assert!(house.schema_refuses(&cabinet).contains("at this point of the visit"));
    assert!(house.schema_refuses("UPDATE tray SET state = 'returned'").contains("at this point of the visit"));
    assert!(
        house
            .schema_refuses("UPDATE booking SET business_date = '2026-11-29'")
            .contains("the trays of this booking are out")
    );
    let other = house.salon.member("王五", "13800138002");
    assert!(house.schema_refuses(&format!("UPDATE booking SET member_no = {other}")).contains("keeps its guest"));
    house.status_of_all("arrived");
    let back = "UPDATE tray SET state = 'ready', taken_by = NULL";
    assert!(house.schema_refuses(back).contains("at this point of the visit"));
    house.status_of_all("finished");
    assert!(house.schema_refuses(&piece("shelf")).contains("of this kind"));
    assert!(house.schema_refuses(&cabinet).contains("at this point of the visit"), "she wore them");
    house.salon.verify();
}

/// A VIP with her set, booked through the desk at ten into V1, and how her booking is moved.
fn booked(house: &Stockroom) -> (i64, String, impl Fn(&str, &str, crate::clock::Instant) -> Value) {
    let member = house.with_set("孙丽娟", "13800006027", Tier::Vip);
    let slot = |room: &str, beautician: &str, start| {
        json!({ "roomId": house.salon.room(room), "beauticianId": house.salon.staff(beautician), "startMs": start,
                "serviceIds": [house.salon.item("S001")] })
    };
    let mut asked = slot("V1", BEAUTICIAN, at(10, 0));
    asked["memberNo"] = json!(member);
    asked["source"] = json!("phone");
    let booking = house.salon.must(DESK, "booking.reserve", asked)["bookingId"].as_str().unwrap().to_owned();
    let id = booking.clone();
    let moved = move |room: &str, beautician: &str, start| {
        let mut asked = slot(room, beautician, start);
        asked["bookingId"] = json!(id);
        asked["consentHow"] = json!("phone");
        asked
    };
    (member, booking, moved)
}

#[test]
fn trays_that_are_out_hold_their_booking_in_its_room_and_day() {
    let house = Stockroom::new();
    let (_, booking, moved) = booked(&house);
    house.ready(&booking);
    house.take(&booking);
    for (room, start) in [("V2", at(10, 0)), ("V1", at(34, 0))] {
        let failure = house.salon.call(DESK, "booking.move", moved(room, BEAUTICIAN, start)).unwrap_err();
        assert_eq!(failure.code.name(), "trays_out");
        assert_eq!((&failure.params["room"], &failure.params["takenBy"]), (&json!("V1"), &json!("董瑞")));
    }
    house.salon.must(DESK, "booking.move", moved("V1", OTHER_BEAUTICIAN, at(11, 0)));
    assert_eq!(
        house.card(&booking)["state"],
        "taken",
        "the same room a little later, another beautician: the linen is there"
    );
    house.salon.must(BEAUTICIAN, "tray.bring_back", json!({ "bookingId": booking }));
    assert_eq!((&house.card(&booking)["state"], &house.card(&booking)["takenBy"]), (&json!("ready"), &json!(null)));
    house.salon.must(DESK, "booking.move", moved("V2", BEAUTICIAN, at(11, 0)));
    let card = house.card(&booking);
    assert_eq!((&card["state"], &card["room"]), (&json!("ready"), &json!("V2")));
    house.salon.verify();
}

#[test]
fn trays_brought_back_with_nothing_left_of_them_are_prepared_anew() {
    let house = Stockroom::new();
    let (member, booking, _) = booked(&house);
    house.ready(&booking);
    house.take(&booking);
    for kind in ["towel", "bath_towel", "bathrobe", "slippers", "headband"] {
        let lost = json!({ "pieceId": house.piece(member, kind), "as": "lost", "reason": "盘点不见" });
        house.salon.must(STOCKROOM, "linen.mark", lost);
    }
    house.salon.must(BEAUTICIAN, "tray.bring_back", json!({ "bookingId": booking }));
    assert_eq!((&house.card(&booking)["state"], &house.card(&booking)["takenBy"]), (&json!("waiting"), &json!(null)));
    house.salon.must(STOCKROOM, "linen.recover", json!({ "pieceId": house.piece(member, "towel"), "reason": "找到" }));
    house.salon.must(STOCKROOM, "tray.ready", json!({ "bookingId": booking, "withoutMissing": true }));
    house.salon.verify();
}

#[test]
fn trays_prepared_for_another_day_go_back_into_the_slot_and_the_call_says_so() {
    let house = Stockroom::new();
    let (member, booking, moved) = booked(&house);
    house.ready(&booking);
    house.salon.must(DESK, "booking.move", moved("V2", BEAUTICIAN, at(11, 0)));
    assert_eq!(house.salon.must(STOCKROOM, "tray.calls", json!({}))[0]["putBack"], false);
    house.salon.must(DESK, "booking.move", moved("V2", BEAUTICIAN, at(35, 0)));
    let calls = house.salon.must(STOCKROOM, "tray.calls", json!({}));
    assert_eq!((&calls[0]["kind"], &calls[0]["putBack"]), (&json!("changed"), &json!(true)));
    assert_eq!((&calls[0]["card"]["state"], &house.set(member)["state"]), (&json!("waiting"), &json!("whole")));
    house.ready(&booking);
    house.salon.must(DESK, "booking.cancel", json!({ "bookingId": booking, "reason": "有事" }));
    let calls = house.salon.must(STOCKROOM, "tray.calls", json!({}));
    assert_eq!((&calls[0]["kind"], &calls[0]["putBack"]), (&json!("cancelled"), &json!(true)));
    assert_eq!(house.set(member)["state"], "whole");
    house.salon.verify();
}

#[test]
fn a_booking_is_never_given_to_another_guest() {
    let house = Stockroom::new();
    let (member, _, moved) = booked(&house);
    let other = house.salon.qualified("周慧敏", "13700137000", Tier::Vip);
    let to = |guest: i64| {
        let mut asked = moved("V2", BEAUTICIAN, at(11, 0));
        asked["memberNo"] = json!(guest);
        asked
    };
    let failure = house.salon.call(DESK, "booking.move", to(other)).unwrap_err();
    assert_eq!((failure.code.name().as_str(), &failure.params["field"]), ("bad_arguments", &json!("memberNo")));
    house.salon.must(DESK, "booking.move", to(member));
}

#[test]
fn a_guest_who_leaves_without_her_trays_leaves_nothing_on_them() {
    let house = Stockroom::new();
    let (member, booking, _) = booked(&house);
    house.ready(&booking);
    house.salon.turn_to(10, 0);
    for to in ["arrived", "in_treatment", "finished"] {
        house.salon.must(DESK, "booking.advance", json!({ "bookingId": booking, "to": to }));
    }
    house.salon.verify();
    assert_eq!(house.card(&booking)["state"], "ready", "they still stand in the stockroom");
    let next = house.booking(member, "V1", at(15, 0), at(16, 0));
    assert_eq!(house.card(&next)["short"], Value::Null, "her next booking can have them");
    house.salon.must(STOCKROOM, "tray.put_away", json!({ "bookingId": booking }));
    assert_eq!((&house.card(&booking), &house.set(member)["state"]), (&Value::Null, &json!("whole")));
    house.ready(&next);
    house.salon.verify();
}

#[test]
fn what_is_dry_waits_for_what_is_still_in_the_laundry() {
    let house = Stockroom::new();
    let member = house.with_set("周慧敏", "13700137000", Tier::Vip);
    let towel = house.piece(member, "towel");
    house.salon.must(STOCKROOM, "linen.mark", json!({ "pieceId": towel, "as": "lost", "reason": "盘点不见" }));
    let rest = json!({ "withoutMissing": true });
    let serve = |hour: u32| {
        let booking = house.booking(member, "V1", at(hour, 0), at(hour, 30));
        let mut asked = rest.clone();
        asked["bookingId"] = json!(booking);
        house.salon.must(STOCKROOM, "tray.ready", asked);
        house.take(&booking);
        house.status(&booking, "arrived");
        house.give_back(&booking);
        house.finish(&booking);
        house.salon.must(BEAUTICIAN, "linen.to_laundry", json!({ "bookingId": booking }));
    };
    serve(10);
    let asked = json!({ "memberNo": member });
    house.salon.must(LAUNDRY, "linen.to_drying", asked.clone());
    house.salon.must(STOCKROOM, "linen.recover", json!({ "pieceId": towel, "reason": "找到" }));
    serve(12);
    assert_eq!(
        (house.places(member, "towel"), house.places(member, "bathrobe")),
        (vec!["laundry".into()], vec!["drying".into()])
    );
    assert_eq!(house.salon.refused(STOCKROOM, "linen.shelve", asked.clone()), "linen_wrong_place");
    house.salon.must(LAUNDRY, "linen.to_drying", asked.clone());
    house.salon.must(STOCKROOM, "linen.shelve", asked);
    assert_eq!(house.places(member, "bathrobe"), ["shelf"]);
    house.salon.verify();
}

#[test]
fn trays_nobody_prepared_are_not_prepared_for_a_guest_who_has_left() {
    let house = Stockroom::new();
    let (_, booking, _) = booked(&house);
    house.salon.turn_to(10, 0);
    for to in ["arrived", "in_treatment", "finished"] {
        house.salon.must(DESK, "booking.advance", json!({ "bookingId": booking, "to": to }));
    }
    assert_eq!(house.card(&booking), Value::Null);
    house.salon.verify();
}
