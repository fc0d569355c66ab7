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

use crate::process::{copied, moved_out, paired};

static FURNISHED: OnceLock<(TempDir, String, String)> = OnceLock::new();

/// A salon with people, rooms, guests of every tier whose linen stands in its slots, and a paired tablet; the certificate of
/// its authority and that tablet's cookie.
pub(crate) fn furnished() -> (TempDir, String, String) {
    let (made, authority, cookie) = FURNISHED.get_or_init(furnish);
    (copied(made.path()), authority.clone(), cookie.clone())
}

/// A home whose store was written by the first version that shipped.
pub(crate) fn of_first_schema() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/0001");
    for file in ["store.db", "store.key"] {
        fs::copy(fixture.join(file), home.path().join(file)).unwrap();
    }
    home
}

/// Of which schema the store of a home is, found out without bringing it up to date.
pub(crate) fn schema(home: &Path) -> i64 {
    let home = Home::new(home);
    let store = open::open_checked(&home.store_file(), &home.key().unwrap()).unwrap();
    store.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

fn furnish() -> (TempDir, String, String) {
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
    let cookie = paired(&salon, "前台平板");
    let (home, authority) = moved_out(&salon);
    (home, authority, cookie)
}
