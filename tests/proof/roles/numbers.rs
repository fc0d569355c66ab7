//! Full numbers: every command that shows something, asked as each role with arguments that find something; and what the
//! answers of writes give away. A number counts as seen when its eleven digits follow each other anywhere in an answer, with
//! blanks or dashes between or without. Nobody sees one by looking on: it takes `member.reveal`, which is written down, and
//! that is not given to whoever need not see it (policy §8).

use lantai_core::commands::{Kind, Place, TABLE};
use lantai_core::test_salon::{MANAGER, TestSalon, at};
use lantai_core::tier::Tier;
use serde_json::{Value, json};

use super::{ask, crew, number_of};
use crate::figures;

/// Numbers that stand in the store: present, second, former.
const NUMBERS: [&str; 5] = ["13911112222", "13933334444", "13955556666", "13977778888", "13999990000"];

/// Who must never receive one in full (policy §8).
const NEED_NOT_SEE: [char; 4] = ['S', 'B', 'L', 'K'];

struct Planted {
    salon: TestSalon,
    guests: Vec<i64>,
    bookings: Vec<String>,
    bill: String,
}

fn plant() -> Planted {
    let salon = TestSalon::new();
    let svip = salon.qualified("白鹭", NUMBERS[0], Tier::Svip);
    let vip = salon.qualified("青禾", NUMBERS[1], Tier::Vip);
    let ordinary = salon.member("朱砂", NUMBERS[2]);
    salon.must("001", "member.store_phone", json!({ "memberNo": svip, "phone": NUMBERS[3] }));
    salon.must(
        "001",
        "member.amend",
        json!({ "memberNo": vip, "usualBeauticianId": salon.staff("011"), "allergies": ["花粉"] }),
    );
    let register = "序号,审批日期,姓名,性别,联系电话,出生日期,会员资格,负责美容师,备注\n1,2025-03-15,墨兰,女,13999990000,1985-04-12,VIP,董瑞,要安静\n";
    let content = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, register);
    salon.must(MANAGER, "import.commit", json!({ "fileName": "r.csv", "contentBase64": content }));
    for member in [svip, vip] {
        salon.must("003", "linen.make_set", json!({ "memberNo": member }));
        salon.must("003", "linen.shelve", json!({ "memberNo": member }));
    }
    let guests = vec![svip, vip, ordinary];
    let mut bookings = Vec::new();
    for (member, room, hour) in [(svip, "S1", 10), (vip, "V1", 12), (ordinary, "P1", 14), (svip, "S1", 18)] {
        let slot = json!({ "memberNo": member, "roomId": salon.room(room), "beauticianId": salon.staff("011"),
                           "startMs": at(hour, 0), "serviceIds": [salon.item("S001")], "source": "phone", "notes": "靠窗" });
        bookings.push(salon.must("001", "booking.reserve", slot)["bookingId"].as_str().unwrap().to_owned());
    }
    for to in ["arrived", "in_treatment", "finished"] {
        salon.must("001", "booking.advance", json!({ "bookingId": bookings[2], "to": to }));
    }
    let payments = json!([{ "method": "cash", "amount": "198.00" }]);
    let asked = json!({ "bookingId": bookings[2], "lines": [], "payments": payments, "due": "198.00" });
    let bill = salon.must("001", "till.settle", asked)["billId"].as_str().unwrap().to_owned();
    Planted { salon, guests, bookings, bill }
}

/// What to ask a command by, so that it has something to show; each command that shows anything has its line.
fn questions(name: &str, planted: &Planted) -> Vec<Value> {
    let each = |field: &str| planted.guests.iter().map(|no| json!({ field: no })).collect::<Vec<Value>>();
    let date = || vec![json!({ "date": "2026-11-21" })];
    match name {
        "member.search" => {
            let words = ["白", "bl", "青禾", "朱砂", "墨兰", "2222", "8888", "0412"].into_iter().chain(NUMBERS);
            words.map(|query| json!({ "query": query })).collect()
        }
        "member.card" | "member.file" | "linen.set" => each("memberNo"),
        "member.list" => vec![json!({}), json!({ "tier": "vip" })],
        "booking.day" | "booking.arrivals" | "tray.day" | "till.day" => date(),
        "booking.offer" => each("memberNo"),
        "booking.check" => vec![json!({ "memberNo": planted.guests[0], "roomId": planted.salon.room("S1"),
                                        "beauticianId": planted.salon.staff("011"), "startMs": at(10, 0),
                                        "serviceIds": [planted.salon.item("S001")] })],
        "till.quote" => vec![json!({ "bookingId": planted.bookings[0], "lines": [] })],
        "till.receipt" => vec![json!({ "billId": planted.bill })],
        "import.preview" => vec![json!({ "fileName": "a.csv", "contentBase64": "5aeT5ZCNLOeUteivnQo=" })],
        _ => vec![json!(null)],
    }
}

/// Writes that those who need not see a number may give, with something to act on.
fn acts(planted: &Planted) -> Vec<(&'static str, char, Value)> {
    let of = |at: usize| json!({ "bookingId": planted.bookings[at] });
    let to = |at: usize, to: &str| json!({ "bookingId": planted.bookings[at], "to": to });
    let call = planted.salon.must("003", "tray.calls", json!(null))[0]["id"].clone();
    let set = planted.salon.must("003", "linen.set", json!({ "memberNo": planted.guests[1] }));
    let piece = set["pieces"][0]["pieceId"].clone();
    let vip = json!({ "memberNo": planted.guests[1] });
    vec![
        ("tray.acknowledge", 'S', json!({ "callId": call })),
        ("tray.ready", 'S', of(0)),
        ("tray.put_away", 'S', of(0)),
        ("tray.ready", 'S', of(0)),
        ("tray.take", 'B', of(0)),
        ("tray.bring_back", 'B', of(0)),
        ("tray.take", 'B', of(0)),
        ("booking.advance", 'B', to(0, "arrived")),
        ("tray.return", 'B', of(0)),
        ("booking.advance", 'B', to(0, "in_treatment")),
        ("booking.advance", 'B', to(0, "finished")),
        ("linen.slippers_back", 'B', of(0)),
        ("linen.to_laundry", 'L', of(0)),
        ("linen.to_drying", 'L', json!({ "memberNo": planted.guests[0] })),
        ("linen.shelve", 'S', json!({ "memberNo": planted.guests[0] })),
        ("linen.mark", 'B', json!({ "pieceId": piece, "as": "lost", "reason": "找不到" })),
        ("linen.recover", 'S', json!({ "pieceId": piece, "reason": "找到了" })),
        ("linen.mark", 'L', json!({ "pieceId": piece, "as": "damaged", "reason": "破了" })),
        ("linen.replace", 'S', json!({ "pieceId": piece, "reason": "旧了" })),
        ("linen.shelve", 'S', vip),
    ]
}

/// The numbers that stand in a text.
fn numbers_in(text: &str) -> Vec<&'static str> {
    let digits = text.replace([' ', '-'], "");
    NUMBERS.into_iter().filter(|number| digits.contains(number)).collect()
}

/// Everything each role is shown: letter, command, the answer.
fn shown(planted: &Planted) -> Vec<(char, &'static str, Result<Value, String>)> {
    let people = crew(&planted.salon);
    let mut shown = Vec::new();
    for (letter, number) in people.iter().skip(1) {
        for command in TABLE.iter().filter(|command| command.kind() == Kind::Read || command.name == "store.status") {
            for args in questions(command.name, planted) {
                let answer = ask(&planted.salon, command.name, args, number.as_deref(), Place::Desk);
                shown.push((*letter, command.name, answer));
            }
        }
    }
    shown
}

#[test]
fn who_need_not_see_a_number_never_receives_one() {
    let planted = plant();
    let shown = shown(&planted);
    for (letter, command, answer) in &shown {
        let known =
            |code: &String| ["not_allowed", "header_not_found", "no_such_set", "sheet_empty"].contains(&code.as_str());
        assert!(answer.is_ok() || answer.as_ref().is_err_and(known), "{letter} {command}: {answer:?}");
        if let Ok(answer) = answer {
            assert_eq!(numbers_in(&answer.to_string()), Vec::<&str>::new(), "{letter} {command}: {answer}");
        }
    }
    // Each command that shows anything was answered to somebody.
    for command in TABLE.iter().filter(|command| command.kind() == Kind::Read && command.name != "import.preview") {
        assert!(shown.iter().any(|(_, name, answer)| *name == command.name && answer.is_ok()), "{}", command.name);
    }
    for (command, letter, args) in acts(&planted) {
        let number = number_of(letter);
        let answer = ask(&planted.salon, command, args, Some(&number), Place::Tablet);
        let answer = answer.unwrap_or_else(|code| panic!("{letter} {command}: {code}"));
        assert_eq!(numbers_in(&answer.to_string()), Vec::<&str>::new(), "{letter} {command}: {answer}");
    }
    for letter in NEED_NOT_SEE {
        for guest in &planted.guests {
            let refused = ask(
                &planted.salon,
                "member.reveal",
                json!({ "memberNo": guest }),
                Some(&number_of(letter)),
                Place::Tablet,
            );
            assert_eq!(refused.unwrap_err(), "not_allowed");
        }
    }
    let said = shown.iter().filter(|(_, _, answer)| answer.is_ok()).count();
    let not_theirs = shown.iter().filter(|(letter, _, answer)| NEED_NOT_SEE.contains(letter) && answer.is_ok()).count();
    assert!(not_theirs > 60, "{not_theirs}");
    figures::say(
        "numbers",
        &format!(
            "{said} looks by eight roles, {not_theirs} of them by four that need not see a number: none shown in full"
        ),
    );
}

/// The control: where a number stands in full, it is found.
#[test]
fn a_number_in_full_is_found() {
    let planted = plant();
    let revealed = planted.salon.must("001", "member.reveal", json!({ "memberNo": planted.guests[0] }));
    assert_eq!(numbers_in(&revealed.to_string()), [NUMBERS[0], NUMBERS[3]]);
    // What one writes into a note is a note: a number in it is shown to whoever sees the note, and found.
    planted.salon.must(
        "001",
        "member.amend",
        json!({ "memberNo": planted.guests[2], "notes": format!("丈夫 {}", NUMBERS[1]) }),
    );
    let found = shown(&planted)
        .into_iter()
        .find(|(_, _, answer)| answer.as_ref().is_ok_and(|answer| !numbers_in(&answer.to_string()).is_empty()));
    assert!(found.is_some(), "the note is shown to nobody");
    assert_eq!(numbers_in(r#"{"phone":"+86 139-1111 2222"}"#), [NUMBERS[0]]);
}
