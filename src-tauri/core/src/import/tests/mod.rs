//! Imports as a whole: the demo salon's registers, newer registers, corrections, hostile files, one cancelled half-way.

mod again;
mod correct;
mod demo;
mod hostile;
mod stockroom;

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

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
