//! The price list.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use serde_json::{Value, json};

use crate::test_salon::{BEAUTICIAN, DESK, MANAGER, TestSalon, at};

fn item() -> Value {
    json!({ "code": "S020", "name": "足疗", "kind": "service", "category": "身体", "minutes": 60, "price": "128.00",
            "memberPrice": "112.64", "rooms": "全部", "active": true })
}

fn with(field: &str, value: Value) -> Value {
    let mut changed = item();
    changed[field] = value;
    changed
}

#[test]
fn an_item_is_added_changed_and_taken_off_the_list() {
    let salon = TestSalon::new();
    let id = salon.must(MANAGER, "catalog.save", item())["id"].clone();
    let mut changed = with("price", json!("138.00"));
    changed["id"] = id.clone();
    salon.must(MANAGER, "catalog.save", changed.clone());
    let listed = |args: Value| {
        let items = salon.must(DESK, "catalog.list", args);
        items.as_array().unwrap().iter().find(|item| item["id"] == id).cloned()
    };
    assert_eq!(listed(json!({})).unwrap()["price"], "138.00");
    changed["active"] = json!(false);
    salon.must(MANAGER, "catalog.save", changed);
    assert_eq!(listed(json!({})), None);
    assert_eq!(listed(json!({ "includeInactive": true })).unwrap()["active"], false);
}

#[test]
fn a_price_list_that_contradicts_itself_is_refused() {
    let salon = TestSalon::new();
    for (asked, code) in [
        (with("code", json!("S001")), "number_taken"),
        (with("memberPrice", json!("128.01")), "bad_amount"),
        (with("price", json!("-1.00")), "bad_amount"),
        (with("price", json!("1.005")), "bad_arguments"),
        (with("minutes", Value::Null), "bad_number"),
        (with("minutes", json!(4)), "bad_number"),
        (with("kind", json!("good")), "bad_number"),
        (with("name", json!("长".repeat(10_000))), "text_too_long"),
        (with("name", json!("a\u{0}b")), "text_not_allowed"),
    ] {
        assert_eq!(salon.refused(MANAGER, "catalog.save", asked.clone()), code, "{asked}");
    }
    assert_eq!(salon.refused(DESK, "catalog.save", item()), "not_allowed");
}

#[test]
fn what_was_booked_or_sold_stays_a_service_or_a_good() {
    let salon = TestSalon::new();
    let id = salon.must(MANAGER, "catalog.save", item())["id"].clone();
    let mut good = with("kind", json!("good"));
    good["minutes"] = Value::Null;
    good["id"] = id.clone();
    salon.must(MANAGER, "catalog.save", good.clone());
    let mut service = item();
    service["id"] = id.clone();
    salon.must(MANAGER, "catalog.save", service.clone());
    let guest = salon.member("钱一", "13800000001");
    let slot = json!({ "memberNo": guest, "roomId": salon.room("P1"), "beauticianId": salon.staff(BEAUTICIAN),
                       "startMs": at(11, 0), "serviceIds": [id], "source": "phone" });
    salon.must(DESK, "booking.reserve", slot);
    assert_eq!(salon.refused(MANAGER, "catalog.save", good), "item_used");
    service["price"] = json!("138.00");
    salon.must(MANAGER, "catalog.save", service);
    let key = crate::store::key::StoreKey::read(&salon.home.key_file()).unwrap();
    let store = crate::store::open::open(&salon.home.store_file(), &key).unwrap();
    let turn = "UPDATE item SET kind = 'good', minutes = NULL WHERE code = 'S020'";
    assert!(store.execute(turn, []).unwrap_err().to_string().contains("keeps its kind"));
}
