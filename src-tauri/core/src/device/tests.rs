//! Tablets: invited, paired once, admitted while in use, refused from the moment they are revoked.

use serde_json::json;

use super::admit::admit;
use crate::commands::{Call, Place, dispatch};
use crate::ids::RequestId;
use crate::salon::Who;
use crate::test_salon::{BEAUTICIAN, DESK, MANAGER, STOCKROOM, TestSalon};

fn paired(salon: &TestSalon, name: &str) -> (String, String) {
    let code = salon.must(DESK, "device.invite", json!(null))["code"].as_str().unwrap().to_owned();
    let paired = salon.must(DESK, "device.pair", json!({ "code": code, "name": name }));
    (paired["id"].as_str().unwrap().to_owned(), paired["token"].as_str().unwrap().to_owned())
}

/// A call from a tablet's own place, under a session begun there.
fn from_tablet(salon: &TestSalon, session: &str, device: &str, name: &str, request: u128) -> String {
    let call = Call {
        name: name.to_owned(),
        args: json!(null),
        request_id: Some(RequestId(uuid::Uuid::from_u128(request))),
        who: Who::Session(session.to_owned()),
        device: device.to_owned(),
        place: Place::Tablet,
        now: salon.now(),
    };
    dispatch(&salon.salon, &call).map_or_else(|failure| failure.code.name(), |_| "done".to_owned())
}

fn signed_in(salon: &TestSalon, number: &str, device: &str) -> String {
    salon.must(MANAGER, "staff.set_pin", json!({ "number": number, "pin": "2580" }));
    let asked = crate::staff::sign_in::SignIn { number: number.to_owned(), pin: "2580".to_owned() };
    crate::staff::sign_in::sign_in(&salon.salon, device, salon.now(), &asked).unwrap().token
}

#[test]
fn a_code_is_given_back_once_and_within_ten_minutes() {
    let salon = TestSalon::new();
    let code = salon.must(DESK, "device.invite", json!(null))["code"].as_str().unwrap().to_owned();
    let pair = |code: &str, name: &str| salon.refused(DESK, "device.pair", json!({ "code": code, "name": name }));
    assert_eq!(pair("0000000000000000", "库房平板"), "invitation_over");
    // However it is typed: small letters, groups, an O for a zero.
    let typed = code.to_lowercase().replace('0', "o");
    let typed = format!("{}-{} {}", &typed[..4], &typed[4..8], &typed[8..]);
    salon.must(DESK, "device.pair", json!({ "code": typed, "name": "库房平板" }));
    assert_eq!(pair(&code, "另一台"), "invitation_over");
    let late = salon.must(DESK, "device.invite", json!(null))["code"].as_str().unwrap().to_owned();
    salon.turn_to_instant(salon.now().plus_minutes(10));
    assert_eq!(pair(&late, "另一台"), "invitation_over");
    assert_eq!(salon.refused(BEAUTICIAN, "device.invite", json!(null)), "not_allowed");
    salon.verify();
}

#[test]
fn two_tablets_in_use_never_share_a_name() {
    let salon = TestSalon::new();
    let (id, _) = paired(&salon, "库房平板");
    let code = salon.must(DESK, "device.invite", json!(null))["code"].as_str().unwrap().to_owned();
    let again = json!({ "code": code, "name": "库房平板" });
    assert_eq!(salon.refused(DESK, "device.pair", again.clone()), "device_name_taken");
    salon.must(DESK, "device.revoke", json!({ "id": id }));
    salon.must(DESK, "device.pair", again);
    for (name, code) in
        [("", "field_missing"), ("\u{202e}平板", "text_not_allowed"), (&"长".repeat(41), "text_too_long")]
    {
        assert_eq!(salon.refused(DESK, "device.pair", json!({ "code": "x", "name": name })), code);
    }
}

#[test]
fn a_revoked_tablet_is_not_heard_any_more_and_its_sessions_end() {
    let salon = TestSalon::new();
    let (id, token) = paired(&salon, "库房平板");
    let device = admit(&salon.salon, &token, salon.now()).unwrap();
    assert_eq!(device.name, "库房平板");
    let session = signed_in(&salon, STOCKROOM, &device.name);
    assert_eq!(from_tablet(&salon, &session, &device.name, "session.me", 1), "done");
    salon.must(DESK, "device.revoke", json!({ "id": id }));
    assert_eq!(salon.refused(DESK, "device.revoke", json!({ "id": id })), "device_unknown");
    assert_eq!(admit(&salon.salon, &token, salon.now()).unwrap_err().code().name(), "device_unknown");
    assert_eq!(from_tablet(&salon, &session, &device.name, "session.me", 2), "signed_out");
    let list = salon.must(MANAGER, "device.list", json!(null));
    assert_eq!((&list[0]["name"], list[0]["revoked"].is_null()), (&json!("库房平板"), false));
}

#[test]
fn a_session_holds_only_at_the_device_where_it_was_begun() {
    let salon = TestSalon::new();
    let session = signed_in(&salon, STOCKROOM, "库房平板");
    assert_eq!(from_tablet(&salon, &session, "库房平板", "session.me", 1), "done");
    assert_eq!(from_tablet(&salon, &session, "别的平板", "session.me", 2), "signed_out");
}

#[test]
fn what_belongs_to_the_desks_computer_is_refused_from_a_tablet() {
    let salon = TestSalon::new();
    let session = signed_in(&salon, MANAGER, "经理平板");
    for (at, name) in ["store.backup", "house.accept_clock", "import.preview", "device.invite"].into_iter().enumerate()
    {
        let answer = from_tablet(&salon, &session, "经理平板", name, at as u128 + 1);
        assert_eq!(answer, "only_at_the_desk", "{name}");
    }
}

#[test]
fn neither_codes_nor_tokens_are_kept_as_they_are() {
    let salon = TestSalon::new();
    let code = salon.must(DESK, "device.invite", json!(null))["code"].as_str().unwrap().to_owned();
    let token = salon.must(DESK, "device.pair", json!({ "code": code, "name": "库房平板" }))["token"].clone();
    let token = token.as_str().unwrap();
    let kept: i64 = salon
        .salon
        .read(salon.now(), |view| {
            Ok(view.db.query_row(
                "SELECT (SELECT count(*) FROM journal WHERE instr(args, ?1) OR instr(args, ?2) OR instr(answer, ?1)
                         OR instr(answer, ?2))
                      + (SELECT count(*) FROM device WHERE instr(hex(token_digest), upper(?2)))",
                [code.as_str(), token],
                |row| row.get(0),
            )?)
        })
        .unwrap();
    assert_eq!(kept, 0);
}

#[test]
fn the_schema_keeps_invitations_single_and_revocations_final() {
    let salon = TestSalon::new();
    let (id, _) = paired(&salon, "库房平板");
    salon.must(DESK, "device.revoke", json!({ "id": id }));
    for sql in [
        "UPDATE device SET revoked_ms = NULL, revoked_by = NULL",
        "DELETE FROM device",
        "UPDATE device_invitation SET used_ms = NULL",
        "INSERT INTO device SELECT randomblob(16), name, randomblob(32), invitation, paired_ms, seen_ms, NULL, NULL FROM device",
    ] {
        let key = crate::store::key::StoreKey::read(&salon.home.key_file()).unwrap();
        let store = crate::store::open::open(&salon.home.store_file(), &key).unwrap();
        assert!(store.execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
fn the_same_request_gets_the_same_code_and_the_same_token() {
    let salon = TestSalon::new();
    let [invited, paired, other] = [1_u128 << 90, 2 << 90, 3 << 90].map(|id| RequestId(uuid::Uuid::from_u128(id)));
    let invitation = salon.call_under(invited, DESK, "device.invite", json!(null)).unwrap();
    salon.turn_to(9, 3);
    assert_eq!(salon.call_under(invited, DESK, "device.invite", json!(null)).unwrap(), invitation);
    let args = json!({ "code": invitation["code"], "name": "库房平板" });
    let first = salon.call_under(paired, DESK, "device.pair", args.clone()).unwrap();
    assert_eq!(salon.call_under(paired, DESK, "device.pair", args.clone()).unwrap(), first);
    admit(&salon.salon, first["token"].as_str().unwrap(), salon.now()).unwrap();
    let guessed = json!({ "code": "0000000000000000", "name": "库房平板" });
    let code = |request, args| salon.call_under(request, DESK, "device.pair", args).unwrap_err().code.name();
    assert_eq!(code(paired, guessed), "request_id_reused");
    assert_eq!(code(other, args), "invitation_over");
}
