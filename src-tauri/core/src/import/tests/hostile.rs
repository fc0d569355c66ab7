//! Files that are not what they seem, and rows that nobody would write by mistake.

use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::*;
use crate::error::ErrorCode;
use crate::import::sheet;

fn refusal(bytes: &[u8]) -> ErrorCode {
    sheet::read(bytes, "x.xlsx").unwrap_err().code()
}

/// A workbook with one part put in place of another.
fn with_part(workbook: &[u8], name: &str, content: &[u8], how: CompressionMethod) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let mut kept = Vec::new();
        part.read_to_end(&mut kept).unwrap();
        let its_name = part.name().unwrap().into_owned();
        let put = if its_name == name { content } else { &kept };
        to.start_file(its_name, SimpleFileOptions::default().compression_method(how)).unwrap();
        to.write_all(put).unwrap();
    }
    to.finish().unwrap().into_inner()
}

fn part(workbook: &[u8], name: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut content = Vec::new();
    archive.by_name(name).unwrap().read_to_end(&mut content).unwrap();
    content
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn sheet_of(rows: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData></worksheet>"#
    );
    with_part(&demo_file("stockroom-register.xlsx"), SHEET, sheet.as_bytes(), CompressionMethod::Deflated)
}

#[test]
fn what_is_no_spreadsheet_is_refused_whatever_it_is_called() {
    for bytes in [
        &b"%PDF-1.7 \n1 0 obj"[..],
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"<html><body><table><tr><td>x</td></tr></table></body></html>",
        b"\x1f\x8b\x08\0\0\0\0\0",
        b"MZ\x90\0\x03\0\0\0",
        b"PK\x03\x04 not really",
        b"\xff\xff\xff\xff\x80\x80",
    ] {
        assert_eq!(refusal(bytes), ErrorCode::NotASpreadsheet, "{bytes:?}");
    }
    assert_eq!(refusal(b""), ErrorCode::SheetEmpty);
    assert_eq!(refusal(b" \r\n \r\n"), ErrorCode::SheetEmpty);
    assert_eq!(refusal(b",,,\n,,\n"), ErrorCode::SheetEmpty);
    assert_eq!(refusal(&sheet_of("")), ErrorCode::SheetEmpty);
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook";
    assert_eq!(refusal(old), ErrorCode::NotASpreadsheet);
    let locked: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(refusal(&locked), ErrorCode::FileProtected);
}

#[test]
fn an_archive_that_swells_is_refused_before_it_is_read() {
    let bomb =
        with_part(&demo_file("stockroom-register.xlsx"), SHEET, &vec![b' '; 40 << 20], CompressionMethod::Deflated);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(refusal(&bomb), ErrorCode::FileTooLarge);
}

#[test]
fn a_file_too_large_is_refused_before_it_is_unpacked() {
    let salon = TestSalon::new();
    let args = file("large.xlsx", vec![b'P'; sheet::LARGEST_FILE + 1]);
    assert_eq!(salon.refused(MANAGER, "import.preview", args), "file_too_large");
    let not_base64 = json!({ "fileName": "x", "contentBase64": "%%%" });
    assert_eq!(salon.refused(MANAGER, "import.preview", not_base64), "bad_arguments");
}

#[test]
fn a_sheet_costs_only_the_cells_it_has() {
    let far = sheet_of(r#"<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>"#);
    assert_eq!(refusal(&far), ErrorCode::FileTooLarge);
    let wide = sheet_of(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c><c r="XFD1"><v>1</v></c></row>"#);
    let row = &sheet::read(&wide, "x").unwrap()[0].rows[0];
    assert_eq!((row.len(), row[sheet::MOST_COLUMNS].text.as_str()), (sheet::MOST_COLUMNS + 1, "1"), "kept, close by");
    let tall = "\n".repeat(sheet::MOST_ROWS + 10) + "x";
    assert_eq!(refusal(tall.as_bytes()), ErrorCode::FileTooLarge);
}

#[test]
fn a_cell_beyond_all_columns_is_a_damaged_file() {
    let beyond = sheet_of(r#"<row r="1"><c r="ZZZZZZZZ99999999999"><v>1</v></c></row>"#);
    assert_eq!(refusal(&beyond), ErrorCode::NotASpreadsheet);
}

#[test]
fn numbers_dates_and_faults_of_the_spreadsheet_are_told_apart() {
    let rows = r##"<row r="1"><c r="A1"><v>18883409636</v></c><c r="B1" s="1"><v>-99999999999999999999</v></c>
        <c r="C1" t="e"><v>#REF!</v></c><c r="D1" t="b"><v>1</v></c><c r="E1"><f>1+1</f><v>2</v></c></row>"##;
    let sheets = sheet::read(&sheet_of(rows), "x").unwrap();
    let texts: Vec<&str> = sheets[0].rows[0].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!((texts[0], texts[2], texts[3], texts[4]), ("18883409636", "#REF!", "TRUE", "2"));
}

#[test]
fn chinese_windows_text_and_unicode_are_both_read() {
    let text = "姓名,电话\n王芳,13800138001\n";
    let (gbk, _, _) = encoding_rs::GB18030.encode(text);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [text.as_bytes(), &gbk, &utf16, format!("\u{FEFF}{text}").as_bytes()] {
        let sheets = sheet::read(bytes, "x.csv").unwrap();
        assert_eq!(sheets[0].rows[1][0].text, "王芳");
        assert_eq!(sheets[0].rows[0][0].text, "姓名");
    }
}

#[test]
fn hostile_rows_are_refused_one_by_one_or_stay_text() {
    let salon = TestSalon::new();
    let long = "长".repeat(10_000);
    let rows = [
        format!("1,,{long},女,13800138001,,,,"),
        "2,,\u{202E}王芳,女,13800138002,,,,".to_owned(),
        "3,,'; DROP TABLE member; --,女,13800138003,,,,".to_owned(),
        "4,,😀,女,13800138004,,,,".to_owned(),
        "5,,%_李娜,女,13800138005,,,,=cmd|' /C calc'!A0".to_owned(),
        format!("6,,周磊,女,{},,,,{long}", "1".repeat(5000)),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let report = commit(&salon, register(&rows));
    let wanted = [Fate::Heading, Fate::Refused, Fate::Refused, Fate::Sure, Fate::Doubtful, Fate::Sure, Fate::Refused];
    assert_eq!(fates(&report.plan), wanted);
    assert_eq!(codes(row(&report.plan, 2)), [DoubtCode::TextTooLong]);
    assert_eq!(codes(row(&report.plan, 3)), [DoubtCode::TextNotAllowed]);
    assert_eq!(codes(row(&report.plan, 5)), [DoubtCode::NameOdd]);
    assert_eq!(text(&salon, "SELECT notes FROM member WHERE name = '%_李娜'"), "=cmd|' /C calc'!A0");
    assert_eq!(count(&salon, "SELECT count(*) FROM member"), 3);
    salon.verify();
}

#[test]
fn what_only_seems_right_waits_for_an_eye() {
    let salon = TestSalon::new();
    let rows = [
        "1,2024-03-05,王芳,女,13800138001,2024-03-05,VIP,,",
        "2,,李娜,女,+1 415 555 0100,,,,",
        "3,,=王芳,女,13800138003,,,,",
        "4,,@李娜,女,13800138004,,,,",
        "5,,\u{200b}\u{200d},女,13800138005,,,,",
        "6,,周磊,女,13800138006,,,,'; DROP TABLE member;--",
    ];
    let report = commit(&salon, register(&rows));
    let wanted = [
        DoubtCode::BirthdayIsApproval,
        DoubtCode::PhoneForeign,
        DoubtCode::NameOdd,
        DoubtCode::NameOdd,
        DoubtCode::NameMissing,
    ];
    for (code, number) in wanted.into_iter().zip(2..) {
        assert_eq!(codes(row(&report.plan, number)), [code], "row {number}");
    }
    assert_eq!(text(&salon, "SELECT number FROM member_phone WHERE number GLOB '00*'"), "0014155550100");
    assert_eq!(text(&salon, "SELECT notes FROM member WHERE name = '周磊'"), "'; DROP TABLE member;--");
    salon.verify();
}

/// The first rows of the demo's sheet, and a workbook of them: small, so that many changed ones can be tried.
static SMALL: LazyLock<(String, Vec<u8>)> = LazyLock::new(|| {
    let demo = demo_file("stockroom-register.xlsx");
    let whole = String::from_utf8(part(&demo, SHEET)).unwrap();
    let cut = whole.match_indices("</row>").nth(12).unwrap().0 + "</row>".len();
    let sheet = format!("{}</sheetData></worksheet>", whole.get(..cut).unwrap());
    let book = with_part(&demo, SHEET, sheet.as_bytes(), CompressionMethod::Stored);
    (sheet, book)
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        sheet::read(&bytes, "x").ok();
    }

    #[test]
    fn no_changed_archive_makes_it_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = SMALL.1.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        sheet::read(&bytes, "x").ok();
    }

    #[test]
    fn no_changed_sheet_makes_it_panic(
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::sample::select(vec![
                "<", ">", "\"", "/", "<c r=\"ZZZZZZZZ99999999999\">", "<v>1e999</v>", "s=\"999999\"", "t=\"s\"", "t=\"d\"", "&#0;", "&x;", "</row>", "<row r=\"0\">",
                "NaN", "-1", "r=\"\"", "<f t=\"shared\" si=\"4294967295\"/>", "<sheetData>", "]]>", "<!--",
            ])),
            1..8,
        ),
    ) {
        let mut sheet = SMALL.0.clone();
        for (at, put) in changes {
            let mut at = at.index(sheet.len());
            while !sheet.is_char_boundary(at) { at -= 1; }
            sheet.insert_str(at, put);
        }
        let book = with_part(&SMALL.1, SHEET, sheet.as_bytes(), CompressionMethod::Stored);
        sheet::read(&book, "x").ok();
    }

    #[test]
    fn no_changed_styles_make_it_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec!["<", "\"", "/>", "<xf fontId=\"99999\"/>", "-1", "numFmtId=\"x\""])), 1..6),
    ) {
        let mut styles = String::from_utf8(part(&SMALL.1, "xl/styles.xml")).unwrap();
        for (at, put) in changes {
            let mut at = at.index(styles.len());
            while !styles.is_char_boundary(at) { at -= 1; }
            styles.insert_str(at, put);
        }
        sheet::read(&with_part(&SMALL.1, "xl/styles.xml", styles.as_bytes(), CompressionMethod::Stored), "x").ok();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_row_makes_it_panic_and_every_row_has_a_fate(rows in prop::collection::vec("[^\"]{0,60}", 0..12)) {
        let salon = SALON.with(std::rc::Rc::clone);
        let args = file("x.csv", format!("{DESK_HEADER}\n{}", rows.join("\n")));
        if let Ok(plan) = salon.call(MANAGER, "import.preview", args) {
            let plan: ImportPlan = serde_json::from_value(plan).unwrap();
            let counts = plan.counts;
            let sum = counts.sure + counts.doubtful + counts.refused + counts.blank + counts.heading + counts.total
                + counts.merged + counts.unchanged + counts.skipped;
            prop_assert_eq!(sum, counts.rows);
        }
    }
}

thread_local! {
    static SALON: std::rc::Rc<TestSalon> = std::rc::Rc::new(TestSalon::new());
}
