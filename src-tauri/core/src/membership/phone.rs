//! A member's numbers: storing a new one (the old kept as former, policy §3.5) and showing them in full, which is logged.

use serde::{Deserialize, Serialize};

use super::{add, keys, rows};
use crate::error::Result;
use crate::ids::MemberNo;
use crate::salon::{Topic, Writing};

/// A member and the number she called from.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StorePhone {
    /// Whose number it is.
    pub member_no: MemberNo,
    /// However typed.
    pub phone: String,
}

/// What became of the earlier numbers.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct PhoneStored {
    /// The numbers now kept as former, masked.
    pub former: Vec<String>,
}

/// Whose numbers somebody needs to see in full.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RevealPhone {
    /// Whose.
    pub member_no: MemberNo,
}

/// Numbers in full, those in use first.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct RevealedPhones {
    /// Numbers.
    pub phones: Vec<String>,
}

/// `member.store_phone`: the number she called from becomes hers, the others become former.
pub fn store(work: &mut Writing<'_>, asked: StorePhone) -> Result<PhoneStored> {
    let number = add::read_phone(&asked.phone)?;
    let held = rows::by_no(work.db, asked.member_no)?;
    work.db
        .prepare_cached("UPDATE member_phone SET current = 0 WHERE member_no = ?1 AND number <> ?2")?
        .execute((asked.member_no, &number))?;
    work.db
        .prepare_cached(
            "INSERT INTO member_phone (member_no, number, current, position, since_ms) VALUES (?1, ?2, 1, 0, ?3)
             ON CONFLICT (member_no, number) DO UPDATE SET current = 1, position = 0, since_ms = excluded.since_ms",
        )?
        .execute((asked.member_no, &number, work.now))?;
    keys::rewrite(work.db, asked.member_no)?;
    work.touches(Topic::Member);
    let former = held.phones.iter().filter(|phone| phone.number != number);
    Ok(PhoneStored { former: former.map(|phone| crate::phone::mask(&phone.number)).collect() })
}

/// `member.reveal`: a write, because the journal keeps who looked, and when.
pub fn reveal(work: &mut Writing<'_>, asked: RevealPhone) -> Result<RevealedPhones> {
    let held = rows::by_no(work.db, asked.member_no)?;
    Ok(RevealedPhones { phones: held.phones.into_iter().map(|phone| phone.number).collect() })
}
