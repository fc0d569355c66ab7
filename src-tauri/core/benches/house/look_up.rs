//! A lookup with every key that is pressed, through `dispatch`, against one bare prepared SELECT on the same encrypted file.
//!
//! What is typed: last four digits, whole numbers, names and initials, each from its first key to its last. The call and the
//! bounds of the SELECT are made before the watch starts: a carrier hands in the one, a rival's own code the other. How the
//! time grows with the members is told of questions whose answer is as long in every salon: a whole number, which finds one
//! person, and a family name, which finds a page of twenty.

use lantai_core::commands::{Call, Place, dispatch};
use lantai_core::pinyin;
use lantai_core::salon::Who;
use lantai_core::store::key::StoreKey;
use lantai_core::store::open;
use lantai_core::test_salon::{DESK, TestSalon, fill};
use rusqlite::{Connection, Row, Statement};
use serde_json::json;

use crate::compare::{Figure, Rounds, at, median, spread, timed};

/// What a screen needs of each hit, in one statement: nobody could ask the store for less.
const BARE: &str = "SELECT m.no, m.id, m.name, m.birth_calendar, m.birth_year, m.birth_month, m.birth_day,
        (SELECT tier FROM qualification q WHERE q.member_no = m.no AND q.cancelled_on IS NULL),
        (SELECT number FROM member_phone p WHERE p.member_no = m.no ORDER BY current DESC, position LIMIT 1)
    FROM member_key k JOIN member m ON m.no = k.member_no
    WHERE k.key >= ?1 AND k.key < ?2 ORDER BY k.key, k.kind, k.member_no LIMIT 20";

type Shown =
    (i64, Vec<u8>, String, Option<String>, Option<i64>, Option<i64>, Option<i64>, Option<String>, Option<String>);

/// One salon's rounds of the questions whose answer is as long everywhere.
pub(crate) struct Grown {
    members: u32,
    one: Rounds,
    page: Rounds,
}

/// The figures of one salon, and what is to be held against those of others.
pub(crate) fn measure(salon: &TestSalon, members: u32, rounds: usize) -> (Vec<Figure>, Grown) {
    let key = StoreKey::read(&salon.home.key_file()).expect("the key");
    let store = open::reader(&salon.home.store_file(), &key).expect("a reader");
    let keys = compare(salon, &store, rounds, |round| typed(members, round));
    let one = compare(salon, &store, rounds, |round| {
        (0..40).map(|n| fill::person(who(members, round, n)).phones[0].clone()).collect()
    });
    let page = compare(salon, &store, rounds, |round| (0..40).map(|n| family(who(members, round, n))).collect());
    let name = format!("every key, {members} members");
    let figures = vec![
        keys.ratio(&name, 50, Some(1.3), "limit of the issue"),
        keys.ratio(&name, 99, Some(2.0), ""),
        one.ratio(&format!("whole number, {members} members"), 50, None, ""),
        page.ratio(&format!("a page of 20, {members} members"), 50, None, ""),
    ];
    (figures, Grown { members, one, page })
}

/// The exponent by which the time grows with the members: the slope of log p50 over log members, round by round.
pub(crate) fn growth(salons: &[Grown]) -> Vec<Figure> {
    let (Some(first), Some(last)) = (salons.first(), salons.last()) else { return Vec::new() };
    if salons.len() < 2 {
        return Vec::new();
    }
    let each = |what: &str, of: fn(&Grown) -> &Rounds| {
        let slope = |side: fn(&Rounds) -> &Vec<Vec<std::time::Duration>>| {
            let rounds = side(of(first)).len();
            let points = |round: usize| {
                salons.iter().map(move |s| (f64::from(s.members).ln(), at(&side(of(s))[round], 50).ln()))
            };
            median((0..rounds).map(|round| steepness(&points(round).collect::<Vec<_>>())).collect())
        };
        let ((low, figure, high), (_, rival, _)) = (slope(|r| &r.subject), slope(|r| &r.rival));
        let note = format!("the bare SELECT's is {rival:.3}; times are those at {} members", last.members);
        let (subject, against) = (spread(&of(last).subject), spread(&of(last).rival));
        let what = format!("growth from {} members, {what}", first.members);
        Figure { what, subject, rival: against, unit: "^", figure, low, high, limit: Some(0.1), note }
    };
    vec![each("whole number", |s| &s.one), each("a page of 20", |s| &s.page)]
}

fn steepness(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), point| (x + point.0 / count, y + point.1 / count));
    let along: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    along / points.iter().map(|point| (point.0 - x).powi(2)).sum::<f64>()
}

fn compare(salon: &TestSalon, store: &Connection, rounds: usize, typed: impl Fn(usize) -> Vec<String>) -> Rounds {
    let mut select = store.prepare(BARE).expect("a statement");
    let subject = |round: usize| {
        let calls: Vec<Call> = typed(round).iter().map(|text| call(salon, text)).collect();
        timed(&calls, |call| drop(dispatch(&salon.salon, call).expect("hits")))
    };
    let rival = |round: usize| {
        let bounds: Vec<_> = typed(round).into_iter().map(|from| (from.clone(), from + "\u{10FFFF}")).collect();
        timed(&bounds, |bounds| bare(&mut select, bounds))
    };
    Rounds::of(rounds, subject, rival)
}

fn bare(select: &mut Statement<'_>, bounds: &(String, String)) {
    let rows = select.query_map((&bounds.0, &bounds.1), shown).expect("rows");
    let found: Vec<Shown> = rows.collect::<rusqlite::Result<_>>().expect("rows");
    std::hint::black_box(found);
}

fn shown(row: &Row<'_>) -> rusqlite::Result<Shown> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
        row.get(6)?,
        row.get(7)?,
        row.get(8)?,
    ))
}

fn call(salon: &TestSalon, text: &str) -> Call {
    Call {
        name: "member.search".into(),
        args: json!({ "query": text, "limit": 20 }),
        request_id: None,
        who: Who::Staff(DESK.into()),
        device: "bench".into(),
        place: Place::Desk,
        now: salon.now(),
    }
}

/// Whom the nth question of a round is about: anybody, no two rounds the same.
fn who(members: u32, round: usize, n: usize) -> u32 {
    ((round * 1_000 + n) as u32).wrapping_mul(2_654_435_761) % members
}

fn family(person: u32) -> String {
    fill::person(person).name.chars().take(1).collect()
}

/// What stands in the box after every key.
fn typed(members: u32, round: usize) -> Vec<String> {
    let mut all = Vec::new();
    for n in 0..4 {
        let person = fill::person(who(members, round, 100 + n));
        let number = &person.phones[0];
        let initials = pinyin::readings(&person.name).into_iter().next().map(|reading| pinyin::initials(&reading));
        for whole in [number[7..].to_owned(), number.clone(), person.name.clone(), initials.unwrap_or_default()] {
            all.extend(whole.char_indices().map(|(from, letter)| whole[..from + letter.len_utf8()].to_owned()));
        }
    }
    all
}
