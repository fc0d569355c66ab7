//! Forms that spreadsheets take in the wild: merged cells, split headers, dates of the Macintosh, numbers in every dress, and
//! text files whose quotes do not close.

use super::*;

fn book(content: String) -> Value {
    file("x.xlsx", workbook(&[("会员", "", content)], ""))
}

#[test]
fn merged_cells_are_read_in_every_row_they_cover() {
    let salon = TestSalon::new();
    let rows = sheet_data(&[
        DESK_HEADER,
        "1,2024-08-13,王芳,女,13800138001,,VIP,董瑞,",
        "2,,李娜,女,13800138002,,,,",
        "3,,,女,13800138003,,,王强,",
        ",,,,,,,,",
    ]);
    let merged = r#"<mergeCells count="4"><mergeCell ref="B2:B4"/><mergeCell ref="G2:G5"/><mergeCell ref="C3:C4"/><mergeCell ref="D1:E1"/></mergeCells>"#;
    let plan = preview(&salon, book(rows + merged));
    assert_eq!((read(row(&plan, 3), "tier"), read(row(&plan, 3), "approved_on")), ("vip", "2024-08-13"));
    assert_eq!((row(&plan, 3).fate, codes(row(&plan, 3))), (Fate::Sure, vec![DoubtCode::CellMerged; 2]));
    assert_eq!(read(row(&plan, 4), "name"), "李娜");
    assert!(codes(row(&plan, 4)).contains(&DoubtCode::NameMerged));
    assert_eq!(row(&plan, 4).fate, Fate::Doubtful, "one person with two numbers, or two? An eye decides.");
    assert_eq!(plan.rows.len(), 4, "a merge makes no row of an empty one");
}

#[test]
fn a_header_over_two_rows_is_one_header() {
    let salon = TestSalon::new();
    let plan = preview(
        &salon,
        file(
            "x.csv",
            "会员登记,,,,\n姓名,联系方式,,资格,\n,手机,微信,级别,审批日期\n王芳,13800138001,wf,VIP,2024-08-13\n",
        ),
    );
    assert_eq!(fates(&plan), [Fate::Heading, Fate::Heading, Fate::Heading, Fate::Sure]);
    assert_eq!((read(row(&plan, 4), "tier"), read(row(&plan, 4), "approved_on")), ("vip", "2024-08-13"));
    assert_eq!(plan.titles, ["姓名", "联系方式 手机", "微信", "资格 级别", "审批日期"]);
    let below = preview(&salon, file("x.csv", "姓名,,,\n,电话,生日,资格\n王芳,13800138001,4.12,VIP\n"));
    assert_eq!((below.header_row, read(row(&below, 3), "name")), (2, "王芳"), "most titles stand in the second row");
    let data = preview(&salon, file("x.csv", "姓名,电话\n,手机号\n王芳,13800138001\n,13800138002\n"));
    assert_eq!(fates(&data), [Fate::Heading, Fate::Heading, Fate::Sure, Fate::Refused], "a row of data is no header");
}

#[test]
fn numbers_dates_and_faults_are_read_in_every_dress() {
    let salon = TestSalon::new();
    let header = sheet_data(&[DESK_HEADER]);
    let header = header.strip_suffix("</sheetData>").unwrap();
    let name = |name: &str| format!(r#"<c/><c/><c t="inlineStr"><is><t>{name}</t></is></c><c/>"#);
    let rows = [
        format!("<row>{}<c><v>1.3800138001E+10</v></c></row>", name("王芳")),
        format!("<row>{}<c><v>13800138002.0</v></c><c s=\"1\"><v>30000</v></c></row>", name("李娜")),
        format!(r#"<row>{}<c t="inlineStr"><is><t>1.38E+10</t></is></c></row>"#, name("周磊")),
        format!(r#"<row>{}<c t="e"><v>#N/A</v></c><c t="e"><f>VLOOKUP(1,2,3)</f><v>#REF!</v></c></row>"#, name("钱多")),
        format!(r#"<row>{}<c t="str"><f>"138"&amp;A1</f><v>13800138005</v></c></row>"#, name("孙立")),
        r#"<row><c/><c/><c t="inlineStr"><is><r><t>吴</t></r><r><rPr><b/></rPr><t>迪</t></r></is></c><c/><c t="inlineStr"><is><t>="13800138006"</t></is></c></row>"#.to_owned(),
        r#"<row hidden="1"><c/><c/><c t="inlineStr"><is><t>郑爽</t></is></c><c/><c><v>13800138007</v></c></row>"#.to_owned(),
    ];
    let content = format!("{header}{}</sheetData>", rows.concat());
    let args = file("x.xlsx", workbook(&[("会员", "", content)], r#"<workbookPr date1904="1"/>"#));
    let plan = preview(&salon, args);
    let phones: Vec<&str> = plan.rows.iter().skip(1).map(|row| read(row, "phones")).collect();
    assert_eq!(phones, ["13800138001", "13800138002", "", "", "13800138005", "13800138006", "13800138007"]);
    assert_eq!(read(row(&plan, 3), "birthday"), "1986-02-19", "counted from 1904");
    assert_eq!(codes(row(&plan, 4)), [DoubtCode::PhoneUnreadable], "its digits are lost, and it says so");
    assert_eq!(codes(row(&plan, 5)), [DoubtCode::CellFault, DoubtCode::BirthdayUnreadable]);
    assert_eq!(read(row(&plan, 7), "name"), "吴迪");
    assert_eq!(row(&plan, 8).fate, Fate::Sure, "a hidden row is a row");
}

#[test]
fn what_stands_beyond_all_columns_is_kept_with_its_row() {
    let salon = TestSalon::new();
    let wide = format!("姓名,电话{}\n王芳,13800138001{}最右\n", ",".repeat(300), ",".repeat(298));
    let plan = preview(&salon, file("x.csv", wide));
    assert_eq!((row(&plan, 2).fate, row(&plan, 2).text.last().unwrap().as_str()), (Fate::Sure, "最右"));
}

#[test]
fn a_quote_that_nobody_closed_loses_no_row_and_waits_for_an_eye() {
    let salon = TestSalon::new();
    let rows = ["1,,王芳,女,13800138001,,,,\"只做面部", "2,,李娜,女,13800138002,,,,", "3,,\"周磊,男,13800138003,,,,"];
    let plan = preview(&salon, register(&rows));
    assert_eq!(fates(&plan), [Fate::Heading, Fate::Doubtful, Fate::Sure, Fate::Doubtful]);
    assert_eq!((read(row(&plan, 2), "notes"), codes(row(&plan, 2))), ("只做面部", vec![DoubtCode::QuoteOpen]));
    assert_eq!((read(row(&plan, 4), "name"), codes(row(&plan, 4))), ("周磊", vec![DoubtCode::QuoteOpen]));
    assert_eq!(row(&plan, 4).text[2], "\"周磊", "the original keeps its quote");
    let fixes = json!({ "4": { "values": { "name": "周磊" } } });
    assert_eq!(row(&preview(&salon, with(register(&rows), "fixes", fixes)), 4).fate, Fate::Sure);
    let damaged = "姓名,电话\n王\u{FFFD}芳,13800138001\n";
    assert_eq!(codes(row(&preview(&salon, file("x.csv", damaged)), 2)), [DoubtCode::TextDamaged]);
}
