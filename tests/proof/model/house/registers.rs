//! The registers that the model's people read in: a few short files, and what each of them says.
//!
//! The people in them are in no other file of the model, and keep their names; so what a register says of whom is as plain here
//! as it is on paper.

use super::Word;

/// What one row says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Row {
    /// Name, number, tier (`普通` for none), approved, cancelled.
    Guest(Word, Word, Word, Word, Option<Word>),
    /// Slot, name, tier, approved.
    Set(i64, Word, Word, Word),
    /// Code, name, minutes, fen, fen for members.
    Item(Word, Word, Option<i64>, i64, i64),
    /// Number, tier.
    Room(Word, Word),
    /// Number, name, role.
    Person(Word, Word, Word),
}
use Row::{Guest, Item, Person, Room, Set};

/// Every register, by its file's name.
pub(crate) const REGISTERS: &[(Word, &[Row])] = &[
    (
        "first.csv",
        &[
            Guest("赵一", "13900000001", "svip", "2024-03-05", None),
            Guest("赵二", "13900000002", "svip", "2024-04-05", None),
            Guest("赵三", "13900000003", "vip", "2024-05-05", None),
            Guest("赵四", "13900000004", "vip", "2024-06-05", None),
            Guest("赵五", "13900000005", "vip", "2024-07-05", None),
            Guest("赵六", "13900000006", "vip", "2024-08-05", Some("2025-06-01")),
            Guest("赵七", "13900000007", "ordinary", "", None),
        ],
    ),
    ("raised.csv", &[Guest("赵三", "13900000003", "svip", "2026-01-10", None)]),
    ("cancelled.csv", &[Guest("赵四", "13900000004", "vip", "2024-06-05", Some("2026-02-01"))]),
    (
        "later.csv",
        &[
            Guest("赵四", "13900000004", "vip", "2026-03-01", None),
            Guest("赵二", "13900000002", "svip", "2024-04-05", Some("2026-04-01")),
            Guest("赵八", "13900000008", "vip", "2026-05-01", None),
        ],
    ),
    (
        "stock.csv",
        &[
            Set(1, "赵一", "svip", "2024-03-05"),
            Set(2, "赵三", "vip", "2024-05-05"),
            Set(7, "赵五", "vip", "2024-07-05"),
        ],
    ),
    ("prices.csv", &[Item("R001", "足浴", Some(45), 12_800, 9_900), Item("R002", "精油", None, 6_650, 6_000)]),
    ("rooms.csv", &[Room("V8", "vip"), Room("P8", "ordinary")]),
    ("staff.csv", &[Person("081", "周新", "beautician"), Person("082", "吴新", "cleaner")]),
];

/// The file as it lies on the disk.
pub(crate) fn written(rows: &[Row]) -> String {
    let header = match rows.first() {
        Some(Guest(..)) => "审批日期,姓名,联系电话,会员资格,资格状态",
        Some(Set(..)) => "库位,姓名,会员资格,审批日期,毛巾,浴巾,浴袍,拖鞋,发带,备注",
        Some(Item(..)) => "编号,项目,类别,时长(分钟),价格(元),会员价(元),适用房型",
        Some(Room(..)) => "房号,房型,床位,备注",
        Some(Person(..)) | None => "工号,姓名,岗位,组别",
    };
    let lines = rows.iter().map(line);
    std::iter::once(header.to_owned()).chain(lines).map(|line| line + "\n").collect()
}

fn line(row: &Row) -> String {
    match row {
        Guest(name, phone, tier, approved, cancelled) => {
            let state = cancelled.map_or("有效".to_owned(), |day| format!("取消 {day}"));
            let (tier, state) = if *tier == "ordinary" { ("", String::new()) } else { (title(tier), state) };
            format!("{approved},{name},{phone},{tier},{state}")
        }
        Set(slot, name, tier, approved) => {
            let towels = if *tier == "svip" { 2 } else { 1 };
            format!("{slot:02}号,{name},{},{approved},{towels},1,1,1,1,", title(tier))
        }
        Item(code, name, minutes, price, member) => {
            let minutes = minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
            format!("{code},{name},,{minutes},{},{},", super::yuan(*price), super::yuan(*member))
        }
        Room(number, tier) => format!("{number},{},1,", if *tier == "vip" { "VIP房" } else { "普护房" }),
        Person(number, name, role) => {
            format!("{number},{name},{},", if *role == "beautician" { "美容师" } else { "保洁" })
        }
    }
}

fn title(tier: &str) -> &'static str {
    if tier == "svip" { "SVIP" } else { "VIP" }
}
