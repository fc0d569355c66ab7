//! Reads a table written as text: comma, semicolon or tab between the cells; UTF-8 with or without its mark, UTF-16, or
//! the GB18030 (GBK) that Chinese Windows writes. Refuses bytes that are no text.

use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::error::Result;
use crate::import::sheet::{Cell, MOST_COLUMNS, MOST_ROWS, Sheet, not_a_spreadsheet, too_large};

/// What may stand between cells.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// The one sheet of a text file, named after the file.
pub(super) fn read(bytes: &[u8], file_name: &str) -> Result<Sheet> {
    let text = decoded(bytes)?;
    if text.trim_start().starts_with(['<', '{', '%']) {
        return Err(not_a_spreadsheet("not_a_table"));
    }
    let mut table = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for record in table.records() {
        let record = record.map_err(|_| not_a_spreadsheet("damaged"))?;
        // The reader passes over empty lines; they are rows all the same, and are counted.
        let passed_over = record.position().map_or(0, |position| empty_lines(&text, position.byte()));
        if rows.len() + passed_over >= MOST_ROWS {
            return Err(too_large("rows", MOST_ROWS));
        }
        rows.resize_with(rows.len() + passed_over, Vec::new);
        rows.push(record.iter().take(MOST_COLUMNS).map(Cell::text).collect());
    }
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    Ok(Sheet { name: name.to_owned(), rows })
}

/// The text of the bytes: by its mark if it has one, else UTF-8 if it is that, else GB18030.
fn decoded(bytes: &[u8]) -> Result<String> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((marked, _)) => marked,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => GB18030,
    };
    let (text, _, faulty) = encoding.decode(bytes);
    let is_text = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    if faulty || !text.chars().all(is_text) {
        return Err(not_a_spreadsheet("not_text"));
    }
    Ok(text.into_owned())
}

/// Empty lines from a place on, where the line before may not have been ended quite.
fn empty_lines(text: &str, from: u64) -> usize {
    let from = usize::try_from(from).unwrap_or(usize::MAX);
    let (before, after) = text.split_at_checked(from).unwrap_or((text, ""));
    let after = if before.ends_with('\r') { after.strip_prefix('\n').unwrap_or(after) } else { after };
    let breaks = after.chars().take_while(|c| matches!(c, '\r' | '\n')).count();
    let pairs = after.get(..breaks).unwrap_or_default().matches("\r\n").count();
    breaks - pairs
}

/// The delimiter that the first lines have most of, and evenly.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(10).collect();
    let spread = |delimiter: u8| {
        let counts = lines.iter().map(|line| line.bytes().filter(|byte| *byte == delimiter).count());
        counts.clone().filter(|count| *count > 0).count() * 1000 + counts.max().unwrap_or_default()
    };
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| spread(*delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<usize> {
        read(text.as_bytes(), "x.csv").unwrap().rows.iter().map(Vec::len).collect()
    }

    #[test]
    fn empty_lines_are_rows_whatever_ends_a_line() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "", "c,d", "\"e\n\nf\",g", "", "h,i"].join(end);
            assert_eq!(rows(&text), [2, 0, 0, 2, 2, 0, 2], "{end:?}");
            assert_eq!(rows(&format!("{end}a,b{end}")), [0, 2], "{end:?}");
        }
    }

    #[test]
    fn cells_may_be_parted_by_tabs_or_semicolons() {
        assert_eq!(rows("姓名\t电话\n王芳\t1,2"), [2, 2]);
        assert_eq!(rows("姓名;电话;生日\n王芳;1,2;"), [3, 3]);
    }
}
