//! Reads a table written as text: comma, semicolon or tab between the cells; UTF-8 with or without its mark, UTF-16, or
//! the GB18030 (GBK) that Chinese Windows writes.
//!
//! A quote opens a cell only where one closes it again, before anything that looks like a row of its own: a quote that
//! nobody closed is text, so it never swallows the rows after it, and its row says so. A few bytes that are no character
//! are kept as the mark for that. Refuses bytes that are no text.

use std::borrow::Cow;
use std::cell::Cell as Counter;

use encoding_rs::{Encoding, GB18030};

use crate::error::Result;
use crate::import::sheet::{Cell, Form, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Sheet, not_a_spreadsheet, too_large};

/// What may stand between cells.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// So many lines tell how a table is parted.
const TELLING_LINES: usize = 50;

/// A cell has at most so many bytes and lines (a spreadsheet allows 32 767 characters); beyond, its quote was never closed.
const LONGEST_CELL: usize = 128 * 1024;
const MOST_LINES_IN_A_CELL: usize = 60;

/// So many bytes may be looked at in vain for closing quotes; a file with more is an attack, and its quotes are text.
const PATIENCE: usize = 64 * 1024 * 1024;

/// One in so many characters may be a control character, one in so many none at all; more is no text.
const CONTROLS_ONE_IN: usize = 100;
const FAULTS_ONE_IN: usize = 20;

/// Stands for bytes that are no character.
pub(super) const FAULT: char = char::REPLACEMENT_CHARACTER;

/// The one sheet of a text file, named after the file.
pub(super) fn read(bytes: &[u8], file_name: &str) -> Result<Sheet> {
    let text = decoded(bytes)?;
    if text.trim_start().starts_with(['<', '{', '%']) {
        return Err(not_a_spreadsheet("not_a_table"));
    }
    let table = Table::of(&text);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let (mut at, mut cells) = (0, 0);
    while at < text.len() {
        let (row, next) = table.row(at);
        cells += row.len();
        if rows.len() >= MOST_ROWS {
            return Err(too_large("rows", MOST_ROWS));
        }
        if cells > MOST_CELLS {
            return Err(too_large("cells", MOST_CELLS));
        }
        rows.push(row);
        at = next;
    }
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    Ok(Sheet { name: name.to_owned(), rows, hidden: false })
}

/// A text and how it is parted.
struct Table<'a> {
    text: &'a str,
    delimiter: u8,
    /// Delimiters in most rows.
    width: usize,
    patience: Counter<usize>,
}

impl<'a> Table<'a> {
    fn of(text: &'a str) -> Table<'a> {
        let lines: Vec<&str> = text.split(['\r', '\n']).filter(|l| !l.trim().is_empty()).take(TELLING_LINES).collect();
        let delimiter = delimiter(&lines);
        Table { text, delimiter, width: usual_width(&lines, delimiter), patience: Counter::new(PATIENCE) }
    }

    /// The cells of the row that begins here, and where the next one does.
    fn row(&self, mut at: usize) -> (Vec<Cell>, usize) {
        let mut cells = Vec::new();
        loop {
            let (cell, end) = self.cell(at);
            // Beyond all columns only what is written is kept, one after the other.
            if cells.len() < MOST_COLUMNS || !cell.is_blank() {
                cells.push(cell);
            }
            if self.byte(end) == Some(self.delimiter) {
                at = end + 1;
                continue;
            }
            if cells.len() == 1 && cells.first().is_some_and(|cell| cell.text.is_empty()) {
                cells.clear();
            }
            return (cells, self.after_line_end(end));
        }
    }

    fn cell(&self, at: usize) -> (Cell, usize) {
        let opens = self.byte(at) == Some(b'"');
        if opens && let Some((text, end)) = self.quoted(at + 1) {
            return (Cell::text(text), end);
        }
        let rest = self.text.get(at..).unwrap_or_default();
        let length = rest.bytes().position(|byte| self.parts(byte)).unwrap_or(rest.len());
        let form = if opens { Form::OpenQuote } else { Form::Plain };
        (Cell { form, ..Cell::text(rest.get(..length).unwrap_or_default()) }, at + length)
    }

    /// What stands between the quote before this place and the one that closes it, and where the cell ends. None if nothing
    /// closes it, or if it would run over what is a row of its own.
    fn quoted(&self, from: usize) -> Option<(String, usize)> {
        let mut text = String::new();
        let (mut start, mut at) = (from, from);
        let (mut lines, mut delimiters) = (1, 0);
        while at < from + LONGEST_CELL.min(self.patience.get()) {
            let Some(byte) = self.byte(at) else { break };
            let closes = byte == b'"' && self.byte(at + 1) != Some(b'"');
            let ends_line = byte == b'\n' || (byte == b'\r' && self.byte(at + 1) != Some(b'\n'));
            delimiters += usize::from(byte == self.delimiter);
            if closes || ends_line {
                let runs_over_a_row = lines > 1 && self.width > 0 && delimiters >= self.width;
                if runs_over_a_row || lines > MOST_LINES_IN_A_CELL {
                    break;
                }
                (lines, delimiters) = (lines + 1, 0);
            }
            if closes {
                let properly = self.byte(at + 1).is_none_or(|next| self.parts(next));
                text.push_str(self.text.get(start..at)?);
                return properly.then_some((text, at + 1));
            }
            at += 1;
            if byte == b'"' {
                text.push_str(self.text.get(start..at)?);
                at += 1;
                start = at;
            }
        }
        self.patience.set(self.patience.get().saturating_sub(at - from));
        None
    }

    /// Whether a byte ends a cell that no quote opened.
    fn parts(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    fn after_line_end(&self, at: usize) -> usize {
        let pair = self.byte(at) == Some(b'\r') && self.byte(at + 1) == Some(b'\n');
        at + if pair { 2 } else { 1 }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }
}

/// The text of the bytes: by its mark if it has one; else UTF-8 if it is that but for a few bytes, else GB18030.
fn decoded(bytes: &[u8]) -> Result<String> {
    let text = match Encoding::for_bom(bytes) {
        Some((marked, _)) => marked.decode(bytes).0,
        None => match String::from_utf8_lossy(bytes) {
            sound @ Cow::Borrowed(_) => sound,
            lossy if faults(&lossy) * FAULTS_ONE_IN <= lossy.chars().filter(|c| !c.is_ascii()).count() => lossy,
            _ => GB18030.decode(bytes).0,
        },
    };
    let controls = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')).count();
    let all = text.chars().count();
    if controls * CONTROLS_ONE_IN > all || faults(&text) * FAULTS_ONE_IN > all {
        return Err(not_a_spreadsheet("not_text"));
    }
    Ok(text.into_owned())
}

fn faults(text: &str) -> usize {
    text.chars().filter(|c| *c == FAULT).count()
}

/// The delimiter that the first lines have most of, and evenly.
fn delimiter(lines: &[&str]) -> u8 {
    let spread = |delimiter: u8| {
        let counts = lines.iter().map(|line| count(line, delimiter));
        counts.clone().filter(|count| *count > 0).count() * 1000 + counts.max().unwrap_or_default()
    };
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| spread(*delimiter)).unwrap_or(b',')
}

/// How many delimiters most lines have that have any; of several, the most.
fn usual_width(lines: &[&str], delimiter: u8) -> usize {
    let counts: Vec<usize> = lines.iter().map(|line| count(line, delimiter)).filter(|count| *count > 0).collect();
    let often = |width: usize| counts.iter().filter(|count| **count == width).count();
    counts.iter().copied().max_by_key(|width| (often(*width), *width)).unwrap_or_default()
}

fn count(line: &str, delimiter: u8) -> usize {
    line.bytes().filter(|byte| *byte == delimiter).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<usize> {
        read(text.as_bytes(), "x.csv").unwrap().rows.iter().map(Vec::len).collect()
    }

    fn texts(text: &str) -> Vec<Vec<String>> {
        let sheet = read(text.as_bytes(), "x.csv").unwrap();
        sheet.rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
    }

    fn open_quotes(text: &str) -> Vec<usize> {
        let sheet = read(text.as_bytes(), "x.csv").unwrap();
        let has_one = |row: &Vec<Cell>| row.iter().any(|cell| cell.form == Form::OpenQuote);
        sheet.rows.iter().zip(1..).filter(|(row, _)| has_one(row)).map(|(_, number)| number).collect()
    }

    #[test]
    fn empty_lines_are_rows_whatever_ends_a_line() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "", "c,d", "\"e\n\nf\",g", "", "h,i"].join(end);
            assert_eq!(rows(&text), [2, 0, 0, 2, 2, 0, 2], "{end:?}");
            assert_eq!(rows(&format!("{end}a,b{end}")), [0, 2], "{end:?}");
        }
        assert_eq!(rows("a,b\r\nc,d\ne,f\rg,h\n\r\n"), [2, 2, 2, 2, 0], "line ends of every kind in one file");
    }

    #[test]
    fn cells_may_be_parted_by_tabs_or_semicolons() {
        assert_eq!(rows("姓名\t电话\n王芳\t1,2"), [2, 2]);
        assert_eq!(rows("姓名;电话;生日\n王芳;1,2;"), [3, 3]);
        assert_eq!(texts("姓名;备注\n王芳;\"a;b\"\"c\"\n"), [["姓名", "备注"], ["王芳", "a;b\"c"]]);
    }

    #[test]
    fn a_quote_that_nobody_closed_swallows_no_row() {
        let first = "no,name,note\n1,王芳,\"只做面部\n2,李娜,\n3,周磊,x\n";
        assert_eq!((rows(first), open_quotes(first)), (vec![3; 4], vec![2]));
        assert_eq!(texts(first)[1], ["1", "王芳", "\"只做面部"]);
        let before_a_sound_one = "no,name,note\n1,\"王芳,a\n2,李娜,\"b, c\"\n3,周磊,x\n";
        assert_eq!((rows(before_a_sound_one), open_quotes(before_a_sound_one)), (vec![3; 4], vec![2]));
        let closed_rows_later = "no,name,note\n1,王芳,\"a\n2,李娜,b\"\n3,周磊,x\n";
        assert_eq!((rows(closed_rows_later), open_quotes(closed_rows_later)), (vec![3; 4], vec![2]));
        let last = "no,name,note\n1,王芳,\"a";
        assert_eq!((rows(last), open_quotes(last)), (vec![3, 3], vec![2]));
        let in_one_column = format!("name\n\"王芳\n{}", "李娜\n".repeat(500));
        assert_eq!((rows(&in_one_column).len(), open_quotes(&in_one_column)), (502, vec![2]));
    }

    #[test]
    fn quotes_within_a_cell_are_text_and_sound_ones_may_run_over_lines() {
        assert_eq!(texts("a,b\n王\"芳\",\"x\ny\"\n"), [["a", "b"], ["王\"芳\"", "x\ny"]]);
        assert_eq!(open_quotes("a,b\n王\"芳\",\"x\ny\"\n"), [] as [usize; 0]);
        assert_eq!((texts("a,b\n\"王芳\"x,y\n")[1][0].as_str(), rows("a,b\n\"王芳\"x,y\n")), ("\"王芳\"x", vec![2, 2]));
    }

    #[test]
    fn a_file_full_of_quotes_takes_no_time() {
        let hostile = format!("a,b,c\n{}", "\"x,\"\"".repeat(400_000));
        assert!(read(hostile.as_bytes(), "x.csv").is_ok());
    }

    #[test]
    fn a_few_bad_bytes_spoil_their_own_cell_only() {
        let mut utf8 =
            "姓名,电话\n王芳,13800138001\n李娜,13800138002\n周磊磊磊磊磊磊磊磊磊磊磊磊磊,1\n".as_bytes().to_vec();
        let at = utf8.windows(3).position(|bytes| bytes == "李".as_bytes()).unwrap();
        utf8.remove(at + 2);
        let rows = read(&utf8, "x.csv").unwrap().rows;
        assert_eq!(rows[1][0].text, "王芳", "one bad byte does not make it another encoding");
        assert!(rows[2][0].text.contains(FAULT));
        let nul = format!("姓名,电话\n王\0芳,13800138001\n{}", "李娜,13800138002\n".repeat(9));
        assert_eq!(read(nul.as_bytes(), "x.csv").unwrap().rows[1][0].text, "王\0芳");
    }
}
