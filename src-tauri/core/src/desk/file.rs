//! The whole file of a member: the card, and what lies behind it.

use serde::{Deserialize, Serialize};

use super::card::{self, CardAsked, MemberCard};
use crate::clock::{Date, Instant};
use crate::error::Result;
use crate::ids::{BillId, MemberNo};
use crate::linen::view::LinenMove;
use crate::money::Money;
use crate::salon::Reading;
use crate::tier::Tier;
use crate::{linen, membership, phone, settlement};

/// How much of each part is shown.
const SHOWN: u32 = 50;

/// Everything about a member.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberFile {
    /// The card.
    #[serde(flatten)]
    pub card: MemberCard,
    /// What she does.
    pub occupation: String,
    /// When the file was begun.
    pub created_at: Instant,
    /// The rows of the registers it came from, as they were written.
    pub sources: Vec<SourceRow>,
    /// Every qualification, in force and cancelled.
    pub qualifications: Vec<QualificationLine>,
    /// The moves of her linen, the newest first.
    pub linen_moves: Vec<LinenMove>,
    /// Her bills, the newest first.
    pub bills: Vec<BillLine>,
}

/// One row of a register.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct SourceRow {
    /// The sheet.
    pub sheet: String,
    /// The row, as the spreadsheet counts.
    pub row: i64,
    /// Its cells, left to right, numbers masked.
    pub text: Vec<String>,
}

/// One qualification.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct QualificationLine {
    /// VIP or SVIP.
    pub tier: Tier,
    /// The approval date.
    pub since: Option<Date>,
    /// Cancelled on a date, or in a month.
    pub until: Option<String>,
}

/// One bill.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BillLine {
    /// Which.
    pub bill_id: BillId,
    /// The receipt number.
    pub number: String,
    /// When.
    pub at_ms: Instant,
    /// What was paid.
    pub due: Money,
}

/// `member.file`
pub fn file(view: &Reading<'_>, asked: CardAsked) -> Result<MemberFile> {
    let member = membership::rows::by_no(view.db, asked.member_no)?;
    let (occupation, created_at) = (member.occupation.clone(), member.created);
    Ok(MemberFile {
        card: card::of(view, member)?,
        occupation,
        created_at,
        sources: sources(view, asked.member_no)?,
        qualifications: qualifications(view, asked.member_no)?,
        linen_moves: linen::view::moves_of(view.db, asked.member_no, SHOWN)?,
        bills: settlement::rows::bills_of_member(view.db, asked.member_no, SHOWN)?
            .into_iter()
            .map(|bill| BillLine { bill_id: bill.id, number: bill.number, at_ms: bill.at, due: bill.due })
            .collect(),
    })
}

fn sources(view: &Reading<'_>, member: MemberNo) -> Result<Vec<SourceRow>> {
    let mut rows = view
        .db
        .prepare_cached("SELECT sheet, row, written FROM member_source WHERE member_no = ?1 ORDER BY import_id, row")?;
    let rows = rows.query_map([member], |row| {
        let written: String = row.get(2)?;
        let text = serde_json::from_str(&written).unwrap_or_else(|_| vec![written]);
        Ok(SourceRow {
            sheet: row.get(0)?,
            row: row.get(1)?,
            text: text.iter().map(|cell| phone::masked_in(cell)).collect(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn qualifications(view: &Reading<'_>, member: MemberNo) -> Result<Vec<QualificationLine>> {
    let mut rows = view.db.prepare_cached(
        "SELECT tier, approved_on, cancelled_on FROM qualification WHERE member_no = ?1
         ORDER BY cancelled_on IS NOT NULL, approved_on DESC",
    )?;
    let rows = rows.query_map([member], |row| {
        Ok(QualificationLine { tier: row.get(0)?, since: row.get(1)?, until: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
