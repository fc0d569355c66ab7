//! Spreadsheets nobody would keep: the demo's own spoiled, and made ones that are deep, wide, endless, swelling or lying.

use std::fmt::Write;

use crate::size;
use lantai_tests::chance::Chance;

use super::spoil::{packed, parts, spoiled, with_a_spoiled_part};

const DEMO: [(&str, &[u8]); 5] = [
    ("staff.csv", include_bytes!("../../../assets/demo/staff.csv")),
    ("rooms.csv", include_bytes!("../../../assets/demo/rooms.csv")),
    ("price-list.csv", include_bytes!("../../../assets/demo/price-list.csv")),
    ("stockroom-register.xlsx", include_bytes!("../../../assets/demo/stockroom-register.xlsx")),
    ("front-desk-register.xlsx", include_bytes!("../../../assets/demo/front-desk-register.xlsx")),
];

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The largest file that is made.
pub(super) const LARGEST: usize = 5 * 1024 * 1024;

/// Where spoiled files come from, unpacked once.
pub(super) struct Sources {
    small: Vec<(String, Vec<u8>)>,
    stockroom: Vec<(String, Vec<u8>)>,
}

impl Sources {
    pub(super) fn new() -> Sources {
        Sources { small: parts(&small()), stockroom: parts(DEMO[3].1) }
    }

    /// One more file: its name and its bytes.
    pub(super) fn next(&self, chance: &mut Chance) -> (String, Vec<u8>) {
        let (name, bytes) = match chance.below(40) {
            0 => (DEMO[3].0, with_a_spoiled_part(&self.stockroom, chance)),
            1 => (DEMO[3].0, spoiled(DEMO[3].1, chance)),
            2..=18 => ("register.xlsx", with_a_spoiled_part(&self.small, chance)),
            19..=21 => ("register.xlsx", spoiled(&small(), chance)),
            22 => ("noise", (0..chance.below(4000)).map(|_| chance.any().to_le_bytes()[0]).collect()),
            _ => {
                let (name, bytes) = DEMO[chance.below(3)];
                let text = String::from_utf8_lossy(bytes);
                let bytes = match chance.below(4) {
                    0 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                    1 => [b"\xff\xfe".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
                    _ => bytes.to_vec(),
                };
                (name, spoiled(&bytes, chance))
            }
        };
        (name.to_owned(), bytes.into_iter().take(LARGEST).collect())
    }
}

/// Every extreme workbook and text once: name, bytes.
pub(super) fn every_extreme() -> impl Iterator<Item = (String, Vec<u8>)> {
    let books = (0..EXTREMES).map(|kind| (format!("extreme {kind}.xlsx"), extreme_of(kind)));
    let texts = (0..EXTREME_TEXTS).map(|kind| (format!("extreme {kind}.csv"), extreme_text_of(kind)));
    books.chain(texts)
}

fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    let types = format!(
        r#"{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"#
    );
    let relations = |id: &str, kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let relations_of = |inner: String| {
        format!(
            r#"{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
        )
    };
    let root = relations_of(relations("rId1", "officeDocument", "xl/workbook.xml"));
    let book = format!(
        r#"{XML}<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="2026" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let of_book = relations_of(
        relations("rId1", "worksheet", "worksheets/sheet1.xml")
            + &relations("rId2", "sharedStrings", "sharedStrings.xml"),
    );
    packed([
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", of_book.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ])
}

fn sheet(rows: &str) -> String {
    format!(r#"{XML}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#)
}

fn strings(texts: &[String]) -> String {
    let texts: String = texts.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    format!(r#"{XML}<sst xmlns="{MAIN}">{texts}</sst>"#)
}

/// A front-desk register of eight people.
fn small() -> Vec<u8> {
    let titles = ["姓名", "电话", "会员级别", "批准日期", "生日", "备注"];
    let mut texts: Vec<String> = titles.map(str::to_owned).to_vec();
    let mut rows = String::new();
    for row in 0..9 {
        let _ = write!(rows, r#"<row r="{}">"#, row + 1);
        for (column, letter) in ["A", "B", "C", "D", "E", "F"].iter().enumerate() {
            if row > 0 {
                let tier = if row % 2 == 0 { "VIP" } else { "SVIP" };
                texts.push(match column {
                    0 => format!("王芳{row}"),
                    1 => format!("1380013800{row}"),
                    2 => tier.to_owned(),
                    3 => "2025-03-15".to_owned(),
                    4 => format!("1985-04-1{row}"),
                    _ => "过敏：精油".to_owned(),
                });
            }
            let at = if row == 0 { column } else { texts.len() - 1 };
            let _ = write!(rows, r#"<c r="{letter}{}" t="s"><v>{at}</v></c>"#, row + 1);
        }
        rows.push_str("</row>");
    }
    workbook(&sheet(&rows), &strings(&texts))
}

const EXTREMES: usize = 13;

fn extreme_of(kind: usize) -> Vec<u8> {
    let times = size::of(1, 10);
    let none = strings(&[]);
    let text = |row: usize, text: &str| {
        format!(r#"<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{text}</t></is></c></row>"#)
    };
    match kind {
        0 => workbook(&sheet(&"<a>".repeat(200_000)), &none),
        1 => workbook(&sheet(&"<row><c><is>".repeat(100_000)), &none),
        2 => workbook(
            &sheet(
                &(1..60_000).map(|row| format!(r#"<row r="{row}"><c t="s"><v>0</v></c></row>"#)).collect::<String>(),
            ),
            &strings(&["长".repeat(60_000)]),
        ),
        3 => workbook(&sheet(""), &strings(&vec!["很多一样的字".to_owned(); 12_000 * times])),
        4 => workbook(&sheet(&" ".repeat(60 << 20)), &none),
        5 => workbook(&sheet(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#), &none),
        6 => workbook(
            &sheet(
                &(1..99_000)
                    .map(|row| format!(r#"<row r="{row}"><c r="GR{row}"><v>1</v></c></row>"#))
                    .collect::<String>(),
            ),
            &none,
        ),
        7 => {
            let merged: String =
                (0..300 * times).map(|at| format!(r#"<mergeCell ref="A{}:A1048576"/>"#, at + 1)).collect();
            let rows: String = (1..300 * times).map(|row| text(row, "姓名")).collect();
            let sheet = format!(
                r#"{XML}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"#
            );
            workbook(&sheet, &none)
        }
        8 => {
            let laughs: String =
                (1..10).map(|at| format!(r#"<!ENTITY l{at} "{}">"#, format!("&l{};", at - 1).repeat(10))).collect();
            workbook(&format!(r#"<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{}"#, sheet(&text(1, "&l9;"))), &none)
        }
        9 => workbook(&sheet(&["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"].map(|said| text(1, said)).concat()), &none),
        10 => workbook(&sheet(&text(1, &"姓名".repeat(20_000 * times))), &none),
        11 => {
            let long: String = (0..20_000).map(|at| format!(r#"<c r="A{at}" s="{at}"><v>{at}e{at}</v></c>"#)).collect();
            workbook(&sheet(&format!("<row>{long}</row>")), &none)
        }
        _ => packed((0..2_500).map(|_| ("", b"".as_slice()))),
    }
}

const EXTREME_TEXTS: usize = 7;

fn extreme_text_of(kind: usize) -> Vec<u8> {
    let times = size::of(1, 10);
    match kind {
        0 => "姓名,电话\n".repeat(4_000 * times).into_bytes(),
        1 => ",".repeat(LARGEST / 10 * times).into_bytes(),
        2 => format!("姓名,电话\n\"{}", "王芳,".repeat(5_000 * times)).into_bytes(),
        3 => b"\xff\xfe".iter().copied().chain([0xd8, 0].repeat(200_000)).collect(),
        4 => [0xd6, 0xd0, 0x2c].repeat(10_000 * times),
        5 => vec![0; 1_000_000],
        _ => format!("姓名,电话\n{},1\n", "王".repeat(50_000 * times)).into_bytes(),
    }
}
