//! The receipt on paper: columns, wrapping, bytes, the printer and the file.

use std::io::Read;
use std::net::TcpListener;

use proptest::prelude::*;
use serde_json::json;

use super::over_the_counter;
use crate::catalog::ItemKind;
use crate::ids::{BillId, ItemId, MemberNo};
use crate::money::Money;
use crate::settlement::paper::{COLUMNS, Type, laid_out, printable, width};
use crate::settlement::print::bytes_of;
use crate::settlement::quote::QuoteLine;
use crate::settlement::receipt::Receipt;
use crate::settlement::rules::{PayMethod, PriceRule};
use crate::settlement::settle::PaymentLine;
use crate::test_salon::{DAY, DESK, MANAGER, TestSalon, at};

fn line(name: &str, quantity: u32, list: i64, unit: i64, rule: PriceRule) -> QuoteLine {
    QuoteLine {
        item_id: ItemId(uuid::Uuid::nil()),
        name: name.to_owned(),
        kind: ItemKind::Service,
        quantity,
        list_price: Money::from_fen(list),
        unit_price: Money::from_fen(unit),
        amount: Money::from_fen(unit).for_quantity(quantity),
        rule,
    }
}

fn receipt() -> Receipt {
    Receipt {
        bill_id: BillId(uuid::Uuid::nil()),
        number: "20261121-0001".into(),
        at_ms: at(12, 30),
        salon: "兰台".into(),
        member_name: Some("张三".into()),
        member_no: Some(MemberNo(12)),
        member_phone: Some("138****8000".into()),
        cashier: "陈荣".into(),
        lines: vec![
            line("抗衰紧致护理", 1, 88_000, 77_440, PriceRule::Tier),
            line("花茶", 2, 3_800, 3_800, PriceRule::List),
        ],
        list_total: Money::from_fen(95_600),
        discount_total: Money::from_fen(10_560),
        due: Money::from_fen(85_040),
        payments: vec![
            PaymentLine { method: PayMethod::Cash, amount: Money::from_fen(60_000) },
            PaymentLine { method: PayMethod::Wechat, amount: Money::from_fen(30_000) },
        ],
        change: Money::from_fen(4_960),
        room: Some("S1".into()),
        beautician: Some("董瑞".into()),
    }
}

fn shown(receipt: &Receipt, language: &str) -> String {
    let lines = laid_out(receipt, DAY, language);
    lines.iter().map(|line| line.text.trim_end().to_owned() + "\n").collect()
}

#[test]
fn the_receipt_reads_like_this() {
    let wanted = "\
兰台
结算单
------------------------------------------------
单号                               20261121-0001
时间                            2026-11-21 12:30
收银                                        陈荣
会员                         张* #12 138****8000
房间                                          S1
美容师                                      董瑞
------------------------------------------------
抗衰紧致护理
  1 x 880.00 → 774.40 会员价             774.40
花茶
  2 x 38.00                                76.00
------------------------------------------------
原价合计                                  956.00
优惠                                     -105.60
应收                                    ￥850.40
现金                                      600.00
微信                                      300.00
找零                                       49.60
------------------------------------------------
谢谢光临，期待再会
";
    assert_eq!(shown(&receipt(), "zh-Hans"), wanted);
    assert!(shown(&receipt(), "en").contains("Thank you, see you again"));
}

#[test]
fn the_bytes_are_these() {
    let bytes = bytes_of(&receipt(), DAY, "zh-Hans").unwrap();
    // Initialise, Chinese mode, centre, twice the size, 兰台 in GBK, line feed, size back.
    let head = b"\x1b@\x1c&\x1ba\x01\x1d!\x11\xc0\xbc\xcc\xa8\n\x1d!\x00";
    assert_eq!(&bytes[..head.len()], head);
    let due = b"\x1ba\x00\x1bE\x01\xd3\xa6\xca\xd5";
    assert!(bytes.windows(due.len()).any(|part| part == due), "应收 in bold");
    let amount = b"\xa3\xa4850.40\n\x1bE\x00";
    assert!(bytes.windows(amount.len()).any(|part| part == amount), "￥850.40");
    let tail = b"\x1bd\x04\x1dVA\x00";
    assert_eq!(&bytes[bytes.len() - tail.len()..], tail, "four lines on, then the cut");
}

#[test]
fn a_name_cannot_command_the_printer_and_unknown_characters_become_a_question_mark() {
    let mut evil = receipt();
    evil.member_name = Some("\u{1b}p\u{0}\u{19}\u{fa}x\u{1d}V\u{1}王\u{7f}".into());
    evil.lines[0].name = "玫瑰😀\u{1b}@\r\n精油€ö".into();
    let bytes = bytes_of(&evil, DAY, "zh-Hans").unwrap();
    let clean = bytes_of(&receipt(), DAY, "zh-Hans").unwrap();
    let controls = |bytes: &[u8]| bytes.iter().filter(|byte| **byte < 0x20 && **byte != b'\n').count();
    assert_eq!(controls(&bytes), controls(&clean), "only our own commands");
    assert_eq!(printable("玫瑰😀\u{1b}@精油€ö"), "玫瑰?@精油??");
}

#[test]
fn a_guest_stands_on_paper_by_surname_and_mask_alone() {
    let mut hers = receipt();
    for (name, given) in [("张三", "三"), ("欧阳娜娜", "娜"), ("周 旭", "旭"), ("Anna Schmidt", "Schmidt")] {
        hers.member_name = Some(name.into());
        for language in ["zh-Hans", "en"] {
            let (given, _, _) = encoding_rs::GBK.encode(given);
            let bytes = bytes_of(&hers, DAY, language).unwrap();
            assert!(!bytes.windows(given.len()).any(|part| part == &*given), "{name} in {language}");
            assert!(shown(&hers, language).contains("* #12 138****8000"), "{name} in {language}");
        }
    }
}

#[test]
fn long_names_wrap_and_are_never_cut() {
    let mut long = receipt();
    let name = "尊享至臻抗衰紧致水氧嫩肤全身精油舒缓护理豪华升级版二人同行套餐含花茶果盘";
    long.lines[0].name = name.into();
    long.salon = "兰台养生美容会所朝阳门外大街旗舰店".into();
    let lines = laid_out(&long, DAY, "zh-Hans");
    let all: String = lines.iter().map(|line| line.text.as_str()).collect();
    assert!(all.contains(name) && all.contains(&long.salon));
}

#[test]
fn without_a_printer_the_bytes_go_into_a_file() {
    let salon = TestSalon::new();
    let bill = over_the_counter(&salon, None, "G004", 1);
    let printed = salon.must(DESK, "till.print", json!({ "billId": bill["billId"] }));
    let kept = std::fs::read(printed["where"].as_str().unwrap()).unwrap();
    assert_eq!(json!(kept.len()), printed["bytes"]);
    assert!(printed["where"].as_str().unwrap().ends_with("20261121-0001.bin"));
    assert_eq!(salon.refused(DESK, "till.print", json!({ "billId": bill["billId"], "to": "printer" })), "no_printer");
    let nobody = json!({ "billId": uuid::Uuid::nil() });
    assert_eq!(salon.refused(DESK, "till.print", nobody), "no_such_bill");
}

#[test]
fn the_bytes_reach_a_network_printer_or_the_refusal_says_which_did_not_answer() {
    let salon = TestSalon::new();
    let bill = over_the_counter(&salon, None, "G004", 1);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    salon.must(MANAGER, "setting.set", json!({ "key": "printer", "value": address }));
    let printer = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        listener.accept().unwrap().0.read_to_end(&mut bytes).unwrap();
        bytes
    });
    let printed = salon.must(DESK, "till.print", json!({ "billId": bill["billId"] }));
    let bytes = printer.join().unwrap();
    assert_eq!((json!(bytes.len()), json!(address)), (printed["bytes"].clone(), printed["where"].clone()));
    let failure = salon.call(DESK, "till.print", json!({ "billId": bill["billId"] })).unwrap_err();
    assert_eq!((failure.code.name().as_str(), &failure.params["printer"]), ("printer_unreachable", &json!(address)));
    salon.must(MANAGER, "setting.set", json!({ "key": "printer", "value": "no.such.host.invalid:9100" }));
    assert_eq!(salon.refused(DESK, "till.print", json!({ "billId": bill["billId"] })), "printer_unreachable");
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_paper_and_no_figure_is_lost(
        name in "\\PC{0,80}", salon in "[\\x00-\\x7f兰台养生馆😀]{0,40}", member in "[ -~一-龥]{1,60}",
        quantity in 1_u32..999, unit in 0_i64..10_000_000_000,
    ) {
        let mut any = receipt();
        any.salon = salon;
        any.member_name = Some(member);
        any.lines[0] = line(&name, quantity, unit, unit, PriceRule::Grade);
        let amount = any.lines[0].amount.to_string();
        for language in ["zh-Hans", "en"] {
            let lines = laid_out(&any, DAY, language);
            for line in &lines {
                let columns = if line.set == Type::Title { COLUMNS / 2 } else { COLUMNS };
                prop_assert!(width(&line.text) <= columns, "{:?}", line);
                prop_assert!(!line.text.chars().any(char::is_control));
            }
            let all: String = lines.iter().map(|line| line.text.as_str()).collect();
            prop_assert!(all.contains(&printable(&name)) && all.contains(&amount));
            bytes_of(&any, DAY, language).unwrap();
        }
    }
}
