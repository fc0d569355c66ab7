//! Every booked service is billed, or marked as not done with its reason (policy §7).

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{act, finished};
use crate::ids::ItemId;
use crate::settlement::rules::left_over;
use crate::store::verify;
use crate::test_salon::{DESK, TestSalon, at};

fn line(item: &str, quantity: u32) -> Value {
    json!({ "itemId": item, "quantity": quantity })
}

/// A bill of a visit, paid by card.
fn bill(salon: &TestSalon, booking: &str, lines: Value, not_done: Value) -> Result<Value, crate::error::Failure> {
    let ids: Vec<Value> = not_done.as_array().unwrap().iter().map(|mark| mark["itemId"].clone()).collect();
    let due =
        salon.must(DESK, "till.quote", json!({ "bookingId": booking, "lines": lines, "notDone": ids }))["due"].clone();
    let payments = if due == "0.00" { json!([]) } else { json!([{ "method": "card", "amount": due }]) };
    let asked = json!({ "bookingId": booking, "lines": lines, "notDone": not_done, "due": due, "payments": payments });
    salon.call(DESK, "till.settle", asked)
}

#[test]
fn a_bill_that_leaves_a_booked_service_out_says_why_or_is_refused() {
    let salon = TestSalon::new();
    let member = salon.member("王五", "13800138002");
    let booking = finished(&salon, member, "P1", at(10, 0));
    let (service, tea) = (salon.item("S001"), salon.item("G004"));
    let failure = bill(&salon, &booking, json!([line(&tea, 1)]), json!([])).unwrap_err();
    assert_eq!((failure.code.name().as_str(), &failure.params["name"]), ("service_not_billed", &json!("基础面部清洁")));
    let mark = |item: &str, reason: &str| json!([{ "itemId": item, "reason": reason }]);
    let refused = |lines: Value, marks: Value| bill(&salon, &booking, lines, marks).unwrap_err().code.name();
    assert_eq!(refused(json!([line(&tea, 1)]), mark(&service, " ")), "reason_missing");
    assert_eq!(refused(json!([line(&service, 1)]), mark(&service, "没做")), "bad_arguments", "billed all the same");
    assert_eq!(refused(json!([line(&service, 1)]), mark(&tea, "没做")), "bad_arguments", "it was not booked");
    bill(&salon, &booking, json!([line(&tea, 1)]), mark(&service, "顾客赶时间")).unwrap();
    salon.turn_to(11, 0);
    let file = salon.must(DESK, "member.file", json!({ "memberNo": member }));
    assert_eq!(file["last"][0]["notDone"], json!([{ "name": "基础面部清洁", "reason": "顾客赶时间", "by": "陈荣" }]));
    salon.verify();
}

#[test]
fn a_quote_names_what_it_leaves_out() {
    let salon = TestSalon::new();
    let member = salon.member("王五", "13800138002");
    let booking = finished(&salon, member, "P1", at(10, 0));
    let (service, tea) = (salon.item("S001"), salon.item("G004"));
    let left_out = |lines: Value, not_done: Value| {
        let asked = json!({ "bookingId": booking, "lines": lines, "notDone": not_done });
        salon.must(DESK, "till.quote", asked)["leftOut"].clone()
    };
    assert_eq!(left_out(json!([line(&tea, 1)]), json!([])), json!([service]));
    assert_eq!(left_out(json!([line(&tea, 1)]), json!([service])), json!([]));
    assert_eq!(left_out(json!([line(&service, 1)]), json!([])), json!([]));
    assert_eq!(left_out(json!([]), json!([])), json!([]));
}

#[test]
fn a_visit_of_which_nothing_was_done_is_closed_by_a_bill_of_nothing() {
    let salon = TestSalon::new();
    let member = salon.member("王五", "13800138002");
    let booking = finished(&salon, member, "P1", at(10, 0));
    let marks = json!([{ "itemId": salon.item("S001"), "reason": "顾客不适" }]);
    let receipt = bill(&salon, &booking, json!([]), marks).unwrap();
    assert_eq!((&receipt["due"], &receipt["lines"]), (&json!("0.00"), &json!([])));
    salon.verify();
}

#[test]
fn the_schema_settles_no_visit_that_leaves_something_out() {
    let salon = TestSalon::new();
    let member = salon.member("王五", "13800138002");
    let booking = finished(&salon, member, "P1", at(10, 0));
    let id = booking.replace('-', "");
    let empty_bill = format!(
        "INSERT INTO bill (id, number, business_date, at_ms, booking_id, member_no, member_tier, member_grade, cashier_id,
                           list_fen, due_fen)
             SELECT zeroblob(16), '20261121-0009', '2026-11-21', 1, x'{id}', {member}, 'ordinary', 'regular', id, 0, 0
             FROM staff LIMIT 1;"
    );
    let settle = format!("{empty_bill} UPDATE booking SET status = 'settled'");
    let refusal = act(&salon, 1, |work| Ok(work.db.execute_batch(&settle)?)).unwrap_err().to_string();
    assert!(refusal.contains("neither billed nor marked"), "{refusal}");
    let unguarded = format!("DROP TRIGGER booking_is_settled_in_full; {settle}");
    act(&salon, 2, |work| Ok(work.db.execute_batch(&unguarded)?)).unwrap();
    let checks = salon.salon.read(salon.now(), |view| verify::everything(view.db)).unwrap();
    let broken: Vec<String> = checks.into_iter().filter(|check| !check.ok).map(|check| check.name).collect();
    assert_eq!(broken, ["booked_services_are_accounted_for"]);
    for (number, sql, words) in [
        (3, "DELETE FROM booking_service", "never changed"),
        (
            4,
            "INSERT INTO service_not_done SELECT booking_id, position, 'x', (SELECT id FROM staff), 1 FROM booking_service",
            "not finished",
        ),
    ] {
        let refusal = act(&salon, number, |work| Ok(work.db.execute_batch(sql)?)).unwrap_err().to_string();
        assert!(refusal.contains(words), "{sql}: {refusal}");
    }
}

proptest! {
    /// Billed and marked together are what was booked, exactly when nothing is left over on either side.
    #[test]
    fn what_is_left_over_and_what_was_taken_make_up_the_list(
        list in prop::collection::vec(0_u8..4, 0..8), taken in prop::collection::vec(0_u8..4, 0..8),
    ) {
        let ids = |numbers: &[u8]| -> Vec<ItemId> { numbers.iter().map(|n| ItemId(uuid::Uuid::from_u128(u128::from(*n)))).collect() };
        let count = |numbers: &[ItemId], n: u8| numbers.iter().filter(|id| id.0.as_u128() == u128::from(n)).count();
        let left = left_over(&ids(&list), &ids(&taken));
        for n in 0..4 {
            prop_assert_eq!(count(&left, n), count(&ids(&list), n).saturating_sub(count(&ids(&taken), n)));
        }
    }
}
