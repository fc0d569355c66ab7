//! Spoiling a body: what a broken tablet, a curious guest or an attacker might send in the place of what a screen sends.

use lantai_tests::chance::Chance;
use serde_json::{Map, Value, json};

use super::things::Things;

/// What stands for JSON that no value can say; put in as it is once the rest is written.
const RAW: [&str; 16] = [
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    "-1e999",
    "-0",
    "-0.0",
    "01",
    "0x10",
    "1e400",
    "18446744073709551616",
    "\"\\ud800\"",
    "\"\\udfff\\ud800\"",
    "\"\\u0000\"",
    "tru",
    "'x'",
];

const TEXTS: [&str; 44] = [
    "",
    " ",
    "\u{0}",
    "a\u{0}b",
    "\u{7}\u{1b}[31m",
    "\r\n\r\nGET / HTTP/1.1",
    "\u{202E}反了",
    "\u{2066}x\u{2069}",
    "\u{200B}\u{200D}",
    "\u{FEFF}名",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'; DROP TABLE member; --",
    "' OR 1=1 --",
    "=1+1",
    "@SUM(A1)",
    "%s%n%x",
    "../../../../etc/passwd",
    "file:///etc/passwd",
    "${jndi:ldap://x}",
    "{{7*7}}",
    "１３８００１３８００１",
    "z̷̛̰a̸l̶g̵o̴",
    "👩‍👩‍👧‍👦",
    "𠮷野家",
    "劉嘉玲",
    "NaN",
    "null",
    "true",
    "-1",
    "1e5",
    "0.001",
    "-0.01",
    "999999999999999999999999.99",
    "79228162514264337593543950335",
    "0000-00-00",
    "9999-12-31",
    "+262142-12-31",
    "-0001-01-01",
    "2026-02-30",
    "2026-11-21T00:00:00Z",
    "00000000-0000-0000-0000-000000000000",
    "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
    "{01900000-0000-7000-8000-000000000001}",
];

const NUMBERS: [i64; 18] = [
    i64::MIN,
    i64::MIN + 1,
    -9_007_199_254_740_993,
    -1_000_000_000_000,
    -1,
    0,
    1,
    2,
    7,
    100,
    65_535,
    65_536,
    2_147_483_648,
    4_294_967_296,
    9_007_199_254_740_993,
    1_795_000_000_000,
    253_402_300_800_000,
    i64::MAX,
];

/// The bounds a text and a list are held to, and one more.
const TEXT_BOUNDS: [usize; 4] = [60, 101, 4_000, 4_001];
const LIST_BOUNDS: [usize; 2] = [500, 501];

/// Deeper than any reader follows.
const DEEP: usize = 10_000;

/// The text of a body's JSON, spoilt in a few places; 0 leaves it as it is.
pub(crate) fn spoilt(mut value: Value, places: usize, things: &Things, chance: &mut Chance) -> String {
    let mut doubled = None;
    for _ in 0..places {
        spoil_somewhere(&mut value, things, chance, &mut doubled);
    }
    let mut text = value.to_string();
    if text.contains("\"@raw") {
        for (at, raw) in RAW.iter().enumerate() {
            text = text.replace(&format!("\"@raw{at}@\""), raw);
        }
    }
    if text.contains("\"@deep@\"") {
        let (open, close) = *chance.one_of(&[("[", "]"), ("{\"a\":", "}")]);
        text = text.replacen("\"@deep@\"", &format!("{}0{}", open.repeat(DEEP), close.repeat(DEEP)), 1);
    }
    if let Some((name, value)) = doubled {
        // The same field once more, before all others.
        text = text.replacen('{', &format!("{{{}:{value},", json!(name)), 1);
    }
    text
}

fn spoil_somewhere(value: &mut Value, things: &Things, chance: &mut Chance, doubled: &mut Option<(String, Value)>) {
    let inside = match value {
        Value::Object(fields) if !fields.is_empty() && chance.in_hundred(85) => {
            let at = chance.below(fields.len());
            let name = fields.keys().nth(at).unwrap().clone();
            if chance.in_hundred(25) {
                return spoil_fields(fields, &name, chance, doubled);
            }
            fields.get_mut(&name)
        }
        Value::Array(list) if !list.is_empty() && chance.in_hundred(60) => {
            let at = chance.below(list.len());
            list.get_mut(at)
        }
        _ => None,
    };
    match inside {
        Some(inside) => spoil_somewhere(inside, things, chance, doubled),
        None => *value = another(value, things, chance),
    }
}

fn spoil_fields(
    fields: &mut Map<String, Value>,
    name: &str,
    chance: &mut Chance,
    doubled: &mut Option<(String, Value)>,
) {
    match chance.below(5) {
        0 => drop(fields.remove(name)),
        1 => drop(fields.insert("noSuchField".into(), json!(1))),
        2 => *doubled = Some((name.to_owned(), fields[name].clone())),
        3 => {
            let moved = fields.remove(name).unwrap();
            fields.insert("名".repeat(1 + chance.below(120)), moved);
        }
        _ => {
            let other = fields.values().nth(chance.below(fields.len())).unwrap().clone();
            fields.insert(name.to_owned(), other);
        }
    }
}

/// Something else in the place of a value.
fn another(value: &Value, things: &Things, chance: &mut Chance) -> Value {
    match chance.below(16) {
        0..=3 => json!(chance.one_of(&TEXTS)),
        4..=5 => json!(chance.one_of(&NUMBERS)),
        6 => json!(format!("@raw{}@", chance.below(RAW.len()))),
        7..=9 => things.any(chance),
        10 => chance.one_of(&[json!(null), json!(true), json!(1.5), json!([]), json!({}), json!([[[]]])]).clone(),
        11 => json!(chance.one_of(&["长", "a", "\u{300}"]).repeat(*chance.one_of(&TEXT_BOUNDS))),
        12 => json!(vec![value.clone(); *chance.one_of(&LIST_BOUNDS)]),
        13 if chance.in_hundred(20) => json!("@deep@"),
        13 => json!([value]),
        14 => json!(value.to_string()),
        _ => json!({ "of": value }),
    }
}
