//! Workbooks of several sheets: which one is read, that the user can choose, and that no row of the file is forgotten.

use super::*;

fn years() -> Vec<u8> {
    let of_2025 = [DESK_HEADER, "1,2024-08-13,王芳,女,13800138001,1985-04-12,VIP,董瑞,", "2,,翁平,女,,,,,"];
    let of_2026 = [
        "2026年会员资格记录表",
        DESK_HEADER,
        "1,2024-08-13,王芳,女,13800138001,1985-04-12,VIP,王强,",
        "2,,翁平,女,,,,,",
        "3,,李娜,女,13800138002,,,,",
    ];
    let rooms = ["房号,房型,床位,备注", "X1,VIP房,1,"];
    let words = ["说明", "", "本表由前台保管"];
    workbook(
        &[
            ("2025", "", sheet_data(&of_2025)),
            ("2026", "", sheet_data(&of_2026)),
            ("房间", "", sheet_data(&rooms)),
            ("说明", "", sheet_data(&words)),
            ("旧表", "veryHidden", sheet_data(&of_2025)),
            ("空表", "", sheet_data(&[])),
        ],
        "",
    )
}

fn of_sheet(name: &str) -> Value {
    with(file("years.xlsx", years()), "sheet", json!(name))
}

#[test]
fn every_row_of_every_sheet_is_counted_and_the_sheets_are_named() {
    let salon = TestSalon::new();
    let plan = preview(&salon, file("years.xlsx", years()));
    let listed: Vec<_> =
        plan.sheets.iter().map(|s| (s.name.as_str(), s.rows, s.kind.is_some(), s.hidden, s.chosen)).collect();
    let wanted = [
        ("2025", 3, true, false, true),
        ("2026", 5, true, false, false),
        ("房间", 2, true, false, false),
        ("说明", 3, false, false, false),
        ("旧表", 3, true, true, false),
    ];
    assert_eq!((plan.sheet.as_str(), listed), ("2025", wanted.to_vec()));
    assert_eq!((plan.counts.rows, plan.counts.unread), (3, 13));
    assert_eq!(plan.counts.rows + plan.counts.unread, plan.sheets.iter().map(|sheet| sheet.rows).sum::<u32>());
}

#[test]
fn the_user_can_choose_any_sheet_a_hidden_one_too() {
    let salon = TestSalon::new();
    for (name, rows, header_row) in [("2025", 3, 1), ("2026", 5, 2), ("房间", 2, 1), ("旧表", 3, 1)] {
        let plan = preview(&salon, of_sheet(name));
        assert_eq!((plan.sheet.as_str(), plan.counts.rows, plan.header_row), (name, rows, header_row));
        assert!(plan.sheets.iter().all(|sheet| sheet.chosen == (sheet.name == name)));
    }
    let failure = salon.call(MANAGER, "import.preview", of_sheet("2024")).unwrap_err();
    assert_eq!((failure.code.name().as_str(), &failure.params["sheets"][1]["name"]), ("no_such_sheet", &json!("2026")));
    let failure = salon.call(MANAGER, "import.preview", of_sheet("说明")).unwrap_err();
    assert_eq!(failure.code.name(), "header_not_found");
    assert_eq!(failure.params["sheets"].as_array().unwrap().len(), 5, "another sheet can be chosen from here");
    let hidden_only = workbook(&[("旧表", "hidden", sheet_data(&[DESK_HEADER, "1,,王芳,女,13800138001,,,,"]))], "");
    assert_eq!(preview(&salon, file("x.xlsx", hidden_only)).counts.sure, 1);
}

#[test]
fn sheet_after_sheet_is_imported_and_each_a_second_time_changes_nothing() {
    let salon = TestSalon::new();
    assert_eq!(commit(&salon, of_sheet("2025")).added, 2);
    let report = commit(&salon, of_sheet("2026"));
    assert_eq!((report.added, report.changed), (2, 1));
    let name_only = row(&report.plan, 4);
    assert_eq!(codes(name_only), [DoubtCode::SameNameWithoutPhone], "a name alone recognises nobody on another sheet");
    let members = count(&salon, "SELECT count(*) FROM member");
    for name in ["2025", "2026", "2025", "2026"] {
        let again = commit(&salon, of_sheet(name));
        assert_eq!((again.added, again.changed, again.plan.counts.doubtful), (0, 0, 0), "{name}");
    }
    assert_eq!(count(&salon, "SELECT count(*) FROM member"), members);
    assert_eq!(count(&salon, "SELECT count(*) FROM import"), 2);
    assert_eq!(text(&salon, "SELECT group_concat(sheet) FROM (SELECT sheet FROM import ORDER BY sheet)"), "2025,2026");
    salon.verify();
}
