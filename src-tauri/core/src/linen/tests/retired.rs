//! What a retired set leaves behind (policy §2.7): nothing is made for it, what is found of it becomes ordinary linen, and no
//! tray is prepared for its guest any more.

use serde_json::{Value, json};

use super::{Stockroom, blob, hours};
use crate::store::verify;
use crate::test_salon::{LAUNDRY, MANAGER, STOCKROOM};
use crate::tier::Tier;

fn cancel_qualification(house: &Stockroom, member: i64) {
    let cancelled = house.act(|work| {
        work.db.execute("UPDATE qualification SET cancelled_on = '2026-11-21' WHERE member_no = ?1", [member])?;
        Ok(())
    });
    cancelled.unwrap();
}

fn tasks(house: &Stockroom) -> Value {
    house.salon.must(STOCKROOM, "linen.tasks", json!({}))
}

/// A member whose set is retired while her towel is lost and her bathrobe damaged: both pieces.
fn retired(house: &Stockroom) -> (i64, String, String) {
    let member = house.with_set("张三", "13800138000", Tier::Vip);
    let (towel, robe) = (house.piece(member, "towel"), house.piece(member, "bathrobe"));
    for (piece, mishap) in [(&towel, "lost"), (&robe, "damaged")] {
        house.salon.must(STOCKROOM, "linen.mark", json!({ "pieceId": piece, "as": mishap, "reason": "x" }));
    }
    cancel_qualification(house, member);
    house.salon.must(STOCKROOM, "linen.retire", json!({ "memberNo": member }));
    (member, towel, robe)
}

#[test]
fn nothing_is_made_for_a_retired_set_and_what_is_found_of_it_becomes_ordinary_linen() {
    let house = Stockroom::new();
    let (member, towel, robe) = retired(&house);
    assert_eq!(tasks(&house)["toRepair"].as_array().unwrap().len(), 2, "they stay in sight");
    let of = |piece: &str| json!({ "pieceId": piece, "reason": "x" });
    assert_eq!(house.salon.refused(STOCKROOM, "linen.replace", of(&towel)), "set_retired");
    house.salon.must(STOCKROOM, "linen.recover", of(&towel));
    house.salon.must(STOCKROOM, "linen.recover", of(&robe));
    let now = tasks(&house);
    assert_eq!((&now["toRepair"], &now["toMake"]), (&json!([]), &json!([])));
    assert_eq!(now["inLaundry"][0]["pieces"].as_array().unwrap().len(), 5);
    house.salon.must(LAUNDRY, "linen.to_drying", json!({ "memberNo": member }));
    house.salon.must(STOCKROOM, "linen.to_stock", json!({ "memberNo": member }));
    house.salon.verify();
}

#[test]
fn the_schema_makes_nothing_for_a_retired_set_and_washes_what_is_found_of_one_only() {
    let house = Stockroom::new();
    let (member, ..) = retired(&house);
    let make = format!(
        "INSERT INTO linen_piece (id, set_id, kind, place, since_ms)
         SELECT randomblob(16), id, 'headband', 'in_making', 1 FROM linen_set WHERE member_no = {member}"
    );
    assert!(house.schema_refuses(&make).contains("retired set"));
    let living = house.with_set("李四", "13900139000", Tier::Vip);
    let towel = house.piece(living, "towel");
    house.salon.must(STOCKROOM, "linen.mark", json!({ "pieceId": towel, "as": "lost", "reason": "x" }));
    let towel = blob(&towel);
    let wash = format!(
        "INSERT INTO linen_move (piece_id, position, at_ms, from_place, to_place) VALUES ({towel}, 4, 1, 'lost', 'laundry');
         UPDATE linen_piece SET place = 'laundry' WHERE id = {towel}"
    );
    assert!(house.schema_refuses(&wash).contains("not retired"));
    let behind = format!(
        "DROP TRIGGER linen_is_made_for_living_sets; DROP TRIGGER linen_set_takes_no_more; {make};
         INSERT INTO linen_move (piece_id, position, at_ms, from_place, to_place)
             SELECT id, 1, 1, NULL, 'in_making' FROM linen_piece WHERE place = 'in_making'"
    );
    house.act(|work| Ok(work.db.execute_batch(&behind)?)).unwrap();
    let checks = house.salon.salon.read(house.salon.now(), |view| verify::everything(view.db)).unwrap();
    let broken: Vec<String> = checks.into_iter().filter(|check| !check.ok).map(|check| check.name).collect();
    assert_eq!(broken, ["linen_is_in_one_place"]);
}

#[test]
fn no_tray_is_prepared_for_a_guest_whose_set_is_retired() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Vip);
    let (from, to) = hours(10, 12);
    let booking = house.booking(member, "V1", from, to);
    cancel_qualification(&house, member);
    house.salon.must(STOCKROOM, "linen.retire", json!({ "memberNo": member }));
    assert_eq!(house.card(&booking), Value::Null);
    let calls = house.salon.must(STOCKROOM, "tray.calls", json!({}));
    assert_eq!((&calls[0]["kind"], &calls[0]["card"]["bookingId"]), (&json!("cancelled"), &json!(booking)));
    house.salon.verify();
    house
        .act(|work| {
            Ok(work.db.execute_batch(
                "DROP TRIGGER linen_set_retires_once; DROP TRIGGER linen_set_is_kept;
        UPDATE linen_set SET retired_ms = 0",
            )?)
        })
        .unwrap();
    let checks = house.salon.salon.read(house.salon.now(), |view| verify::everything(view.db)).unwrap();
    assert!(checks.iter().any(|check| check.name == "trays_follow_the_visit" && !check.ok), "given up for no reason");
}

#[test]
fn a_booking_written_by_a_clock_that_ran_ahead_is_given_up_with_its_set_all_the_same() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Vip);
    house.salon.turn_to(33, 0);
    let (from, to) = hours(34, 36);
    house.booking(member, "V1", from, to);
    cancel_qualification(&house, member);
    house.salon.turn_to(9, 0);
    house.salon.must(MANAGER, "house.accept_clock", json!(null));
    house.salon.must(STOCKROOM, "linen.retire", json!({ "memberNo": member }));
    house.salon.verify();
}
