//! The demo salon's registers, row by row.

use std::collections::BTreeMap;

use super::*;

const REGISTERS: [&str; 5] =
    ["staff.csv", "rooms.csv", "price-list.csv", "front-desk-register.xlsx", "stockroom-register.xlsx"];

fn desk_plan() -> (TestSalon, ImportPlan) {
    let salon = TestSalon::new();
    commit(&salon, file("staff.csv", demo_file("staff.csv")));
    let plan = preview(&salon, file("front-desk-register.xlsx", demo_file("front-desk-register.xlsx")));
    (salon, plan)
}

#[test]
fn every_row_of_the_front_desks_register_is_accounted_for() {
    let (_, plan) = desk_plan();
    let counts = plan.counts;
    assert_eq!((plan.sheet.as_str(), plan.header_row), ("前台会员资格记录表", 3));
    assert_eq!((counts.rows, counts.heading, counts.blank, counts.total), (2449, 3, 12, 1));
    assert_eq!((counts.sure, counts.doubtful, counts.merged, counts.refused), (2378, 23, 32, 0));
    let people = plan.rows.iter().filter(|row| row.counts() && row.merged_into_row.is_none()).count();
    assert_eq!(people, 2400, "the register itself counts 2400 people in its last row");
    let mut doubts: BTreeMap<DoubtCode, u32> = BTreeMap::new();
    for code in plan.rows.iter().flat_map(codes) {
        *doubts.entry(code).or_default() += 1;
    }
    let wanted = [
        (DoubtCode::TitleContradictsGender, 6),
        (DoubtCode::BirthdayContradicts, 1),
        (DoubtCode::BeauticianDiffers, 32),
        (DoubtCode::SameNameWithoutPhone, 16),
    ];
    assert_eq!(doubts, BTreeMap::from(wanted));
}

#[test]
fn rows_are_read_as_a_person_would() {
    let (_, plan) = desk_plan();
    for (number, name, phones, birthday, tier) in [
        (4, "陈凯", "13651022552", "1977-06-20", ""),
        (5, "王博", "18821335058", "1982-01-07", "vip"),
        (6, "黄兵", "13651022552", "2000-09-16", "vip"),
        (7, "唐秀荣", "18716175412", "1971", "vip"),
        (9, "赵宇", "13809329799", "10-23", "ordinary"),
        (11, "刘利", "15044428181", "", "ordinary"),
        (14, "李洁", "13686704795", "农历八月十五", ""),
        (15, "吴桂芳", "13875388164", "1997-07-10", ""),
        (18, "程桂香", "15984617320", "农历五月初五", "ordinary"),
        (23, "滕想", "18938011474", "08-20", ""),
        (28, "刘小红", "15896239807、13506647075", "07-27", ""),
        (29, "翟天临", "18883409636", "1955-07-04", ""),
        (30, "尹红梅", "15972212940", "", ""),
        (39, "苏飞", "17648158901", "11-11", "vip"),
        (49, "周旭", "13325298953", "08-25", "svip"),
        (217, "郭欢", "18640497423", "05-27", "ordinary"),
        (477, "阿依古丽·买买提", "15869965952", "10-08", "ordinary"),
        (720, "Anna", "18794466513", "1982-10-19", ""),
        (777, "劉嘉玲", "13370294992", "2001-09-06", ""),
        (806, "陈﨑", "13889733261", "1982-09-05", ""),
    ] {
        let row = row(&plan, number);
        assert_eq!(
            (read(row, "name"), read(row, "phones"), read(row, "birthday"), read(row, "tier")),
            (name, phones, birthday, tier),
            "row {number}"
        );
    }
    assert_eq!(read(row(&plan, 217), "notes"), "新");
    assert_eq!(read(row(&plan, 6), "approved_on"), "2024-08-13");
    assert_eq!(read(row(&plan, 17), "notes"), "=HYPERLINK(\"x\")");
}

#[test]
fn one_person_is_merged_and_two_of_one_name_never() {
    let (salon, plan) = desk_plan();
    for (first, second) in [(46, 47), (94, 95), (165, 166), (581, 582), (672, 673), (733, 734)] {
        let merged = row(&plan, second);
        assert_eq!((merged.fate, merged.merged_into_row), (Fate::Merged, Some(first)), "row {second}");
    }
    let contradicting = row(&plan, 347);
    assert_eq!((contradicting.fate, contradicting.merged_into_row), (Fate::Doubtful, Some(346)));
    assert_eq!(codes(contradicting), [DoubtCode::BirthdayContradicts, DoubtCode::BeauticianDiffers]);
    commit(&salon, file("front-desk-register.xlsx", demo_file("front-desk-register.xlsx")));
    let of = |name: &str| count(&salon, &format!("SELECT count(*) FROM member WHERE name = '{name}'"));
    assert_eq!((of("温利"), of("周磊")), (1, 1));
    let namesakes = "SELECT count(DISTINCT member_no) FROM member_phone WHERE number IN ('18821335058', '19999828887')";
    assert_eq!(count(&salon, namesakes), 2, "rows 5 and 8: one name, two numbers, two people");
    assert_eq!(of("阿依古丽·买买提"), 3);
    let family = "SELECT count(DISTINCT member_no) FROM member_phone WHERE number = '13651022552'";
    assert_eq!(count(&salon, family), 2, "rows 4 and 6: a family on one number");
    let birthday = "SELECT birth_year || '-' || birth_month || '-' || birth_day FROM member
                    JOIN member_phone ON member_no = no WHERE number = '15957688843'";
    assert_eq!(text(&salon, birthday), "1997-3-1", "rows 672 and 673 tell the birthday together");
}

#[test]
fn struck_through_rows_are_cancelled_qualifications() {
    let (salon, plan) = desk_plan();
    let cancelled: Vec<&ImportRow> = plan.rows.iter().filter(|row| row.read.contains_key("cancelled_on")).collect();
    assert_eq!(cancelled.len(), 53);
    assert_eq!(read(row(&plan, 83), "cancelled_on"), "2022-12");
    commit(&salon, file("front-desk-register.xlsx", demo_file("front-desk-register.xlsx")));
    let held = "SELECT q.tier || ' ' || q.approved_on || ' ' || q.cancelled_on FROM qualification q JOIN member m
                ON m.no = q.member_no JOIN member_source s ON s.member_no = m.no WHERE s.row = 83 AND m.name = '李秀荣'";
    assert_eq!(text(&salon, held), "vip 2022-12-17 2022-12");
}

#[test]
fn warnings_stand_with_the_allergies_and_each_row_is_kept() {
    let (salon, _) = desk_plan();
    commit(&salon, file("front-desk-register.xlsx", demo_file("front-desk-register.xlsx")));
    for (allergy, times) in [("对酒精过敏", 20), ("乳胶过敏", 21), ("孕妇，勿用精油", 14)] {
        assert_eq!(count(&salon, &format!("SELECT count(*) FROM member_allergy WHERE allergy = '{allergy}'")), times);
    }
    assert_eq!(count(&salon, "SELECT count(*) FROM member_source"), 2433);
    assert_eq!(count(&salon, "SELECT count(*) FROM import_row"), 2449 + 25);
    let written = "SELECT written FROM member_source WHERE row = 17";
    assert_eq!(
        text(&salon, written),
        r#"["14","","唐丽","女"," 18643347850 ","1956-11-18","","赵玲","=HYPERLINK(\"x\")"]"#
    );
}

#[test]
fn all_five_registers_build_a_salon_and_a_second_time_nothing() {
    let salon = TestSalon::new();
    let mut done = Vec::new();
    for name in REGISTERS {
        let report = commit(&salon, file(name, demo_file(name)));
        assert_eq!(report.plan.counts.refused, 0, "{name}");
        done.push((report.added, report.changed));
    }
    // The test salon has some of the staff, rooms and items already.
    assert_eq!(done, [(16, 3), (8, 1), (17, 3), (2400, 0), (505, 0)]);
    salon.verify();
    let store = |salon: &TestSalon| {
        let tables = ["staff", "room", "item", "member", "member_phone", "qualification", "linen_piece", "import_row"];
        tables.map(|table| count(salon, &format!("SELECT count(*) FROM {table}")))
    };
    let before = store(&salon);
    for name in REGISTERS {
        let report = commit(&salon, file(name, demo_file(name)));
        assert_eq!((report.added, report.changed), (0, 0), "{name}");
        let news = report
            .plan
            .rows
            .iter()
            .find(|row| !matches!(row.fate, Fate::Unchanged | Fate::Blank | Fate::Heading | Fate::Total));
        assert_eq!(news, None, "{name}");
    }
    assert_eq!(store(&salon), before);
}
