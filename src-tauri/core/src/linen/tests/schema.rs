//! What the schema refuses by itself, whoever writes.

use super::{Stockroom, blob, hours};
use crate::store::verify;
use crate::test_salon::at;
use crate::tier::Tier;

#[test]
fn no_piece_goes_without_a_written_move_or_on_an_unknown_way() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Vip);
    let towel = blob(&house.piece(member, "towel"));
    let go = format!("UPDATE linen_piece SET place = 'lost' WHERE id = {towel}");
    assert!(house.schema_refuses(&go).contains("no move was written"));
    let unknown_way = format!(
        "INSERT INTO linen_move (piece_id, position, at_ms, from_place, to_place) VALUES ({towel}, 3, 1, 'shelf', 'drying')"
    );
    assert!(house.schema_refuses(&unknown_way).contains("no such way"));
    let wrong_start = format!(
        "INSERT INTO linen_move (piece_id, position, at_ms, from_place, to_place) VALUES ({towel}, 3, 1, 'drying', 'shelf')"
    );
    assert!(house.schema_refuses(&wrong_start).contains("another place"));
    let living_to_stock = format!(
        "INSERT INTO linen_move (piece_id, position, at_ms, from_place, to_place) VALUES ({towel}, 3, 1, 'shelf', 'laundry');
         UPDATE linen_piece SET place = 'laundry' WHERE id = {towel}"
    );
    assert!(house.schema_refuses(&living_to_stock).contains("not retired"));
    assert!(house.schema_refuses("DELETE FROM linen_move").contains("never deleted"));
    assert!(house.schema_refuses("UPDATE linen_move SET to_place = 'shelf'").contains("never changed"));
    assert!(house.schema_refuses("DELETE FROM linen_piece").contains("never deleted"));
    house.salon.verify();
}

#[test]
fn no_piece_stands_on_a_tray_that_is_not_its_members_and_ready() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Vip);
    let other = house.with_set("李四", "13900139000", Tier::Vip);
    let (from, to) = hours(10, 12);
    let waiting = house.booking(member, "V1", from, to);
    let foreign = house.booking(other, "V2", at(13, 0), at(14, 0));
    house.ready(&foreign);
    let towel = blob(&house.piece(member, "towel"));
    for booking in [&waiting, &foreign] {
        let booking = blob(booking);
        let put = format!(
            "INSERT INTO linen_move (piece_id, position, at_ms, from_place, to_place, booking_id)
                 VALUES ({towel}, 3, 1, 'shelf', 'tray', {booking});
             UPDATE linen_piece SET place = 'tray', booking_id = {booking} WHERE id = {towel}"
        );
        assert!(house.schema_refuses(&put).contains("no tray is ready"));
    }
    let give_up = format!("UPDATE tray SET state = 'void' WHERE booking_id = {}", blob(&foreign));
    assert!(house.schema_refuses(&give_up).contains("still holds linen"));
    let skip = format!(
        "UPDATE tray SET state = 'returned', taken_by = (SELECT id FROM staff) WHERE booking_id = {}",
        blob(&waiting)
    );
    assert!(house.schema_refuses(&skip).contains("no such way for trays"));
    house.salon.verify();
}

#[test]
fn no_piece_serves_two_bookings_and_no_set_has_a_piece_too_many() {
    let house = Stockroom::new();
    let member = house.with_set("张三", "13800138000", Tier::Vip);
    let morning = house.booking(member, "V1", at(10, 0), at(11, 0));
    let evening = house.booking(member, "V1", at(19, 0), at(20, 0));
    house.ready(&morning);
    let towel = blob(&house.piece(member, "towel"));
    let switch = format!("UPDATE linen_piece SET booking_id = {} WHERE id = {towel}", blob(&evening));
    assert!(house.schema_refuses(&switch).contains("no move was written"));
    let second_set = format!("INSERT INTO linen_set (id, member_no, tier) VALUES (randomblob(16), {member}, 'vip')");
    assert!(house.schema_refuses(&second_set).contains("UNIQUE"));
    let one_more = format!(
        "INSERT INTO linen_piece (id, set_id, kind, place, since_ms)
         SELECT randomblob(16), set_id, 'towel', 'shelf', 1 FROM linen_piece WHERE id = {towel}"
    );
    assert!(house.schema_refuses(&one_more).contains("the set has this piece"));
    let retire = format!("UPDATE linen_set SET retired_ms = 1, slot = NULL WHERE member_no = {member}");
    assert!(house.schema_refuses(&retire).contains("linen of this set is out"));
    house.salon.verify();
}

#[test]
fn the_proof_of_the_store_finds_what_a_hand_without_triggers_did() {
    let broken = |sql: &str| -> Vec<String> {
        let house = Stockroom::new();
        let member = house.with_set("张三", "13800138000", Tier::Vip);
        let (from, to) = hours(10, 12);
        let booking = house.booking(member, "V1", from, to);
        house.ready(&booking);
        let sql = sql.replace("{booking}", &blob(&booking)).replace("{towel}", &blob(&house.piece(member, "towel")));
        house.act(|work| Ok(work.db.execute_batch(&sql)?)).unwrap();
        let checks = house.salon.salon.read(house.salon.now(), |view| verify::everything(view.db)).unwrap();
        checks.into_iter().filter(|check| !check.ok).map(|check| check.name).collect()
    };
    let cases = [
        (
            "DROP TRIGGER linen_goes_as_written; UPDATE linen_piece SET place = 'shelf', booking_id = NULL WHERE id = {towel}",
            "linen_is_in_one_place",
        ),
        ("UPDATE booking SET status = 'cancelled' WHERE id = {booking}", "linen_is_in_one_place"),
        ("DROP TRIGGER tray_goes_known_ways; UPDATE tray SET state = 'waiting'", "linen_is_in_one_place"),
        (
            "DROP TRIGGER linen_is_kept; DROP TRIGGER linen_move_is_kept;
          DELETE FROM linen_move WHERE piece_id = {towel}; DELETE FROM linen_piece WHERE id = {towel}",
            "linen_sets_are_complete",
        ),
        ("DROP TRIGGER tray_call_is_kept; DELETE FROM tray_call", "stockroom_was_told"),
    ];
    for (sql, check) in cases {
        assert!(broken(sql).iter().any(|name| name == check), "{check}: {sql}");
    }
    assert!(broken("SELECT 1").is_empty());
}
