//! What the house costs, as ratios to a limit measured in the same run, in turn: one lookup through the door against one
//! bare prepared SELECT on the same encrypted file, at a thousand and at a hundred thousand members.
//!
//! `script/bench` runs it optimised. Rounds alternate between the two, so a machine whose speed drifts moves both.

#![allow(clippy::expect_used, clippy::print_stdout, clippy::float_arithmetic, clippy::indexing_slicing, missing_docs)]

use std::time::{Duration, Instant as Stopwatch};

use lantai_core::commands::{Call, Place, dispatch};
use lantai_core::ids::RequestId;
use lantai_core::membership::add::{NewMemberRow, insert};
use lantai_core::membership::birthday::Birthday;
use lantai_core::salon::{Act, Who};
use lantai_core::store::key::StoreKey;
use lantai_core::store::open;
use lantai_core::test_salon::{DESK, TestSalon};
use serde_json::json;

const ROUNDS: usize = 60;
/// What a screen needs of each hit, in one statement: nobody could ask the store for less.
const BARE: &str = "SELECT m.no, m.id, m.name, m.birth_calendar, m.birth_year, m.birth_month, m.birth_day,
        (SELECT tier FROM qualification q WHERE q.member_no = m.no AND q.cancelled_on IS NULL),
        (SELECT number FROM member_phone p WHERE p.member_no = m.no ORDER BY current DESC, position LIMIT 1)
    FROM member_key k JOIN member m ON m.no = k.member_no
    WHERE k.key >= ?1 AND k.key < ?2 ORDER BY k.key, k.kind, k.member_no LIMIT 20";

type Shown =
    (i64, Vec<u8>, String, Option<String>, Option<i64>, Option<i64>, Option<i64>, Option<String>, Option<String>);

fn shown(row: &rusqlite::Row<'_>) -> rusqlite::Result<Shown> {
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

const ASKED_PER_ROUND: usize = 50;

fn main() {
    println!(
        "{:>9}  {:>10}  {:>10}  {:>10}  {:>10}  {:>7}  {:>15}",
        "members", "look p50", "look p99", "bare p50", "bare p99", "ratio", "(5 % – 95 %)"
    );
    let sizes: &[u32] = if std::env::args().any(|arg| arg == "--test") { &[200] } else { &[1_000, 10_000, 100_000] };
    for members in sizes {
        measure(*members);
    }
}

fn measure(members: u32) {
    let salon = TestSalon::new();
    fill(&salon, members);
    let key = StoreKey::read(&salon.home.key_file()).expect("the key");
    let bare = open::reader(&salon.home.store_file(), &key).expect("a reader");
    let mut select = bare.prepare(BARE).expect("a statement");
    let mut looks = Vec::new();
    let mut bares = Vec::new();
    let mut ratios = Vec::new();
    for round in 0..ROUNDS {
        let asked: Vec<String> =
            (0..ASKED_PER_ROUND).map(|n| last_four(members, round * ASKED_PER_ROUND + n)).collect();
        let look = timed(&asked, |digits| look_up(&salon, digits));
        let bare = timed(&asked, |digits| {
            let shown = select.query_map((digits, format!("{digits}\u{10FFFF}")), shown).expect("rows");
            shown.map(|row| row.expect("a row")).for_each(drop);
        });
        ratios.push(median(&look).as_secs_f64() / median(&bare).as_secs_f64());
        looks.extend(look);
        bares.extend(bare);
    }
    ratios.sort_by(f64::total_cmp);
    let at = |share: usize| ratios[(ratios.len() - 1) * share / 100];
    println!(
        "{members:>9}  {:>10.1?}  {:>10.1?}  {:>10.1?}  {:>10.1?}  {:>7.2}  ({:.2} – {:.2})",
        percentile(&mut looks, 50),
        percentile(&mut looks, 99),
        percentile(&mut bares, 50),
        percentile(&mut bares, 99),
        at(50),
        at(5),
        at(95)
    );
}

fn fill(salon: &TestSalon, members: u32) {
    let request = RequestId(uuid::Uuid::from_u128(1 << 100));
    let act = Act { op: "bench.fill", request, now: salon.now(), caller: None, device: "bench", args: "{}" };
    let surnames = ["张", "王", "李", "赵", "曾", "欧阳"];
    let given = ["伟", "丽华", "秀英", "海燕", "敏", "静"];
    let row = |n: u32| NewMemberRow {
        name: format!("{}{}", surnames[n as usize % 6], given[n as usize / 6 % 6]),
        phones: vec![format!("13{:09}", u64::from(n) * 7_919 % 1_000_000_000)],
        birthday: Birthday::solar(Some(1960 + n as i32 % 40), 1 + n % 12, 1 + n % 28),
        ..NewMemberRow::default()
    };
    salon
        .salon
        .transact(&act, |work| (0..members).try_for_each(|n| insert(work, &row(n)).map(|_| ())))
        .expect("members");
}

fn last_four(members: u32, n: usize) -> String {
    format!("{:04}", u64::from((n as u32).wrapping_mul(2_654_435_761) % members) * 7_919 % 10_000)
}

fn look_up(salon: &TestSalon, digits: &str) {
    let call = Call {
        name: "member.search".into(),
        args: json!({ "query": digits, "limit": 20 }),
        request_id: None,
        who: Who::Staff(DESK.into()),
        device: "bench".into(),
        place: Place::Desk,
        now: salon.now(),
    };
    dispatch(&salon.salon, &call).expect("hits");
}

fn timed(asked: &[String], mut work: impl FnMut(&str)) -> Vec<Duration> {
    asked
        .iter()
        .map(|digits| {
            let watch = Stopwatch::now();
            work(digits);
            watch.elapsed()
        })
        .collect()
}

fn median(times: &[Duration]) -> Duration {
    percentile(&mut times.to_vec(), 50)
}

fn percentile(times: &mut [Duration], share: usize) -> Duration {
    times.sort();
    times[(times.len() - 1) * share / 100]
}
