//! Finds the header row wherever it is, tells by it which register the file is, and maps columns by what their titles mean.
//!
//! The user can correct the map. Refuses a file without a header unless the user has said which column is what, and one
//! that lacks a column its register makes no sense without.

use std::collections::BTreeMap;

use super::plan::{Fate, ImportColumn, ImportKind, ImportSheet};
use super::sheet::{Cell, CellKind, Sheet};
use super::titles::{Field, fields, kinds};
use crate::error::{Error, ErrorCode, Result};
use crate::text;

/// How far down the header is looked for.
const DEEPEST_HEADER: usize = 50;

/// Where the fields of one sheet are.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// Which register it is.
    pub kind: ImportKind,
    /// The header's row, from 1; 0 when there is none.
    pub header_row: u32,
    /// The titles, left to right.
    pub titles: Vec<String>,
    places: BTreeMap<&'static str, usize>,
}

/// Finds the sheet and its layout: the one the user named, else of the visible ones the first with the most of a register's
/// titles in its header.
pub(super) fn find(
    sheets: &[Sheet],
    named: Option<&str>,
    kind: Option<ImportKind>,
    columns: &BTreeMap<String, i64>,
) -> Result<(usize, Layout)> {
    let is_asked = |sheet: &Sheet| named.map_or(!sheet.hidden, |name| sheet.name == name);
    let mut asked: Vec<(usize, &Sheet)> = sheets.iter().enumerate().filter(|(_, sheet)| is_asked(sheet)).collect();
    if let (Some(name), true) = (named, asked.is_empty()) {
        return Err(Error::refused(ErrorCode::NoSuchSheet).with("sheet", text::said_back(name)));
    }
    if asked.is_empty() {
        asked = sheets.iter().enumerate().collect();
    }
    let found = asked.iter().rev().filter_map(|(at, sheet)| Some((*at, titled(sheet, kind)?)));
    let first = asked.first().copied();
    let (at, mut layout) = match (found.max_by_key(|(_, (weight, _))| *weight), kind, first) {
        (Some((at, (_, layout))), ..) => (at, layout),
        (None, Some(kind), Some((at, _))) if !columns.is_empty() => {
            (at, Layout { kind, header_row: 0, titles: Vec::new(), places: BTreeMap::new() })
        }
        _ => return Err(Error::refused(ErrorCode::HeaderNotFound).with("titles", first_titles(first))),
    };
    layout.correct(columns)?;
    Ok((at, layout))
}

/// Every sheet of a file, which register it looks like, and which one is read.
pub(super) fn listed(sheets: &[Sheet], chosen: Option<usize>) -> Vec<ImportSheet> {
    let listed = |(at, sheet): (usize, &Sheet)| ImportSheet {
        name: sheet.name.clone(),
        rows: u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX),
        kind: titled(sheet, None).filter(|(_, layout)| layout.is_complete()).map(|(_, layout)| layout.kind),
        hidden: sheet.hidden,
        chosen: chosen == Some(at),
    };
    sheets.iter().enumerate().map(listed).collect()
}

/// The row of a sheet with the most of a register's titles, and how many they are; none with less than two.
fn titled(sheet: &Sheet, kind: Option<ImportKind>) -> Option<(usize, Layout)> {
    let mut best: Option<(usize, Layout)> = None;
    for (row, cells) in sheet.rows.iter().enumerate().take(DEEPEST_HEADER) {
        for kind in kinds(kind) {
            let places = places_by_title(kind, cells);
            let weight = weight(kind, &places);
            if weight > best.as_ref().map_or(1, |(weight, _)| *weight) {
                let header_row = u32::try_from(row + 1).unwrap_or_default();
                let titles = cells.iter().map(|cell| cell.text.trim().to_owned()).collect();
                best = Some((weight, Layout { kind, header_row, titles, places }));
            }
        }
    }
    best.map(|(weight, layout)| (weight, layout.with_second_row(sheet)))
}

impl Layout {
    /// The cell of a field in a row.
    pub(super) fn cell<'a>(&self, cells: &'a [Cell], field: &str) -> Option<&'a Cell> {
        self.places.get(field).and_then(|place| cells.get(*place))
    }

    /// The field a column holds.
    pub(super) fn field_at(&self, place: usize) -> Option<&'static str> {
        self.places.iter().find(|(_, at)| **at == place).map(|(field, _)| *field)
    }

    /// Whether a field has a column.
    pub(super) fn has(&self, field: &str) -> bool {
        self.places.contains_key(field)
    }

    /// The title over a field.
    pub(super) fn title(&self, field: &str) -> &str {
        self.places.get(field).and_then(|place| self.titles.get(*place)).map(String::as_str).unwrap_or_default()
    }

    /// Where each field of this register was found.
    pub(super) fn columns(&self) -> Vec<ImportColumn> {
        let column = |field: &Field| {
            let place = self.places.get(field.name).copied();
            ImportColumn {
                field: field.name.to_owned(),
                column: place.and_then(|place| u32::try_from(place).ok()),
                title: place.and_then(|place| self.titles.get(place)).cloned().unwrap_or_default(),
                required: field.required,
            }
        };
        fields(self.kind).iter().map(column).collect()
    }

    /// What a row is by its form alone: nothing, a heading, a total, or a row to be read.
    pub(super) fn form_of(&self, number: u32, cells: &[Cell]) -> Fate {
        if Sheet::is_blank(cells) {
            return Fate::Blank;
        }
        if number <= self.header_row || self.repeats_header(cells) {
            return Fate::Heading;
        }
        if is_total(cells) {
            return Fate::Total;
        }
        Fate::Sure
    }

    /// Long registers print their titles again on every page.
    fn repeats_header(&self, cells: &[Cell]) -> bool {
        let places = places_by_title(self.kind, cells);
        places.len() >= 2 && places.iter().all(|(name, place)| self.places.get(name) == Some(place))
    }

    /// Whether it has every column its register makes no sense without.
    fn is_complete(&self) -> bool {
        fields(self.kind).iter().all(|field| !field.required || self.places.contains_key(field.name))
    }

    /// A header may be split over two rows: 联系方式 above, 手机 and 微信 below it. The row below belongs to the header when it
    /// is words only, has a title among them, and none where a column is that no row goes without; from the row above are
    /// taken the titles of columns that have none.
    fn with_second_row(mut self, sheet: &Sheet) -> Layout {
        let row = |number: u32| sheet.rows.get(number as usize).map(Vec::as_slice).unwrap_or_default();
        let is_word = |cell: &Cell| cell.is_blank() || (cell.kind == CellKind::Text && !has_digit(&cell.text));
        let below = row(self.header_row);
        let needed = fields(self.kind).iter().filter(|field| field.required).filter_map(|f| self.cell(below, f.name));
        let found = places_by_title(self.kind, below);
        if !found.is_empty() && below.iter().all(is_word) && { needed }.all(Cell::is_blank) {
            self.header_row += 1;
            for (field, place) in found {
                self.places.entry(field).or_insert(place);
            }
            for (place, cell) in below.iter().enumerate() {
                self.add_title(place, cell);
            }
        }
        let above = self.header_row.checked_sub(2).map(row).unwrap_or_default();
        for (field, place) in places_by_title(self.kind, above) {
            if self.titles.get(place).is_none_or(String::is_empty) {
                self.places.entry(field).or_insert(place);
                self.add_title(place, above.get(place).unwrap_or(&Cell::default()));
            }
        }
        self
    }

    /// A title of a further row beneath (or instead of) the one a column has.
    fn add_title(&mut self, place: usize, cell: &Cell) {
        let said = cell.text.trim();
        if self.titles.len() <= place {
            self.titles.resize(place + 1, String::new());
        }
        if let Some(title) = self.titles.get_mut(place).filter(|title| *title != said && !said.is_empty()) {
            *title = if title.is_empty() { said.to_owned() } else { format!("{title} {said}") };
        }
    }

    /// Takes the user's word for columns.
    fn correct(&mut self, columns: &BTreeMap<String, i64>) -> Result<()> {
        for (name, column) in columns {
            let known = fields(self.kind).iter().find(|field| field.name == name);
            let known = known.ok_or_else(|| Error::refused(ErrorCode::BadArguments).with("field", "columns"))?;
            match usize::try_from(*column) {
                Ok(place) => self.places.insert(known.name, place),
                Err(_) => self.places.remove(known.name),
            };
        }
        let missing = fields(self.kind).iter().filter(|field| field.required && !self.places.contains_key(field.name));
        let missing: Vec<&str> = missing.map(|field| field.name).collect();
        if !missing.is_empty() {
            let refusal = Error::refused(ErrorCode::ColumnsMissing).with("fields", missing);
            return Err(refusal.with("titles", &self.titles).with("kind", self.kind));
        }
        Ok(())
    }
}

/// Each field's column in a row read as titles. A title belongs to one field; the leftmost title of a meaning counts.
fn places_by_title(kind: ImportKind, cells: &[Cell]) -> BTreeMap<&'static str, usize> {
    let mut places = BTreeMap::new();
    for (place, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.kind == CellKind::Text) {
        let title = plain_title(&cell.text);
        let meant = fields(kind).iter().find(|field| field.titles.contains(&title.as_str()));
        if let Some(field) = meant {
            places.entry(field.name).or_insert(place);
        }
    }
    places
}

/// How much a row looks like the header of a register: a title each, and more when nothing it needs is missing.
fn weight(kind: ImportKind, places: &BTreeMap<&'static str, usize>) -> usize {
    let complete = fields(kind).iter().all(|field| !field.required || places.contains_key(field.name));
    if complete { places.len() * 2 + 1 } else { places.len() }
}

/// A title without its brackets, spaces and marks: `时长(分钟)` is `时长`.
fn plain_title(title: &str) -> String {
    let folded = text::folded(title);
    let plain = folded.split(['(', '[', '【', '（']).next().unwrap_or_default();
    plain.chars().filter(|c| !matches!(c, ':' | '*' | '_' | '-' | '：')).collect()
}

/// A row of totals begins with the word for it.
fn is_total(cells: &[Cell]) -> bool {
    let first = cells.iter().find(|cell| !cell.is_blank()).map(|cell| text::folded(&cell.text)).unwrap_or_default();
    ["合计", "总计", "小计", "共计", "总人数", "total"].iter().any(|word| {
        first.strip_prefix(word).is_some_and(|rest| !rest.chars().any(char::is_alphabetic) || rest == "人数")
    })
}

fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

/// The fullest of a sheet's first rows, so that the user can say which column is what.
fn first_titles(sheet: Option<(usize, &Sheet)>) -> Vec<String> {
    let filled = |cells: &&Vec<Cell>| cells.iter().filter(|cell| !cell.is_blank()).count();
    let rows = sheet.iter().flat_map(|(_, sheet)| sheet.rows.iter().take(DEEPEST_HEADER));
    let fullest = rows.rev().max_by_key(filled);
    fullest.map(|cells| cells.iter().map(|cell| cell.text.chars().take(60).collect()).collect()).unwrap_or_default()
}
