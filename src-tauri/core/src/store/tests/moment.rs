//! What is read together is of one moment, and what a reader knows is of the moment it looks at; a backup too is one moment's.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use serde_json::{Value, json};

use super::closed;
use crate::commands::{Call, Place, dispatch};
use crate::error::ErrorCode;
use crate::ids::RequestId;
use crate::salon::{Salon, Who};
use crate::store::{backup, open, verify};
use crate::test_salon::{DESK, MANAGER, TestSalon, at};

fn call(salon: &Salon, request: u128, staff: &str, name: &str, args: Value) -> Result<(), ErrorCode> {
    let call = Call {
        name: name.into(),
        args,
        request_id: Some(RequestId(uuid::Uuid::from_u128(request))),
        who: Who::Staff(staff.into()),
        device: "test".into(),
        place: Place::Desk,
        now: at(10, 0),
    };
    dispatch(salon, &call).map(drop).map_err(|failure| failure.code)
}

#[test]
fn two_questions_of_one_look_are_answered_from_one_moment() {
    let salon = TestSalon::new();
    let members = "SELECT count(*) FROM member";
    let (before, after) = salon
        .salon
        .read(salon.now(), |view| {
            let before: i64 = view.db.query_row(members, [], |row| row.get(0))?;
            salon.member("张三", "13800138000");
            Ok((before, view.db.query_row(members, [], |row| row.get(0))?))
        })
        .unwrap();
    assert_eq!((before, after), (0, 0));
    let next: i64 =
        salon.salon.read(salon.now(), |view| Ok(view.db.query_row(members, [], |row| row.get(0))?)).unwrap();
    assert_eq!(next, 1);
}

#[test]
fn whom_another_program_let_go_is_let_in_no_more_and_whom_it_gave_a_role_at_once() {
    let (_folder, home, _) = closed();
    let (here, there) = (home.open().unwrap(), home.open().unwrap());
    let search = |salon: &Salon| call(salon, 1, "003", "member.search", json!({ "query": "1" }));
    let reserve = |salon: &Salon, request| call(salon, request, "003", "member.reveal", json!({ "memberNo": 1 }));
    let save = |salon: &Salon, request, roles: &[&str], active| {
        let id = salon
            .read(at(10, 0), |view| Ok(crate::staff::rows::by_number(view.db, "003")?.map(|person| person.id)))
            .unwrap();
        let person = json!({ "id": id, "number": "003", "name": "杜琴", "roles": roles, "active": active });
        call(salon, request, MANAGER, "staff.save", person).unwrap();
    };
    for (from, to, request) in [(&here, &there, 1_000_u128), (&there, &here, 2_000)] {
        assert_eq!((search(from), reserve(from, request)), (Ok(()), Err(ErrorCode::NotAllowed)));
        save(to, request + 1, &["stockroom", "front_desk"], true);
        assert_eq!(reserve(from, request + 2), Ok(()));
        save(to, request + 3, &["stockroom"], false);
        assert_eq!((search(from), reserve(from, request + 4)), (Err(ErrorCode::SignedOut), Err(ErrorCode::SignedOut)));
        save(from, request + 5, &["stockroom"], true);
    }
}

#[test]
fn a_backup_made_while_the_salon_writes_and_folds_its_log_is_one_moments_store() {
    let salon = TestSalon::new();
    let (house, now) = (&salon.salon, salon.now());
    let folder = salon.home.dir.join("made");
    std::fs::create_dir_all(&folder).unwrap();
    let key = super::key(&salon.home);
    let done = AtomicBool::new(false);
    let counts: Vec<i64> = thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let log = open::open(&salon.home.store_file(), &key).unwrap();
            for n in 0_u32.. {
                if done.load(Ordering::Relaxed) {
                    return;
                }
                let person = json!({ "name": "客人", "phones": [format!("139{n:08}")] });
                let request = RequestId(uuid::Uuid::from_u128((7 << 100) + u128::from(n)));
                let who = Who::Staff(DESK.into());
                let add = Call { request_id: Some(request), who, now, ..added(person) };
                dispatch(house, &add).unwrap();
                if n.is_multiple_of(3) {
                    log.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).unwrap();
                }
            }
        });
        let counts = (0..12)
            .map(|n| {
                let copy = folder.join(format!("{n}.backup"));
                backup::to_file(house, &copy).unwrap();
                let store = open::open_checked(&copy, &key).unwrap();
                assert!(verify::everything(&store).unwrap().iter().all(|check| check.ok));
                let both =
                    "SELECT (SELECT count(*) FROM member), (SELECT count(*) FROM journal WHERE op = 'member.add')";
                let (members, rows): (i64, i64) =
                    store.query_row(both, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
                assert_eq!(members, rows, "copy {n}");
                members
            })
            .collect();
        done.store(true, Ordering::Relaxed);
        writing.join().unwrap();
        counts
    });
    assert!(counts.is_sorted() && counts.first() < counts.last(), "the salon wrote meanwhile: {counts:?}");
}

fn added(args: Value) -> Call {
    Call {
        name: "member.add".into(),
        args,
        request_id: None,
        who: Who::Nobody,
        device: "test".into(),
        place: Place::Desk,
        now: at(10, 0),
    }
}
