//! Roles: each post may do what the policy gives it and nothing else, at the desk and on a tablet; and who need not see a
//! guest's number never receives it, whatever he asks.

mod matrix;
mod numbers;

use std::collections::BTreeMap;

use lantai_core::commands::{self, Call, Place, TABLE};
use lantai_core::ids::RequestId;
use lantai_core::salon::Who;
use lantai_core::test_salon::{MANAGER, TestSalon};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::figures;
use matrix::{MATRIX, ROLES};

/// Somebody of each role and of no other, and somebody who has not signed in: letter, staff number.
type Crew = Vec<(char, Option<String>)>;

/// Command, letter and place, and whether it is let through.
type Reach = BTreeMap<(String, char, bool), bool>;

fn crew(salon: &TestSalon) -> Crew {
    let mut crew = vec![('-', None)];
    for (letter, role) in &ROLES {
        let number = number_of(*letter);
        salon.must(MANAGER, "staff.save", json!({ "number": number, "name": role, "roles": [role], "active": true }));
        crew.push((*letter, Some(number)));
    }
    crew
}

/// The staff number of the one who has only this role.
fn number_of(letter: char) -> String {
    format!("7{:02}", ROLES.iter().position(|(known, _)| *known == letter).unwrap())
}

/// What the policy says.
fn written() -> Reach {
    let mut reach = Reach::new();
    for line in MATRIX.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (command, who, desk_only) = (words[0], words[1], words.get(2) == Some(&"desk"));
        for letter in std::iter::once('-').chain(ROLES.map(|(letter, _)| letter)) {
            let may = who == "+" || (letter != '-' && (who == "*" || who.contains(letter)));
            reach.insert((command.to_owned(), letter, true), may);
            reach.insert((command.to_owned(), letter, false), may && !desk_only);
        }
    }
    reach
}

/// What is really let through. The arguments are such that no command takes them: whoever is let in is told just that.
fn found(salon: &TestSalon, crew: &Crew) -> Reach {
    let mut reach = Reach::new();
    for command in TABLE {
        for (letter, number) in crew {
            for at_desk in [true, false] {
                let place = if at_desk { Place::Desk } else { Place::Tablet };
                let code = ask(salon, command.name, json!({ "noSuchField": 1 }), number.as_deref(), place).unwrap_err();
                let let_in = match code.as_str() {
                    "bad_arguments" => true,
                    "not_allowed" | "signed_out" | "only_at_the_desk" => false,
                    other => panic!("{} told {letter} {other}", command.name),
                };
                reach.insert((command.name.to_owned(), *letter, at_desk), let_in);
            }
        }
    }
    reach
}

/// What is let through and should not be, or should be and is not; what only one of the two knows.
fn differences(written: &Reach, found: &Reach) -> Vec<String> {
    let place = |at_desk: bool| if at_desk { "at the desk" } else { "on a tablet" };
    let keys: std::collections::BTreeSet<_> = written.keys().chain(found.keys()).collect();
    let differ = keys.into_iter().filter_map(|key| {
        let (command, letter, at_desk) = key;
        let what = match (written.get(key), found.get(key)) {
            (Some(written), Some(found)) if written == found => return None,
            (Some(_), Some(true)) => "may and should not",
            (Some(_), Some(false)) => "should and may not",
            (None, _) => "is not in the policy",
            (_, None) => "is not in the table",
        };
        Some(format!("{command} {letter} {}: {what}", place(*at_desk)))
    });
    differ.collect()
}

/// One call; the answer, or the code of the refusal.
fn ask(salon: &TestSalon, name: &str, args: Value, number: Option<&str>, place: Place) -> Result<Value, String> {
    static ASKED: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
    let call = Call {
        name: name.to_owned(),
        args,
        request_id: Some(RequestId(Uuid::from_u64_pair(77, ASKED.fetch_add(1, std::sync::atomic::Ordering::Relaxed)))),
        who: number.map_or(Who::Nobody, |number| Who::Staff(number.to_owned())),
        device: "roles".to_owned(),
        place,
        now: salon.now(),
    };
    let answer = commands::dispatch(&salon.salon, &call).map_err(|failure| failure.code.name())?;
    Ok(serde_json::from_str(answer.get()).unwrap())
}

#[test]
fn each_role_may_do_what_the_policy_gives_it_and_nothing_else() {
    let salon = TestSalon::new();
    let found = found(&salon, &crew(&salon));
    assert_eq!(differences(&written(), &found), Vec::<String>::new());
    let commands = TABLE.len();
    figures::say(
        "roles",
        &format!(
            "{} tries ({commands} commands, 8 roles and nobody, at the desk and on a tablet), as the policy says",
            found.len()
        ),
    );
}

/// The control: a role too many or too few, on either side, is found and named.
#[test]
fn a_role_left_out_or_added_is_found() {
    let salon = TestSalon::new();
    let crew = crew(&salon);
    let id = salon.staff("704");
    let as_what = |roles: Value| {
        let cleaner = json!({ "id": id, "number": "704", "name": "x", "roles": roles, "active": true });
        salon.must(MANAGER, "staff.save", cleaner);
        differences(&written(), &found(&salon, &crew))
    };
    // The one known as a cleaner washes as well: what the laundry may and a cleaner may not, at both places.
    let added = as_what(json!(["cleaner", "laundry"]));
    assert!(added.contains(&"linen.to_drying K on a tablet: may and should not".to_owned()), "{added:?}");
    assert_eq!(added.len(), 12, "{added:?}");
    assert!(as_what(json!(["cleaner"])).is_empty());
    // A row of the policy that names one role less, one more, or is left out.
    let found = found(&salon, &crew);
    let mut less = written();
    less.insert(("till.settle".into(), 'F', true), false);
    assert_eq!(differences(&less, &found), ["till.settle F at the desk: may and should not"]);
    let mut more = written();
    more.insert(("till.settle".into(), 'B', false), true);
    assert_eq!(differences(&more, &found), ["till.settle B on a tablet: should and may not"]);
    let mut without = written();
    without.retain(|(command, _, _), _| command != "till.settle");
    assert_eq!(differences(&without, &found).len(), 18);
}
