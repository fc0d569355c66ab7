//! A qualification that ended, in whatever cell the register says so: never taken for one in force unseen.

use super::*;

const HEADER: &str = "审批日期,姓名,联系电话,会员资格,资格状态,备注,店长留言";

fn desk(rows: &[&str]) -> Value {
    file("register.csv", format!("{HEADER}\n{}\n", rows.join("\n")))
}

#[test]
fn a_cancellation_in_any_known_cell_ends_the_qualification() {
    let salon = TestSalon::new();
    let plan = preview(
        &salon,
        desk(&[
            "2024-03-05,赵六,13800138001,VIP,取消 2025.6,,",
            "2024-03-05,钱六（取消 2025.6）,13800138002,VIP,,,",
            "2024-03-05,孙六,13800138003,SVIP（取消2025.6）,有效,,",
            "2024.3.5（取消 2025.6）,李六,13800138004,VIP,,,",
            "2024-03-05,周六,13800138005,VIP,已取消,取消 2025.6,",
            "2024-03-05,吴六,13800138006,VIP,作废,,",
            "2024-03-05,郑六,13800138007,VIP,有效,,",
        ]),
    );
    for number in 2..=6 {
        let row = row(&plan, number);
        assert_eq!((read(row, "cancelled_on"), codes(row), row.fate), ("2025-06", vec![], Fate::Sure), "row {number}");
        assert_eq!(read(row, "approved_on"), "2024-03-05", "row {number}");
    }
    assert_eq!((read(row(&plan, 3), "name"), read(row(&plan, 3), "notes")), ("钱六", ""));
    assert_eq!(read(row(&plan, 4), "tier"), "svip");
    assert_eq!(codes(row(&plan, 7)), [DoubtCode::CancelledWithoutDate]);
    assert_eq!((read(row(&plan, 8), "cancelled_on"), row(&plan, 8).fate), ("", Fate::Sure));
}

#[test]
fn what_may_be_a_cancellation_is_never_sure() {
    let salon = TestSalon::new();
    let rows = [
        "2024-03-05,赵六,13800138001,VIP,,,资格作废了吧",
        "2024-03-05,钱六已注销,13800138002,VIP,,,",
        "2024-03-05,孙六,13800138003,VIP,待定,,",
        "2024-03-05,李六,13800138004,VIP,未取消,,",
        "2024-03-05,周六,13800138005,VIP,,取消会员卡 2025.6,",
        ",吴六,13800138006,,,取消预约两次,",
    ];
    let plan = preview(&salon, desk(&rows));
    for number in 2..=6 {
        let row = row(&plan, number);
        assert_eq!((codes(row), row.fate), (vec![DoubtCode::MayBeCancelled], Fate::Doubtful), "row {number}");
    }
    assert_eq!(row(&plan, 2).doubts[0].params["text"], "资格作废了吧");
    // An ordinary guest has nothing to cancel.
    assert_eq!((row(&plan, 7).fate, read(row(&plan, 7), "notes")), (Fate::Sure, "取消预约两次"));
    let told = json!({ "2": { "values": { "cancelled_on": "2025-06" } }, "4": { "values": { "cancelled_on": "" } } });
    let plan = preview(&salon, with(desk(&rows), "fixes", told));
    assert_eq!((read(row(&plan, 2), "cancelled_on"), row(&plan, 2).fate), ("2025-06", Fate::Sure));
    assert_eq!((read(row(&plan, 4), "cancelled_on"), row(&plan, 4).fate), ("", Fate::Sure));
}

#[test]
fn a_column_of_its_own_is_read_and_an_unknown_one_is_heeded_by_its_title() {
    let salon = TestSalon::new();
    let own = "姓名,电话,会员资格,审批日期,取消日期\n赵六,13800138001,VIP,2024-03-05,2025.6\n钱六,13800138002,VIP,2024-03-05,无\n";
    let plan = preview(&salon, file("register.csv", own));
    assert_eq!((read(row(&plan, 2), "cancelled_on"), row(&plan, 2).fate), ("2025-06", Fate::Sure));
    assert_eq!((read(row(&plan, 3), "cancelled_on"), row(&plan, 3).fate), ("", Fate::Sure));
    let odd = "姓名,电话,会员资格,审批日期,是否取消\n赵六,13800138001,VIP,2024-03-05,是\n钱六,13800138002,VIP,2024-03-05,否\n";
    let plan = preview(&salon, file("register.csv", odd));
    assert_eq!(codes(row(&plan, 2)), [DoubtCode::MayBeCancelled]);
    assert_eq!(row(&plan, 3).fate, Fate::Sure);
}

#[test]
fn a_day_not_yet_come_is_doubted() {
    let salon = TestSalon::new();
    let plan = preview(&salon, desk(&["2024-03-05,赵六,13800138001,VIP,,取消 2099.6,"]));
    assert_eq!((codes(row(&plan, 2)), read(row(&plan, 2), "cancelled_on")), (vec![DoubtCode::DateInFuture], ""));
}
