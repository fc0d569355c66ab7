//! Controls of the model: each breaks on purpose what the model guards, and it must be found.
//!
//! A trigger dropped from the schema, a check taken out of `verify`, a refusal ignored, a rule that goes wrong, a request that is
//! forgotten, a store that is not what its journal says: each is reported, and where a run found it, with the seed and a short
//! way to it.

use lantai_core::store::verify;
use serde_json::{Value, json};

use super::compare;
use super::drive::{self, Break, Found, NOTHING, Pair, Tally};
use super::replay::same_tables;
use super::shop::Shop;
use super::shrink::{shrink, spare};
use super::step::{Asker, Step};

/// A wrong done to the store, what refuses it, what `verify` calls it, and the table it is in.
struct Wrong {
    trigger: &'static str,
    sql: &'static str,
    invariant: &'static str,
    table: &'static str,
}

const WRONGS: &[Wrong] = &[
    Wrong {
        trigger: "booking_does_not_overlap_insert",
        sql: "INSERT INTO booking (id, member_no, member_tier, room_id, beautician_id, business_date, start_ms, end_ms,
                  busy_until_ms, guests, status, source, notes, taken_by, taken_ms)
              SELECT randomblob(16), member_no, member_tier, room_id, beautician_id, business_date, start_ms + 60000, end_ms,
                  busy_until_ms, guests, status, source, notes, taken_by, taken_ms FROM booking",
        invariant: "bookings_do_not_overlap",
        table: "booking",
    },
    Wrong {
        trigger: "linen_goes_as_written",
        sql: "UPDATE linen_piece SET place = 'drying'
              WHERE id = (SELECT id FROM linen_piece WHERE kind = 'headband' AND place = 'shelf' LIMIT 1)",
        invariant: "linen_is_in_one_place",
        table: "linen_piece",
    },
    Wrong {
        trigger: "ledger_entry_balances",
        sql: "INSERT INTO ledger_entry (business_date, at_ms) VALUES ('2026-11-21', 1);
              INSERT INTO ledger_line (entry_seq, position, account, amount_fen)
                  SELECT max(seq), 1, 'till.cash', 100 FROM ledger_entry;
              UPDATE ledger_entry SET closed = 1 WHERE closed = 0",
        invariant: "ledger_balances",
        table: "ledger",
    },
];

#[test]
fn a_wrong_is_refused_by_the_schema_and_found_once_its_trigger_is_dropped() {
    for wrong in WRONGS {
        let pair = furnished();
        let refused = schema_refuses(&pair.shop, wrong.sql);
        assert!(refused.is_ok(), "{}: {refused:?}", wrong.trigger);
        pair.shop.tamper(&format!("DROP TRIGGER {}", wrong.trigger)).unwrap();
        let let_pass = schema_refuses(&pair.shop, wrong.sql).unwrap_err();
        assert!(let_pass.contains("let it pass"), "{}: {let_pass}", wrong.trigger);
        let found = pair.shop.verify().unwrap_err();
        assert!(found.contains(wrong.invariant), "{}: {found}", wrong.trigger);
    }
}

#[test]
fn the_model_finds_what_verify_without_its_check_would_not() {
    for wrong in WRONGS {
        let pair = furnished();
        pair.check(true).unwrap();
        pair.shop.tamper(&format!("DROP TRIGGER {}; {}", wrong.trigger, wrong.sql)).unwrap();
        let checks = pair.shop.look(verify::everything).unwrap();
        let others: Vec<_> = checks.iter().filter(|check| !check.ok && check.name != wrong.invariant).collect();
        assert!(others.is_empty(), "no other check stands for {}: {others:?}", wrong.invariant);
        let found = compare::tables(&pair.house, &pair.shop).unwrap_err();
        assert!(found.starts_with(&format!("rows of {}\n", wrong.table)), "{found}");
    }
}

#[test]
fn a_refusal_that_is_ignored_is_reported_by_the_shortest_way() {
    let deaf = |_: &Step, answer: Result<Value, String>| match answer {
        Err(code) if code == "slot_refused" => Ok(json!({ "bookingId": "01900000-0000-7000-8000-000000000000" })),
        other => other,
    };
    let found = found_in_a_run(Break { between: deaf, ..NOTHING });
    assert!(found.what.contains("slot_refused"), "{}", found.what);
    let report = found.to_string();
    assert!(report.contains("seed 2611") && report.contains("lantai call booking."), "{report}");
}

#[test]
fn a_rule_that_goes_wrong_in_the_store_is_reported_by_the_shortest_way() {
    let forgets_turnover =
        "CREATE TRIGGER forgets_turnover AFTER UPDATE OF end_ms ON booking WHEN NEW.status = 'finished'
        BEGIN UPDATE booking SET busy_until_ms = NEW.end_ms WHERE id = NEW.id; END";
    let found = found_in_a_run(Break { planted: forgets_turnover, ..NOTHING });
    assert!(found.what.starts_with("rows of booking"), "{}", found.what);
}

#[test]
fn a_request_that_is_forgotten_is_reported_when_it_comes_again() {
    let forgets =
        "DROP TRIGGER journal_is_fixed; CREATE TRIGGER forgets AFTER INSERT ON journal WHEN NEW.op <> 'test.tamper'
        BEGIN UPDATE journal SET request_id = randomblob(16) WHERE seq = NEW.seq; END";
    let found = found_in_a_run(Break { planted: forgets, ..NOTHING });
    let (last, before) = found.steps.split_last().expect("a step");
    assert!(before.iter().any(|step| step.request == last.request), "it is a request that came again: {found}");
}

#[test]
fn two_stores_that_differ_in_one_cell_are_told_apart() {
    let (one, other) = (Shop::new(), Shop::new());
    same_tables(&one, &other).unwrap();
    one.tamper("UPDATE room SET note = 'a' WHERE number = 'S1'").unwrap();
    other.tamper("UPDATE room SET note = 'b' WHERE number = 'S1'").unwrap();
    let found = same_tables(&one, &other).unwrap_err();
    assert!(found.starts_with("rows of room"), "{found}");
}

/// Whether the schema refuses this, whatever rule was passed by.
fn schema_refuses(shop: &Shop, sql: &str) -> Result<String, String> {
    match shop.tamper(sql) {
        Err(refusal) => Ok(refusal),
        Ok(()) => Err(format!("the schema let it pass: {sql}")),
    }
}

/// What a run over a broken salon finds, by the shortest way to it: a few steps, and none of them can be spared.
fn found_in_a_run(broken: Break) -> Found {
    let found = drive::run(2611, 1, 2_000, broken, &mut Tally::default()).err().expect("the break is found");
    let short = shrink(*found, broken);
    assert!(short.steps.len() <= 12, "{short}");
    assert_eq!(spare(&short, broken), None, "a step can be left out of {short}");
    short
}

/// Both houses with a booking, sets on the shelf and a bill, all of it done by commands.
fn furnished() -> Pair {
    let mut pair = Pair::new(NOTHING);
    let now = pair.house.last + 3_600_000;
    let first = |ids: &mut dyn Iterator<Item = &String>| ids.next().expect("one of them").clone();
    let is_ordinary = |id: &&String| pair.house.rooms[*id].tier == "ordinary";
    let room = first(&mut pair.house.rooms.keys().filter(is_ordinary));
    let hands = |id: &&String| pair.house.staff[*id].roles.contains("beautician");
    let beautician = first(&mut pair.house.staff.keys().filter(hands));
    let item =
        |service: bool| first(&mut pair.house.items.iter().filter(|(_, i)| i.service == service).map(|(id, _)| id));
    let (service, good) = (item(true), item(false));
    let price = super::house::yuan(pair.house.items[&good].price);
    let booked = json!({
        "memberNo": 7, "roomId": room, "beauticianId": beautician, "startMs": now, "serviceIds": [service], "source": "phone",
    });
    let bill = json!({
        "lines": [{ "itemId": good, "quantity": 1 }], "payments": [{ "method": "cash", "amount": price }], "due": price,
    });
    let file = |name: &str| json!({ "fileName": name, "contentBase64": format!("@file:{name}") });
    let steps = [
        ("import.commit", file("first.csv")),
        ("import.commit", file("stock.csv")),
        ("booking.reserve", booked),
        ("till.settle", bill),
    ];
    for (request, (name, args)) in (1_u128 << 90..).zip(steps) {
        let asker = Asker::Number("010".to_owned());
        let step = Step { name, args, malformed: false, request, asker, tablet: None, now, reopened: false };
        pair.step(&step, &mut Tally::default()).unwrap();
    }
    pair
}
