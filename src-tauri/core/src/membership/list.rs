//! The members page after page, by member number, all or of one tier.

use serde::{Deserialize, Serialize};

use super::find::{self, MemberHit};
use crate::error::Result;
use crate::ids::MemberNo;
use crate::salon::Reading;
use crate::tier::Tier;

const PAGE: usize = 50;
const LARGEST_PAGE: usize = 200;

/// Which members, from where on.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ListMembers {
    /// Only this tier.
    #[ts(optional)]
    pub tier: Option<Tier>,
    /// After this member.
    #[ts(optional)]
    pub after: Option<MemberNo>,
    /// So many, at most 200.
    #[ts(optional)]
    pub limit: Option<usize>,
}

/// One page.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberPage {
    /// The members.
    pub rows: Vec<MemberHit>,
    /// Where the next page begins; none at the end.
    pub next: Option<MemberNo>,
    /// How many there are in all.
    pub total: usize,
}

/// `member.list`
pub fn list(view: &Reading<'_>, asked: ListMembers) -> Result<MemberPage> {
    let limit = asked.limit.unwrap_or(PAGE).clamp(1, LARGEST_PAGE);
    let after = asked.after.unwrap_or(MemberNo(0));
    let (page, count) = match asked.tier {
        None => ("SELECT no FROM member WHERE no > ?1 ORDER BY no LIMIT ?2", "SELECT count(*) FROM member"),
        Some(Tier::Ordinary) => (
            "SELECT no FROM member WHERE no > ?1 AND NOT EXISTS
                (SELECT 1 FROM qualification q WHERE q.member_no = no AND cancelled_on IS NULL) ORDER BY no LIMIT ?2",
            "SELECT (SELECT count(*) FROM member) - (SELECT count(*) FROM qualification WHERE cancelled_on IS NULL)",
        ),
        Some(Tier::Vip) => (
            "SELECT member_no FROM qualification WHERE member_no > ?1 AND tier = 'vip' AND cancelled_on IS NULL
             ORDER BY member_no LIMIT ?2",
            "SELECT count(*) FROM qualification WHERE tier = 'vip' AND cancelled_on IS NULL",
        ),
        Some(Tier::Svip) => (
            "SELECT member_no FROM qualification WHERE member_no > ?1 AND tier = 'svip' AND cancelled_on IS NULL
             ORDER BY member_no LIMIT ?2",
            "SELECT count(*) FROM qualification WHERE tier = 'svip' AND cancelled_on IS NULL",
        ),
    };
    let mut statement = view.db.prepare_cached(page)?;
    let numbers: Vec<MemberNo> =
        statement.query_map((after, limit), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let next = if numbers.len() == limit { numbers.last().copied() } else { None };
    let rows = numbers.into_iter().map(|no| find::listed(view.db, no)).collect::<Result<_>>()?;
    let total = view.db.prepare_cached(count)?.query_row([], |row| row.get(0))?;
    Ok(MemberPage { rows, next, total })
}
