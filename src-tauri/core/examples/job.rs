//! Times what a front desk does with many members, so that it can be laid beside other programs: each reads the same job and
//! writes the same answer.
//!
//! `cargo run --release -p lantai-core --example job --features test-salon -- job.json`
//!
//! The job is one JSON object:
//! - `members`: `[name, phone, birthday]` each, a birthday as it is told or `""`; they are there before the clock starts.
//! - `questions`: `[key, expected matches]` each. Eleven digits or more are a whole number, fewer are the last digits of one
//!   (four at the desk), anything else is a part of a name.
//! - `fresh`: members to add one by one, each on the disk before it counts as added.
//! - `work`: a folder for the salon; it is made in a folder of its own there, which is gone afterwards.
//! - `samples`: so many times each thing is done; `budget_s`: no thing is begun after so many seconds of its own.
//! - `out`: the file for the answer: for `find_phone`, `find_last_four`, `find_name`, `add` and `open` (the store is opened
//!   and answers its first question) the `samples` taken and `p50`, `p95`, `p99`, `max` in microseconds; `wrong` counts the
//!   questions whose answer was not the expected one, and a program with any has no times worth reading.
//!
//! Questions go through `dispatch`, as from the window, with the limit at 100; the answer leaves as JSON text.

#![allow(clippy::expect_used, clippy::float_arithmetic, clippy::indexing_slicing, missing_docs)]

use std::path::PathBuf;
use std::time::{Duration, Instant as Stopwatch};

use lantai_core::clock::Instant;
use lantai_core::commands::{Call, Place, dispatch};
use lantai_core::home::Home;
use lantai_core::ids::RequestId;
use lantai_core::membership::add::NewMemberRow;
use lantai_core::membership::birthday::Birthday;
use lantai_core::phone;
use lantai_core::salon::{Salon, Who};
use lantai_core::test_salon::{DESK, TestSalon, fill};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Hits wanted of one question: the most an answer may carry.
const LIMIT: usize = 100;

#[derive(Deserialize)]
struct Job {
    members: Vec<(String, String, String)>,
    questions: Vec<(String, usize)>,
    fresh: Vec<(String, String, String)>,
    work: PathBuf,
    samples: usize,
    budget_s: f64,
    out: PathBuf,
}

fn main() {
    let file = std::env::args().nth(1).expect("the job's file");
    let job: Job = serde_json::from_slice(&std::fs::read(file).expect("the job")).expect("a job");
    std::fs::write(&job.out, format!("{:#}\n", done(&job))).expect("the answer is kept");
}

/// Does the whole job.
fn done(job: &Job) -> Value {
    std::fs::create_dir_all(&job.work).expect("the folder of the work");
    let salon = TestSalon::within(&job.work);
    fill::fill(&salon, job.members.iter().map(row)).expect("the members");
    let mut answer = Map::new();
    let mut wrong = 0;
    for (thing, kind) in [("find_phone", Kind::Phone), ("find_last_four", Kind::LastDigits), ("find_name", Kind::Name)]
    {
        let questions: Vec<_> = job.questions.iter().filter(|(key, _)| kind_of(key) == kind).collect();
        wrong += questions.iter().filter(|(key, expected)| !is_right(&salon, kind, key, *expected)).count();
        let asked = questions.iter().cycle().map(|(key, _)| search(salon.now(), key));
        answer.insert(thing.into(), spread(job, asked, |call| dispatch(&salon.salon, call).expect("hits")));
    }
    let added = job.fresh.iter().enumerate().map(|(n, member)| add(&salon, n, member));
    answer.insert("add".into(), spread(job, added, |call| dispatch(&salon.salon, call).expect("added")));
    let now = salon.now();
    let home = Home::new(salon.left());
    let key = home.key().expect("the key");
    let first = job.questions.first().map_or("1", |(key, _)| key);
    // Nobody else has the store open; closing it again is not timed.
    let open = |call: &Call| {
        let opened = Salon::open(&home.store_file(), &key).expect("the store");
        (dispatch(&opened, call).expect("hits"), opened)
    };
    answer.insert("open".into(), spread(job, std::iter::repeat_with(|| search(now, first)), open));
    std::fs::remove_dir_all(home.dir.parent().expect("its folder")).expect("the salon is gone");
    answer.insert("wrong".into(), wrong.into());
    Value::Object(answer)
}

fn row((name, number, birthday): &(String, String, String)) -> NewMemberRow {
    NewMemberRow {
        name: name.clone(),
        phones: phone::normalise(number).into_iter().collect(),
        birthday: Birthday::parse(birthday),
        ..NewMemberRow::default()
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Phone,
    LastDigits,
    Name,
}

fn kind_of(key: &str) -> Kind {
    match key.bytes().all(|byte| byte.is_ascii_digit()) {
        true if key.len() >= 11 => Kind::Phone,
        true => Kind::LastDigits,
        false => Kind::Name,
    }
}

/// Those whose number ends in the digits come first; others, who have them elsewhere or in the birthday, come after.
fn is_right(salon: &TestSalon, kind: Kind, key: &str, expected: usize) -> bool {
    let answer = dispatch(&salon.salon, &search(salon.now(), key)).expect("hits");
    let found: Value = serde_json::from_str(answer.get()).expect("JSON");
    let hits = found["hits"].as_array().expect("hits");
    let shown = match kind {
        Kind::Phone | Kind::Name => hits.len(),
        Kind::LastDigits => {
            // A number is shown by its last four digits; those before them stand in the match itself.
            let ending = key.get(key.len().saturating_sub(4)..).expect("digits");
            let ends =
                |hit: &&Value| hit["matched"] == "phone" && hit["phone"].as_str().is_some_and(|p| p.ends_with(ending));
            hits.iter().take_while(ends).count()
        }
    };
    shown == expected.min(LIMIT)
}

fn search(now: Instant, query: &str) -> Call {
    Call {
        name: "member.search".into(),
        args: json!({ "query": query, "limit": LIMIT }),
        request_id: None,
        who: Who::Staff(DESK.into()),
        device: "job".into(),
        place: Place::Desk,
        now,
    }
}

fn add(salon: &TestSalon, n: usize, (name, number, birthday): &(String, String, String)) -> Call {
    let birthday = (!birthday.is_empty()).then_some(birthday);
    Call {
        name: "member.add".into(),
        args: json!({ "name": name, "phones": [number], "birthday": birthday, "allowSame": true }),
        request_id: Some(RequestId(uuid::Uuid::from_u128((2 << 100) + n as u128))),
        ..search(salon.now(), "")
    }
}

/// Does a thing again and again and says how long it took; the call is made before the watch starts.
fn spread<T>(job: &Job, calls: impl Iterator<Item = Call>, mut work: impl FnMut(&Call) -> T) -> Value {
    let begun = Stopwatch::now();
    let mut times: Vec<Duration> = calls
        .take(job.samples)
        .take_while(|_| begun.elapsed().as_secs_f64() < job.budget_s)
        .map(|call| {
            let watch = Stopwatch::now();
            let done = work(&call);
            let took = watch.elapsed();
            drop(done);
            took
        })
        .collect();
    times.sort();
    let at = |share: usize| times.get((times.len().saturating_sub(1)) * share / 100).map(|t| t.as_nanos() as f64 / 1e3);
    json!({ "samples": times.len(), "p50": at(50), "p95": at(95), "p99": at(99), "max": at(100) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(work: &std::path::Path) -> Job {
        let told = |n: u32| {
            let person = fill::person(n);
            (person.name, person.phones[0].clone(), person.birthday.map(|day| day.text()).unwrap_or_default())
        };
        let members: Vec<_> = (0..400).map(told).collect();
        let holding = |fits: &dyn Fn(&(String, String, String)) -> bool| members.iter().filter(|m| fits(m)).count();
        let (name, number, _) = &members[217];
        let (part, ending) = (name.chars().take(2).collect::<String>(), &number[7..]);
        let questions = vec![
            (number.clone(), 1),
            (ending.to_owned(), holding(&|(_, one, _)| one.ends_with(ending))),
            (part.clone(), holding(&|(one, _, _)| one.contains(&part))),
        ];
        let fresh = (400..405).map(told).collect();
        let (work, out) = (work.to_owned(), work.join("answer.json"));
        Job { members, questions, fresh, work, samples: 20, budget_s: 60.0, out }
    }

    #[test]
    fn every_thing_is_timed_and_every_answer_is_the_expected_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let answer = done(&job(folder.path()));
        assert_eq!(answer["wrong"], 0, "{answer:#}");
        for (thing, samples) in
            [("find_phone", 20), ("find_last_four", 20), ("find_name", 20), ("add", 5), ("open", 20)]
        {
            assert_eq!(answer[thing]["samples"], samples, "{thing}");
            assert!(
                answer[thing]["p50"].as_f64() > Some(0.0)
                    && answer[thing]["max"].as_f64() >= answer[thing]["p99"].as_f64()
            );
        }
    }

    #[test]
    fn an_answer_that_is_not_the_expected_one_is_counted() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut job = job(folder.path());
        job.questions.iter_mut().for_each(|(_, expected)| *expected += 1);
        job.samples = 1;
        assert_eq!(done(&job)["wrong"], 3);
    }
}
