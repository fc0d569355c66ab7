//! What every row of the table refuses, walked row by row.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use serde_json::{Value, json};

use super::{Allowed, TABLE};
use crate::test_salon::{CONSULTANT, DESK, LAUNDRY, MANAGER, STOCKROOM, TestSalon, at};

/// Somebody who may call a row.
fn caller_of(allowed: Allowed) -> &'static str {
    let Allowed::Roles(roles) = allowed else { return MANAGER };
    let people = [
        ("manager", MANAGER),
        ("front_desk", DESK),
        ("stockroom", STOCKROOM),
        ("laundry", LAUNDRY),
        ("consultant", CONSULTANT),
    ];
    let may = people.iter().find(|(role, _)| roles.iter().any(|allowed| allowed.name() == *role));
    may.unwrap_or_else(|| panic!("nobody may")).1
}

#[test]
fn no_command_takes_a_field_it_does_not_know() {
    let salon = TestSalon::new();
    for command in TABLE {
        let failure = salon.call(caller_of(command.allowed), command.name, json!({ "noSuchField": 1 })).unwrap_err();
        assert_eq!(failure.code.name(), "bad_arguments", "{}", command.name);
        assert_eq!(
            (&failure.params["kind"], &failure.params["field"]),
            (&json!("unknown"), &json!("noSuchField")),
            "{}",
            command.name
        );
    }
}

#[test]
fn what_stands_inside_of_arguments_is_as_strict() {
    let salon = TestSalon::new();
    let guest = salon.member("钱一", "13800000001");
    let slot = json!({ "memberNo": guest, "roomId": salon.room("P1"), "beauticianId": salon.staff("011"), "startMs": at(11, 0),
                       "serviceIds": [salon.item("S001")] });
    let reserve = |field: &str, value: Value| {
        let mut asked = slot.clone();
        asked["source"] = json!("phone");
        asked[field] = value;
        asked
    };
    let exception = json!({ "consentHow": "phone", "consentAt": at(9, 0), "forEver": true });
    let line = json!({ "itemId": salon.item("G004"), "quantity": 1, "price": "0.01" });
    let payment = json!({ "method": "cash", "amount": "38.00", "note": "" });
    for (name, args, field) in [
        ("booking.reserve", reserve("exception", exception), "exception.forEver"),
        ("booking.reserve", reserve("moving", json!(null)), "moving"),
        ("booking.reserve", reserve("status", json!("settled")), "status"),
        ("till.quote", json!({ "lines": [line] }), "lines[0].price"),
        ("till.settle", json!({ "lines": [], "due": "0.00", "payments": [payment] }), "payments[0].note"),
        (
            "till.settle",
            json!({ "lines": [], "due": "0.00", "payments": [], "notDone": [{ "itemId": salon.item("S001"), "reason": "x", "by": 1 }] }),
            "notDone[0].by",
        ),
        (
            "import.preview",
            json!({ "fileName": "a.xlsx", "contentBase64": "", "fixes": { "3": { "value": 1 } } }),
            "fixes.?.value",
        ),
    ] {
        let failure = salon.call(DESK, name, args).unwrap_err();
        assert_eq!(
            (failure.params["kind"].clone(), failure.params["field"].clone()),
            (json!("unknown"), json!(field)),
            "{name}"
        );
    }
}

#[test]
fn no_command_takes_a_text_or_a_list_without_end() {
    let salon = TestSalon::new();
    let long = "长".repeat(4_001);
    let many: Vec<u32> = (0..501).collect();
    for command in TABLE {
        let caller = caller_of(command.allowed);
        for (args, code) in [
            (json!({ "name": long }), "text_too_long"),
            (json!({ "inside": [{ "of": long }] }), "text_too_long"),
            (json!({ "list": many }), "too_many"),
        ] {
            assert_eq!(salon.refused(caller, command.name, args), code, "{}", command.name);
        }
    }
}

#[test]
fn no_command_reads_its_fields_by_position() {
    let salon = TestSalon::new();
    for command in TABLE {
        let caller = caller_of(command.allowed);
        assert_eq!(salon.refused(caller, command.name, json!([])), "bad_arguments", "{}", command.name);
    }
    assert_eq!(salon.refused(MANAGER, "staff.set_pin", json!(["021", "2604"])), "bad_arguments");
    let guest = salon.member("钱一", "13800000001");
    let mut slot = json!({ "memberNo": guest, "roomId": salon.room("P1"), "beauticianId": salon.staff("011"),
                           "startMs": at(11, 0), "serviceIds": [salon.item("S001")], "source": "phone" });
    slot["exception"] = json!(["phone", at(9, 0), "884422"]);
    for (name, args, field) in [
        ("booking.reserve", slot, "exception"),
        ("till.quote", json!({ "lines": [[salon.item("G004"), 1]] }), "lines[0]"),
    ] {
        let failure = salon.call(DESK, name, args).unwrap_err();
        assert_eq!(
            (failure.params["kind"].clone(), failure.params["field"].clone()),
            (json!("wrong_type"), json!(field)),
            "{name}"
        );
    }
    let kept: i64 = salon
        .salon
        .read(salon.now(), |view| {
            let like = "SELECT count(*) FROM journal WHERE args LIKE '%2604%' OR args LIKE '%884422%'";
            Ok(view.db.query_row(like, [], |row| row.get(0))?)
        })
        .unwrap();
    assert_eq!(kept, 0);
}

#[test]
fn names_of_values_have_an_end_too() {
    let salon = TestSalon::new();
    let long = "9".repeat(101);
    let fixes = json!({ "fileName": "a.csv", "contentBase64": "", "fixes": { long: { "decision": "skip" } } });
    for name in ["import.preview", "import.commit"] {
        let failure = salon.call(MANAGER, name, fixes.clone()).unwrap_err();
        assert_eq!((failure.code.name().as_str(), &failure.params["field"]), ("text_too_long", &json!("fixes")));
    }
    let no_row = json!({ "fileName": "a.csv", "contentBase64": "5aeT5ZCNLOeUteivnQo=", "fixes": { "王芳": {} } });
    let failure = salon.call(MANAGER, "import.preview", no_row).unwrap_err();
    assert_eq!((failure.code.name().as_str(), &failure.params["field"]), ("bad_arguments", &json!("fixes")));
}

#[test]
fn each_list_a_person_types_has_an_end_she_can_reach() {
    let salon = TestSalon::new();
    let phones: Vec<String> = (0..50).map(|n| format!("138000000{n:02}")).collect();
    let allergies: Vec<String> = (0..51).map(|n| format!("过敏{n}")).collect();
    let service = salon.item("S001");
    let slot = json!({ "memberNo": 1, "roomId": salon.room("P1"), "beauticianId": salon.staff("011"), "startMs": at(11, 0),
                       "serviceIds": vec![service.clone(); 21], "source": "phone" });
    let lines = vec![json!({ "itemId": service, "quantity": 1 }); 101];
    salon.member("钱一", "13800000001");
    for (staff, name, args, field) in [
        (DESK, "member.add", json!({ "name": "孙二", "phones": phones }), "phones"),
        (DESK, "member.add", json!({ "name": "孙二", "phones": [], "allergies": allergies }), "allergies"),
        (DESK, "member.amend", json!({ "memberNo": 1, "allergies": allergies }), "allergies"),
        (DESK, "booking.reserve", slot, "serviceIds"),
        (DESK, "till.quote", json!({ "lines": lines }), "lines"),
        (
            MANAGER,
            "staff.save",
            json!({ "number": "021", "name": "李", "roles": vec!["cleaner"; 9], "active": true }),
            "roles",
        ),
    ] {
        let failure = salon.call(staff, name, args).unwrap_err();
        assert_eq!((failure.code.name().as_str(), &failure.params["field"]), ("too_many", &json!(field)), "{name}");
    }
    let long_name = json!({ "name": "长".repeat(300), "phones": [] });
    assert_eq!(salon.refused(DESK, "member.add", long_name), "text_too_long");
    let long_number = json!({ "name": "孙二", "phones": ["1".repeat(300)] });
    assert_eq!(salon.refused(DESK, "member.add", long_number), "text_too_long");
    salon.verify();
}

#[test]
fn what_a_refusal_says_back_is_short_and_can_be_shown() {
    let salon = TestSalon::new();
    let long = format!("x\u{1b}[31m{}", "长".repeat(2_000));
    let register = json!({ "fileName": "a.csv", "contentBase64": "5aeT5ZCNLOeUteivnQo=" });
    let with = |field: &str, value: Value| {
        let mut asked = register.clone();
        asked[field] = value;
        asked
    };
    for (name, args) in [
        (long.as_str(), json!({})),
        ("staff.unlock", json!({ "number": long })),
        ("setting.set", json!({ "key": long, "value": 1 })),
        ("import.preview", with("sheet", json!(long))),
        ("member.add", json!({ "name": "孙二", "phones": ["\u{fffc}".repeat(60)] })),
        ("member.add", json!({ "name": "孙二", "phones": [], "birthday": "长".repeat(60) })),
    ] {
        let failure = salon.call(MANAGER, name, args).unwrap_err();
        for said in failure.params.values().filter_map(Value::as_str) {
            assert!(said.chars().count() <= 40 && !said.contains('\u{1b}'), "{name}: {said}");
        }
    }
    let columns = with("columns", json!({ "name": 0, "phones": 1, "884422": 1 }));
    let failure = salon.call(MANAGER, "import.preview", columns).unwrap_err();
    assert_eq!((failure.code.name().as_str(), &failure.params["field"]), ("bad_arguments", &json!("columns")));
}

#[test]
fn a_refusal_of_malformed_arguments_never_repeats_them() {
    let salon = TestSalon::new();
    for (name, args) in [
        ("session.sign_in", json!({ "number": "010", "pin": 884_422 })),
        ("session.sign_in", json!({ "number": "010", "pin": ["884422"] })),
        ("session.sign_in", json!({ "number": "010", "884422": "pin" })),
        ("session.sign_in", json!("884422")),
        ("staff.set_pin", json!({ "number": "010", "pin": 884_422 })),
        ("staff.save", json!({ "number": "021", "name": "李", "roles": ["884422"], "active": true })),
        ("till.quote", json!({ "lines": [{ "itemId": "884422", "quantity": 1 }] })),
    ] {
        let failure = salon.call(MANAGER, name, args).unwrap_err();
        assert_eq!(failure.code.name(), "bad_arguments");
        assert!(!json!(failure.params).to_string().contains("884422"), "{name}: {failure:?}");
    }
    let typed_as_number = salon.call(MANAGER, "session.sign_in", json!({ "number": "010", "pin": 1 })).unwrap_err();
    assert_eq!(
        (&typed_as_number.params["field"], &typed_as_number.params["kind"]),
        (&json!("pin"), &json!("wrong_type"))
    );
}
