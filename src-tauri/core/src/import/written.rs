//! A row as the readers see it: each field's cell, or what the user wrote over it.

use std::borrow::Cow;

use super::delimited::FAULT;
use super::doubt::{DoubtCode, ImportDoubt};
use super::header::Layout;
use super::plan::{Decision, RowFix};
use super::read_cancelled;
use super::sheet::{Cell, CellKind, Form};
use crate::membership::add::LONGEST_NOTES;
use crate::text;

/// The longest a name may be, in characters.
pub(super) const LONGEST_NAME: usize = 60;

/// The longest a note may be, in characters.
pub(super) const LONGEST_NOTE: usize = LONGEST_NOTES;

/// What stands in a cell to say that there is nothing to say.
const NOTHING: [&str; 8] = ["否", "无", "没有", "未", "no", "0", "-", "/"];

/// One row, field by field.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    layout: &'a Layout,
    cells: &'a [Cell],
    fix: Option<&'a RowFix>,
}

impl<'a> Written<'a> {
    pub(super) fn new(layout: &'a Layout, cells: &'a [Cell], fix: Option<&'a RowFix>) -> Written<'a> {
        Written { layout, cells, fix }
    }

    /// What the user decided about the row.
    pub(super) fn decision(&self) -> Option<Decision> {
        self.fix.and_then(|fix| fix.decision)
    }

    /// What the user wrote over a field, a derived one too.
    pub(super) fn corrected(&self, field: &str) -> Option<&'a str> {
        self.fix.and_then(|fix| fix.values.as_ref()).and_then(|values| values.get(field)).map(String::as_str)
    }

    /// The cell of a field. A quote that nobody closed is no part of what it says.
    pub(super) fn cell(&self, field: &str) -> Cow<'a, Cell> {
        if let Some(text) = self.corrected(field) {
            return Cow::Owned(Cell::text(text));
        }
        match self.layout.cell(self.cells, field) {
            None => Cow::Owned(Cell::default()),
            Some(cell) if cell.form == Form::OpenQuote => {
                Cow::Owned(Cell::text(cell.text.strip_prefix('"').unwrap_or(&cell.text)))
            }
            Some(cell) => Cow::Borrowed(cell),
        }
    }

    /// What is unsure about the cells before anybody reads them: a quote that nobody closed, bytes that are no character, a
    /// cell merged with the one above. What the user wrote over a field is not unsure any more.
    pub(super) fn doubts_of_form(&self) -> Vec<ImportDoubt> {
        let mut doubts = Vec::new();
        for (place, cell) in self.cells.iter().enumerate() {
            let field = self.layout.field_at(place);
            let is_name = field == Some("name");
            let code = match cell.form {
                Form::OpenQuote => DoubtCode::QuoteOpen,
                Form::Merged if is_name => DoubtCode::NameMerged,
                Form::Merged if field.is_some() => DoubtCode::CellMerged,
                _ if cell.text.contains(FAULT) => DoubtCode::TextDamaged,
                _ => continue,
            };
            if field.is_none_or(|field| self.corrected(field).is_none()) {
                let shown: String = cell.text.chars().take(40).collect();
                let doubt = field.map_or_else(|| ImportDoubt::of_row(code), |field| ImportDoubt::of(code, field));
                doubts.push(doubt.with("text", shown));
            }
        }
        doubts
    }

    /// Whether the register has a field at all.
    pub(super) fn has_column(&self, field: &str) -> bool {
        self.corrected(field).is_some() || self.layout.has(field)
    }

    /// The title over a field.
    pub(super) fn title(&self, field: &str) -> &str {
        self.layout.title(field)
    }

    /// The text of a field, trimmed; a fault of the spreadsheet (`#REF!`) is no text.
    pub(super) fn text(&self, field: &str, doubts: &mut Vec<ImportDoubt>) -> String {
        let cell = self.cell(field);
        if cell.kind == CellKind::Fault {
            doubts.push(ImportDoubt::of(DoubtCode::CellFault, field).with("text", &cell.text));
            return String::new();
        }
        cell.text.trim().to_owned()
    }

    /// The text of a field as it may be kept: bounded, without control characters.
    pub(super) fn keepable(&self, field: &str, longest: usize, doubts: &mut Vec<ImportDoubt>) -> String {
        let written = self.text(field, doubts);
        keepable(field, &written, longest, doubts)
    }

    /// A cell that speaks of a cancellation, in whatever column, and one under a title that does; with its field, if it has
    /// one. What the user wrote over is answered.
    pub(super) fn speaks_of_cancellation(&self) -> Option<(Option<&'static str>, &'a str)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank()).find_map(|(place, cell)| {
            let field = self.layout.field_at(place);
            if field.is_some_and(|field| self.corrected(field).is_some()) {
                return None;
            }
            let title = self.layout.titles.get(place).map(String::as_str).unwrap_or_default();
            let by_title = || field.is_none() && read_cancelled::is_spoken_of(title) && !says_nothing(&cell.text);
            (read_cancelled::is_spoken_of(&cell.text) || by_title()).then_some((field, cell.text.as_str()))
        })
    }

    /// Whether the row is struck through: its name is.
    pub(super) fn is_struck(&self) -> bool {
        self.layout.cell(self.cells, "name").is_some_and(|name| name.struck && !name.is_blank())
    }

    /// Fields that alone are struck through, in a row that is not.
    pub(super) fn struck_fields(&self) -> Vec<String> {
        let is_struck = |field: &str| self.layout.cell(self.cells, field).is_some_and(|c| c.struck && !c.is_blank());
        let columns = self.layout.columns().into_iter().map(|column| column.field);
        columns.filter(|field| field != "number" && is_struck(field)).collect()
    }
}

/// Whether a cell says that there is nothing to say.
pub(super) fn says_nothing(written: &str) -> bool {
    NOTHING.contains(&text::folded(written).as_str())
}

/// A text as it may be kept, or a doubt that keeps the row out.
pub(super) fn keepable(field: &str, written: &str, longest: usize, doubts: &mut Vec<ImportDoubt>) -> String {
    if written.chars().count() > longest {
        doubts.push(ImportDoubt::of(DoubtCode::TextTooLong, field).with("longest", longest));
        return String::new();
    }
    match text::paragraph("text", written, longest) {
        Ok(kept) => kept,
        Err(_) => {
            doubts.push(ImportDoubt::of(DoubtCode::TextNotAllowed, field));
            String::new()
        }
    }
}
