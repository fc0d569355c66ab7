//! The wall round the shop's network: who is heard, from which page, how often, how much, how long; and what is pushed.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs, unreachable_pub)]

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::time::{Duration, Instant as Stopwatch};

use lantai_core::error::ErrorCode;
use lantai_tests::tablet::Shop;
use serde_json::{Value, json};

const DESK: &str = "001";
const STOCKROOM: &str = "003";

#[test]
fn a_paired_tablet_a_person_and_a_role_are_all_needed() {
    let shop = Shop::open();
    let asked = json!({ "args": null, "session": null, "requestId": null }).to_string();
    assert_eq!(shop.ask("POST", "/call/house.status", &[], &asked).code(), "device_unknown");
    assert_eq!(shop.ask("GET", "/device", &[], "").status, 401);
    assert_eq!(shop.ask("GET", "/live", &[("cookie", "__Host-lantai-device=00")], "").status, 401);
    let cookie = shop.pair("库房平板");
    assert_eq!(shop.ask("GET", "/device", &[("cookie", &cookie)], "").json()["name"], "库房平板");
    assert_eq!(shop.call(&cookie, None, "house.status", json!(null)).status, 200);
    assert_eq!(shop.call(&cookie, None, "tray.calls", json!(null)).code(), "signed_out");
    let clerk = shop.sign_in(&cookie, STOCKROOM);
    assert_eq!(shop.call(&cookie, Some(&clerk), "tray.calls", json!(null)).status, 200);
    let refused = shop.call(&cookie, Some(&clerk), "till.day", json!({ "date": "2026-11-21" }));
    assert_eq!((refused.status, refused.code()), (403, "not_allowed".to_owned()));
    // Her session is worth nothing on another tablet.
    let other = shop.pair("别的平板");
    assert_eq!(shop.call(&other, Some(&clerk), "tray.calls", json!(null)).code(), "signed_out");
    assert_eq!(shop.call(&cookie, Some(&clerk), "no.such", json!(null)).status, 404);
}

#[test]
fn a_foreign_page_is_not_answered() {
    let shop = Shop::open();
    let cookie = shop.pair("库房平板");
    let asked = json!({ "args": null, "session": null, "requestId": null }).to_string();
    let ask = |lines: &[(&str, &str)]| {
        let lines: Vec<(&str, &str)> = [("cookie", cookie.as_str())].into_iter().chain(lines.iter().copied()).collect();
        shop.ask("POST", "/call/house.status", &lines, &asked).status
    };
    assert_eq!(ask(&[]), 200);
    for (name, value) in [
        ("host", "evil.example"),
        ("host", "evil.example:8443"),
        ("host", ""),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", ""),
        ("origin", &format!("http://{}", shop.host())),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        assert!(matches!(ask(&[(name, value)]), 421 | 400), "{name}: {value}");
    }
    assert_eq!(ask(&[("content-type", "text/plain")]), 400);
    // The page itself may be opened from a link, but no other page may look into it.
    let page = shop.ask("GET", "/", &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")], "");
    assert_eq!(page.status, 200);
    for line in
        ["content-security-policy: default-src 'none'", "frame-ancestors 'none'", "x-content-type-options: nosniff"]
    {
        assert!(page.head.contains(line), "{line}: {}", page.head);
    }
    assert!(!page.head.contains("access-control"));
    assert_eq!(shop.ask("OPTIONS", "/call/house.status", &[], "").status, 421);
}

#[test]
fn what_is_too_large_too_broken_or_too_slow_is_refused_and_nobody_else_waits() {
    let shop = Shop::open();
    let cookie = shop.pair("库房平板");
    for body in ["", "{", "[]", "\"\"", "{\"args\":null,\"session\":7}", "{\"args\":null,\"more\":1}", "\u{0}"] {
        let heard = shop.ask("POST", "/call/house.status", &[("cookie", &cookie)], body);
        assert_eq!((heard.status, heard.code().as_str()), (400, "bad_arguments"), "{body}");
    }
    let large = format!("{{\"args\":\"{}\"}}", "x".repeat(300_000));
    assert_eq!(shop.ask("POST", "/call/house.status", &[("cookie", &cookie)], &large).status, 400);
    let long = "x".repeat(80_000);
    assert!(matches!(shop.ask("GET", &format!("/{long}"), &[], "").status, 0 | 414 | 431));
    // Half a head, and half a body, held open: others are served meanwhile.
    let whole = format!(
        "POST /call/house.status HTTP/1.1\r\nhost: {host}\r\norigin: https://{host}\r\ncookie: {cookie}\r\n\
         content-type: application/json\r\ncontent-length: 80\r\n\r\n{{\"args\":null",
        host = shop.host()
    );
    let mut halves: Vec<_> = (0..8).map(|_| shop.line()).collect();
    for (n, line) in halves.iter_mut().enumerate() {
        let said = if n % 2 == 0 { &whole.as_bytes()[..60] } else { whole.as_bytes() };
        line.write_all(said).unwrap();
        line.flush().unwrap();
    }
    let watch = Stopwatch::now();
    assert_eq!(shop.call(&cookie, None, "house.status", json!(null)).status, 200);
    assert!(watch.elapsed() < Duration::from_secs(5), "others waited for those who dawdle");
    // They are let go: who said half a body is told so after ten seconds, who said half a head is not waited for.
    for (n, line) in halves.iter_mut().enumerate() {
        line.sock.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let mut heard = String::new();
        let ended = line.read_to_string(&mut heard).map_err(|error| error.kind());
        assert!(!matches!(ended, Err(ErrorKind::WouldBlock | ErrorKind::TimedOut)), "dawdler {n} was kept");
        assert_eq!(heard.contains("400"), n % 2 == 1, "{n}: {heard}");
    }
}

#[test]
fn one_machine_does_not_take_every_seat() {
    let shop = Shop::open();
    let seated: Vec<_> = (0..32).map(|_| shop.line()).collect();
    let turned_away = std::net::TcpStream::connect(("127.0.0.1", shop.served.reach().port)).unwrap();
    turned_away.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let ended = (&turned_away).read(&mut [0; 1]);
    assert!(
        ended.as_ref().is_ok_and(|read| *read == 0) || ended.is_err_and(|e| e.kind() == ErrorKind::ConnectionReset)
    );
    drop(seated);
}

#[test]
fn who_asks_too_often_is_told_so() {
    let shop = Shop::open();
    let guess = |n: u32| {
        let asked = json!({ "args": { "code": format!("{n:016}"), "name": "猜" },
                            "requestId": format!("01900000-0000-7000-9000-{n:012x}") });
        shop.ask("POST", "/pair", &[], &asked.to_string()).code()
    };
    let answers: Vec<String> = (0..14).map(guess).collect();
    assert_eq!(answers[..10], vec!["invitation_over"; 10]);
    assert!(answers[10..].iter().any(|code| code == "too_many_requests"), "{answers:?}");
}

#[test]
fn who_asks_for_anything_too_often_is_told_so() {
    let shop = Shop::open();
    let mut line = shop.line();
    let asked = format!("GET /device HTTP/1.1\r\nhost: {}\r\n\r\n", shop.host());
    let last = asked.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
    line.write_all((asked.repeat(999) + &last).as_bytes()).unwrap();
    let mut heard = String::new();
    line.read_to_string(&mut heard).ok();
    let of = |status: &str| heard.matches(&format!("HTTP/1.1 {status}")).count();
    assert_eq!(of("401") + of("429"), 1000);
    assert!(of("401") >= 240 && of("429") > 0, "{} unknown, {} too often", of("401"), of("429"));
}

#[test]
fn a_tablet_that_tries_pins_without_end_is_told_so_however_it_writes_the_command() {
    let shop = Shop::open();
    let cookie = shop.pair("库房平板");
    let guess = |name: &str, n: u32| {
        shop.call(&cookie, None, name, json!({ "number": format!("9{n:03}"), "pin": "1357" })).code()
    };
    let answers: Vec<String> = (0..30).map(|n| guess("session.sign_in", n)).collect();
    assert_eq!(answers, vec!["wrong_pin"; 30]);
    let answers: Vec<String> = (0..6).map(|n| guess("session%2Esign_in", n)).collect();
    assert!(answers.iter().any(|code| code == "too_many_requests"), "{answers:?}");
    assert_eq!(shop.call(&cookie, None, "house.status", json!(null)).status, 200);
}

#[test]
fn who_was_locked_out_at_a_tablet_is_locked_out_at_the_desk() {
    let shop = Shop::open();
    let cookie = shop.pair("库房平板");
    shop.sign_in(&cookie, STOCKROOM);
    let wrong = json!({ "number": STOCKROOM, "pin": "1357" });
    let answers: Vec<String> =
        (0..5).map(|_| shop.call(&cookie, None, "session.sign_in", wrong.clone()).code()).collect();
    assert_eq!(answers, ["wrong_pin", "wrong_pin", "wrong_pin", "wrong_pin", "locked_out"]);
    let right = json!({ "number": STOCKROOM, "pin": "2580" });
    assert_eq!(shop.salon.call(DESK, "session.sign_in", right).unwrap_err().code, ErrorCode::LockedOut);
}

#[test]
fn who_asks_and_does_not_listen_is_let_go() {
    let shop = Shop::open();
    let mut line = shop.line();
    line.sock.set_write_timeout(Some(Duration::from_secs(60))).unwrap();
    let asked = format!("GET /device HTTP/1.1\r\nhost: {}\r\n\r\n", shop.host());
    let watch = Stopwatch::now();
    let ended = loop {
        if let Err(error) = line.write_all(asked.as_bytes()) {
            break error.kind();
        }
        assert!(watch.elapsed() < Duration::from_secs(60), "who never listened is still heard");
    };
    assert!(!matches!(ended, ErrorKind::WouldBlock | ErrorKind::TimedOut), "who never listened was kept");
}

#[test]
fn a_commit_at_the_desk_is_pushed_and_a_revoked_tablet_is_let_go() {
    let shop = Shop::open();
    let cookie = shop.pair("库房平板");
    let mut line = shop.line();
    let head = format!("GET /live HTTP/1.1\r\nhost: {}\r\ncookie: {cookie}\r\n\r\n", shop.host());
    line.write_all(head.as_bytes()).unwrap();
    let mut heard = BufReader::new(line);
    let mut until = |wanted: &str| -> bool {
        loop {
            let mut said = String::new();
            match heard.read_line(&mut said) {
                Ok(0) | Err(_) => return false,
                Ok(_) if said.contains(wanted) => return true,
                Ok(_) => {}
            }
        }
    };
    assert!(until("text/event-stream"));
    while shop.served.connected() == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    shop.salon.must(DESK, "member.add", json!({ "name": "张三", "phones": ["13800000001"] }));
    assert!(until("\"topics\":[\"member\"]"));
    let id = shop.salon.must(DESK, "device.list", Value::Null)[0]["id"].clone();
    shop.salon.must(DESK, "device.revoke", json!({ "id": id }));
    assert!(!until("never said"), "the line was kept open");
    assert_eq!(shop.ask("GET", "/live", &[("cookie", &cookie)], "").status, 401);
}

#[test]
fn the_shops_authority_is_the_same_after_a_new_start() {
    let shop = Shop::open();
    let before = shop.served.reach().fingerprint.clone();
    let heard = shop.ask("GET", "/lantai-ca.crt", &[], "");
    assert!(heard.body.starts_with("-----BEGIN CERTIFICATE-----") && heard.head.contains("application/x-x509-ca-cert"));
    let Shop { salon, served, .. } = shop;
    drop(served);
    let page: lantai_lan::Page = std::sync::Arc::new(|_: &str| None);
    let clock = || lantai_core::clock::Instant::from_ms(1_800_000_000_000);
    let again = lantai_lan::Serving {
        salon: std::sync::Arc::clone(&salon.salon),
        page,
        clock,
        machine: "desk".into(),
        port: 0,
    };
    assert_eq!(lantai_lan::begin(again).unwrap().reach().fingerprint, before);
}

#[test]
fn an_invitation_is_shown_as_a_picture_and_in_words() {
    let shop = Shop::open();
    let invite = lantai_lan::invite(shop.served.reach(), "ABCD1234EFGH5678");
    assert_eq!(invite.code, "ABCD-1234-EFGH-5678");
    let scanned = format!("/#pair=ABCD1234EFGH5678&shop={}", invite.fingerprint.replace(':', ""));
    assert!(invite.address.ends_with(&scanned) && invite.picture.contains("<svg"));
}
