//! A plan of an import in words for the terminal: which sheet, how many rows met each fate, and each row that waits.

use lantai_core::import::{ImportDoubt, ImportPlan, ImportRow, ImportSheet};

use super::print::said;

/// The file, its counts, and the sheets that were not read.
pub(super) fn in_words(plan: &ImportPlan) -> Vec<String> {
    let counts = &plan.counts;
    let counted = [
        (counts.sure, said("确定", "sure")),
        (counts.doubtful, said("存疑", "doubtful")),
        (counts.refused, said("拒绝", "refused")),
        (counts.merged, said("合并", "merged")),
        (counts.unchanged, said("未变", "unchanged")),
        (counts.skipped, said("跳过", "skipped")),
        (counts.blank, said("空行", "blank")),
        (counts.heading, said("标题", "headings")),
        (counts.total, said("合计行", "totals")),
    ];
    let counted: Vec<String> = counted.iter().map(|(count, word)| format!("{word} {count}")).collect();
    let (sheet, rows) = (said("工作表", "sheet"), said("行", "rows"));
    let mut lines =
        vec![format!("{}, {sheet} {}, {} {rows}: {}", plan.kind.name(), plan.sheet, counts.rows, counted.join(", "))];
    for other in plan.sheets.iter().filter(|sheet| !sheet.chosen) {
        lines.push(other_in_words(other));
    }
    lines
}

fn other_in_words(sheet: &ImportSheet) -> String {
    let looks = sheet.kind.map_or_else(String::new, |kind| format!(", {} {}", said("像", "looks like"), kind.name()));
    let hidden = if sheet.hidden { said("，隐藏", ", hidden") } else { "" };
    let (unread, rows) = (said("没有读的工作表", "sheet not read"), said("行", "rows"));
    let choose = said("用 --sheet 选它", "choose it by --sheet");
    format!("{unread} {}: {} {rows}{looks}{hidden} ({choose})", sheet.name, sheet.rows)
}

/// One row: number, fate, what is written, and why it waits.
pub(super) fn row_in_words(row: &ImportRow) -> String {
    let cells: Vec<&str> = row.text.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    let doubts: Vec<String> = row.doubts.iter().map(doubt_in_words).collect();
    // Whatever a cell holds, it stays on its line.
    let cells: String = cells.join(" | ").chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("{:>6} {:<9} {cells}  [{}]", row.row, row.fate.name(), doubts.join(", "))
}

/// `phone_odd(phones: 1380013800)`
fn doubt_in_words(doubt: &ImportDoubt) -> String {
    let code = serde_json::to_value(doubt.code).ok();
    let code = code.as_ref().and_then(|code| code.as_str()).unwrap_or_default();
    let said: Vec<&str> = doubt.params.values().map(String::as_str).filter(|value| !value.is_empty()).collect();
    match (&doubt.field, said.is_empty()) {
        (Some(field), false) => format!("{code}({field}: {})", said.join(" / ")),
        (Some(field), true) => format!("{code}({field})"),
        (None, false) => format!("{code}({})", said.join(" / ")),
        (None, true) => code.to_owned(),
    }
}
