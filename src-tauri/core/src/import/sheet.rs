//! From a file's bytes to sheets of cells, whatever the file calls itself.
//!
//! The content decides, never the name. Refuses what is too large, what is no spreadsheet, what is locked by a password,
//! what is empty, and an archive that would swell when unpacked; that is measured before any reader sees it. Whatever the
//! bytes are, nothing here panics.

use crate::error::{Error, ErrorCode, Result};
use crate::import::{archive, delimited, workbook};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 32 * 1024 * 1024;

/// The most rows one sheet may have.
pub(super) const MOST_ROWS: usize = 100_000;

/// Columns beyond this are not told apart, no register is wider; what is written there is kept with its row.
pub(super) const MOST_COLUMNS: usize = 200;

/// The most cells all sheets together may take.
pub(super) const MOST_CELLS: usize = 8_000_000;

/// The most text all cells together may hold, in bytes: one shared text repeated in a million cells is an attack.
pub(super) const MOST_TEXT: usize = 128 * 1024 * 1024;

/// What a cell was, besides its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum CellKind {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text,
    /// A number; its text is the plain digits.
    Number,
    /// A date of the spreadsheet; its text is `YYYY-MM-DD`.
    Date,
    /// `#REF!` and the like.
    Fault,
}

/// How a cell stood in its file, besides its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// Like any other.
    #[default]
    Plain,
    /// It begins with a quote that nothing closes.
    OpenQuote,
    /// It is merged with the cell above, whose text it shows.
    Merged,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its text as written.
    pub text: String,
    /// What it was.
    pub kind: CellKind,
    /// Whether it is struck through.
    pub struck: bool,
    /// How it stood in the file.
    pub form: Form,
}

/// One sheet: row 0 is the spreadsheet's row 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    /// Its name.
    pub name: String,
    /// Its rows down to the last one with anything in it, each as wide as its last filled cell.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the workbook hides it.
    pub hidden: bool,
}

impl Cell {
    /// A cell of text.
    pub(super) fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        let kind = if text.is_empty() { CellKind::Empty } else { CellKind::Text };
        Cell { text, kind, ..Cell::default() }
    }

    /// Whether nothing is written in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl Sheet {
    /// Whether nothing at all is written in a row.
    pub(super) fn is_blank(row: &[Cell]) -> bool {
        row.iter().all(Cell::is_blank)
    }

    /// Cuts what is empty at the end of each row and of the sheet.
    pub(super) fn trimmed(mut self) -> Sheet {
        for row in &mut self.rows {
            while row.last().is_some_and(Cell::is_blank) {
                row.pop();
            }
        }
        while self.rows.last().is_some_and(Vec::is_empty) {
            self.rows.pop();
        }
        self
    }
}

/// The sheets of a file that have anything in them. Never an empty list.
pub(super) fn read(bytes: &[u8], file_name: &str) -> Result<Vec<Sheet>> {
    if bytes.len() > LARGEST_FILE {
        return Err(too_large("bytes", LARGEST_FILE));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::refused(ErrorCode::SheetEmpty));
    }
    let sheets = match bytes {
        [b'P', b'K', 3 | 5 | 7, ..] => {
            archive::refuse_swelling(bytes)?;
            workbook::read(bytes)?
        }
        [0xD0, 0xCF, 0x11, 0xE0, ..] => return Err(refuse_compound(bytes)),
        _ => vec![delimited::read(bytes, file_name)?],
    };
    let filled: Vec<Sheet> = sheets.into_iter().map(Sheet::trimmed).filter(|sheet| !sheet.rows.is_empty()).collect();
    if filled.is_empty() {
        return Err(Error::refused(ErrorCode::SheetEmpty));
    }
    Ok(filled)
}

/// Says that a file is no spreadsheet, and why.
pub(super) fn not_a_spreadsheet(why: &'static str) -> Error {
    Error::refused(ErrorCode::NotASpreadsheet).with("why", why)
}

/// Says that a file is too large, and in what.
pub(super) fn too_large(of: &'static str, most: usize) -> Error {
    Error::refused(ErrorCode::FileTooLarge).with("of", of).with("most", most)
}

/// A compound file is a workbook locked by a password, or one of the format before 2007.
fn refuse_compound(bytes: &[u8]) -> Error {
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(locked.len()).any(|window| window == locked) {
        return Error::refused(ErrorCode::FileProtected);
    }
    not_a_spreadsheet("old_format")
}
