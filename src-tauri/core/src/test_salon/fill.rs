//! A salon with very many members at once, for what measures it: a million files in a minute or two.
//!
//! The files are written by the rule that every new file is written by, in one act. Only their search rows are written
//! together, sorted, and the index that leads from a member to them is made anew at the end: row by row each would fall on
//! another page of two trees that no cache holds.

use rusqlite::Connection;
use uuid::Uuid;

use super::TestSalon;
use crate::error::Result;
use crate::ids::{MemberNo, RequestId};
use crate::membership::add::{NewMemberRow, begin};
use crate::membership::birthday::Birthday;
use crate::membership::keys::KeyKind;
use crate::salon::Act;
use crate::store::open;

const SURNAMES: [&str; 24] = [
    "张", "王", "李", "赵", "曾", "欧阳", "刘", "陈", "杨", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何",
    "郭", "马", "罗", "单", "司马",
];
const GIVEN: [&str; 40] = [
    "伟", "丽", "华", "秀", "英", "海", "燕", "敏", "静", "桂", "芳", "雪", "梅", "婷", "文", "娟", "晓", "红", "兰",
    "玉", "春", "霞", "慧", "琴", "倩", "佳", "怡", "思", "雨", "梦", "瑶", "诗", "涵", "欣", "妍", "宁", "安", "乐",
    "君", "悦",
];

/// The nth of a row of people with names, numbers and birthdays as a salon has them; no two share a number.
pub fn person(n: u32) -> NewMemberRow {
    let n = n as usize;
    let second = if n.is_multiple_of(7) { "" } else { GIVEN[n / 960 % 40] };
    NewMemberRow {
        name: format!("{}{}{second}", SURNAMES[n % 24], GIVEN[n / 24 % 40]),
        phones: vec![number(n as u64)],
        birthday: Birthday::solar(Some(1950 + n as i32 * 13 % 55), 1 + n as u32 * 7 % 12, 1 + n as u32 * 11 % 28),
        ..NewMemberRow::default()
    }
}

/// The number of the nth person: another for each of the first thousand million.
pub fn number(n: u64) -> String {
    format!("13{:09}", n * 715_827_881 % 1_000_000_000)
}

/// Writes these files and folds the log into the store.
pub fn fill(salon: &TestSalon, people: impl Iterator<Item = NewMemberRow>) -> Result<()> {
    let request = RequestId(Uuid::from_u128(1 << 100));
    let act = Act { op: "test.fill", request, now: salon.now(), caller: None, device: "test", args: "{}" };
    salon.salon.transact(&act, |work| {
        let mut rows = SearchRows::default();
        for person in people {
            let (no, keys) = begin(work, &person)?;
            keys.iter().for_each(|(kind, key)| rows.push(*kind, key, no));
        }
        rows.write(work.db)
    })?;
    let store = open::open(salon.salon.file(), salon.salon.key())?;
    store.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

/// Search rows side by side in little memory: twelve bytes and the text of each.
#[derive(Default)]
struct SearchRows {
    text: String,
    rows: Vec<(u32, u8, u8, u32)>,
}

impl SearchRows {
    fn push(&mut self, kind: KeyKind, key: &str, MemberNo(no): MemberNo) {
        let small = |number: usize| u32::try_from(number).expect("fewer than four thousand million");
        let row = (small(self.text.len()), key.len() as u8, kind as u8, small(no as usize));
        self.text.push_str(key);
        self.rows.push(row);
    }

    fn write(mut self, db: &Connection) -> Result<()> {
        const INDEX: &str = "member_key_by_member";
        let made: String = db.query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [INDEX], |row| row.get(0))?;
        db.execute_batch(&format!("DROP INDEX {INDEX}"))?;
        let text = &self.text;
        let key = |(from, length, ..): &(u32, u8, u8, u32)| &text[*from as usize..*from as usize + *length as usize];
        self.rows.sort_unstable_by(|one, other| (key(one), one.2, one.3).cmp(&(key(other), other.2, other.3)));
        let mut insert = db.prepare("INSERT INTO member_key (kind, key, member_no) VALUES (?1, ?2, ?3)")?;
        for row in &self.rows {
            insert.execute((row.2, key(row), row.3))?;
        }
        Ok(db.execute_batch(&made)?)
    }
}
