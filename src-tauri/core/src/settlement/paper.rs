//! The receipt laid out for 80 mm paper: 48 columns, a Chinese character takes two. Long names wrap and are never cut.
//!
//! What people typed is made fit for the printer here: control characters go (a name must not be able to open the cash
//! drawer), and what the printer's character set (GBK) does not know becomes `?`. Paper leaves the house: a guest stands on
//! it by surname and mask (policy §8), while the screen shows her name.

use super::receipt::Receipt;
use super::rules::{PayMethod, PriceRule};
use crate::clock::SalonDay;
use crate::money::Money;
use crate::surname;

/// Columns of 80 mm paper in the standard type.
pub const COLUMNS: usize = 48;

/// How a line is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// As it comes.
    Plain,
    /// Centred, twice as wide and high: it takes twice the columns.
    Title,
    /// Centred.
    Centred,
    /// Bold.
    Strong,
}

/// One printed line; never wider than the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How it is set.
    pub set: Type,
    /// Its text, printable.
    pub text: String,
}

/// The words on a receipt, in one language.
struct Words {
    title: &'static str,
    number: &'static str,
    time: &'static str,
    cashier: &'static str,
    member: &'static str,
    room: &'static str,
    beautician: &'static str,
    list_total: &'static str,
    discount: &'static str,
    due: &'static str,
    change: &'static str,
    tier_price: &'static str,
    grade_price: &'static str,
    methods: [&'static str; 4],
    thanks: &'static str,
}

const CHINESE: Words = Words {
    title: "结算单",
    number: "单号",
    time: "时间",
    cashier: "收银",
    member: "会员",
    room: "房间",
    beautician: "美容师",
    list_total: "原价合计",
    discount: "优惠",
    due: "应收",
    change: "找零",
    tier_price: "会员价",
    grade_price: "等级价",
    methods: ["现金", "微信", "支付宝", "银行卡"],
    thanks: "谢谢光临，期待再会",
};

const ENGLISH: Words = Words {
    title: "Receipt",
    number: "No.",
    time: "Time",
    cashier: "Cashier",
    member: "Member",
    room: "Room",
    beautician: "Beautician",
    list_total: "List total",
    discount: "Discount",
    due: "Due",
    change: "Change",
    tier_price: "member price",
    grade_price: "grade price",
    methods: ["Cash", "WeChat Pay", "Alipay", "Card"],
    thanks: "Thank you, see you again",
};

/// Lays a receipt out, line by line. `language` is the salon's: `zh-Hans` or `en`.
pub fn laid_out(receipt: &Receipt, day: SalonDay, language: &str) -> Vec<Line> {
    let words = if language == "en" { &ENGLISH } else { &CHINESE };
    let mut paper = Paper::default();
    paper.wrapped(Type::Title, &receipt.salon, COLUMNS / 2);
    paper.wrapped(Type::Centred, words.title, COLUMNS);
    paper.rule();
    paper.pair(Type::Plain, words.number, &receipt.number);
    paper.pair(Type::Plain, words.time, &day.local(receipt.at_ms).format("%Y-%m-%d %H:%M").to_string());
    paper.pair(Type::Plain, words.cashier, &receipt.cashier);
    if let (Some(name), Some(no)) = (&receipt.member_name, receipt.member_no) {
        let phone = receipt.member_phone.as_deref().unwrap_or_default();
        let name = surname::masked(name);
        paper.pair(Type::Plain, words.member, format!("{name} #{} {phone}", no.0).trim());
    }
    if let Some(room) = &receipt.room {
        paper.pair(Type::Plain, words.room, room);
    }
    if let Some(beautician) = &receipt.beautician {
        paper.pair(Type::Plain, words.beautician, beautician);
    }
    paper.rule();
    items(&mut paper, receipt, words);
    paper.rule();
    sums(&mut paper, receipt, words);
    paper.rule();
    paper.wrapped(Type::Centred, words.thanks, COLUMNS);
    paper.0
}

fn items(paper: &mut Paper, receipt: &Receipt, words: &Words) {
    for line in &receipt.lines {
        paper.wrapped(Type::Plain, &line.name, COLUMNS);
        let how = match line.rule {
            PriceRule::List => format!("  {} x {}", line.quantity, line.unit_price),
            PriceRule::Tier | PriceRule::Grade => {
                let name = if line.rule == PriceRule::Tier { words.tier_price } else { words.grade_price };
                format!("  {} x {} → {} {name}", line.quantity, line.list_price, line.unit_price)
            }
        };
        paper.pair(Type::Plain, &how, &line.amount.to_string());
    }
}

fn sums(paper: &mut Paper, receipt: &Receipt, words: &Words) {
    if receipt.discount_total > Money::ZERO {
        paper.pair(Type::Plain, words.list_total, &receipt.list_total.to_string());
        paper.pair(Type::Plain, words.discount, &format!("-{}", receipt.discount_total));
    }
    paper.pair(Type::Strong, words.due, &format!("￥{}", receipt.due));
    for payment in &receipt.payments {
        let [cash, wechat, alipay, card] = words.methods;
        let name = match payment.method {
            PayMethod::Cash => cash,
            PayMethod::Wechat => wechat,
            PayMethod::Alipay => alipay,
            PayMethod::Card => card,
        };
        paper.pair(Type::Plain, name, &payment.amount.to_string());
    }
    if receipt.change > Money::ZERO {
        paper.pair(Type::Plain, words.change, &receipt.change.to_string());
    }
}

#[derive(Default)]
struct Paper(Vec<Line>);

impl Paper {
    fn rule(&mut self) {
        self.0.push(Line { set: Type::Plain, text: "-".repeat(COLUMNS) });
    }

    /// A text over as many lines as it needs.
    fn wrapped(&mut self, set: Type, text: &str, columns: usize) {
        self.0.extend(wrap(&printable(text), columns).into_iter().map(|text| Line { set, text }));
    }

    /// Something at the left, its figure at the right; what does not fit beside it stands on the lines after.
    fn pair(&mut self, set: Type, left: &str, right: &str) {
        let (left, right) = (printable(left), printable(right));
        let mut lines = wrap(&left, COLUMNS);
        let last = lines.last().map_or(0, |last| width(last));
        if width(&right) + last < COLUMNS {
            let gap = COLUMNS - last - width(&right);
            let start = lines.pop().unwrap_or_default();
            lines.push(format!("{start}{}{right}", " ".repeat(gap)));
        } else {
            let rest = wrap(&right, COLUMNS);
            lines.extend(rest.into_iter().map(|part| format!("{}{part}", " ".repeat(COLUMNS - width(&part)))));
        }
        self.0.extend(lines.into_iter().map(|text| Line { set, text }));
    }
}

/// The columns a printable text takes.
pub fn width(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// A text as the printer can print it.
pub fn printable(text: &str) -> String {
    let shown = text.chars().filter(|c| !c.is_control());
    shown.map(|c| if is_known(c) { c } else { '?' }).collect()
}

/// Whether the printer's set has this character: one byte for ASCII, two for everything else.
fn is_known(c: char) -> bool {
    let mut text = [0_u8; 4];
    let (bytes, _, unknown) = encoding_rs::GBK.encode(c.encode_utf8(&mut text));
    let fits = match *bytes {
        [only] => (0x20..0x7f).contains(&only),
        [lead, trail] => lead >= 0x81 && trail >= 0x40,
        _ => false,
    };
    fits && !unknown
}

fn columns_of(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for c in text.chars() {
        if used + columns_of(c) > columns {
            lines.push(String::new());
            used = 0;
        }
        used += columns_of(c);
        if let Some(line) = lines.last_mut() {
            line.push(c);
        }
    }
    lines
}
