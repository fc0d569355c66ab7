//! Finding a member: the same hits in the same order as a plain walk over everybody; the conversation of policy §3.5.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::birthday::Birthday;
use super::find::{Found, Search, search};
use crate::ids::MemberNo;
use crate::membership::add::{NewMemberRow, insert};
use crate::salon::Act;
use crate::test_salon::{BEAUTICIAN, DESK, LAUNDRY, TestSalon};
use crate::{pinyin, text};

fn hits(salon: &TestSalon, query: &str) -> Vec<String> {
    let found = salon.must(DESK, "member.search", json!({ "query": query }));
    found["hits"].as_array().unwrap().iter().map(|hit| hit["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_last_four_digits_come_before_the_same_digits_elsewhere() {
    let salon = TestSalon::new();
    salon.member("钱中间", "13860270001");
    salon.member("孙最后", "13800006027");
    assert_eq!(hits(&salon, "6027"), ["孙最后", "钱中间"]);
}

#[test]
fn a_number_is_found_however_it_is_typed() {
    let salon = TestSalon::new();
    salon.member("张三", "+86 138-0013-8000");
    for typed in [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+8613800138000",
        "008613800138000",
        "１３８００１３８０００",
        "8000",
        "0013",
    ] {
        assert_eq!(hits(&salon, typed), ["张三"], "{typed}");
    }
}

#[test]
fn names_are_found_by_part_sound_initials_and_every_reading() {
    let salon = TestSalon::new();
    salon.member("曾莹莹", "13800000001");
    salon.member("劉嘉玲", "13800000002");
    salon.member("Anna", "13800000003");
    for (typed, name) in [
        ("曾莹", "曾莹莹"),
        ("莹莹", "曾莹莹"),
        ("zengying", "曾莹莹"),
        ("cengy", "曾莹莹"),
        ("zyy", "曾莹莹"),
        ("ZYY", "曾莹莹"),
        ("刘嘉玲", "劉嘉玲"),
        ("劉嘉", "劉嘉玲"),
        ("liujialing", "劉嘉玲"),
        ("anna", "Anna"),
        ("zyy 0001", "曾莹莹"),
    ] {
        assert_eq!(hits(&salon, typed), [name], "{typed}");
    }
}

#[test]
fn wildcards_quotes_and_marks_are_only_text() {
    let salon = TestSalon::new();
    salon.member("张三", "13800138000");
    for typed in ["%", "_", "'; DROP TABLE member; --", "*", "\u{202E}", "\0", "😀", "   ", "zhang%"] {
        assert!(hits(&salon, typed).is_empty(), "{typed:?}");
    }
    assert_eq!(hits(&salon, &"8".repeat(4_000)), Vec::<String>::new());
    assert_eq!(salon.refused(DESK, "member.search", json!({ "query": "8".repeat(100_000) })), "text_too_long");
}

#[test]
fn a_changed_number_is_found_by_name_then_birthday_and_stored() {
    let salon = TestSalon::new();
    for (birthday, phone) in [("1985-04-12", "13800000001"), ("1990-06-01", "13800000002")] {
        salon.must(DESK, "member.add", json!({ "name": "张伟", "phones": [phone], "birthday": birthday }));
    }
    assert!(hits(&salon, "13999990000").is_empty());
    assert_eq!(hits(&salon, "zw").len(), 2);
    let found = salon.must(DESK, "member.search", json!({ "query": "zw 0412" }));
    let member = found["hits"][0]["memberNo"].clone();
    assert_eq!(found["hits"].as_array().unwrap().len(), 1);
    let stored = salon.must(DESK, "member.store_phone", json!({ "memberNo": member, "phone": "139 9999 0000" }));
    assert_eq!(stored["former"], json!(["138****0001"]));
    let by_new = salon.must(DESK, "member.search", json!({ "query": "13999990000" }));
    assert_eq!((&by_new["hits"][0]["memberNo"], &by_new["hits"][0]["matched"]), (&member, &json!("phone")));
    let by_old = salon.must(DESK, "member.search", json!({ "query": "13800000001" }));
    assert_eq!((&by_old["hits"][0]["memberNo"], &by_old["hits"][0]["matched"]), (&member, &json!("former_phone")));
    salon.verify();
}

#[test]
fn a_family_on_one_number_is_shown_whole_and_phones_are_masked() {
    let salon = TestSalon::new();
    salon.member("陈凯", "13651022552");
    salon.member("黄兵", "13651022552");
    let found = salon.must(BEAUTICIAN, "member.search", json!({ "query": "2552" }));
    assert_eq!(found["hits"].as_array().unwrap().len(), 2);
    assert!(!found.to_string().contains("13651022552"));
    assert_eq!(salon.refused(BEAUTICIAN, "member.reveal", json!({ "memberNo": 1 })), "not_allowed");
    assert_eq!(salon.refused(LAUNDRY, "member.search", json!({ "query": "2552" })), "not_allowed");
}

#[test]
fn a_person_gets_one_file_and_a_namesake_another() {
    let salon = TestSalon::new();
    salon.member("张伟", "13800000001");
    let again = json!({ "name": "张 伟", "phones": ["138 0000 0001"] });
    assert_eq!(salon.refused(DESK, "member.add", again), "same_person_exists");
    salon.member("张伟", "13800000002");
    for (field, value, code) in [
        ("name", json!("长".repeat(10_000)), "text_too_long"),
        ("name", json!("a\0b"), "text_not_allowed"),
        ("name", json!("  "), "field_missing"),
        ("name", json!("\u{200b}\u{2060}"), "field_missing"),
        ("birthday", json!("2099-01-01"), "bad_date"),
        ("birthday", json!("2099"), "bad_date"),
        ("phones", json!(["没有"]), "bad_phone"),
        ("birthday", json!("2月30日"), "bad_date"),
    ] {
        let mut asked = json!({ "name": "李四", "phones": [] });
        asked[field] = value;
        assert_eq!(salon.refused(DESK, "member.add", asked), code, "{field}");
    }
    salon.verify();
}

/// A member as the plain walk knows her: kinds in the order of ranking, each with its keys.
type Keys = BTreeMap<i64, Vec<String>>;

fn naive_keys(row: &NewMemberRow) -> Keys {
    let mut keys = Keys::new();
    let mut add = |kind: i64, key: String| keys.entry(kind).or_default().push(key);
    for phone in &row.phones {
        (0..phone.len()).for_each(|from| add(1, phone[from..].to_owned()));
    }
    if let Some(birthday) = &row.birthday {
        let told = birthday.to_string().replace('-', "");
        match told.len() {
            8 => [told[4..].to_owned(), told].into_iter().for_each(|key| add(3, key)),
            _ => add(3, told),
        }
    }
    let name: Vec<char> = text::folded(&row.name).chars().collect();
    (0..name.len()).for_each(|from| add(5, name[from..].iter().collect()));
    for reading in pinyin::readings(&text::folded(&row.name)) {
        for from in 0..reading.len() {
            add(4, reading[from..].iter().map(|syllable| &syllable[..1]).collect());
            add(6, reading[from..].concat());
        }
    }
    keys
}

fn naive(members: &[NewMemberRow], query: &str) -> Vec<i64> {
    let kinds: &[i64] = if query.bytes().all(|b| b.is_ascii_digit()) { &[1, 3] } else { &[4, 5, 6] };
    let mut ranked: Vec<(bool, String, i64, i64)> = Vec::new();
    for (index, member) in members.iter().enumerate() {
        let keys = naive_keys(member);
        let fitting = kinds.iter().flat_map(|kind| {
            keys.get(kind)
                .into_iter()
                .flatten()
                .filter(|key| key.starts_with(query))
                .map(|key| (key != query, key.clone(), *kind))
        });
        let number = query == (index + 1).to_string();
        let best = fitting.chain(number.then(|| (false, query.to_owned(), 7))).min();
        ranked.extend(best.map(|(beginning, key, kind)| (beginning, key, kind, index as i64 + 1)));
    }
    ranked.sort();
    ranked.into_iter().map(|(_, _, _, no)| no).take(100).collect()
}

fn person() -> impl Strategy<Value = NewMemberRow> {
    let surname = prop::sample::select(vec!["张", "曾", "单", "欧阳", "王", "尉迟", "吕"]);
    let given = prop::sample::select(vec!["伟", "三", "丽华", "秀英", "乐", "莹", "海燕"]);
    let phone = prop::collection::vec(0..4_u8, 9);
    let birthday = prop::option::of((1980..1984_i32, 1..13_u32, 1..29_u32));
    (surname, given, phone, birthday).prop_map(|(surname, given, phone, birthday)| NewMemberRow {
        name: format!("{surname}{given}"),
        phones: vec!["13".to_owned() + &phone.iter().map(u8::to_string).collect::<String>()],
        birthday: birthday.and_then(|(year, month, day)| Birthday::solar(Some(year), month, day)),
        ..NewMemberRow::default()
    })
}

fn query() -> impl Strategy<Value = String> {
    prop_oneof!["[0-3]{1,6}", "(zhang|zeng|ceng|shan|ouyang|zw|zsy|lv|oyl|s|w)", "(张|伟|欧阳|丽|秀英)"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn search_finds_what_a_walk_over_everybody_finds_in_the_same_order(
        members in prop::collection::vec(person(), 1..40),
        queries in prop::collection::vec(query(), 30),
    ) {
        let salon = TestSalon::new();
        let request = crate::ids::RequestId(uuid::Uuid::from_u128(9_000_000));
        let act = Act { op: "test.members", request, now: salon.now(), caller: None, device: "test", args: "{}" };
        salon.salon.transact(&act, |work| members.iter().try_for_each(|row| insert(work, row).map(|_| ()))).unwrap();
        for query in queries {
            let found: Found = salon.salon
                .read(salon.now(), |view| search(view, Search { query: query.clone(), limit: Some(100) }))
                .unwrap();
            let found: Vec<i64> = found.hits.iter().map(|hit| { let MemberNo(no) = hit.member_no; no }).collect();
            prop_assert_eq!(found, naive(&members, &query), "query {}", query);
        }
        salon.verify();
    }
}

#[test]
fn a_field_left_out_stays_and_one_that_is_null_is_cleared() {
    let salon = TestSalon::new();
    let member = salon.member("张三", "13800138000");
    let filled = json!({ "memberNo": member, "gender": "female", "birthday": "1985-04-12", "allergies": ["酒精"], "notes": "靠窗",
                         "usualBeauticianId": salon.staff(BEAUTICIAN) });
    salon.must(DESK, "member.amend", filled);
    salon.must(DESK, "member.amend", json!({ "memberNo": member, "name": "张珊" }));
    let card = || salon.must(DESK, "member.card", json!({ "memberNo": member }));
    let kept = card();
    assert_eq!((&kept["gender"], &kept["birthday"]), (&json!("female"), &json!("1985-04-12")));
    assert_eq!((&kept["usualBeautician"]["name"], &kept["name"]), (&json!("董瑞"), &json!("张珊")));
    for field in ["gender", "birthday", "allergies", "notes", "usualBeauticianId"] {
        let mut asked = json!({ "memberNo": member });
        asked[field] = Value::Null;
        salon.must(DESK, "member.amend", asked);
    }
    let bare = card();
    assert_eq!(
        (&bare["gender"], &bare["birthday"], &bare["usualBeautician"]),
        (&Value::Null, &json!(""), &Value::Null)
    );
    assert_eq!((&bare["allergies"], &bare["notes"], &bare["name"]), (&json!([]), &json!([]), &json!("张珊")));
    let nameless = json!({ "memberNo": member, "name": null });
    assert_eq!(salon.refused(DESK, "member.amend", nameless), "field_missing");
    salon.verify();
}
