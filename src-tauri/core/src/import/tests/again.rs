//! A register read again: the same, a newer one, and one that contradicts what the salon knows by now.

use super::*;
use crate::test_salon::{DESK, STOCKROOM};

const WANG: &str = "1,2024-08-13,王芳,女,13800138001,1985-04-12,VIP,董瑞,只做面部";
const LI: &str = "2,,李娜,女,13800138002,0820,,,";
const NO_NUMBER: &str = "3,,翁平,女,,1980.02.22,,,";

#[test]
fn the_same_again_changes_nothing_even_where_rows_have_no_number() {
    let salon = TestSalon::new();
    commit(&salon, register(&[WANG, LI, NO_NUMBER]));
    let again = commit(&salon, register(&["", NO_NUMBER, LI, WANG]));
    assert_eq!((again.added, again.changed), (0, 0));
    assert_eq!(fates(&again.plan), [Fate::Heading, Fate::Blank, Fate::Unchanged, Fate::Unchanged, Fate::Unchanged]);
    assert_eq!(count(&salon, "SELECT count(*) FROM import"), 1);
}

#[test]
fn a_newer_register_changes_what_it_says_anew_and_tells_so() {
    let salon = TestSalon::new();
    commit(&salon, register(&[WANG, LI]));
    let newer = register(&[
        "1,2024-08-13,王芳,女,13800138001 13900139001,1985-04-12,SVIP,王强,只做面部；乳胶过敏！",
        "2,,李娜,女,13800138002,1990-08-20,,,",
        "3,,周磊,男,13800138003,,,,",
    ]);
    let report = commit(&salon, newer.clone());
    assert_eq!((report.added, report.changed), (1, 2));
    let changes = |number| -> Vec<String> {
        let changed = row(&report.plan, number).changes.iter();
        changed.map(|change| format!("{}: {} → {}", change.field, change.from, change.to)).collect()
    };
    let wanted = [
        "beautician: 董瑞 → 王强",
        "phones: 13800138001 → 13800138001、13900139001",
        "allergies:  → 乳胶过敏",
        "tier: vip → svip",
    ];
    assert_eq!(changes(2), wanted);
    assert_eq!(changes(3), ["birthday: 08-20 → 1990-08-20"]);
    assert_eq!(count(&salon, "SELECT count(*) FROM qualification WHERE tier = 'svip' AND cancelled_on IS NULL"), 1);
    assert_eq!(
        count(&salon, "SELECT count(*) FROM qualification WHERE tier = 'vip' AND cancelled_on = '2024-08-13'"),
        1
    );
    assert_eq!(count(&salon, "SELECT count(*) FROM member"), 3);
    assert_eq!(commit(&salon, newer).changed, 0);
    salon.verify();
}

#[test]
fn a_changed_number_is_stored_and_the_old_one_kept_as_former() {
    let salon = TestSalon::new();
    commit(&salon, register(&[WANG]));
    let newer = register(&["1,2024-08-13,王芳,女,13900139009,1985-04-12,VIP,董瑞,只做面部"]);
    let plan = preview(&salon, newer.clone());
    assert_eq!((row(&plan, 2).fate, codes(row(&plan, 2))), (Fate::Doubtful, vec![DoubtCode::PhoneChanged]));
    assert_eq!(row(&plan, 2).doubts[0].params["former"], "138****8001");
    commit(&salon, newer);
    assert_eq!(text(&salon, "SELECT number FROM member_phone WHERE current = 1"), "13900139009");
    assert_eq!(text(&salon, "SELECT number FROM member_phone WHERE current = 0"), "13800138001");
    salon.verify();
}

#[test]
fn namesakes_with_other_numbers_are_other_people_in_a_newer_register_too() {
    let salon = TestSalon::new();
    commit(&salon, register(&[WANG]));
    let report = commit(&salon, register(&[WANG, "2,,王芳,女,13900139009,1985-04-12,,,"]));
    assert_eq!((report.added, report.changed), (1, 0), "the first 王芳 is taken by her own row");
    assert_eq!(count(&salon, "SELECT count(*) FROM member WHERE name = '王芳'"), 2);
}

#[test]
fn what_the_salon_corrected_itself_stays_corrected() {
    let salon = TestSalon::new();
    commit(&salon, register(&[WANG]));
    let amended = json!({ "memberNo": 1, "birthday": "1985-04-21", "allergies": ["花生"], "notes": "" });
    salon.must(DESK, "member.amend", amended);
    assert_eq!(commit(&salon, register(&[WANG])).plan.counts.unchanged, 1);
    salon.turn_to(9, 5);
    let newer = register(&["1,2024-08-13,王芳,女,13800138001,1985-04-13,VIP,董瑞,只做面部"]);
    let report = commit(&salon, newer.clone());
    assert_eq!(codes(row(&report.plan, 2)), [DoubtCode::KeptExisting]);
    assert_eq!((report.added, report.changed), (0, 0));
    assert_eq!(text(&salon, "SELECT birth_day || '' FROM member"), "21");
    assert_eq!(commit(&salon, newer).plan.counts.unchanged, 1, "once said, the register is not asked again");
}

#[test]
fn a_register_that_takes_its_correction_back_is_followed() {
    let salon = TestSalon::new();
    let born = |day: &str| register(&[&WANG.replace("1985-04-12", day)]);
    let held = || text(&salon, "SELECT birth_day || '' FROM member");
    for (minute, day) in [(1, "1985-04-12"), (2, "1985-04-13"), (3, "1985-04-12")] {
        salon.turn_to(9, minute);
        commit(&salon, born(day));
        assert_eq!(held(), day[8..]);
    }
    salon.turn_to(9, 4);
    assert_eq!(commit(&salon, born("1985-04-12")).plan.counts.unchanged, 1);
    let staff = |name: &str| file("s.csv", format!("工号,姓名,岗位,组别\n９３１,新人,前台,{name}\n"));
    for (minute, team) in [(5, "A组"), (6, "B组"), (7, "A组")] {
        salon.turn_to(9, minute);
        commit(&salon, staff(team));
        assert_eq!(text(&salon, "SELECT team FROM staff WHERE number = '931'"), team);
    }
}

/// More notes, or more allergies, than one file holds: the rest of the register is read in, and the row says so.
#[test]
fn what_a_file_has_no_room_for_is_left_out_and_said() {
    let salon = TestSalon::new();
    let noted = |notes: &str| format!("1,2024-08-13,王芳,女,13800138001,1985-04-12,VIP,董瑞,{notes}");
    let allergies = |from: usize| (from..from + 30).map(|n| format!("过敏{n}")).collect::<Vec<_>>().join("；");
    salon.turn_to(9, 1);
    commit(&salon, register(&[&noted(&format!("{}；{}", "甲".repeat(1_500), allergies(0)))]));
    salon.turn_to(9, 2);
    let newer = register(&[&noted(&format!("短；{}；{}", "乙".repeat(1_500), allergies(30))), LI]);
    let plan = preview(&salon, newer.clone());
    assert_eq!(row(&plan, 2).fate, Fate::Doubtful);
    assert_eq!(codes(row(&plan, 2)), [DoubtCode::NoRoomLeft, DoubtCode::NoRoomLeft]);
    let report = commit(&salon, newer.clone());
    assert_eq!((report.added, report.changed), (1, 1), "the rest of the register is read in");
    assert_eq!(count(&salon, "SELECT length(notes) FROM member WHERE no = 1"), 1_502);
    assert_eq!(count(&salon, "SELECT count(*) FROM member_allergy"), 50);
    let twice = register(&[
        &format!("1,,周磊,男,13800138003,,,,{}；{}", "丙".repeat(1_500), allergies(0)),
        &format!("2,,周磊,男,13800138003,,,,{}；{}", "丁".repeat(1_500), allergies(30)),
        &format!("3,,孙二,男,13800138004,,,,{}；{}", allergies(0), allergies(30)),
    ]);
    let plan = commit(&salon, twice).plan;
    assert_eq!(codes(row(&plan, 3)), [DoubtCode::NoRoomLeft, DoubtCode::NoRoomLeft]);
    assert_eq!((row(&plan, 3).fate, codes(row(&plan, 4))), (Fate::Doubtful, vec![DoubtCode::NoRoomLeft]));
    salon.verify();
}

#[test]
fn a_qualification_cancelled_in_a_newer_register_is_cancelled() {
    let salon = TestSalon::new();
    commit(&salon, register(&[WANG]));
    commit(&salon, register(&["1,2024-08-13,王芳,女,13800138001,1985-04-12,VIP,董瑞,取消 2025.6"]));
    assert_eq!(text(&salon, "SELECT cancelled_on FROM qualification"), "2025-06");
    let gone = register(&["1,,王芳,女,13800138001,1985-04-12,,董瑞,只做面部"]);
    assert_eq!(commit(&salon, gone).plan.counts.unchanged, 1);
}

#[test]
fn a_qualification_missing_from_a_newer_register_is_not_taken_away() {
    let salon = TestSalon::new();
    commit(&salon, register(&[WANG]));
    let report = commit(&salon, register(&["1,,王芳,女,13800138001,1985-04-12,,董瑞,只做面部"]));
    assert_eq!(codes(row(&report.plan, 2)), [DoubtCode::QualificationGone]);
    assert_eq!(count(&salon, "SELECT count(*) FROM qualification WHERE cancelled_on IS NULL"), 1);
}

#[test]
fn cancelling_half_way_leaves_nothing() {
    use crate::ids::RequestId;
    use crate::salon::Event;
    use std::sync::{Mutex, mpsc};
    use uuid::Uuid;

    let salon = TestSalon::new();
    let (say_now, hear_now) = mpsc::channel::<()>();
    let (say_asked, hear_asked) = mpsc::channel::<()>();
    let turn = Mutex::new((say_now, hear_asked));
    salon.salon.on_event(Box::new(move |event| {
        if let Event::Progress { stage: "writing", done: 1000, .. } = event {
            let turn = turn.lock().unwrap();
            turn.0.send(()).unwrap();
            turn.1.recv().unwrap();
        }
    }));
    let request = RequestId(Uuid::from_u128(77));
    let args = file("front-desk-register.xlsx", demo_file("front-desk-register.xlsx"));
    std::thread::scope(|scope| {
        let open = &salon.salon;
        scope.spawn(move || {
            hear_now.recv().unwrap();
            open.cancelling.ask(request);
            say_asked.send(()).unwrap();
        });
        let refused = salon.call_under(request, MANAGER, "import.commit", args.clone()).unwrap_err();
        assert_eq!(refused.code.name(), "cancelled");
    });
    for table in ["member", "member_key", "qualification", "import", "import_row", "member_source"] {
        assert_eq!(count(&salon, &format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    salon.verify();
}

/// What the stockroom has of the linen, whoever's: kinds and places.
fn pieces(salon: &TestSalon) -> String {
    text(
        salon,
        "SELECT group_concat(kind || ' ' || place, ', ') FROM (SELECT kind, place FROM linen_piece ORDER BY kind, place)",
    )
}

fn with_set(salon: &TestSalon, rows: &[&str]) {
    commit(salon, register(rows));
    let header = "库位,姓名,会员资格,审批日期,毛巾,浴巾,浴袍,拖鞋,发带,备注";
    commit(salon, file("stock.csv", format!("{header}\n7号,王芳,VIP,2024-08-13,1,1,1,1,1,\n")));
}

#[test]
fn a_cancellation_in_a_newer_register_does_what_cancelling_does() {
    let salon = TestSalon::new();
    with_set(&salon, &[WANG]);
    let cancelled = register(&["1,2024-08-13,王芳,女,13800138001,1985-04-12,VIP,董瑞,取消 2025.6"]);
    let report = commit(&salon, cancelled.clone());
    assert_eq!((report.changed, row(&report.plan, 2).fate), (1, Fate::Sure));
    let change = &row(&report.plan, 2).changes[0];
    assert_eq!((change.field.as_str(), change.to.as_str()), ("cancelled_on", "2025-06"));
    let tasks = salon.must(STOCKROOM, "linen.tasks", json!({}));
    assert_eq!(
        tasks["toRetire"],
        json!([{ "memberNo": 1, "memberName": "王芳", "slot": 7, "cancelledOn": "2025-06" }])
    );
    assert_eq!(tasks["toMake"], json!([]));
    let before = pieces(&salon);
    salon.must(STOCKROOM, "linen.retire", json!({ "memberNo": 1 }));
    assert_eq!(before, "bath_towel shelf, bathrobe shelf, headband shelf, slippers shelf, towel shelf");
    assert_eq!(pieces(&salon), before.replace("shelf", "laundry"), "no piece is lost on the way");
    assert_eq!(count(&salon, "SELECT count(*) FROM linen_set WHERE slot IS NULL AND retired_ms IS NOT NULL"), 1);
    assert_eq!(commit(&salon, cancelled).plan.counts.unchanged, 1);
    salon.verify();
}

#[test]
fn a_cancellation_tells_the_stockroom_at_once_and_asks_about_bookings_that_stand() {
    use crate::salon::{Event, Topic};
    use std::sync::{Arc, Mutex};

    let salon = TestSalon::new();
    with_set(&salon, &[WANG]);
    let booking = json!({ "memberNo": 1, "serviceIds": [salon.item("S001")], "roomId": salon.room("V1"),
        "beauticianId": salon.staff("011"), "startMs": crate::test_salon::at(15, 0), "source": "phone", "notes": "" });
    salon.must(DESK, "booking.reserve", booking);
    let told = Arc::new(Mutex::new(Vec::new()));
    let hears = Arc::clone(&told);
    salon.salon.on_event(Box::new(move |event| {
        if let Event::Changed { topics } = event {
            hears.lock().unwrap().extend(topics.clone());
        }
    }));
    let report = commit(&salon, register(&["1,2024-08-13,王芳,女,13800138001,1985-04-12,VIP,董瑞,取消 2025.6"]));
    assert_eq!(codes(row(&report.plan, 2)), [DoubtCode::StillBooked]);
    assert_eq!(row(&report.plan, 2).doubts[0].params["count"], "1");
    assert!(told.lock().unwrap().contains(&Topic::Linen));
    salon.verify();
}

#[test]
fn a_corrected_approval_date_cancelled_in_one_go_is_one_qualification() {
    let salon = TestSalon::new();
    commit(&salon, register(&[WANG]));
    let report = commit(&salon, register(&["1,2024-08-31,王芳,女,13800138001,1985-04-12,VIP,董瑞,取消 2025.6"]));
    assert_eq!(codes(row(&report.plan, 2)), [DoubtCode::KeptExisting], "which date is right is asked");
    assert_eq!(text(&salon, "SELECT approved_on || ' ' || cancelled_on FROM qualification"), "2024-08-13 2025-06");
    assert_eq!(count(&salon, "SELECT count(*) FROM qualification"), 1);
}

#[test]
fn a_cancellation_from_before_the_approval_is_history() {
    let salon = TestSalon::new();
    commit(&salon, register(&[WANG]));
    salon.turn_to(9, 5);
    let history = register(&["1,2020-01-05,王芳,女,13800138001,1985-04-12,VIP,董瑞,取消 2022.6"]);
    let report = commit(&salon, history.clone());
    assert_eq!(codes(row(&report.plan, 2)), [DoubtCode::QualificationGone], "what holds now is not in it any more");
    assert_eq!(count(&salon, "SELECT count(*) FROM qualification WHERE cancelled_on IS NULL"), 1);
    assert_eq!(count(&salon, "SELECT count(*) FROM qualification"), 2);
    salon.turn_to(9, 10);
    let again = commit(&salon, history).plan;
    assert_eq!(
        (row(&again, 2).fate, codes(row(&again, 2))),
        (Fate::Unchanged, vec![]),
        "once said, it is not asked again"
    );
}

#[test]
fn a_promotion_in_a_newer_register_has_the_stockroom_add_what_is_missing() {
    let salon = TestSalon::new();
    with_set(&salon, &[WANG]);
    let report = commit(&salon, register(&["1,2026-11-20,王芳,女,13800138001,1985-04-12,SVIP,董瑞,只做面部"]));
    assert_eq!(row(&report.plan, 2).fate, Fate::Sure);
    let tasks = salon.must(STOCKROOM, "linen.tasks", json!({}));
    assert_eq!(tasks["toRetire"], json!([]));
    assert_eq!(tasks["toMake"][0]["pieces"], json!([{ "kind": "towel", "count": 1 }]));
    assert_eq!((&tasks["toMake"][0]["slot"], &tasks["toMake"][0]["setId"]), (&json!(7), &Value::Null));
    salon.must(STOCKROOM, "linen.make_set", json!({ "memberNo": 1 }));
    let tasks = salon.must(STOCKROOM, "linen.tasks", json!({}));
    assert_eq!(tasks["toMake"].as_array().unwrap().len(), 1, "it is being made, and asked for once");
    salon.must(STOCKROOM, "linen.shelve", json!({ "memberNo": 1 }));
    assert!(pieces(&salon).ends_with("towel shelf, towel shelf"));
    assert_eq!(salon.must(STOCKROOM, "linen.tasks", json!({}))["toMake"], json!([]));
    salon.verify();
}

#[test]
fn a_tier_lowered_by_a_register_waits_for_an_eye() {
    let salon = TestSalon::new();
    commit(&salon, register(&["1,2024-08-13,王芳,女,13800138001,1985-04-12,SVIP,董瑞,"]));
    let plan = preview(&salon, register(&["1,2026-08-13,王芳,女,13800138001,1985-04-12,VIP,董瑞,"]));
    assert_eq!((row(&plan, 2).fate, codes(row(&plan, 2))), (Fate::Doubtful, vec![DoubtCode::TierLowered]));
}
