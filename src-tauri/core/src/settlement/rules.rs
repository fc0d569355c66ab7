//! The price a guest is entitled to, and whether her payments add up (policy §7). Pure.
//!
//! She pays the lowest of the list price, the members' price 会员价 (VIP and SVIP) and the list price at her grade's rate;
//! two reductions are never combined. Amounts are rounded in one place only, [`Money::times`].

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::grade::Grade;
use crate::ids::ItemId;
use crate::money::Money;
use crate::setting::Settings;
use crate::tier::Tier;

/// Which price it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PriceRule {
    /// The list price.
    List,
    /// The members' price.
    Tier,
    /// The list price at the grade's rate.
    Grade,
}

/// What a guest is entitled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entitlement {
    /// Her tier.
    pub tier: Tier,
    /// The rate of her grade: 0.95 is 9.5 折; 1 for none.
    pub rate: Decimal,
}

/// The price of one piece or one treatment for her.
pub fn price(list: Money, member_price: Option<Money>, guest: Entitlement) -> (Money, PriceRule) {
    let by_tier = member_price.filter(|_| guest.tier != Tier::Ordinary).map(|price| (price, PriceRule::Tier));
    let by_grade = Some((list.times(guest.rate), PriceRule::Grade));
    let mut lowest = (list, PriceRule::List);
    for (price, rule) in [by_tier, by_grade].into_iter().flatten() {
        if price < lowest.0 {
            lowest = (price, rule);
        }
    }
    lowest
}

/// What is left of a list once these are taken out of it, each as often as it stands there.
pub fn left_over(list: &[ItemId], taken: &[ItemId]) -> Vec<ItemId> {
    let mut taken = taken.to_vec();
    let is_left = |item: &ItemId| match taken.iter().position(|other| other == item) {
        Some(at) => {
            taken.swap_remove(at);
            false
        }
        None => true,
    };
    list.iter().copied().filter(is_left).collect()
}

/// A grade's discount as it is spoken: `9.5` 折, `9` 折; none for one that has none.
pub fn discount_words(grade: Grade, settings: &Settings) -> Option<String> {
    let rate = grade.rate(settings);
    (rate < Decimal::ONE).then(|| (rate * Decimal::TEN).normalize().to_string())
}

/// How money is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PayMethod {
    /// 现金
    Cash,
    /// 微信
    Wechat,
    /// 支付宝
    Alipay,
    /// 银行卡
    Card,
}

impl PayMethod {
    /// Every way, in the order of the till.
    pub const ALL: [PayMethod; 4] = [PayMethod::Cash, PayMethod::Wechat, PayMethod::Alipay, PayMethod::Card];

    /// The stored name.
    pub fn name(self) -> &'static str {
        match self {
            PayMethod::Cash => "cash",
            PayMethod::Wechat => "wechat",
            PayMethod::Alipay => "alipay",
            PayMethod::Card => "card",
        }
    }
}

/// What was paid, when it adds up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// What stays with the salon: the change is taken off the cash.
    pub kept: Vec<(PayMethod, Money)>,
    /// What the guest gets back.
    pub change: Money,
}

/// Why payments are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentFault {
    /// An amount of nothing, or less.
    BadAmount,
    /// They are not what is due.
    DoNotAddUp {
        /// What they add up to.
        paid: Money,
    },
}

/// Whether payments are what is due. Only cash may be more, and never so much more that all of it would only come back.
pub fn pay(due: Money, tendered: &[(PayMethod, Money)]) -> Result<Paid, PaymentFault> {
    if tendered.iter().any(|(_, amount)| *amount <= Money::ZERO) {
        return Err(PaymentFault::BadAmount);
    }
    let paid: Money = tendered.iter().map(|(_, amount)| *amount).sum();
    let is_cash = |(method, _): &&(PayMethod, Money)| *method == PayMethod::Cash;
    let cash: Money = tendered.iter().filter(is_cash).map(|(_, amount)| *amount).sum();
    let change = paid - due;
    if change.is_negative() || (change > Money::ZERO && change >= cash) {
        return Err(PaymentFault::DoNotAddUp { paid });
    }
    let mut kept = Vec::new();
    if cash > Money::ZERO {
        kept.push((PayMethod::Cash, cash - change));
    }
    kept.extend(tendered.iter().filter(|payment| !is_cash(payment)).copied());
    Ok(Paid { kept, change })
}
