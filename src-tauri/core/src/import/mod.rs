//! Import: the salon's own registers, as messy as they are, become its files.
//!
//! - [`sheet`]: bytes to cells, whatever the file calls itself; [`header`]: which sheet, which register, which column is what.
//! - `read_*`: pure readers of one cell each, with what is unsure about it ([`doubt`]).
//! - [`people`]: which rows are one person; [`recognise`]: whom the salon knows already; [`compare`]: what a newer file changes.
//! - [`plan`]: each row's fate. The preview shows the plan, the commit draws it again and carries it out in one transaction.
//! - [`front_desk`], [`stockroom`], [`price_list`], [`rooms`], [`staff_list`]: one file a register; what lists share is in
//!   [`list_rows`].
//! - [`draw`] lays the plan out, [`carry_out`] writes it.
//!
//! Every row is accounted for. Importing twice changes nothing; cancelling half-way leaves nothing. Refuses a file that is
//! not the one previewed, and lists of prices, rooms and staff from those who do not run the house.

mod archive;
mod carry_out;
mod compare;
mod delimited;
mod doubt;
mod draw;
mod find_owner;
mod front_desk;
mod header;
mod known;
mod list_rows;
mod newer;
mod people;
mod plan;
mod price_list;
mod read_birthday;
mod read_cancelled;
mod read_date;
mod read_name;
mod read_notes;
mod read_person;
mod read_phones;
mod read_pieces;
mod read_tier;
mod recognise;
mod rooms;
mod sheet;
mod staff_list;
mod stockroom;
#[cfg(test)]
mod tests;
mod titles;
mod workbook;
mod write_member;
mod written;

pub use doubt::{DoubtCode, ImportDoubt, Weight};
pub use plan::{
    Decision, Fate, ImportAsked, ImportChange, ImportColumn, ImportCounts, ImportKind, ImportPlan, ImportReport,
    ImportRow, ImportSheet, RowFix,
};
pub use sheet::LARGEST_FILE;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use draw::Drawn;
use header::Layout;
use sheet::Sheet;
use written::Written;

use crate::commands::{Call, Planned};
use crate::error::Result;
use crate::ids::RequestId;
use crate::salon::{Caller, Reading, Salon};

/// Which import to stop.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CancelImport {
    /// The request it runs under.
    pub request_id: RequestId,
}

/// `import.preview`: what an import would do. Changes nothing.
pub fn preview(view: &Reading<'_>, asked: ImportAsked) -> Result<ImportPlan> {
    Ok(draw::drawn(view, &asked)?.plan)
}

/// `import.commit`: carries it out, all of it or nothing. The file is read and laid beside the store before anybody has to
/// wait; see [`Planned`].
pub const COMMIT: Planned<ImportAsked, Drawn, ImportReport> =
    Planned { draw: draw::drawn, carry_out: |work, asked, drawn| carry_out::carry_out(work, drawn, &asked.file_name) };

/// `import.cancel`: asks a running import to stop; nothing of it stays.
pub fn cancel(salon: &Salon, _: &Call, _: Option<&Caller>, asked: CancelImport) -> Result<()> {
    salon.cancelling.ask(asked.request_id);
    Ok(())
}

/// A sheet, how it is laid out, and what the user corrected.
struct Source<'a> {
    sheet: &'a Sheet,
    layout: &'a Layout,
    fixes: &'a BTreeMap<String, RowFix>,
}

impl<'a> Source<'a> {
    /// A row by its number in the spreadsheet.
    fn row(&self, number: u32) -> Written<'a> {
        let cells = self.sheet.rows.get(number.saturating_sub(1) as usize).map(Vec::as_slice).unwrap_or_default();
        Written::new(self.layout, cells, self.fixes.get(&number.to_string()))
    }
}
