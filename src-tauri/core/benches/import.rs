//! What reading a register in costs: the whole, and the longest that anybody else waited for a write meanwhile.
//!
//! `script/bench import` runs it optimised. While the import runs, another thread changes a note again and again, as the
//! desk would; the longest of its waits is what a guest at the desk feels.

#![allow(clippy::expect_used, clippy::print_stdout, clippy::indexing_slicing, missing_docs)]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant as Stopwatch};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lantai_core::clock::Instant;
use lantai_core::commands::{Call, dispatch};
use lantai_core::ids::RequestId;
use lantai_core::salon::{Salon, Who};
use lantai_core::test_salon::{DESK, MANAGER, TestSalon};
use serde_json::{Value, json};
use uuid::Uuid;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn main() {
    println!("{:>7}  {:>10}  {:>10}  {:>12}  {:>10}", "rows", "preview", "commit", "longest wait", "again");
    let sizes: &[usize] = if std::env::args().any(|arg| arg == "--test") { &[200] } else { &[2_400, 20_000] };
    for rows in sizes {
        measure(*rows);
    }
}

fn measure(rows: usize) {
    let salon = TestSalon::new();
    let (house, now) = (&salon.salon, salon.now());
    let file = json!({ "fileName": "register.xlsx", "contentBase64": STANDARD.encode(workbook(rows)) });
    let noted = salon.member("韩梅", "13000000000");
    let (_, preview) = timed(|| call((house, now), 0, MANAGER, "import.preview", file.clone()));
    let done = AtomicBool::new(false);
    let (commit, wait) = std::thread::scope(|scope| {
        let waits = scope.spawn(|| longest_wait((house, now), noted, &done));
        std::thread::sleep(Duration::from_millis(20));
        let (report, commit) = timed(|| call((house, now), 1, MANAGER, "import.commit", file.clone()));
        done.store(true, Ordering::Release);
        assert!(report["added"].as_u64().is_some_and(|added| added as usize > rows * 9 / 10));
        (commit, waits.join().expect("the desk"))
    });
    let (_, again) = timed(|| call((house, now), 2, MANAGER, "import.commit", file.clone()));
    println!("{rows:>7}  {preview:>10.1?}  {commit:>10.1?}  {wait:>12.1?}  {again:>10.1?}");
}

/// The desk writes on; the longest it waited.
fn longest_wait(salon: (&Salon, Instant), member: i64, done: &AtomicBool) -> Duration {
    let mut longest = Duration::ZERO;
    let mut request = 1_u128 << 64;
    while !done.load(Ordering::Acquire) {
        request += 1;
        let note = json!({ "memberNo": member, "notes": request.to_string() });
        let (_, waited) = timed(|| call(salon, request, DESK, "member.amend", note));
        longest = longest.max(waited);
        std::thread::sleep(Duration::from_millis(5));
    }
    longest
}

fn call((salon, now): (&Salon, Instant), request: u128, staff: &str, name: &str, args: Value) -> Value {
    let call = Call {
        name: name.to_owned(),
        args,
        request_id: Some(RequestId(Uuid::from_u128((1 << 100) + request))),
        who: Who::Staff(staff.to_owned()),
        device: "bench".to_owned(),
        place: lantai_core::commands::Place::Desk,
        now,
    };
    serde_json::from_str(dispatch(salon, &call).expect("an answer").get()).expect("JSON")
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let watch = Stopwatch::now();
    let answer = work();
    (answer, watch.elapsed())
}

/// A front desk's register of so many people, a sixth of them VIPs, a few notes.
fn workbook(rows: usize) -> Vec<u8> {
    let surnames = ["张", "王", "李", "赵", "曾", "欧阳", "刘", "陈", "杨", "黄"];
    let given = ["伟", "丽华", "秀英", "海燕", "敏", "静", "桂芳", "雪梅", "婷", "文娟", "晓红"];
    let mut sheet =
        String::from(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#);
    let header = ["序号", "审批日期", "姓名", "性别", "联系电话", "出生日期", "会员资格", "负责美容师", "备注"];
    put_row(&mut sheet, &header);
    for n in 0..rows {
        let vip = n % 6 == 0;
        put_row(
            &mut sheet,
            &[
                &(n + 1).to_string(),
                if vip { "2024.8.13" } else { "" },
                &format!("{}{}", surnames[n % 10], given[n / 10 % 11]),
                "女",
                &format!("13{:09}", n * 7_919 % 1_000_000_000),
                &format!("{}.{}.{}", 1960 + n % 40, 1 + n % 12, 1 + n % 28),
                if vip { "VIP" } else { "" },
                if n % 2 == 0 { "董瑞" } else { "王强" },
                if n % 9 == 0 { "喜欢安静；对酒精过敏" } else { "" },
            ],
        );
    }
    sheet.push_str("</sheetData></worksheet>");
    packed(&sheet)
}

fn put_row(sheet: &mut String, cells: &[&str]) {
    sheet.push_str("<row>");
    for cell in cells {
        if cell.is_empty() {
            sheet.push_str("<c/>");
        } else {
            write!(sheet, r#"<c t="inlineStr"><is><t>{cell}</t></is></c>"#).expect("a text");
        }
    }
    sheet.push_str("</row>");
}

fn packed(sheet: &str) -> Vec<u8> {
    let relations = r#"xmlns="http://schemas.openxmlformats.org/package/2006/relationships""#;
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        (
            "_rels/.rels",
            format!(
                r#"<Relationships {relations}><Relationship Id="a" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{office}"><sheets><sheet name="会员" sheetId="1" r:id="b"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships {relations}><Relationship Id="b" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(content.as_bytes()).expect("its content");
    }
    archive.finish().expect("an archive").into_inner()
}
