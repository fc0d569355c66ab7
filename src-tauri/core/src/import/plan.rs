//! The plan of an import: what each row would become. The preview shows it, the commit draws it again from the same bytes
//! and carries it out; so nothing is written that was not seen, and the digest guards that the file is the same.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::doubt::{ImportDoubt, Weight, heaviest};
use super::header::Layout;
use super::sheet::{Cell, Sheet};
use crate::ids::MemberNo;

/// Which register a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// 前台会员资格记录表
    FrontDeskRegister,
    /// 库管会员资格记录表
    StockroomRegister,
    /// 价目表
    PriceList,
    /// 房间
    Rooms,
    /// 员工
    Staff,
}

impl ImportKind {
    /// The stored name.
    pub fn name(self) -> &'static str {
        match self {
            ImportKind::FrontDeskRegister => "front_desk_register",
            ImportKind::StockroomRegister => "stockroom_register",
            ImportKind::PriceList => "price_list",
            ImportKind::Rooms => "rooms",
            ImportKind::Staff => "staff",
        }
    }
}

/// A file to be read in, and what the user has said about it so far.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportAsked {
    /// What the file is called.
    pub file_name: String,
    /// Its bytes, base64.
    pub content_base64: String,
    /// Which sheet of a workbook to read, by name; the one that looks most like a register if left out.
    #[ts(optional)]
    pub sheet: Option<String>,
    /// Which register it is; read from its header if left out.
    #[ts(optional)]
    pub kind: Option<ImportKind>,
    /// Which column holds a field, from 0; -1 for none. Fields left out are found by their titles.
    #[ts(optional)]
    pub columns: Option<BTreeMap<String, i64>>,
    /// What the user corrected, by row number.
    #[ts(optional)]
    pub fixes: Option<BTreeMap<String, RowFix>>,
    /// The digest of the file that was previewed; a commit refuses another.
    #[ts(optional)]
    pub digest: Option<String>,
}

/// What the user said about a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RowFix {
    /// Fields as they should have been written.
    #[ts(optional)]
    pub values: Option<BTreeMap<String, String>>,
    /// What shall become of it.
    #[ts(optional)]
    pub decision: Option<Decision>,
}

/// What shall become of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// As it was read: the doubts are seen.
    Accept,
    /// Left out.
    Skip,
    /// It is the person of that name already there.
    Merge,
    /// It is another person.
    Separate,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Read without doubt.
    Sure,
    /// Read as best it can be.
    Doubtful,
    /// Kept out until it is corrected.
    Refused,
    /// Nothing is written in it.
    Blank,
    /// A title above the rows, or the header.
    Heading,
    /// A row of totals.
    Total,
    /// The same person as an earlier row.
    Merged,
    /// The salon knows all of it already.
    Unchanged,
    /// Left out by the user.
    Skipped,
}

impl Fate {
    /// The stored name.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Sure => "sure",
            Fate::Doubtful => "doubtful",
            Fate::Refused => "refused",
            Fate::Blank => "blank",
            Fate::Heading => "heading",
            Fate::Total => "total",
            Fate::Merged => "merged",
            Fate::Unchanged => "unchanged",
            Fate::Skipped => "skipped",
        }
    }
}

/// One row of the file and what becomes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportRow {
    /// As the spreadsheet counts, from 1.
    pub row: u32,
    /// What becomes of it.
    pub fate: Fate,
    /// The cells as they stand. Empty in a report: the store keeps them.
    pub text: Vec<String>,
    /// What was read, by field.
    pub read: BTreeMap<String, String>,
    /// What is unsure.
    pub doubts: Vec<ImportDoubt>,
    /// What it changes about a file, set, item, room or person already there.
    pub changes: Vec<ImportChange>,
    /// The member, once there is one.
    pub member_no: Option<MemberNo>,
    /// The earlier row of the same person.
    pub merged_into_row: Option<u32>,
}

/// One thing a row changes about what is already there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportChange {
    /// Which field.
    pub field: String,
    /// What it was.
    pub from: String,
    /// What it becomes.
    pub to: String,
}

/// Where a field was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportColumn {
    /// Which field.
    pub field: String,
    /// Its column, from 0.
    pub column: Option<u32>,
    /// The title over it.
    pub title: String,
    /// Whether the register makes no sense without it.
    pub required: bool,
}

/// One sheet of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportSheet {
    /// Its name.
    pub name: String,
    /// All its rows, down to the last one with anything in it.
    pub rows: u32,
    /// Which register it looks like; none if it has no header of any.
    pub kind: Option<ImportKind>,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// Whether it is the one that is read.
    pub chosen: bool,
}

/// How many rows met each fate. Together with those of the sheets that are not read they are all rows of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct ImportCounts {
    /// All rows of the sheet that is read.
    pub rows: u32,
    /// Rows on the file's other sheets: they wait until somebody chooses their sheet.
    pub unread: u32,
    pub sure: u32,
    pub doubtful: u32,
    pub refused: u32,
    pub blank: u32,
    pub heading: u32,
    pub total: u32,
    pub merged: u32,
    pub unchanged: u32,
    pub skipped: u32,
}

/// What an import would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportPlan {
    /// Which register it is.
    pub kind: ImportKind,
    /// The sheet that is read.
    pub sheet: String,
    /// Every sheet of the file that holds anything, this one too.
    pub sheets: Vec<ImportSheet>,
    /// The row with the titles, from 1; 0 when there is none.
    pub header_row: u32,
    /// Where each field was found.
    pub columns: Vec<ImportColumn>,
    /// All titles, left to right.
    pub titles: Vec<String>,
    /// How many rows met each fate.
    pub counts: ImportCounts,
    /// Every row.
    pub rows: Vec<ImportRow>,
    /// The file's digest.
    pub digest: String,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// The plan that was carried out.
    #[serde(flatten)]
    pub plan: ImportPlan,
    /// New members, sets, items, rooms or people.
    pub added: u32,
    /// Those that were changed.
    pub changed: u32,
}

impl ImportRow {
    /// A row about which nothing is known yet.
    pub(super) fn of(row: u32, cells: &[Cell]) -> ImportRow {
        ImportRow {
            row,
            fate: Fate::Blank,
            text: cells.iter().map(|cell| cell.text.clone()).collect(),
            read: BTreeMap::new(),
            doubts: Vec::new(),
            changes: Vec::new(),
            member_no: None,
            merged_into_row: None,
        }
    }

    /// Notes a value that was read, unless it is empty.
    pub(super) fn note(&mut self, field: &str, value: impl ToString) {
        let value = value.to_string();
        if !value.is_empty() {
            self.read.insert(field.to_owned(), value);
        }
    }

    /// Decides the fate by the doubts and by what the user said.
    pub(super) fn settle(&mut self, decision: Option<Decision>) {
        self.fate = match (heaviest(&self.doubts), decision) {
            (_, Some(Decision::Skip)) => Fate::Skipped,
            (Weight::Refusal, _) => Fate::Refused,
            (Weight::Doubt, None) => Fate::Doubtful,
            _ => Fate::Sure,
        };
    }

    /// Whether the row is to be carried out.
    pub(super) fn counts(&self) -> bool {
        matches!(self.fate, Fate::Sure | Fate::Doubtful | Fate::Merged)
    }
}

impl ImportPlan {
    /// A plan with every row of the sheet, each told apart only as far as its form tells.
    pub(super) fn laid_out(layout: &Layout, sheet: &Sheet, sheets: Vec<ImportSheet>, digest: String) -> ImportPlan {
        let rows = sheet.rows.iter().zip(1_u32..).map(|(cells, number)| {
            let mut row = ImportRow::of(number, cells);
            row.fate = layout.form_of(number, cells);
            row
        });
        ImportPlan {
            kind: layout.kind,
            sheet: sheet.name.clone(),
            sheets,
            header_row: layout.header_row,
            columns: layout.columns(),
            titles: layout.titles.clone(),
            counts: ImportCounts::default(),
            rows: rows.collect(),
            digest,
        }
    }

    /// Counts the rows by fate.
    pub(super) fn count(&mut self) {
        let unread = self.sheets.iter().filter(|sheet| !sheet.chosen).map(|sheet| sheet.rows).sum();
        let mut counts = ImportCounts { unread, ..ImportCounts::default() };
        for row in &self.rows {
            counts.rows += 1;
            *match row.fate {
                Fate::Sure => &mut counts.sure,
                Fate::Doubtful => &mut counts.doubtful,
                Fate::Refused => &mut counts.refused,
                Fate::Blank => &mut counts.blank,
                Fate::Heading => &mut counts.heading,
                Fate::Total => &mut counts.total,
                Fate::Merged => &mut counts.merged,
                Fate::Unchanged => &mut counts.unchanged,
                Fate::Skipped => &mut counts.skipped,
            } += 1;
        }
        self.counts = counts;
    }
}
