//! Corrections in place: columns, values, decisions; and who may import what.

use super::*;
use crate::test_salon::{BEAUTICIAN, DESK, SUPERVISOR};

#[test]
fn finds_the_header_anywhere_and_columns_by_their_meaning() {
    let salon = TestSalon::new();
    let csv = "2026年登记\n\n手机号\t姓 名：\t生日\n13800138001\t王芳\t4.12\n手机号\t姓名\t生日\n13800138002\t李娜\t5.13\n合计：\t2\t\n";
    let plan = preview(&salon, file("会员.txt", csv));
    assert_eq!(plan.header_row, 3);
    let wanted = [Fate::Heading, Fate::Blank, Fate::Heading, Fate::Sure, Fate::Heading, Fate::Sure, Fate::Total];
    // The empty line is nothing, wherever it stands.
    assert_eq!(fates(&plan), wanted);
    assert_eq!(read(row(&plan, 4), "birthday"), "04-12");
}

#[test]
fn the_user_can_say_which_column_is_what() {
    let salon = TestSalon::new();
    let odd = file("x.csv", "王芳,13800138001,4.12\n李娜,13800138002,5.13\n");
    let refused = salon.call(MANAGER, "import.preview", odd.clone()).unwrap_err();
    assert_eq!(refused.code.name(), "header_not_found");
    assert_eq!(refused.params["titles"], json!(["王芳", "13800138001", "4.12"]));
    let said = with(
        with(odd, "kind", json!("front_desk_register")),
        "columns",
        json!({ "name": 0, "phones": 1, "birthday": 2 }),
    );
    let plan = preview(&salon, said.clone());
    assert_eq!((plan.header_row, fates(&plan)), (0, vec![Fate::Sure, Fate::Sure]));
    let without = with(said.clone(), "columns", json!({ "phones": 1 }));
    assert_eq!(salon.refused(MANAGER, "import.preview", without), "columns_missing");
    let unknown = with(said, "columns", json!({ "shoe_size": 1 }));
    assert_eq!(salon.refused(MANAGER, "import.preview", unknown), "bad_arguments");
}

#[test]
fn the_user_can_correct_values_in_place() {
    let salon = TestSalon::new();
    let args = register(&["1,2024-13-45,王芳,女,没有,2月30日,VVIP,某某,", "2,,,女,13800138002,,,,"]);
    let plan = preview(&salon, args.clone());
    let wanted = [
        DoubtCode::PhoneUnreadable,
        DoubtCode::BirthdayUnreadable,
        DoubtCode::TierUnreadable,
        DoubtCode::DateUnreadable,
        DoubtCode::UnknownBeautician,
    ];
    assert_eq!(codes(row(&plan, 2)), wanted);
    assert_eq!((row(&plan, 3).fate, codes(row(&plan, 3))), (Fate::Refused, vec![DoubtCode::NameMissing]));
    let fixes = json!({
        "2": { "values": { "approved_on": "2024-12-04", "phones": "138 0013 8001", "birthday": "3月1日", "tier": "svip", "beautician": "董瑞" } },
        "3": { "values": { "name": "李娜" } },
    });
    let report = commit(&salon, with(args, "fixes", fixes));
    assert_eq!(fates(&report.plan), [Fate::Heading, Fate::Sure, Fate::Sure]);
    assert_eq!(text(&salon, "SELECT tier || approved_on FROM qualification"), "svip2024-12-04");
    assert_eq!(
        text(&salon, "SELECT written FROM member_source WHERE row = 2"),
        r#"["1","2024-13-45","王芳","女","没有","2月30日","VVIP","某某"]"#
    );
}

#[test]
fn what_was_read_can_be_typed_back() {
    let salon = TestSalon::new();
    commit(&salon, file("staff.csv", demo_file("staff.csv")));
    let args = file("front-desk-register.xlsx", demo_file("front-desk-register.xlsx"));
    let plan = preview(&salon, args.clone());
    let fixes: serde_json::Map<String, Value> = plan
        .rows
        .iter()
        .filter(|row| !row.read.is_empty())
        .map(|row| (row.row.to_string(), json!({ "values": row.read })))
        .collect();
    let typed = preview(&salon, with(args, "fixes", Value::Object(fixes)));
    for (as_written, as_typed) in plan.rows.iter().zip(&typed.rows) {
        assert_eq!(as_written.read, as_typed.read, "row {}", as_written.row);
    }
}

#[test]
fn the_user_decides_about_rows() {
    let salon = TestSalon::new();
    let rows = ["1,,周磊,女,13800138001,2000-03-21,,,", "2,,周磊,女,13800138001,农历腊月廿三,,,", "3,,周磊,女,,,,,"];
    let decide = |row: &str, decision: &str| with(register(&rows), "fixes", json!({ row: { "decision": decision } }));
    let plan = preview(&salon, register(&rows));
    assert_eq!(fates(&plan), [Fate::Heading, Fate::Sure, Fate::Doubtful, Fate::Doubtful]);
    assert_eq!((row(&plan, 3).merged_into_row, row(&plan, 4).merged_into_row), (Some(2), None));
    let separate = preview(&salon, decide("3", "separate"));
    assert_eq!((row(&separate, 3).fate, row(&separate, 3).merged_into_row), (Fate::Sure, None));
    let merged = preview(&salon, decide("4", "merge"));
    assert_eq!((row(&merged, 4).fate, row(&merged, 4).merged_into_row), (Fate::Merged, Some(2)));
    let accepted = preview(&salon, decide("3", "accept"));
    assert_eq!((row(&accepted, 3).fate, row(&accepted, 3).merged_into_row), (Fate::Merged, Some(2)));
    let report = commit(&salon, decide("4", "skip"));
    assert_eq!((row(&report.plan, 4).fate, report.added), (Fate::Skipped, 1));
    assert_eq!(text(&salon, "SELECT fate FROM import_row WHERE row = 4"), "skipped");
}

#[test]
fn people_told_apart_stay_apart_when_the_register_is_read_again() {
    let salon = TestSalon::new();
    let rows = ["1,,周磊,女,13800138001,2000-03-21,,,", "2,,周磊,女,13800138001,农历腊月廿三,,,"];
    let fixes = json!({ "3": { "decision": "separate" } });
    assert_eq!(commit(&salon, with(register(&rows), "fixes", fixes.clone())).added, 2);
    let again = commit(&salon, with(register(&rows), "fixes", fixes));
    assert_eq!((again.added, again.changed, again.plan.counts.unchanged), (0, 0, 2));
    let again = commit(&salon, register(&rows));
    assert_eq!((again.added, again.changed), (0, 0));
}

#[test]
fn a_commit_refuses_another_file_than_the_one_previewed() {
    let salon = TestSalon::new();
    let digest = preview(&salon, register(&["1,,王芳,女,13800138001,,,,"])).digest;
    let other = with(register(&["1,,王芳,女,13800138002,,,,"]), "digest", json!(digest));
    assert_eq!(salon.refused(MANAGER, "import.commit", other), "file_changed");
}

#[test]
fn registers_are_the_desks_and_lists_belong_to_those_who_run_the_house() {
    let salon = TestSalon::new();
    for (name, desk_may) in [
        ("staff.csv", false),
        ("rooms.csv", false),
        ("price-list.csv", false),
        ("front-desk-register.xlsx", true),
        ("stockroom-register.xlsx", true),
    ] {
        let args = file(name, demo_file(name));
        assert_eq!(salon.call(DESK, "import.preview", args.clone()).is_ok(), desk_may, "{name}");
        assert!(salon.call(SUPERVISOR, "import.preview", args.clone()).is_ok(), "{name}");
        assert_eq!(salon.refused(BEAUTICIAN, "import.preview", args), "not_allowed");
    }
}

#[test]
fn lists_refuse_what_cannot_be_and_say_what_changes() {
    let salon = TestSalon::new();
    let list = "编号,项目,类别,时长(分钟),价格(元),会员价(元),适用房间\n\
                S001,基础面部清洁,面部,60,208.00,174.24,全部\nS002,补水,面部,75,398.00,450.00,全部\n\
                S002,补水,面部,75,398,350,全部\nS004,修护,面部,一小时,560,,全部\nS005,眼部,面部,,168,,全部\n\
                S006,肩颈,身体,45,79228162514264337593543950335,,全部\n,足疗,身体,60,198,,全部\n";
    let plan = preview(&salon, file("list.csv", list));
    let code = |number| codes(row(&plan, number)).first().copied();
    assert_eq!(row(&plan, 2).fate, Fate::Sure);
    assert_eq!(
        row(&plan, 2).changes.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(),
        ["category", "price"]
    );
    assert_eq!(code(3), Some(DoubtCode::PriceBelowMember));
    assert_eq!(code(4), Some(DoubtCode::RepeatsRow));
    assert_eq!(code(5), Some(DoubtCode::MinutesUnreadable));
    assert_eq!(code(6), Some(DoubtCode::MinutesMissing));
    assert_eq!(code(7), Some(DoubtCode::PriceUnreadable));
    assert_eq!(code(8), Some(DoubtCode::CodeMissing));
    let staff = preview(
        &salon,
        file("s.csv", "工号,姓名,岗位,组别\n001,别人,前台,\n090,新人,掌柜,\n091,新人,前台、保洁,A组\n"),
    );
    assert_eq!(codes(row(&staff, 2)), [DoubtCode::StaffNameDiffers]);
    assert_eq!(codes(row(&staff, 3)), [DoubtCode::RoleUnreadable]);
    assert_eq!(read(row(&staff, 4), "roles"), "前台、保洁");
    let wide = preview(&salon, file("s.csv", "工号,姓名,岗位\n931,新人,前台\n９３１,别人,前台\n"));
    assert_eq!((row(&wide, 2).fate, codes(row(&wide, 3))), (Fate::Sure, vec![DoubtCode::RepeatsRow]));
    let rooms = preview(&salon, file("r.csv", "房号,房型,床位,备注\nX1,总统房,1,\nX2,VIP房,12,\nX3,VIP房,,\n"));
    assert_eq!(codes(row(&rooms, 2)), [DoubtCode::RoomTierUnreadable]);
    assert_eq!(codes(row(&rooms, 3)), [DoubtCode::BedsUnreadable]);
    assert_eq!(row(&rooms, 4).fate, Fate::Sure);
}

#[test]
fn a_correction_that_hits_nothing_is_refused_and_names_what_it_missed() {
    let salon = TestSalon::new();
    let args = register(&["1,,王芳,女,13800138001,,,,", "2,,李娜,女,13800138002,,,,-"]);
    let refused = |name: &str, value: Value| {
        let args = with(args.clone(), name, value);
        assert_eq!(salon.refused(MANAGER, "import.commit", args.clone()), "bad_arguments");
        salon.call(MANAGER, "import.preview", args).unwrap_err().params
    };
    let missed = refused("fixes", json!({ "2": { "values": { "nmae": "王方" } } }));
    assert_eq!((&missed["row"], &missed["field"]), (&json!("2"), &json!("nmae")));
    for row in ["99", "1", "02", "x"] {
        assert_eq!(refused("fixes", json!({ row: { "decision": "skip" } }))["row"], json!(row));
    }
    let missed = refused("columns", json!({ "birthday": 9 }));
    assert_eq!((&missed["field"], &missed["column"]), (&json!("birthday"), &json!(10)));
    assert_eq!(refused("columns", json!({ "shoe_size": 1 }))["field"], json!("columns"));
    assert_eq!(count(&salon, "SELECT count(*) FROM member"), 0);
    preview(&salon, with(args.clone(), "columns", json!({ "birthday": 8, "tier": -1 })));
}
