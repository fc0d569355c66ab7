//! The stockroom's register.

use super::*;
use crate::tier::Tier;

const HEADER: &str = "库位,姓名,会员资格,审批日期,毛巾,浴巾,浴袍,拖鞋,发带,备注";

fn stock(rows: &[&str]) -> Value {
    file("stock.csv", format!("{HEADER}\n{}\n", rows.join("\n")))
}

fn pieces(salon: &TestSalon, member: i64) -> String {
    let sql = format!(
        "SELECT group_concat(kind || ' ' || place || ' ' || note, '; ') FROM (SELECT p.kind, p.place, p.note FROM linen_piece p
         JOIN linen_set s ON s.id = p.set_id WHERE s.member_no = {member} AND p.note <> '' ORDER BY p.kind, p.place)"
    );
    text(salon, &sql)
}

#[test]
fn brings_slots_sets_missing_and_damaged_pieces() {
    let salon = TestSalon::new();
    let missing = salon.qualified("王博", "13800138001", Tier::Vip);
    let spoilt = salon.qualified("黄兵", "13800138002", Tier::Svip);
    let whole = salon.qualified("唐秀荣", "13800138003", Tier::Vip);
    let report = commit(
        &salon,
        stock(&[
            "01号,王博,VIP,2025-03-15,0,1,1,1,1,发带缺",
            "02号,黄兵,SVIP,2025-03-15,1,1,1,1,1,浴袍破损",
            "03号,唐秀荣,VIP,2025-03-15,1,1,1,1,1,重绣",
        ]),
    );
    assert_eq!(fates(&report.plan), [Fate::Heading, Fate::Sure, Fate::Doubtful, Fate::Sure]);
    assert_eq!(codes(row(&report.plan, 3)), [DoubtCode::TooFewPieces, DoubtCode::PieceDamaged]);
    assert_eq!(pieces(&salon, missing), "headband lost 发带缺; towel lost 毛巾0");
    assert_eq!(pieces(&salon, spoilt), "bathrobe damaged 浴袍破损; towel lost 毛巾1");
    assert!(pieces(&salon, whole).starts_with("bath_towel shelf 重绣; bathrobe shelf 重绣"));
    assert_eq!(
        count(&salon, "SELECT slot FROM linen_set WHERE member_no = (SELECT no FROM member WHERE name = '黄兵')"),
        2
    );
    salon.verify();
}

#[test]
fn tells_namesakes_by_tier_and_date_and_guesses_nobody() {
    let salon = TestSalon::new();
    let rows = [
        "1,2023-11-05,萧刚,女,13800138001,,VIP,,",
        "2,2024-07-31,萧刚,女,13800138002,,VIP,,",
        "3,,王兵,男,13800138003,,,,",
    ];
    commit(&salon, register(&rows));
    let plan = preview(
        &salon,
        stock(&[
            "06号,萧刚,VIP,2023-11-05,1,1,1,1,1,",
            "27号,萧刚,VIP,2024.7.31,1,1,1,1,1,",
            "28号,萧刚,VIP,2024-08-01,1,1,1,1,1,",
            "29号,萧钢,VIP,2024-08-01,1,1,1,1,1,",
            "30号,王兵,VIP,2024-08-01,1,1,1,1,1,",
            "27号,,VIP,,1,1,1,1,1,",
        ]),
    );
    let wanted = [Fate::Heading, Fate::Sure, Fate::Sure, Fate::Refused, Fate::Refused, Fate::Refused, Fate::Refused];
    assert_eq!(fates(&plan), wanted);
    assert_ne!(row(&plan, 2).member_no, row(&plan, 3).member_no);
    assert_eq!(codes(row(&plan, 4)), [DoubtCode::MemberAmbiguous]);
    assert_eq!(codes(row(&plan, 5)), [DoubtCode::MemberNotFound]);
    assert_eq!(codes(row(&plan, 6)), [DoubtCode::NotQualified]);
    assert_eq!(codes(row(&plan, 7)), [DoubtCode::NameMissing]);
}

#[test]
fn says_where_the_two_registers_differ() {
    let salon = TestSalon::new();
    salon.qualified("王博", "13800138001", Tier::Vip);
    salon.qualified("黄兵", "13800138002", Tier::Vip);
    let plan = preview(&salon, stock(&["1,王博,SVIP,2025-03-15,1,1,1,1,1,", "2,黄兵,VIP,2025-03-16,2,1,1,?,1,"]));
    assert_eq!(codes(row(&plan, 2)), [DoubtCode::TierDiffers]);
    let wanted = [DoubtCode::ApprovalDiffers, DoubtCode::TooManyPieces, DoubtCode::CountUnreadable];
    assert_eq!(codes(row(&plan, 3)), wanted);
}

#[test]
fn a_slot_holds_one_set_and_a_member_has_one() {
    let salon = TestSalon::new();
    salon.qualified("王博", "13800138001", Tier::Vip);
    salon.qualified("黄兵", "13800138002", Tier::Vip);
    let held = salon.qualified("唐秀荣", "13800138003", Tier::Vip);
    commit(&salon, stock(&["9号,唐秀荣,VIP,2025-03-15,1,1,1,1,1,"]));
    let rows = [
        "1号,王博,VIP,2025-03-15,1,1,1,1,1,",
        "1号,黄兵,VIP,2025-03-15,1,1,1,1,1,",
        "2号,王博,VIP,2025-03-15,1,1,1,1,1,",
        "9号,黄兵,VIP,2025-03-15,1,1,1,1,1,",
        "A号,黄兵,VIP,2025-03-15,1,1,1,1,1,",
    ];
    let plan = preview(&salon, stock(&rows));
    assert_eq!(codes(row(&plan, 3)), [DoubtCode::SlotTaken]);
    assert_eq!(codes(row(&plan, 4)), [DoubtCode::RepeatsRow]);
    assert_eq!(codes(row(&plan, 5)), [DoubtCode::SlotTaken]);
    assert_eq!(row(&plan, 5).doubts[0].params["memberNo"], held.to_string());
    assert_eq!(codes(row(&plan, 6)), [DoubtCode::SlotUnreadable]);
}

#[test]
fn a_newer_register_moves_a_set_but_not_its_pieces() {
    let salon = TestSalon::new();
    let member = salon.qualified("王博", "13800138001", Tier::Vip);
    commit(&salon, stock(&["1号,王博,VIP,2025-03-15,1,1,1,1,1,"]));
    let newer = stock(&["7号,王博,VIP,2025-03-15,1,1,1,1,1,拖鞋破损"]);
    let report = commit(&salon, newer.clone());
    assert_eq!((report.added, report.changed), (0, 1));
    let moved = row(&report.plan, 2);
    assert_eq!(codes(moved), [DoubtCode::PieceDamaged, DoubtCode::SetKept]);
    assert_eq!((moved.changes[0].from.as_str(), moved.changes[0].to.as_str()), ("1", "7"));
    assert_eq!(pieces(&salon, member), "");
    assert_eq!(fates(&commit(&salon, newer).plan), [Fate::Heading, Fate::Unchanged]);
    salon.verify();
}

#[test]
fn a_row_whose_date_is_nobodys_takes_nothing_from_a_namesake() {
    let salon = TestSalon::new();
    let rows = ["1,2023-11-05,萧刚,女,13800138001,,VIP,,", "2,2024-07-31,萧刚,女,13800138002,,SVIP,,"];
    commit(&salon, register(&rows));
    let with_date = ["6,萧刚,VIP,2023-11-05,1,1,1,1,1,", "7,萧刚,SVIP,2024-07-31,2,1,1,1,1,"];
    // Her tier alone fits the first row; her date is nobody's.
    let plan = preview(&salon, stock(&["9,萧刚,VIP,2022-01-01,1,1,1,1,1,", with_date[0], with_date[1]]));
    assert_eq!(fates(&plan), [Fate::Heading, Fate::Refused, Fate::Sure, Fate::Sure]);
    assert_eq!((codes(row(&plan, 2)), row(&plan, 2).member_no), (vec![DoubtCode::MemberAmbiguous], None));
    commit(&salon, stock(&with_date));
    let slots = "SELECT group_concat(slot) FROM (SELECT slot FROM linen_set ORDER BY member_no)";
    let report = commit(&salon, stock(&["9,萧刚,VIP,2022-01-01,1,1,1,1,1,", with_date[0], with_date[1]]));
    assert_eq!((report.added, report.changed, text(&salon, slots).as_str()), (0, 0, "6,7"));
    // In the slot of her set it is she, whatever date stands there.
    let plan = preview(&salon, stock(&["6,萧刚,VIP,2022-01-01,1,1,1,1,1,"]));
    assert_eq!(
        (codes(row(&plan, 2)), row(&plan, 2).member_no.map(|no| no.0)),
        (vec![DoubtCode::ApprovalDiffers], Some(1))
    );
    salon.verify();
}

#[test]
fn a_certain_row_goes_before_an_uncertain_one_above_it() {
    let salon = TestSalon::new();
    let held = salon.qualified("王博", "13800138001", Tier::Vip);
    let plan = preview(&salon, stock(&["3,王博,VIP,2022-01-01,1,1,1,1,1,", "4,王博,VIP,2025-03-15,1,1,1,1,1,"]));
    assert_eq!(codes(row(&plan, 2)), [DoubtCode::ApprovalDiffers, DoubtCode::RepeatsRow]);
    assert_eq!((row(&plan, 3).fate, row(&plan, 3).member_no.map(|no| no.0)), (Fate::Sure, Some(held)));
}
