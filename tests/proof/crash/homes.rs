//! Homes to be killed in: a furnished salon made once and copied, and the homes of schemas that must be brought up to date.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use lantai_core::home::Home;
use lantai_core::store::open;
use lantai_core::test_salon::{STOCKROOM, TestSalon};
use lantai_core::tier::Tier;
use serde_json::json;
use tempfile::TempDir;

/// The name of the tablet that is paired with each served home.
const TABLET: &str = "前台平板";

static FURNISHED: OnceLock<(TempDir, String)> = OnceLock::new();

/// A salon with people, rooms, guests of every tier whose linen stands in its slots, and a paired tablet; and that tablet's
/// cookie.
pub(crate) fn furnished() -> (TempDir, String) {
    let (made, cookie) = FURNISHED.get_or_init(furnish);
    (copied(made.path()), cookie.clone())
}

/// A home whose store was written by the first version that shipped.
pub(crate) fn of_first_schema() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/0001");
    fs::copy(fixture.join("store.db"), home.path().join("store.db")).unwrap();
    fs::copy(fixture.join("store.key"), home.path().join("store.key")).unwrap();
    home
}

/// Of which schema the store of a home is, found out without bringing it up to date.
pub(crate) fn schema(home: &Path) -> i64 {
    let home = Home::new(home);
    let store = open::open_checked(&home.store_file(), &home.key().unwrap()).unwrap();
    store.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

/// A copy of a closed home, its backups left out.
fn copied(home: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for file in fs::read_dir(home).unwrap().flatten().filter(|file| file.path().is_file()) {
        fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    copy
}

fn furnish() -> (TempDir, String) {
    let salon = TestSalon::new();
    for (number, (name, tier)) in
        [("张三", Tier::Svip), ("李四", Tier::Svip), ("王五", Tier::Vip), ("赵六", Tier::Vip)].into_iter().enumerate()
    {
        let member = salon.qualified(name, &format!("1380013800{number}"), tier);
        salon.must(STOCKROOM, "linen.make_set", json!({ "memberNo": member }));
        salon.must(STOCKROOM, "linen.shelve", json!({ "memberNo": member }));
    }
    for number in 0..6 {
        salon.member(&format!("钱{number}"), &format!("1370013700{number}"));
    }
    let code = salon.must("010", "device.invite", json!(null))["code"].clone();
    let paired = salon.must("010", "device.pair", json!({ "code": code, "name": TABLET }));
    let cookie = format!("__Host-lantai-device={}", paired["token"].as_str().unwrap());
    // Served once, the shop has its authority.
    let page: lantai_lan::Page = std::sync::Arc::new(|_: &str| None);
    let clock = || lantai_core::test_salon::at(9, 0);
    let shop = std::sync::Arc::clone(&salon.salon);
    drop(lantai_lan::begin(lantai_lan::Serving { salon: shop, page, clock, machine: "desk".into(), port: 0 }).unwrap());
    let TestSalon { salon: open, home, .. } = &salon;
    let made = tempfile::tempdir().unwrap();
    lantai_core::store::backup::to_file(open, &made.path().join("store.db")).unwrap();
    fs::copy(home.key_file(), made.path().join("store.key")).unwrap();
    fs::copy(home.recovery_file(), made.path().join("recovery.json")).unwrap();
    fs::remove_file(made.path().join("store.db.recovery")).unwrap();
    drop(Home::new(made.path()).open().unwrap());
    (made, cookie)
}
