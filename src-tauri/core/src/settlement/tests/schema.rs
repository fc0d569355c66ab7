//! What the schema refuses by itself, whoever writes.

use serde_json::json;

use super::{act, finished, over_the_counter};
use crate::store::verify;
use crate::test_salon::{TestSalon, at};

fn refuses(salon: &TestSalon, number: u128, sql: &str) -> String {
    match act(salon, number, |work| Ok(work.db.execute_batch(sql)?)) {
        Ok(()) => panic!("the schema let this pass: {sql}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn bills_payments_and_the_ledger_are_never_changed() {
    let salon = TestSalon::new();
    over_the_counter(&salon, None, "G004", 2);
    let changes = [
        "UPDATE bill SET due_fen = 1",
        "UPDATE bill_line SET amount_fen = 0, unit_fen = 0",
        "UPDATE payment SET amount_fen = 1",
        "UPDATE ledger_line SET amount_fen = 1",
        "UPDATE ledger_entry SET business_date = '2026-01-01'",
        "DELETE FROM bill",
        "DELETE FROM bill_line",
        "DELETE FROM payment",
        "DELETE FROM ledger_line",
        "DELETE FROM ledger_entry",
        "INSERT INTO payment (bill_id, position, method, amount_fen) SELECT id, 9, 'cash', 1 FROM bill",
        "INSERT INTO bill_line SELECT bill_id, 9, item_id, name, kind, quantity, list_fen, unit_fen, amount_fen, rule FROM bill_line",
        "INSERT INTO ledger_line (entry_seq, position, account, amount_fen) SELECT seq, 9, 'till.cash', 1 FROM ledger_entry",
    ];
    for (number, sql) in changes.iter().enumerate() {
        assert!(refuses(&salon, number as u128, sql).contains("never"), "{sql}");
    }
    salon.verify();
}

#[test]
fn no_entry_is_closed_that_does_not_balance_or_tells_another_story_than_its_bill() {
    let salon = TestSalon::new();
    let open = "INSERT INTO ledger_entry (seq, business_date, at_ms) VALUES (77, '2026-11-21', 1);
                INSERT INTO ledger_line (entry_seq, position, account, amount_fen) VALUES (77, 1, 'till.cash', 100);";
    let unbalanced = format!("{open} UPDATE ledger_entry SET closed = 1 WHERE seq = 77");
    assert!(refuses(&salon, 1, &unbalanced).contains("does not balance"));
    let empty = "INSERT INTO ledger_entry (seq, business_date, at_ms) VALUES (78, '2026-11-21', 1);
                 UPDATE ledger_entry SET closed = 1 WHERE seq = 78";
    assert!(refuses(&salon, 2, empty).contains("does not balance"));
    let born_closed = "INSERT INTO ledger_entry (seq, business_date, at_ms, closed) VALUES (79, '2026-11-21', 1, 1)";
    assert!(refuses(&salon, 3, born_closed).contains("closed by its sum"));
    let other_story = "
        INSERT INTO bill (id, number, business_date, at_ms, member_tier, member_grade, cashier_id, list_fen, due_fen)
            SELECT zeroblob(16), '20261121-0009', '2026-11-21', 1, 'ordinary', 'regular', id, 500, 500 FROM staff LIMIT 1;
        INSERT INTO ledger_entry (seq, business_date, at_ms, bill_id) VALUES (80, '2026-11-21', 1, zeroblob(16));
        INSERT INTO ledger_line (entry_seq, position, account, amount_fen)
            VALUES (80, 1, 'till.cash', 500), (80, 2, 'sales.good', -500);
        UPDATE ledger_entry SET closed = 1 WHERE seq = 80";
    assert!(refuses(&salon, 4, other_story).contains("the bill does not add up"));
}

#[test]
fn a_visit_is_settled_by_its_bill_and_stays_settled() {
    let salon = TestSalon::new();
    let member = salon.member("王五", "13800138002");
    let booking = finished(&salon, member, "P1", at(10, 0));
    assert!(refuses(&salon, 1, "UPDATE booking SET status = 'settled'").contains("settled by its bill"));
    let id = booking.replace('-', "");
    let early = format!(
        "UPDATE booking SET status = 'arrived';
         INSERT INTO bill (id, number, business_date, at_ms, booking_id, member_no, member_tier, member_grade, cashier_id,
                           list_fen, due_fen)
             SELECT zeroblob(16), '20261121-0009', '2026-11-21', 1, x'{id}', {member}, 'ordinary', 'regular', id, 0, 0
             FROM staff LIMIT 1"
    );
    assert!(refuses(&salon, 2, &early).contains("not finished"));
    let bill = json!({ "bookingId": booking, "lines": [], "due": "198.00",
                       "payments": [{ "method": "card", "amount": "198.00" }] });
    salon.must(crate::test_salon::DESK, "till.settle", bill);
    assert!(refuses(&salon, 3, "UPDATE booking SET status = 'finished'").contains("stays settled"));
    let services = [
        "DELETE FROM booking_service",
        "UPDATE booking_service SET item_id = (SELECT id FROM item WHERE code = 'S002')",
        "INSERT INTO booking_service (booking_id, position, item_id) SELECT booking_id, 9, item_id FROM booking_service LIMIT 1",
    ];
    for (request, sql) in (10..).zip(services) {
        assert!(refuses(&salon, request, sql).contains("services of a settled visit"), "{sql}");
    }
    salon.verify();
}

#[test]
fn the_proof_of_the_store_finds_what_a_hand_without_triggers_did() {
    let cases = [
        ("DROP TRIGGER bill_is_fixed; UPDATE bill SET due_fen = 1", "bills_add_up"),
        ("DROP TRIGGER payment_is_fixed; UPDATE payment SET amount_fen = 1", "bills_add_up"),
        (
            "DROP TRIGGER ledger_line_is_fixed; UPDATE ledger_line SET amount_fen = 5 WHERE position = 1",
            "ledger_balances",
        ),
        (
            "DROP TRIGGER ledger_entry_balances; DROP TRIGGER ledger_entry_tells_its_bill; UPDATE ledger_entry SET bill_id = NULL",
            "bills_stand_in_ledger",
        ),
        (
            "DROP TRIGGER booking_is_settled_by_its_bill; UPDATE booking SET status = 'settled'",
            "settled_visits_have_bills",
        ),
    ];
    for (sql, check) in cases {
        let salon = TestSalon::new();
        let member = salon.member("王五", "13800138002");
        finished(&salon, member, "P1", at(10, 0));
        over_the_counter(&salon, None, "G004", 2);
        salon.verify();
        act(&salon, 1, |work| Ok(work.db.execute_batch(sql)?)).unwrap();
        let checks = salon.salon.read(salon.now(), |view| verify::everything(view.db)).unwrap();
        let broken: Vec<String> = checks.into_iter().filter(|found| !found.ok).map(|found| found.name).collect();
        assert!(broken.iter().any(|name| name == check), "{check}: {sql}: {broken:?}");
    }
}
