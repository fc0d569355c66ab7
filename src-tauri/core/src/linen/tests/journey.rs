//! The day's journey of a set, step by step, and the wrong orders.

use serde_json::json;

use super::{Stockroom, hours};
use crate::commands::{self, Call};
use crate::ids::RequestId;
use crate::salon::Who;
use crate::test_salon::{BEAUTICIAN, DESK, LAUNDRY, MANAGER, STOCKROOM, at};
use crate::tier::Tier;

#[test]
fn a_set_goes_from_its_slot_to_the_guest_and_home_again() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Svip);
    let (from, to) = hours(10, 12);
    let booking = house.booking(member, "S1", from, to);
    house.ready(&booking);
    assert_eq!(house.places(member, "towel"), ["tray", "tray"]);
    assert_eq!(house.card(&booking)["state"], "ready");
    house.take(&booking);
    assert_eq!(house.places(member, "slippers"), ["disinfection"]);
    assert_eq!(house.places(member, "bathrobe"), ["in_use"]);
    assert_eq!(house.card(&booking)["takenBy"], "董瑞");
    house.status(&booking, "arrived");
    house.give_back(&booking);
    assert_eq!(house.places(member, "slippers"), ["in_use"]);
    house.status(&booking, "finished");
    let tasks = house.salon.must(STOCKROOM, "linen.tasks", json!({}));
    assert_eq!(tasks["slippersOut"][0]["bookingId"], booking);
    assert_eq!(tasks["inRooms"][0]["room"], "S1");
    assert_eq!(tasks["inRooms"][0]["pieces"].as_array().unwrap().len(), 5);
    house.salon.must(BEAUTICIAN, "linen.slippers_back", json!({ "bookingId": booking }));
    assert_eq!(house.places(member, "slippers"), ["shelf"]);
    house.salon.must(BEAUTICIAN, "linen.to_laundry", json!({ "bookingId": booking }));
    assert_eq!(house.set(member)["state"], "away");
    house.salon.must(LAUNDRY, "linen.to_drying", json!({ "memberNo": member }));
    assert_eq!(house.places(member, "towel"), ["drying", "drying"]);
    let shelved = house.salon.must(STOCKROOM, "linen.shelve", json!({ "memberNo": member }));
    assert_eq!(shelved["whole"], true);
    let set = house.set(member);
    assert_eq!((set["state"].as_str(), set["slotLabel"].as_str()), (Some("whole"), Some("张三 01号")));
    assert_eq!(set["pieces"][0]["history"].as_array().unwrap().len(), 7);
    house.salon.verify();
}

#[test]
fn a_wrong_order_is_refused_and_says_what_is_where() {
    let house = Stockroom::new();
    let member = house.with_set("李四", "13900139000", Tier::Vip);
    let (from, to) = hours(10, 12);
    let booking = house.booking(member, "V1", from, to);
    let asked = json!({ "bookingId": booking });
    let failure = house.salon.call(BEAUTICIAN, "tray.take", asked.clone()).unwrap_err();
    assert_eq!(failure.code.name(), "linen_wrong_place");
    assert_eq!((&failure.params["what"], &failure.params["place"]), (&json!("tray"), &json!("waiting")));
    assert_eq!(house.salon.refused(BEAUTICIAN, "linen.to_laundry", asked.clone()), "linen_wrong_place");
    assert_eq!(house.salon.refused(BEAUTICIAN, "linen.slippers_back", asked.clone()), "linen_wrong_place");
    assert_eq!(house.salon.refused(LAUNDRY, "linen.to_drying", json!({ "memberNo": member })), "linen_wrong_place");
    assert_eq!(house.salon.refused(STOCKROOM, "linen.shelve", json!({ "memberNo": member })), "linen_wrong_place");
    house.ready(&booking);
    assert_eq!(house.salon.refused(STOCKROOM, "tray.ready", asked.clone()), "linen_wrong_place", "a second window");
    assert_eq!(house.salon.refused(BEAUTICIAN, "tray.return", asked.clone()), "guest_not_here");
    house.take(&booking);
    assert_eq!(house.salon.refused(BEAUTICIAN, "tray.take", asked), "linen_wrong_place");
    house.salon.verify();
}

#[test]
fn each_step_belongs_to_its_people() {
    let house = Stockroom::new();
    let member = house.with_set("李四", "13900139000", Tier::Vip);
    let (from, to) = hours(10, 12);
    let booking = house.booking(member, "V1", from, to);
    let asked = json!({ "bookingId": booking });
    for (staff, name) in
        [(DESK, "tray.ready"), (BEAUTICIAN, "tray.ready"), (STOCKROOM, "tray.take"), (LAUNDRY, "tray.return")]
    {
        assert_eq!(house.salon.refused(staff, name, asked.clone()), "not_allowed", "{staff} {name}");
    }
    house.salon.must(MANAGER, "tray.ready", asked.clone());
    house.salon.must(MANAGER, "tray.take", asked);
}

#[test]
fn a_tray_is_not_ready_while_pieces_are_missing_unless_the_clerk_says_so() {
    let house = Stockroom::new();
    let member = house.with_set("周慧敏", "13700137000", Tier::Svip);
    let (from, to) = hours(10, 12);
    let booking = house.booking(member, "S1", from, to);
    let towel = house.piece(member, "towel");
    house.salon.must(STOCKROOM, "linen.mark", json!({ "pieceId": towel, "as": "lost", "reason": "盘点不见" }));
    let failure = house.salon.call(STOCKROOM, "tray.ready", json!({ "bookingId": booking })).unwrap_err();
    assert_eq!(failure.code.name(), "linen_short");
    assert_eq!((&failure.params["missing"], &failure.params["places"]), (&json!(["towel"]), &json!(["lost"])));
    assert_eq!(house.card(&booking)["short"]["missing"], json!([{ "kind": "towel", "count": 1, "place": "lost" }]));
    house.salon.must(STOCKROOM, "tray.ready", json!({ "bookingId": booking, "withoutMissing": true }));
    let mut towels = house.places(member, "towel");
    towels.sort();
    assert_eq!(towels, ["lost", "tray"]);
    house.salon.verify();
}

#[test]
fn a_lost_piece_is_replaced_by_one_that_is_made_today() {
    let house = Stockroom::new();
    let member = house.with_set("周慧敏", "13700137000", Tier::Vip);
    let robe = house.piece(member, "bathrobe");
    let without_reason = json!({ "pieceId": robe, "as": "damaged", "reason": " " });
    assert_eq!(house.salon.refused(STOCKROOM, "linen.mark", without_reason), "field_missing");
    house.salon.must(STOCKROOM, "linen.mark", json!({ "pieceId": robe, "as": "damaged", "reason": "破洞" }));
    let tasks = house.salon.must(STOCKROOM, "linen.tasks", json!({}));
    assert_eq!((&tasks["toRepair"][0]["place"], &tasks["toRepair"][0]["note"]), (&json!("damaged"), &json!("破洞")));
    house.salon.must(STOCKROOM, "linen.replace", json!({ "pieceId": robe, "reason": "破洞" }));
    let tasks = house.salon.must(STOCKROOM, "linen.tasks", json!({}));
    assert_eq!(tasks["toMake"][0]["pieces"], json!([{ "kind": "bathrobe", "count": 1 }]));
    assert_eq!(tasks["toMake"][0]["dueDate"], "2026-11-21");
    assert_eq!(house.set(member)["state"], "incomplete");
    house.salon.must(STOCKROOM, "linen.shelve", json!({ "memberNo": member }));
    assert_eq!(house.set(member)["state"], "whole");
    assert_eq!(house.places(member, "bathrobe"), ["shelf", "replaced"]);
    assert_eq!(
        house.salon.refused(STOCKROOM, "linen.recover", json!({ "pieceId": robe, "reason": "x" })),
        "linen_wrong_place"
    );
    house.salon.verify();
}

#[test]
fn a_qualified_member_without_a_set_is_a_task_and_gets_the_next_free_slot() {
    let house = Stockroom::new();
    let first = house.with_set("张三", "13800138000", Tier::Vip);
    let second = house.salon.qualified("欧阳娜娜", "13800138001", Tier::Svip);
    let tasks = house.salon.must(STOCKROOM, "linen.tasks", json!({}));
    assert_eq!((&tasks["toMake"][0]["memberNo"], &tasks["toMake"][0]["setId"]), (&json!(second), &json!(null)));
    let taken = json!({ "memberNo": second, "slot": 1 });
    assert_eq!(house.salon.refused(STOCKROOM, "linen.make_set", taken), "slot_taken");
    let made = house.salon.must(STOCKROOM, "linen.make_set", json!({ "memberNo": second }));
    assert_eq!(made["slot"], 2);
    assert_eq!(house.salon.refused(STOCKROOM, "linen.make_set", json!({ "memberNo": first })), "set_exists");
    let ordinary = house.salon.member("王五", "13800138002");
    assert_eq!(house.salon.refused(STOCKROOM, "linen.make_set", json!({ "memberNo": ordinary })), "no_qualification");
    let shelf = house.salon.must(STOCKROOM, "linen.shelf", json!({}));
    assert_eq!((&shelf["nextFree"], &shelf["slots"][1]["state"]), (&json!(3), &json!("incomplete")));
    assert_eq!(shelf["slots"].as_array().unwrap().len(), 10);
    house.salon.verify();
}

#[test]
fn a_vip_who_becomes_svip_gets_the_second_towel_only() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Vip);
    house
        .act(|work| {
            work.db.execute("UPDATE qualification SET tier = 'svip' WHERE member_no = ?1", [member])?;
            Ok(())
        })
        .unwrap();
    house.salon.must(STOCKROOM, "linen.make_set", json!({ "memberNo": member }));
    let mut towels = house.places(member, "towel");
    towels.sort();
    assert_eq!(towels, ["in_making", "shelf"]);
    house.salon.verify();
}

#[test]
fn a_retired_set_goes_through_the_wash_into_ordinary_stock_and_frees_its_slot() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Vip);
    let asked = json!({ "memberNo": member });
    assert_eq!(house.salon.refused(STOCKROOM, "linen.retire", asked.clone()), "not_allowed", "the qualification holds");
    let (from, to) = hours(10, 12);
    let booking = house.booking(member, "V1", from, to);
    house.ready(&booking);
    house
        .act(|work| {
            work.db.execute("UPDATE qualification SET cancelled_on = '2026-11-21' WHERE member_no = ?1", [member])?;
            Ok(())
        })
        .unwrap();
    let tasks = house.salon.must(STOCKROOM, "linen.tasks", json!({}));
    assert_eq!(tasks["toRetire"][0]["memberNo"], member);
    assert_eq!(house.salon.refused(STOCKROOM, "linen.retire", asked.clone()), "trays_out");
    house.cancel(&booking);
    house.salon.must(STOCKROOM, "linen.retire", asked.clone());
    let tasks = house.salon.must(STOCKROOM, "linen.tasks", json!({}));
    assert_eq!((&tasks["inLaundry"][0]["retired"], &tasks["toRetire"]), (&json!(true), &json!([])));
    assert_eq!(house.salon.refused(STOCKROOM, "linen.shelve", asked.clone()), "no_such_set");
    house.salon.must(LAUNDRY, "linen.to_drying", asked.clone());
    house.salon.must(STOCKROOM, "linen.to_stock", asked);
    let shelf = house.salon.must(STOCKROOM, "linen.shelf", json!({}));
    assert_eq!((&shelf["nextFree"], &shelf["slots"][0]["state"]), (&json!(1), &json!("free")));
    let tasks = house.salon.must(STOCKROOM, "linen.tasks", json!({}));
    assert_eq!((&tasks["drying"], &tasks["toMake"]), (&json!([]), &json!([])));
    house.salon.verify();
}

#[test]
fn a_later_tray_gives_its_linen_to_an_earlier_guest() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Vip);
    let evening = house.booking(member, "V1", at(19, 0), at(20, 0));
    house.ready(&evening);
    let morning = house.booking(member, "V1", at(10, 0), at(11, 0));
    assert_eq!(house.card(&morning)["short"], json!(null));
    house.ready(&morning);
    assert_eq!((&house.card(&morning)["state"], &house.card(&evening)["state"]), (&json!("ready"), &json!("waiting")));
    assert_eq!(house.salon.refused(STOCKROOM, "tray.ready", json!({ "bookingId": evening })), "linen_short");
    house.salon.verify();
}

#[test]
fn of_two_hands_that_tap_at_once_one_succeeds() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Svip);
    for (round, hour) in (10..18).enumerate() {
        let booking = house.booking(member, "S1", at(hour, 0), at(hour, 30));
        house.status(&booking, "arrived");
        for (name, staff) in [("tray.ready", STOCKROOM), ("tray.take", BEAUTICIAN), ("tray.return", BEAUTICIAN)] {
            let (salon, now) = (&house.salon.salon, house.salon.now());
            let tap = |hand: u128| {
                let call = Call {
                    name: name.to_owned(),
                    args: json!({ "bookingId": booking }),
                    request_id: Some(RequestId(uuid::Uuid::from_u128(
                        (hand << 90) + (round as u128) * 10 + name.len() as u128,
                    ))),
                    who: Who::Staff(staff.to_owned()),
                    device: format!("window {hand}"),
                    place: commands::Place::Desk,
                    now,
                };
                commands::dispatch(salon, &call).map(drop).map_err(|failure| failure.code.name())
            };
            let outcomes = std::thread::scope(|scope| {
                let hands = [scope.spawn(|| tap(1)), scope.spawn(|| tap(2))];
                hands.map(|hand| hand.join().unwrap())
            });
            let refused: Vec<&String> = outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).collect();
            assert_eq!(refused, ["linen_wrong_place"], "{name} at {hour}");
        }
        house.status(&booking, "finished");
        house.wash(member, &booking);
    }
    house.salon.verify();
}
