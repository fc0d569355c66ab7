//! The pure rules of prices and payments, by property; and the ledger lines they make.

use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::catalog::ItemKind;
use crate::ids::ItemId;
use crate::money::Money;
use crate::settlement::grade::Grade;
use crate::settlement::ledger;
use crate::settlement::quote::{Quote, QuoteLine};
use crate::settlement::rules::{Entitlement, PayMethod, PaymentFault, PriceRule, pay, price};
use crate::tier::Tier;

fn tiers() -> impl Strategy<Value = Tier> {
    prop::sample::select(vec![Tier::Ordinary, Tier::Vip, Tier::Svip])
}

fn rates() -> impl Strategy<Value = Decimal> {
    prop::sample::select(vec![100, 95, 90, 88, 85]).prop_map(|percent| Decimal::new(percent, 2))
}

/// A list price in fen, and a members' price not above it.
fn prices() -> impl Strategy<Value = (i64, Option<i64>)> {
    (0_i64..2_000_000).prop_flat_map(|list| (Just(list), prop::option::of(0..=list)))
}

fn methods() -> impl Strategy<Value = PayMethod> {
    prop::sample::select(PayMethod::ALL.to_vec())
}

#[test]
fn a_vip_with_a_silver_card_pays_the_lower_of_both_and_never_both() {
    let list = Money::from_fen(88_000);
    let silver = Entitlement { tier: Tier::Vip, rate: Decimal::new(95, 2) };
    assert_eq!(price(list, Some(Money::from_fen(77_440)), silver), (Money::from_fen(77_440), PriceRule::Tier));
    let diamond = Entitlement { tier: Tier::Vip, rate: Decimal::new(85, 2) };
    assert_eq!(price(list, Some(Money::from_fen(77_440)), diamond), (Money::from_fen(74_800), PriceRule::Grade));
    let ordinary = Entitlement { tier: Tier::Ordinary, rate: Decimal::ONE };
    assert_eq!(price(list, Some(Money::from_fen(77_440)), ordinary), (list, PriceRule::List));
}

#[test]
fn only_cash_may_be_more_than_what_is_due() {
    let yuan = |fen| Money::from_fen(fen);
    let paid = pay(yuan(10_000), &[(PayMethod::Wechat, yuan(4_000)), (PayMethod::Cash, yuan(10_000))]).unwrap();
    assert_eq!(
        (paid.kept, paid.change),
        (vec![(PayMethod::Cash, yuan(6_000)), (PayMethod::Wechat, yuan(4_000))], yuan(4_000))
    );
    let too_much = pay(yuan(10_000), &[(PayMethod::Card, yuan(10_001))]);
    assert_eq!(too_much, Err(PaymentFault::DoNotAddUp { paid: yuan(10_001) }));
    let needless = pay(yuan(10_000), &[(PayMethod::Card, yuan(10_000)), (PayMethod::Cash, yuan(5_000))]);
    assert!(needless.is_err(), "the whole note would only come back");
    assert_eq!(
        pay(yuan(100), &[(PayMethod::Cash, yuan(200)), (PayMethod::Card, yuan(-100))]),
        Err(PaymentFault::BadAmount)
    );
    assert_eq!(pay(Money::ZERO, &[]).unwrap().change, Money::ZERO);
}

proptest! {
    #[test]
    fn nobody_pays_more_than_the_list_nor_more_than_any_price_she_may_have(
        (list, member) in prices(), tier in tiers(), rate in rates(),
    ) {
        let (list, member) = (Money::from_fen(list), member.map(Money::from_fen));
        let (paid, rule) = price(list, member, Entitlement { tier, rate });
        prop_assert!(paid <= list);
        prop_assert!(paid <= list.times(rate));
        if let Some(member) = member.filter(|_| tier != Tier::Ordinary) {
            prop_assert!(paid <= member);
        }
        let alone = match rule {
            PriceRule::List => list,
            PriceRule::Tier => member.unwrap(),
            PriceRule::Grade => list.times(rate),
        };
        prop_assert_eq!(paid, alone, "one reduction, never two");
        prop_assert!(rule == PriceRule::List || paid < list);
    }

    #[test]
    fn what_is_kept_is_what_is_due(
        due in 0_i64..1_000_000,
        tendered in prop::collection::vec((methods(), -10_i64..600_000), 0..5),
    ) {
        let due = Money::from_fen(due);
        let tendered: Vec<(PayMethod, Money)> = tendered.into_iter().map(|(m, fen)| (m, Money::from_fen(fen))).collect();
        let sum: Money = tendered.iter().map(|(_, amount)| *amount).sum();
        match pay(due, &tendered) {
            Ok(paid) => {
                prop_assert_eq!(paid.kept.iter().map(|(_, amount)| *amount).sum::<Money>(), due);
                prop_assert_eq!(sum - paid.change, due);
                prop_assert!(paid.kept.iter().all(|(_, amount)| *amount > Money::ZERO));
                prop_assert!(paid.change == Money::ZERO || tendered.iter().any(|(m, _)| *m == PayMethod::Cash));
            }
            Err(PaymentFault::BadAmount) => prop_assert!(tendered.iter().any(|(_, amount)| *amount <= Money::ZERO)),
            Err(PaymentFault::DoNotAddUp { paid }) => {
                prop_assert_eq!(paid, sum);
                prop_assert_ne!(paid, due);
            }
        }
    }

    #[test]
    fn every_ledger_entry_sums_to_nothing(
        bought in prop::collection::vec((prices(), 1_u32..20, any::<bool>()), 1..6), tier in tiers(), rate in rates(),
        split in prop::collection::vec((methods(), 1_i64..100_000), 0..4),
    ) {
        let lines: Vec<QuoteLine> = bought.into_iter().map(|((list, member), quantity, service)| {
            let list_price = Money::from_fen(list);
            let (unit_price, rule) = price(list_price, member.map(Money::from_fen), Entitlement { tier, rate });
            let kind = if service { ItemKind::Service } else { ItemKind::Good };
            QuoteLine { item_id: ItemId(uuid::Uuid::nil()), name: String::new(), kind, quantity, list_price, unit_price,
                        amount: unit_price.for_quantity(quantity), rule }
        }).collect();
        let list_total: Money = lines.iter().map(|line| line.list_price.for_quantity(line.quantity)).sum();
        let due: Money = lines.iter().map(|line| line.amount).sum();
        let mut tendered = Vec::new();
        let mut rest = due;
        for (method, fen) in split {
            let part = Money::from_fen(fen).min(rest);
            if part > Money::ZERO {
                tendered.push((method, part));
                rest = rest - part;
            }
        }
        if rest > Money::ZERO {
            tendered.push((PayMethod::Cash, rest + Money::from_fen(37)));
        }
        let paid = pay(due, &tendered).unwrap();
        let (left_out, grade) = (Vec::new(), Grade::Regular);
        let quote = Quote { lines, left_out, list_total, discount_total: list_total - due, due, tier, grade };
        let entry = ledger::lines(&quote, &paid);
        prop_assert_eq!(entry.iter().map(|(_, fen)| fen).sum::<i64>(), 0);
        let tills: i64 = entry.iter().filter(|(account, _)| account.starts_with("till.")).map(|(_, fen)| fen).sum();
        prop_assert_eq!(tills, due.fen());
        prop_assert!(entry.iter().all(|(_, fen)| *fen != 0));
    }
}
