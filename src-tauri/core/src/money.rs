//! Money: exact yuan and fen. Decimal while we reckon, whole fen in the store, a string on the wire.
//!
//! Refuses anything finer than a fen and anything that is no number. [`Money::times`] is the one place where an amount is
//! rounded (policy §7: half a fen goes up, away from zero).

use std::fmt;
use std::str::FromStr;

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An amount in yuan, exact to the fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, ts_rs::TS)]
#[ts(type = "string")]
pub struct Money(Decimal);

/// The largest amount a single figure may have: one hundred million yuan.
const LARGEST_FEN: i64 = 10_000_000_000;

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(Decimal::ZERO);

    /// From whole fen.
    pub fn from_fen(fen: i64) -> Money {
        Money(Decimal::new(fen, 2))
    }

    /// In whole fen. Exact: a `Money` never holds a fraction of a fen.
    pub fn fen(self) -> i64 {
        (self.0 * Decimal::ONE_HUNDRED).to_i64().unwrap_or_default()
    }

    /// The amount multiplied by a rate, rounded to the fen: the one rounding place.
    pub fn times(self, rate: Decimal) -> Money {
        Money((self.0 * rate).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }

    /// The amount for `quantity` pieces.
    pub fn for_quantity(self, quantity: u32) -> Money {
        Money(self.0 * Decimal::from(quantity))
    }

    /// The amount in yuan as a decimal number.
    pub fn yuan(self) -> Decimal {
        self.0
    }

    /// Whether the amount is below zero.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }
}

impl std::ops::Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl std::ops::Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, |sum, amount| sum + amount)
    }
}

/// Why a text is no amount.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not an amount of yuan with at most two decimals")]
pub struct NotMoney;

impl FromStr for Money {
    type Err = NotMoney;

    fn from_str(text: &str) -> Result<Money, NotMoney> {
        let yuan = Decimal::from_str_exact(text.trim()).map_err(|_| NotMoney)?;
        if yuan.normalize().scale() > 2 {
            return Err(NotMoney);
        }
        let fen = yuan.checked_mul(Decimal::ONE_HUNDRED).and_then(|fen| fen.to_i64()).ok_or(NotMoney)?;
        if fen.abs() > LARGEST_FEN {
            return Err(NotMoney);
        }
        Ok(Money::from_fen(fen))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:.2}", self.0)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Money, D::Error> {
        let text = String::deserialize(input)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl ToSql for Money {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.fen().into())
    }
}

impl FromSql for Money {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Money> {
        value.as_i64().map(Money::from_fen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_more_than_a_figure_can_hold() {
        assert_eq!("79228162514264337593543950335".parse::<Money>(), Err(NotMoney));
    }

    #[test]
    fn half_a_fen_goes_up() {
        let price: Money = "0.05".parse().unwrap();
        assert_eq!(price.times(Decimal::new(5, 1)).to_string(), "0.03");
    }

    #[test]
    fn refuses_a_third_decimal_words_and_giants() {
        for text in ["1.005", "一百", "", "1e3", "99999999999", "NaN"] {
            assert_eq!(text.parse::<Money>(), Err(NotMoney), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(fen in -LARGEST_FEN..LARGEST_FEN) {
            let amount = Money::from_fen(fen);
            prop_assert_eq!(amount.to_string().parse::<Money>().unwrap(), amount);
            prop_assert_eq!(amount.fen(), fen);
        }
    }
}
