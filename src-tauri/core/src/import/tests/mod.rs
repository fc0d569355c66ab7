//! Imports as a whole: the demo salon's registers, newer registers, corrections, hostile files, one cancelled half-way.

mod again;
mod cancelled;
mod correct;
mod demo;
mod forms;
mod hostile;
mod sheets;
mod stockroom;

use std::io::{Cursor, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{DoubtCode, Fate, ImportPlan, ImportReport, ImportRow};
use crate::test_salon::{MANAGER, TestSalon};

/// The header of a front desk's register.
const DESK_HEADER: &str = "序号,审批日期,姓名,性别,联系电话,出生日期,会员资格,负责美容师,备注";

/// A file of the demo salon.
fn demo_file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/demo").join(name)).unwrap()
}

/// The arguments of a preview or a commit.
fn file(name: &str, content: impl AsRef<[u8]>) -> Value {
    json!({ "fileName": name, "contentBase64": STANDARD.encode(content) })
}

/// A front desk's register of these rows, as text.
fn register(rows: &[&str]) -> Value {
    file("register.csv", format!("{DESK_HEADER}\n{}\n", rows.join("\n")))
}

/// A workbook of sheets: name, state (empty, `hidden`, `veryHidden`), the XML after `<worksheet>`.
fn workbook(sheets: &[(&str, &str, String)], workbook_properties: &str) -> Vec<u8> {
    let relations = r#"xmlns="http://schemas.openxmlformats.org/package/2006/relationships""#;
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
    let mut listed = String::new();
    let mut related = String::new();
    let mut parts = vec![(
        "_rels/.rels".to_owned(),
        format!(
            r#"<Relationships {relations}><Relationship Id="a" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    )];
    for (at, (name, state, content)) in sheets.iter().enumerate() {
        let state = if state.is_empty() { String::new() } else { format!(r#" state="{state}""#) };
        listed.push_str(&format!(r#"<sheet name="{name}" sheetId="{}"{state} r:id="r{at}"/>"#, at + 1));
        related.push_str(&format!(
            r#"<Relationship Id="r{at}" Type="{office}/worksheet" Target="worksheets/sheet{at}.xml"/>"#
        ));
        parts.push((format!("xl/worksheets/sheet{at}.xml"), format!("<worksheet {main}>{content}</worksheet>")));
    }
    let book =
        format!(r#"<workbook {main} xmlns:r="{office}">{workbook_properties}<sheets>{listed}</sheets></workbook>"#);
    parts.push(("xl/workbook.xml".to_owned(), book));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships {relations}>{related}</Relationships>"),
    ));
    let styles = r#"<cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>"#;
    parts.push(("xl/styles.xml".to_owned(), format!("<styleSheet {main}>{styles}</styleSheet>")));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The data of a sheet: rows of text cells parted by commas.
fn sheet_data(rows: &[&str]) -> String {
    let cell = |cell: &str| match cell {
        "" => "<c/>".to_owned(),
        cell => format!(r#"<c t="inlineStr"><is><t>{cell}</t></is></c>"#),
    };
    let row = |row: &&str| format!("<row>{}</row>", row.split(',').map(cell).collect::<String>());
    format!("<sheetData>{}</sheetData>", rows.iter().map(row).collect::<String>())
}

fn with(mut args: Value, name: &str, value: Value) -> Value {
    args[name] = value;
    args
}

fn preview(salon: &TestSalon, args: Value) -> ImportPlan {
    serde_json::from_value(salon.must(MANAGER, "import.preview", args)).unwrap()
}

fn commit(salon: &TestSalon, args: Value) -> ImportReport {
    serde_json::from_value(salon.must(MANAGER, "import.commit", args)).unwrap()
}

/// A number out of the store.
fn count(salon: &TestSalon, sql: &str) -> i64 {
    salon.salon.read(salon.now(), |view| Ok(view.db.query_row(sql, [], |row| row.get(0))?)).unwrap()
}

/// A text out of the store; empty where there is none.
fn text(salon: &TestSalon, sql: &str) -> String {
    salon.salon.read(salon.now(), |view| Ok(view.db.query_row(sql, [], |row| row.get(0)).unwrap_or_default())).unwrap()
}

/// A row of a plan by its number in the spreadsheet.
fn row(plan: &ImportPlan, number: u32) -> &ImportRow {
    plan.rows.iter().find(|row| row.row == number).unwrap()
}

fn fates(plan: &ImportPlan) -> Vec<Fate> {
    plan.rows.iter().map(|row| row.fate).collect()
}

fn codes(row: &ImportRow) -> Vec<DoubtCode> {
    row.doubts.iter().map(|doubt| doubt.code).collect()
}

fn read<'a>(row: &'a ImportRow, field: &str) -> &'a str {
    row.read.get(field).map(String::as_str).unwrap_or_default()
}
