//! `lantai import FILE`: a register, price list, rooms or staff file, as the import screen does it: first the preview, then
//! the very file that was previewed. `--dry-run` stops after the preview.
//!
//! What the screen leaves to an eye is not written unseen here: doubtful rows stop the import until they are corrected
//! (`--column`, `--corrections`) or taken as they were read (`--accept-doubtful`). Refused rows are left out, and the exit
//! code says so.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::{Args, ValueEnum};
use lantai_core::error::{Error, ErrorCode, Failure};
use lantai_core::import::{Fate, ImportAsked, ImportPlan, ImportReport, ImportRow, LARGEST_FILE, RowFix};
use serde_json::json;

use super::import_words::{in_words, row_in_words};
use super::open::Opened;
use super::progress::Shown;
use super::{Options, open, print};

const EXAMPLES: &str = "\
Importing the same file twice changes nothing. Interrupted half-way it leaves nothing.

Doubtful rows stop the import: nothing is written until they are corrected or taken as read. Refused rows are left out;
all others are written.

--corrections names a JSON file: row numbers as the spreadsheet counts, and what to write over or decide. \"decision\" is
accept, skip, merge or separate:
  { \"24\": { \"values\": { \"name\": \"王芳\", \"birthday\": \"1985-04-12\" } }, \"31\": { \"decision\": \"skip\" } }

Examples:
  lantai import 前台会员表.xlsx --dry-run                    what would become of each row
  lantai import 前台会员表.xlsx --sheet 2026 --accept-doubtful
  lantai import members.csv --column 3=phones --column D=birthday --column none=tier
  lantai import members.xlsx --corrections fixes.json
  lantai import price-list.csv --kind price-list --as 010
  lantai import members.xlsx --json > report.json            counts, and every row's fate and doubts

Exit codes, besides those of lantai --help:
  5  doubtful rows wait for an eye; nothing was written
  6  done (or previewed), but refused rows were left out";

/// What to import.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Import {
    /// An .xlsx or .csv file
    file: PathBuf,
    /// Only say what would happen
    #[arg(long)]
    dry_run: bool,
    /// Which sheet of a workbook to read [default: the one that looks most like a register]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// What the file holds, where that cannot be told from its columns
    #[arg(long, value_enum)]
    kind: Option<FileKind>,
    /// Which column (3, or C; none if there is none) holds a field, where its title does not tell; may be repeated
    #[arg(long = "column", value_name = "COLUMN=FIELD", value_parser = column)]
    columns: Vec<(String, i64)>,
    /// Corrections and decisions by row, from a JSON file
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
    /// Write doubtful rows as they were read
    #[arg(long)]
    accept_doubtful: bool,
    /// The staff number to import as [default: the salon's first manager]
    #[arg(long = "as", value_name = "STAFF")]
    staff: Option<String>,
}

/// The files a salon keeps.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FileKind {
    FrontDeskRegister,
    StockroomRegister,
    PriceList,
    Rooms,
    Staff,
}

impl FileKind {
    fn wire(self) -> lantai_core::import::ImportKind {
        use lantai_core::import::ImportKind as Kind;
        match self {
            FileKind::FrontDeskRegister => Kind::FrontDeskRegister,
            FileKind::StockroomRegister => Kind::StockroomRegister,
            FileKind::PriceList => Kind::PriceList,
            FileKind::Rooms => Kind::Rooms,
            FileKind::Staff => Kind::Staff,
        }
    }
}

impl Import {
    pub(super) fn run(self, options: &Options) -> Result<ExitCode, Failure> {
        let mut asked = self.asked()?;
        let opened = open::open(options)?;
        let staff = self.staff.clone().map_or_else(|| opened.manager(), Ok)?;
        let plan: ImportPlan = typed(opened.ask(Some(&staff), "import.preview", json!(asked), None)?)?;
        let waits = plan.counts.doubtful > 0 && !self.accept_doubtful;
        if self.dry_run || waits {
            show(options, &plan, None);
            return Ok(if self.dry_run { previewed(options, &plan, waits) } else { refuse_doubtful(options, &plan) });
        }
        asked.digest = Some(plan.digest.clone());
        let mut report = written(&opened, &staff, &asked)?;
        report.plan.rows = with_texts(report.plan.rows, plan.rows);
        show(options, &report.plan, Some((report.added, report.changed)));
        Ok(ended(&report.plan))
    }

    fn asked(&self) -> Result<ImportAsked, Failure> {
        let file_name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let named = |(field, column): &(String, i64)| (field.clone(), *column);
        let columns: BTreeMap<String, i64> = self.columns.iter().map(named).collect();
        Ok(ImportAsked {
            file_name,
            content_base64: STANDARD.encode(read(&self.file)?),
            sheet: self.sheet.clone(),
            kind: self.kind.map(FileKind::wire),
            columns: (!columns.is_empty()).then_some(columns),
            fixes: self.corrections.as_deref().map(corrections).transpose()?,
            digest: None,
        })
    }
}

/// Larger files are refused before they are read into memory; the core has the same limit.
fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = std::fs::metadata(file).map_err(|error| unreadable(file, &error))?.len();
    if bytes > LARGEST_FILE as u64 {
        let refused = Error::refused(ErrorCode::FileTooLarge);
        return Err(refused.with("bytes", bytes).with("largest", LARGEST_FILE).failure());
    }
    std::fs::read(file).map_err(|error| unreadable(file, &error))
}

fn corrections(file: &Path) -> Result<BTreeMap<String, RowFix>, Failure> {
    let fixes: BTreeMap<String, RowFix> = serde_json::from_slice(&read(file)?).map_err(|e| unreadable(file, &e))?;
    match fixes.keys().find(|row| row.parse::<u32>().is_err()) {
        Some(row) => Err(unreadable(file, &format!("{row} is no row number"))),
        None => Ok(fixes),
    }
}

fn unreadable(file: &Path, why: &dyn std::fmt::Display) -> Failure {
    let refused = Error::refused(ErrorCode::BadArguments).with("file", file.display().to_string());
    refused.with("detail", why.to_string()).failure()
}

/// `3=phones`, `C=phones`, `none=tier`: the field and its column from 0; -1 for none.
fn column(given: &str) -> Result<(String, i64), String> {
    let (column, field) = given.split_once('=').ok_or("write it as COLUMN=FIELD, like 3=phones")?;
    let letters = || -> Option<i64> {
        let digit =
            |letter: char| letter.is_ascii_alphabetic().then(|| i64::from(letter.to_ascii_uppercase() as u8 - b'@'));
        let digits: Vec<i64> = column.chars().map(digit).collect::<Option<_>>()?;
        (1..=3).contains(&digits.len()).then(|| digits.iter().fold(0, |number, digit| number * 26 + digit))
    };
    let number = match column {
        "none" => 0,
        _ => column
            .parse()
            .ok()
            .or_else(letters)
            .filter(|number| *number > 0)
            .ok_or("a column is a number from 1, or a letter")?,
    };
    Ok((field.trim().to_owned(), number - 1))
}

fn typed<T: serde::de::DeserializeOwned>(answer: serde_json::Value) -> Result<T, Failure> {
    serde_json::from_value(answer).map_err(|error| Error::from(error).failure())
}

fn written(opened: &Opened, staff: &str, asked: &ImportAsked) -> Result<ImportReport, Failure> {
    let shown = Arc::new(Shown::default());
    opened.salon.on_event(Box::new({
        let shown = Arc::clone(&shown);
        move |event| shown.see(event)
    }));
    let answer = opened.ask(Some(staff), "import.commit", json!(asked), None);
    shown.end();
    typed(answer?)
}

/// The report travels without the texts that the preview showed.
fn with_texts(rows: Vec<ImportRow>, previewed: Vec<ImportRow>) -> Vec<ImportRow> {
    let texts = previewed.into_iter().map(|row| row.text);
    rows.into_iter().zip(texts).map(|(row, text)| ImportRow { text, ..row }).collect()
}

fn show(options: &Options, plan: &ImportPlan, done: Option<(u32, u32)>) {
    if options.json {
        let report = done.map(|(added, changed)| ImportReport { plan: plan.clone(), added, changed });
        report.map_or_else(|| print::json(plan), |report| print::json(&report));
        return;
    }
    in_words(plan).iter().for_each(|line| print::line(line));
    for row in plan.rows.iter().filter(|row| matches!(row.fate, Fate::Doubtful | Fate::Refused)) {
        print::line(&row_in_words(row));
    }
    if let Some((added, changed)) = done {
        let (new, other) = (print::said("新增", "added"), print::said("更新", "changed"));
        print::line(&format!("{new} {added}, {other} {changed}"));
    }
}

fn refuse_doubtful(options: &Options, plan: &ImportPlan) -> ExitCode {
    let doubtful = plan.counts.doubtful;
    if options.json {
        print::note(&json!({ "code": "rows_doubtful", "params": { "doubtful": doubtful } }).to_string());
    } else {
        let sentence = print::said(
            "行存疑，什么都没有写入。用 --column 或 --corrections 更正，或用 --accept-doubtful 照读到的收下。",
            "doubtful rows; nothing was written. Correct them by --column or --corrections, or take them as they were read by \
             --accept-doubtful.",
        );
        print::note(&format!("rows_doubtful: {doubtful} {sentence}"));
    }
    ExitCode::from(print::ROWS_DOUBTFUL)
}

fn previewed(options: &Options, plan: &ImportPlan, waits: bool) -> ExitCode {
    if !options.json {
        print::note(print::said("只是预览，什么都没有改变。", "a preview only; nothing was changed."));
    }
    if waits { ExitCode::from(print::ROWS_DOUBTFUL) } else { ended(plan) }
}

fn ended(plan: &ImportPlan) -> ExitCode {
    if plan.counts.refused > 0 { ExitCode::from(print::ROWS_REFUSED) } else { ExitCode::SUCCESS }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_named_by_number_or_letter() {
        assert_eq!(column("3=phones"), Ok(("phones".to_owned(), 2)));
        assert_eq!(column("D=birthday"), Ok(("birthday".to_owned(), 3)));
        assert_eq!(column("aa=notes"), Ok(("notes".to_owned(), 26)));
        assert_eq!(column("none=tier"), Ok(("tier".to_owned(), -1)));
        for wrong in ["phones", "0=phones", "-1=phones", "电话=phones", "=phones", "abcd=phones"] {
            assert!(column(wrong).is_err(), "{wrong}");
        }
    }
}
