//! The salon that is damaged: every kind of page, a log with several commits in it, a backup, and what it answered when whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lantai_core::clock::Instant;
use lantai_core::commands::{Call, Place, dispatch};
use lantai_core::error::Failure;
use lantai_core::home::Home;
use lantai_core::salon::{Salon, Who};
use lantai_core::store::open;
use lantai_core::test_salon::{BEAUTICIAN, DESK, MANAGER, STOCKROOM, TestSalon, at};
use lantai_core::tier::Tier;
use serde_json::{Value, json};

pub(super) const STORE: &str = "store.db";
pub(super) const LOG: &str = "store.db-wal";
pub(super) const HEAD: &str = "store.db.head";

/// SQLCipher's page.
pub(super) const PAGE: usize = 4096;

/// Files by their names within a home.
pub(super) type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A home's files as they lay when the power went, and what the salon answered.
pub(super) struct Stage {
    pub(super) files: Files,
    pub(super) backup: PathBuf,
    pub(super) answers: Vec<String>,
    pub(super) kinds: BTreeMap<usize, String>,
}

/// Where the damaged homes are made: in memory where there is a place for it.
pub(super) fn place() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
}

impl Stage {
    pub(super) fn set() -> Stage {
        let salon = TestSalon::within(&place());
        furnish(&salon);
        let raw = open::open(&salon.home.store_file(), &salon.home.key().unwrap()).unwrap();
        raw.execute_batch(
            "CREATE TABLE passing (x BLOB); INSERT INTO passing SELECT randomblob(3000) FROM member LIMIT 30;
             DROP TABLE passing; PRAGMA wal_checkpoint(TRUNCATE)",
        )
        .unwrap();
        salon.must(MANAGER, "store.backup", json!(null));
        after_the_backup(&salon);
        let files = all_files(&salon.home.dir);
        let backup =
            files.keys().find(|name| name.extension().is_some_and(|ending| ending == "backup")).unwrap().clone();
        let answers = ask(&salon.salon, at(15, 0)).into_iter().map(|answer| answer.unwrap()).collect();
        Stage { backup, answers, kinds: kinds(&raw), files }
    }

    /// A home with these files, in a folder that is emptied first.
    pub(super) fn lay(&self, folder: &Path) -> Home {
        fs::remove_dir_all(folder).ok();
        fs::create_dir_all(folder.join("backups")).unwrap();
        for (name, bytes) in &self.files {
            fs::write(folder.join(name), bytes).unwrap();
        }
        Home::new(folder)
    }

    /// Whether the page in which a byte of the store lies stands in the log too: each frame there begins with its page's number.
    pub(super) fn is_in_the_log(&self, byte: usize) -> bool {
        let page = u32::try_from(byte / PAGE + 1).unwrap().to_be_bytes();
        self.files[Path::new(LOG)][32..].chunks(24 + PAGE).any(|frame| frame.starts_with(&page))
    }

    /// What kind of page a byte of the store lies in.
    pub(super) fn kind(&self, byte: usize) -> &str {
        self.kinds.get(&(byte / PAGE + 1)).map_or("free", String::as_str)
    }
}

/// What the salon is asked, with the whole answer or the code it was refused by.
pub(super) fn ask(salon: &Salon, now: Instant) -> Vec<Result<String, Failure>> {
    let readings = [
        ("house.status", json!(null)),
        ("member.search", json!({ "query": "ke" })),
        ("member.search", json!({ "query": "0123" })),
        ("member.card", json!({ "memberNo": 1 })),
        ("member.file", json!({ "memberNo": 2 })),
        ("member.list", json!({})),
        ("booking.day", json!({ "date": "2026-11-21" })),
        ("booking.arrivals", json!({ "date": "2026-11-21" })),
        ("till.day", json!({ "date": "2026-11-21" })),
        ("linen.shelf", json!(null)),
        ("tray.calls", json!(null)),
        ("catalog.list", json!({})),
        ("room.list", json!(null)),
        ("staff.list", json!(null)),
        ("device.list", json!(null)),
        ("setting.list", json!(null)),
    ];
    readings.into_iter().map(|(name, args)| call(salon, now, name, args)).collect()
}

fn call(salon: &Salon, now: Instant, name: &str, args: Value) -> Result<String, Failure> {
    let call = Call {
        name: name.to_owned(),
        args,
        request_id: None,
        who: Who::Staff(MANAGER.to_owned()),
        device: "test".to_owned(),
        place: Place::Desk,
        now,
    };
    dispatch(salon, &call).map(|answer| answer.get().to_owned())
}

fn furnish(salon: &TestSalon) {
    for guest in 0..150 {
        let notes = format!("过敏：精油。{guest}").repeat(20);
        let asked = json!({ "name": format!("客{guest}"), "phones": [format!("138{guest:08}")], "notes": notes });
        salon.must(DESK, "member.add", asked);
    }
    let register = include_bytes!("../../../assets/demo/stockroom-register.xlsx");
    let asked = json!({ "fileName": "stockroom-register.xlsx", "contentBase64": STANDARD.encode(register) });
    salon.must(MANAGER, "import.commit", asked);
    let code = salon.must(DESK, "device.invite", json!(null))["code"].clone();
    salon.must(DESK, "device.pair", json!({ "code": code, "name": "库房平板" }));
    let member = salon.qualified("孙丽娟", "13900006027", Tier::Vip);
    salon.must(STOCKROOM, "linen.make_set", json!({ "memberNo": member }));
    let slot = json!({ "memberNo": member, "roomId": salon.room("V1"), "beauticianId": salon.staff(BEAUTICIAN),
                       "startMs": at(10, 0), "serviceIds": [salon.item("S001")], "source": "phone" });
    let booking = salon.must(DESK, "booking.reserve", slot)["bookingId"].clone();
    for to in ["arrived", "in_treatment", "finished"] {
        salon.must(DESK, "booking.advance", json!({ "bookingId": booking, "to": to }));
    }
    let lines = json!([{ "itemId": salon.item("S001"), "quantity": 1 }]);
    let due = salon.must(DESK, "till.quote", json!({ "bookingId": booking, "lines": lines }))["due"].clone();
    let payments = json!([{ "method": "cash", "amount": due }]);
    salon.must(DESK, "till.settle", json!({ "bookingId": booking, "lines": lines, "payments": payments, "due": due }));
}

/// What stands in the log only.
fn after_the_backup(salon: &TestSalon) {
    salon.must(MANAGER, "setting.set", json!({ "key": "turnover_minutes", "value": 20 }));
    salon.must(DESK, "member.amend", json!({ "memberNo": 1, "notes": "改过的备注" }));
    for guest in 0..6 {
        salon.member(&format!("新客{guest}"), &format!("137{guest:08}"));
    }
    let slot = json!({ "memberNo": 3, "roomId": salon.room("P1"), "beauticianId": salon.staff(BEAUTICIAN),
                       "startMs": at(14, 0), "serviceIds": [salon.item("S001")], "source": "phone" });
    salon.must(DESK, "booking.reserve", slot);
}

pub(super) fn all_files(folder: &Path) -> Files {
    let mut found = BTreeMap::new();
    for below in ["", "backups"] {
        for entry in fs::read_dir(folder.join(below)).unwrap().flatten().filter(|entry| entry.path().is_file()) {
            let name = Path::new(below).join(entry.file_name());
            // The index of the log is made anew, and so are the locks.
            if name.to_str().is_some_and(|name| !name.ends_with("-shm") && !name.ends_with(".lock")) {
                found.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

/// What each page is: a tree's inner page or leaf, of a table or an index, or what overflows from one. The rest is free.
fn kinds(raw: &rusqlite::Connection) -> BTreeMap<usize, String> {
    let sql = "SELECT d.pageno, d.pagetype, coalesce(s.type, 'table') FROM dbstat d LEFT JOIN sqlite_schema s ON s.name = d.name";
    let mut rows = raw.prepare(sql).unwrap();
    let kind = |row: &rusqlite::Row<'_>| -> rusqlite::Result<(i64, String)> {
        Ok((row.get(0)?, format!("{} {}", row.get::<_, String>(2)?, row.get::<_, String>(1)?)))
    };
    let kinds = rows.query_map([], kind).unwrap().map(Result::unwrap);
    kinds.map(|(page, kind)| (page as usize, kind)).collect()
}
