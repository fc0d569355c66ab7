//! The amber of the board: the next booking comes before the set can be back.

use serde_json::{Value, json};

use super::Stockroom;
use crate::test_salon::{BEAUTICIAN, LAUNDRY, MANAGER, STOCKROOM, at};
use crate::tier::Tier;

#[test]
fn two_bookings_too_close_show_the_second_short() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Vip);
    let first = house.booking(member, "V1", at(10, 0), at(11, 0));
    let second = house.booking(member, "V1", at(13, 0), at(14, 0));
    let evening = house.booking(member, "V1", at(19, 0), at(20, 0));
    assert_eq!(house.card(&first)["short"], Value::Null);
    let short = &house.card(&second)["short"];
    assert_eq!(short["expectedAt"], json!(at(14, 0)), "11:00 and three hours");
    let kinds: Vec<&str> = short["missing"].as_array().unwrap().iter().map(|m| m["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["towel", "bath_towel", "bathrobe", "headband"], "slippers need no wash");
    assert_eq!(house.card(&evening)["short"], Value::Null);
}

#[test]
fn a_later_day_is_short_by_the_time_washing_will_take_then() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Vip);
    let then = |hour: u32| at(hour + 24 * 10, 0);
    house.booking(member, "V1", then(10), then(11));
    house.booking(member, "V1", then(13), then(14));
    let short = || house.salon.must(STOCKROOM, "tray.day", json!({ "date": "2026-12-01" }))[1]["short"].clone();
    assert_eq!(short()["expectedAt"], json!(then(14)));
    let plan = json!({ "key": "linen_turnaround_minutes", "value": 60, "effectiveFrom": "2026-12-01" });
    house.salon.must(MANAGER, "setting.set", plan);
    assert_eq!(short(), Value::Null);
}

#[test]
fn what_is_in_the_wash_is_short_only_for_those_who_come_too_early() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Vip);
    let first = house.booking(member, "V1", at(10, 0), at(11, 0));
    house.ready(&first);
    house.take(&first);
    house.status(&first, "arrived");
    house.give_back(&first);
    house.salon.turn_to(11, 10);
    house.status(&first, "finished");
    house.salon.must(BEAUTICIAN, "linen.slippers_back", json!({ "bookingId": first }));
    house.salon.must(BEAUTICIAN, "linen.to_laundry", json!({ "bookingId": first }));
    let early = house.booking(member, "V1", at(13, 0), at(14, 0));
    assert_eq!(house.card(&early)["short"]["missing"][0]["place"], "laundry");
    assert_eq!(house.card(&early)["short"]["expectedAt"], json!(at(14, 10)));
    house.salon.turn_to(12, 50);
    assert_eq!(house.salon.refused(STOCKROOM, "tray.ready", json!({ "bookingId": early })), "linen_short");
    house.salon.must(LAUNDRY, "linen.to_drying", json!({ "memberNo": member }));
    house.salon.must(STOCKROOM, "linen.shelve", json!({ "memberNo": member }));
    assert_eq!(house.card(&early)["short"], Value::Null);
    house.ready(&early);
    house.salon.verify();
}

#[test]
fn a_guest_without_a_set_lacks_all_of_it() {
    let house = Stockroom::new();
    let member = house.salon.qualified("欧阳娜娜", "13800138001", Tier::Svip);
    let booking = house.booking(member, "S1", at(10, 0), at(11, 0));
    let short = &house.card(&booking)["short"];
    assert_eq!(
        (&short["missing"][0], &short["expectedAt"]),
        (&json!({ "kind": "towel", "count": 2, "place": "in_making" }), &Value::Null)
    );
    assert_eq!(house.salon.refused(STOCKROOM, "tray.ready", json!({ "bookingId": booking })), "no_such_set");
}
