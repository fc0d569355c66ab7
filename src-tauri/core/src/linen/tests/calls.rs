//! The call to the stockroom.

use serde_json::json;

use super::{Stockroom, hours, of};
use crate::linen::call::{CallKind, call_out};
use crate::test_salon::{BEAUTICIAN, STOCKROOM, at};
use crate::tier::Tier;

#[test]
fn a_booking_reaches_the_stockroom_with_what_the_policy_asks() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Svip);
    let (from, to) = hours(10, 12);
    let booking = house.booking(member, "S1", from, to);
    let calls = house.salon.must(STOCKROOM, "tray.calls", json!({}));
    let call = &calls[0];
    assert_eq!((&call["kind"], &call["acknowledgedMs"]), (&json!("new"), &json!(null)));
    let card = &call["card"];
    assert_eq!(card["bookingId"], booking);
    assert_eq!((&card["memberName"], &card["phone"]), (&json!("张三"), &json!("138****8000")));
    assert_eq!((&card["approvalDate"], &card["startMs"]), (&json!("2025-03-15"), &json!(from)));
    assert_eq!((&card["tier"], &card["room"], &card["slotLabel"]), (&json!("svip"), &json!("S1"), &json!("张三 01号")));
    assert_eq!(card["linenPieces"][0], json!({ "kind": "towel", "count": 2 }));
    assert_eq!(card["slipperPieces"], json!([{ "kind": "slippers", "count": 1 }]));
    let asked = json!({ "callId": call["id"] });
    house.salon.must(STOCKROOM, "tray.acknowledge", asked.clone());
    house.salon.must(STOCKROOM, "tray.acknowledge", asked);
    let calls = house.salon.must(STOCKROOM, "tray.calls", json!({}));
    assert_eq!(calls[0]["acknowledgedMs"], json!(house.salon.now()));
    let nobody = json!({ "callId": uuid::Uuid::nil() });
    assert_eq!(house.salon.refused(STOCKROOM, "tray.acknowledge", nobody), "no_such_call");
}

#[test]
fn an_ordinary_guest_is_not_called_out() {
    let house = Stockroom::new();
    let member = house.salon.member("王五", "13800138002");
    let (from, to) = hours(10, 12);
    house.booking(member, "P1", from, to);
    assert_eq!(house.salon.must(STOCKROOM, "tray.calls", json!({})), json!([]));
    assert_eq!(house.salon.must(STOCKROOM, "tray.day", json!({ "date": "2026-11-21" })), json!([]));
}

#[test]
fn a_changed_booking_keeps_its_tray_and_each_call_says_what_was_said() {
    let house = Stockroom::new();
    let member = house.with_set("李四", "13900139000", Tier::Vip);
    let (from, to) = hours(10, 12);
    let booking = house.booking(member, "V1", from, to);
    house.ready(&booking);
    let id = of(&booking);
    house
        .act(|work| {
            work.db.execute(
                "UPDATE booking SET start_ms = ?2, end_ms = ?3, busy_until_ms = ?3 WHERE id = ?1",
                (id, at(14, 0), at(15, 0)),
            )?;
            call_out(work, id, CallKind::Changed)
        })
        .unwrap();
    let calls = house.salon.must(STOCKROOM, "tray.calls", json!({}));
    assert_eq!((&calls[0]["kind"], &calls[1]["kind"]), (&json!("changed"), &json!("new")));
    assert_eq!((&calls[0]["card"]["startMs"], &calls[1]["card"]["startMs"]), (&json!(at(14, 0)), &json!(from)));
    assert_eq!(house.card(&booking)["state"], "ready");
    house.salon.verify();
}

#[test]
fn a_cancelled_booking_gives_its_linen_back_to_the_shelf() {
    let house = Stockroom::new();
    let member = house.with_set("李四", "13900139000", Tier::Vip);
    let (from, to) = hours(10, 12);
    let booking = house.booking(member, "V1", from, to);
    house.ready(&booking);
    house.cancel(&booking);
    assert_eq!(house.set(member)["state"], "whole");
    let calls = house.salon.must(STOCKROOM, "tray.calls", json!({}));
    assert_eq!((&calls[0]["kind"], &calls[0]["card"]["state"]), (&json!("cancelled"), &json!("void")));
    assert_eq!(house.card(&booking), json!(null), "it is no tray of the day any more");
    assert_eq!(house.salon.refused(STOCKROOM, "tray.ready", json!({ "bookingId": booking })), "wrong_step");
    house.salon.verify();
}

#[test]
fn trays_that_are_out_when_the_guest_stays_away_must_still_come_home() {
    let house = Stockroom::new();
    let member = house.with_set("李四", "13900139000", Tier::Vip);
    let (from, to) = hours(10, 12);
    let booking = house.booking(member, "V1", from, to);
    house.ready(&booking);
    house.take(&booking);
    house.cancel(&booking);
    assert_eq!(house.card(&booking)["state"], "taken");
    let tasks = house.salon.must(STOCKROOM, "linen.tasks", json!({}));
    assert_eq!(tasks["slippersOut"][0]["place"], "disinfection");
    house.salon.must(BEAUTICIAN, "tray.return", json!({ "bookingId": booking }));
    house.wash(member, &booking);
    assert_eq!(house.set(member)["state"], "whole");
    house.salon.verify();
}

#[test]
fn a_booking_moved_after_its_guest_lost_her_tier_is_called_off_and_called_again_when_she_regains_it() {
    let house = Stockroom::new();
    let member = house.with_set("李四", "13900139000", Tier::Vip);
    let (from, to) = hours(10, 12);
    let booking = house.booking(member, "V1", from, to);
    house.ready(&booking);
    let id = of(&booking);
    let becomes = |tier: &str, room: &str| {
        let room = super::blob(&house.salon.room(room));
        house
            .act(|work| {
                let change = format!("UPDATE booking SET member_tier = '{tier}', room_id = {room}");
                work.db.execute(&change, [])?;
                call_out(work, id, CallKind::Changed)
            })
            .unwrap();
    };
    becomes("ordinary", "P1");
    assert_eq!(house.set(member)["state"], "whole");
    assert_eq!(house.salon.must(STOCKROOM, "tray.calls", json!({}))[0]["kind"], "cancelled");
    becomes("vip", "V1");
    assert_eq!(house.card(&booking)["state"], "waiting");
    house.ready(&booking);
    house.salon.verify();
}
