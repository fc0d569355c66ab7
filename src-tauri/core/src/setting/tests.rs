//! Settings hold from a day on: what holds, what is planned, what was withdrawn.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::{Value, json};

use crate::test_salon::{DESK, MANAGER, TestSalon};

fn line(salon: &TestSalon, key: &str) -> Value {
    let lines = salon.must(MANAGER, "setting.list", json!({}));
    lines.as_array().unwrap().iter().find(|line| line["key"] == key).cloned().unwrap()
}

fn plan(key: &str, value: i64, from: &str) -> Value {
    json!({ "key": key, "value": value, "effectiveFrom": from })
}

#[test]
fn a_planned_value_is_shown_with_its_day_and_holds_from_then() {
    let salon = TestSalon::new();
    salon.must(MANAGER, "setting.set", plan("turnover_minutes", 30, "2026-12-24"));
    salon.must(MANAGER, "setting.set", plan("turnover_minutes", 20, "2026-12-01"));
    let shown = line(&salon, "turnover_minutes");
    assert_eq!((&shown["value"], &shown["effectiveFrom"]), (&json!(15), &Value::Null));
    assert_eq!(
        shown["planned"],
        json!([{ "effectiveFrom": "2026-12-01", "value": 20 }, { "effectiveFrom": "2026-12-24", "value": 30 }])
    );
    salon.turn_to(9 + 24 * 10, 0);
    let then = line(&salon, "turnover_minutes");
    assert_eq!((&then["value"], &then["planned"][0]["value"]), (&json!(20), &json!(30)));
}

#[test]
fn a_planned_value_can_be_withdrawn_before_its_day_and_planned_again() {
    let salon = TestSalon::new();
    salon.must(MANAGER, "setting.set", plan("turnover_minutes", 20, "2026-12-01"));
    let which = json!({ "key": "turnover_minutes", "effectiveFrom": "2026-12-01" });
    assert_eq!(salon.refused(DESK, "setting.withdraw", which.clone()), "not_allowed");
    salon.must(MANAGER, "setting.withdraw", which.clone());
    assert_eq!(line(&salon, "turnover_minutes")["planned"], json!([]));
    assert_eq!(salon.refused(MANAGER, "setting.withdraw", which.clone()), "no_such_setting", "it is withdrawn");
    let kept: (i64, Option<i64>) = salon
        .salon
        .read(salon.now(), |view| {
            let row = "SELECT count(*), max(withdrawn_ms) FROM setting WHERE key = 'turnover_minutes'";
            Ok(view.db.query_row(row, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
        .unwrap();
    assert_eq!(kept, (1, Some(salon.now().ms())), "nothing is deleted");
    salon.must(MANAGER, "setting.set", plan("turnover_minutes", 25, "2026-12-01"));
    assert_eq!(line(&salon, "turnover_minutes")["planned"][0]["value"], 25);
    salon.turn_to(9 + 24 * 10, 0);
    assert_eq!(salon.refused(MANAGER, "setting.withdraw", which), "no_such_setting", "it holds already");
    assert_eq!(line(&salon, "turnover_minutes")["value"], 25);
    salon.verify();
}

#[test]
fn no_change_reaches_into_the_past() {
    let salon = TestSalon::new();
    assert_eq!(salon.refused(MANAGER, "setting.set", plan("turnover_minutes", 20, "2026-11-20")), "bad_date");
    salon.must(MANAGER, "setting.set", plan("turnover_minutes", 20, "2026-11-21"));
}

#[test]
fn how_the_day_is_read_holds_at_once_and_is_never_planned() {
    let salon = TestSalon::new();
    assert_eq!(salon.refused(MANAGER, "setting.set", plan("day_start_hour", 12, "2026-12-01")), "bad_date");
    assert_eq!(salon.refused(MANAGER, "setting.set", plan("utc_offset_minutes", 540, "2026-12-01")), "bad_date");
    salon.must(MANAGER, "setting.set", plan("open_hour", 11, "2026-11-21"));
    salon.must(MANAGER, "setting.set", plan("open_hour", 6, "2026-12-01"));
    let late = salon.call(MANAGER, "setting.set", json!({ "key": "day_start_hour", "value": 7 })).unwrap_err();
    assert_eq!((late.code.name().as_str(), &late.params["on"]), ("hours_do_not_fit", &json!("2026-12-01")));
    salon.must(MANAGER, "setting.set", json!({ "key": "day_start_hour", "value": 6 }));
    assert_eq!(line(&salon, "day_start_hour")["value"], 6);
}

#[test]
fn hours_fit_together_on_every_planned_day() {
    let salon = TestSalon::new();
    salon.must(MANAGER, "setting.set", plan("open_hour", 14, "2026-12-01"));
    let early = salon.call(MANAGER, "setting.set", plan("close_hour", 13, "2026-11-21")).unwrap_err();
    assert_eq!((early.code.name().as_str(), &early.params["on"]), ("hours_do_not_fit", &json!("2026-12-01")));
    salon.must(MANAGER, "setting.set", plan("close_hour", 24, "2026-12-01"));
    salon.must(MANAGER, "setting.set", plan("open_hour", 23, "2026-12-02"));
    let withdrawn = json!({ "key": "close_hour", "effectiveFrom": "2026-12-01" });
    assert_eq!(salon.refused(MANAGER, "setting.withdraw", withdrawn), "hours_do_not_fit");
}

#[test]
fn grades_stay_a_ladder_on_every_planned_day() {
    let salon = TestSalon::new();
    let set = |key: &str, value: &str, from: &str| json!({ "key": key, "value": value, "effectiveFrom": from });
    for (key, value) in [
        ("grade_from_silver", "20000.00"),
        ("grade_from_gold", "4000.00"),
        ("grade_rate_gold", "0.96"),
        ("grade_rate_diamond", "0.89"),
    ] {
        assert_eq!(salon.refused(MANAGER, "setting.set", set(key, value, "2026-11-21")), "grades_do_not_fit", "{key}");
    }
    salon.must(MANAGER, "setting.set", set("grade_from_gold", "8000.00", "2026-12-01"));
    let early = salon.refused(MANAGER, "setting.set", set("grade_from_silver", "9000.00", "2026-11-21"));
    assert_eq!(early, "grades_do_not_fit", "in December gold would begin below silver");
    salon.must(MANAGER, "setting.set", set("grade_rate_gold", "0.95", "2026-11-21"));
}

#[test]
fn a_printer_is_an_address_with_a_port_and_a_salon_has_a_name() {
    let salon = TestSalon::new();
    let set = |key: &str, value: &str| json!({ "key": key, "value": value });
    for wrong in [
        "printer",
        "printer:",
        ":9100",
        "printer:0",
        "printer:65536",
        "printer:+91",
        "a b:9100",
        "::1:9100",
        "http://p:1",
    ] {
        assert_eq!(salon.refused(MANAGER, "setting.set", set("printer", wrong)), "bad_printer", "{wrong}");
    }
    for right in ["192.168.1.50:9100", "printer.local:1", "[::1]:65535", ""] {
        salon.must(MANAGER, "setting.set", set("printer", right));
    }
    assert_eq!(salon.refused(MANAGER, "setting.set", set("salon_name", " ")), "field_missing");
    assert_eq!(salon.refused(MANAGER, "setting.set", set("salon_name", &"兰".repeat(41))), "text_too_long");
    salon.must(MANAGER, "setting.set", set("salon_name", "兰台"));
}
