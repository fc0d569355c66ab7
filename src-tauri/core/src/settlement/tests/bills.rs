//! Bills: quoted, settled, refused, counted.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::{finished, over_the_counter};
use crate::money::Money;
use crate::test_salon::{BEAUTICIAN, DESK, MANAGER, STOCKROOM, TestSalon, at};
use crate::tier::Tier;

#[test]
fn a_visit_is_settled_at_the_members_price_split_over_two_payments() {
    let salon = TestSalon::new();
    let member = salon.qualified("张三", "13800138000", Tier::Svip);
    let booking = finished(&salon, member, "S1", at(10, 0));
    let quote = salon.must(DESK, "till.quote", json!({ "bookingId": booking, "lines": [] }));
    assert_eq!((&quote["due"], &quote["lines"][0]["rule"]), (&json!("174.24"), &json!("tier")));
    let lines = json!([
        { "itemId": quote["lines"][0]["itemId"], "quantity": 1 },
        { "itemId": salon.item("G004"), "quantity": 2 },
    ]);
    let quote = salon.must(DESK, "till.quote", json!({ "bookingId": booking, "lines": lines }));
    assert_eq!((&quote["listTotal"], &quote["discountTotal"]), (&json!("274.00"), &json!("31.36")));
    let receipt = salon.must(
        DESK,
        "till.settle",
        json!({ "bookingId": booking, "lines": lines, "due": "242.64",
                "payments": [{ "method": "wechat", "amount": "100.00" }, { "method": "cash", "amount": "150.00" }] }),
    );
    assert_eq!((&receipt["number"], &receipt["change"]), (&json!("20261121-0001"), &json!("7.36")));
    assert_eq!(receipt["payments"][0], json!({ "method": "cash", "amount": "150.00" }));
    assert_eq!(
        (&receipt["memberPhone"], &receipt["room"], &receipt["beautician"], &receipt["cashier"]),
        (&json!("138****8000"), &json!("S1"), &json!("董瑞"), &json!("陈荣"))
    );
    assert_eq!(salon.must(DESK, "till.receipt", json!({ "billId": receipt["billId"] })), receipt);
    let day = salon.must(DESK, "till.day", json!({ "date": "2026-11-21" }));
    assert_eq!((&day["total"], &day["bills"][0]["due"]), (&json!("242.64"), &json!("242.64")));
    assert_eq!(day["byMethod"][0], json!({ "method": "cash", "amount": "142.64", "count": 1 }));
    assert_eq!(day["byMethod"][1], json!({ "method": "wechat", "amount": "100.00", "count": 1 }));
    assert_eq!(day["byMethod"].as_array().unwrap().len(), 4);
    salon.verify();
}

#[test]
fn a_bill_is_refused_whole_when_anything_is_wrong() {
    let salon = TestSalon::new();
    let member = salon.qualified("张三", "13800138000", Tier::Vip);
    let other = salon.member("王五", "13800138002");
    let booking = finished(&salon, member, "V1", at(10, 0));
    let bill =
        |due: &str, payments: Value| json!({ "bookingId": booking, "lines": [], "due": due, "payments": payments });
    let cash = |amount: &str| json!([{ "method": "cash", "amount": amount }]);
    let short = salon.call(DESK, "till.settle", bill("174.24", cash("174.23"))).unwrap_err();
    assert_eq!((short.code.name().as_str(), &short.params["paid"]), ("payments_do_not_add_up", &json!("174.23")));
    assert_eq!(salon.refused(DESK, "till.settle", bill("198.00", cash("198.00"))), "price_moved");
    assert_eq!(
        salon.refused(DESK, "till.settle", bill("174.24", json!([{ "method": "card", "amount": "0.00" }]))),
        "bad_amount"
    );
    assert_eq!(
        salon.refused(DESK, "till.settle", bill("174.24", json!([{ "method": "card", "amount": "1.005" }]))),
        "bad_arguments"
    );
    let foreign = json!({ "bookingId": booking, "memberNo": other, "lines": [] });
    assert_eq!(salon.refused(DESK, "till.quote", foreign), "bad_arguments");
    let nothing = json!({ "lines": [], "due": "0.00", "payments": [] });
    assert_eq!(salon.refused(DESK, "till.settle", nothing), "nothing_to_settle");
    let item = salon.item("G004");
    let none_of_it = json!({ "lines": [{ "itemId": item, "quantity": 0 }] });
    assert_eq!(salon.refused(DESK, "till.quote", none_of_it), "bad_number");
    assert_eq!(salon.refused(BEAUTICIAN, "till.settle", bill("174.24", cash("174.24"))), "not_allowed");
    assert_eq!(salon.refused(STOCKROOM, "till.day", json!({ "date": "2026-11-21" })), "not_allowed");
    assert_eq!(
        salon.must(DESK, "till.day", json!({ "date": "2026-11-21" }))["bills"],
        json!([]),
        "nothing was written"
    );
    salon.must(DESK, "till.settle", bill("174.24", cash("174.24")));
    assert_eq!(salon.refused(DESK, "till.settle", bill("174.24", cash("174.24"))), "already_settled");
    salon.verify();
}

#[test]
fn a_visit_that_goes_on_cannot_be_settled() {
    let salon = TestSalon::new();
    let member = salon.member("王五", "13800138002");
    let asked = json!({ "memberNo": member, "roomId": salon.room("P1"), "beauticianId": salon.staff(BEAUTICIAN),
                        "startMs": at(10, 0), "serviceIds": [salon.item("S001")], "source": "phone" });
    let booking = salon.must(DESK, "booking.reserve", asked)["bookingId"].clone();
    let bill = json!({ "bookingId": booking, "lines": [], "due": "198.00",
                       "payments": [{ "method": "card", "amount": "198.00" }] });
    assert_eq!(salon.refused(DESK, "till.settle", bill), "wrong_step");
}

#[test]
fn a_changed_price_is_seen_before_it_is_paid() {
    let salon = TestSalon::new();
    let item = salon.item("G004");
    let lines = json!([{ "itemId": item, "quantity": 1 }]);
    let changed = json!({ "id": item, "code": "G004", "name": "花茶", "kind": "good", "category": "", "minutes": null,
                          "price": "42.00", "memberPrice": null, "rooms": "", "active": true });
    salon.must(MANAGER, "catalog.save", changed.clone());
    let bill = json!({ "lines": lines, "due": "38.00", "payments": [{ "method": "card", "amount": "38.00" }] });
    let moved = salon.call(DESK, "till.settle", bill).unwrap_err();
    assert_eq!((moved.code.name().as_str(), &moved.params["due"]), ("price_moved", &json!("42.00")));
    let mut gone = changed;
    gone["active"] = json!(false);
    salon.must(MANAGER, "catalog.save", gone);
    assert_eq!(salon.refused(DESK, "till.quote", json!({ "lines": lines })), "no_such_item");
}

#[test]
fn receipts_are_numbered_through_the_business_day() {
    let salon = TestSalon::new();
    let first = over_the_counter(&salon, None, "G004", 3);
    assert_eq!((&first["due"], &first["memberName"]), (&json!("114.00"), &Value::Null));
    salon.turn_to(25, 30);
    let late = over_the_counter(&salon, None, "G004", 1);
    assert_eq!(late["number"], "20261121-0002", "half past one in the night still belongs to the evening");
    salon.turn_to(29, 30);
    assert_eq!(over_the_counter(&salon, None, "G004", 1)["number"], "20261122-0001");
    salon.verify();
}

#[test]
fn what_costs_nothing_can_be_settled_without_a_payment() {
    let salon = TestSalon::new();
    let gift = json!({ "code": "G000", "name": "赠品", "kind": "good", "category": "", "minutes": null, "price": "0.00",
                       "memberPrice": null, "rooms": "", "active": true });
    salon.must(MANAGER, "catalog.save", gift);
    let bill = json!({ "lines": [{ "itemId": salon.item("G000"), "quantity": 1 }], "due": "0.00", "payments": [] });
    assert_eq!(salon.must(DESK, "till.settle", bill)["due"], "0.00");
    let given = json!({ "code": "G001", "name": "会员礼", "kind": "good", "category": "", "minutes": null, "price": "50.00",
                        "memberPrice": "0.00", "rooms": "", "active": true });
    salon.must(MANAGER, "catalog.save", given);
    let member = salon.qualified("张三", "13800138000", Tier::Vip);
    let bill = json!({ "memberNo": member, "lines": [{ "itemId": salon.item("G001"), "quantity": 1 }], "due": "0.00",
                       "payments": [] });
    assert_eq!(salon.must(DESK, "till.settle", bill)["discountTotal"], "50.00");
    salon.verify();
}

#[test]
fn a_day_of_any_bills_adds_up_in_bills_payments_and_ledger() {
    let salon = TestSalon::new();
    let members =
        [None, Some(salon.member("王五", "13800138002")), Some(salon.qualified("张三", "13800138000", Tier::Vip))];
    let items = ["S001", "S003", "G004"].map(|code| salon.item(code));
    let mut runner = TestRunner::new(ProptestConfig { cases: 30, ..ProptestConfig::default() });
    let total = std::cell::Cell::new(Money::ZERO);
    let count = std::cell::Cell::new(0_usize);
    let bought = prop::collection::vec((0_usize..3, 1_u32..5), 1..5);
    runner
        .run(&(0_usize..3, bought, 0_i64..30_000, 0_i64..5_000, any::<bool>()), |(who, bought, first, over, honest)| {
            let lines: Vec<Value> =
                bought.iter().map(|(item, quantity)| json!({ "itemId": items[*item], "quantity": quantity })).collect();
            let quote = salon.must(DESK, "till.quote", json!({ "memberNo": members[who], "lines": lines }));
            let due: Money = serde_json::from_value(quote["due"].clone()).unwrap();
            let first = Money::from_fen(first).min(due);
            let rest = due - first;
            let cash = rest + if rest > Money::ZERO && honest { Money::from_fen(over) } else { Money::ZERO };
            let wrong = if honest { Money::ZERO } else { Money::from_fen(1) };
            let payments: Vec<Value> = [("alipay", first + wrong), ("cash", cash)]
                .into_iter()
                .filter(|(_, amount)| *amount > Money::ZERO)
                .map(|(method, amount)| json!({ "method": method, "amount": amount }))
                .collect();
            let asked = json!({ "memberNo": members[who], "lines": lines, "payments": payments, "due": due });
            match salon.call(DESK, "till.settle", asked) {
                Ok(receipt) => {
                    // One fen too much is change when there is cash to give it from.
                    prop_assert!(honest || rest > wrong);
                    total.set(total.get() + due);
                    count.set(count.get() + 1);
                    prop_assert_eq!(&receipt["due"], &json!(due));
                }
                Err(failure) => {
                    prop_assert!(!honest, "{:?}", failure);
                    prop_assert_eq!(failure.code.name(), "payments_do_not_add_up");
                }
            }
            Ok(())
        })
        .unwrap();
    let day = salon.must(DESK, "till.day", json!({ "date": "2026-11-21" }));
    assert_eq!((&day["total"], day["bills"].as_array().unwrap().len()), (&json!(total.get()), count.get()));
    salon.verify();
}
