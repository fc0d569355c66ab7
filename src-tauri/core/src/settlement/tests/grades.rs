//! Grades: by the spending of the twelve whole months before this one.

use serde_json::json;

use super::over_the_counter;
use crate::clock::{Date, Instant};
use crate::money::Money;
use crate::setting::Settings;
use crate::settlement::grade::{Grade, counted_months};
use crate::settlement::rules::discount_words;
use crate::test_salon::{DAY, DESK, MANAGER, TestSalon};

fn settings(salon: &TestSalon) -> Settings {
    salon.salon.read(salon.now(), |view| Ok(view.settings.clone())).unwrap()
}

fn noon(year: i32, month: u32, day: u32) -> Instant {
    DAY.at(Date::of(year, month, day).unwrap(), 12, 0)
}

#[test]
fn each_threshold_opens_its_grade() {
    let settings = settings(&TestSalon::new());
    let grade = |yuan: i64| Grade::for_spending(Money::from_fen(yuan * 100), &settings);
    assert_eq!(
        [grade(4_999), grade(5_000), grade(20_000), grade(50_000), grade(100_000)],
        [Grade::Regular, Grade::Silver, Grade::Gold, Grade::Platinum, Grade::Diamond]
    );
    let words: Vec<_> = Grade::ALL.iter().map(|(grade, _)| discount_words(*grade, &settings)).collect();
    assert_eq!(words, [None, Some("9.5".into()), Some("9".into()), Some("8.8".into()), Some("8.5".into())]);
}

#[test]
fn twelve_whole_months_count_and_the_present_one_does_not() {
    let (from, before) = counted_months(Date::of(2026, 11, 21).unwrap());
    assert_eq!((from.to_string(), before.to_string()), ("2025-11-01".into(), "2026-11-01".into()));
    let (from, before) = counted_months(Date::of(2028, 2, 29).unwrap());
    assert_eq!((from.to_string(), before.to_string()), ("2027-02-01".into(), "2028-02-01".into()));
}

#[test]
fn a_guest_rises_on_the_first_of_the_month_and_falls_a_year_later() {
    let salon = TestSalon::new();
    let member = salon.member("王五", "13800138002");
    salon.must(MANAGER, "setting.set", json!({ "key": "grade_from_silver", "value": "300.00" }));
    over_the_counter(&salon, Some(member), "G004", 10);
    let quote = |salon: &TestSalon| {
        let lines = json!([{ "itemId": salon.item("G004"), "quantity": 1 }]);
        salon.must(DESK, "till.quote", json!({ "memberNo": member, "lines": lines }))
    };
    assert_eq!(quote(&salon)["grade"], "regular", "not within the month it was spent in");
    salon.turn_to_instant(noon(2026, 12, 1));
    let risen = quote(&salon);
    assert_eq!(
        (&risen["grade"], &risen["due"], &risen["lines"][0]["rule"]),
        (&json!("silver"), &json!("36.10"), &json!("grade"))
    );
    salon.turn_to_instant(noon(2027, 11, 30));
    assert_eq!(quote(&salon)["grade"], "silver");
    salon.turn_to_instant(noon(2027, 12, 1));
    assert_eq!(quote(&salon)["grade"], "regular");
}
