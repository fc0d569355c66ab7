//! What is due, line by line, before anything is done: the screen shows it, and settling reckons it again.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::grade::{self, Grade};
use super::rows;
use super::rules::{self, Entitlement, PriceRule};
use crate::booking::rows::BookingRow;
use crate::catalog::{self, ItemKind};
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{BookingId, ItemId, MemberNo};
use crate::money::Money;
use crate::salon::Reading;
use crate::tier::Tier;
use crate::{booking, qualification, text};

/// So many lines may stand on one bill.
const MOST_LINES: usize = 100;

/// An item and how many of it.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LineAsked {
    /// The item.
    pub item_id: ItemId,
    /// How many, 1–999.
    pub quantity: u32,
}

/// What shall be settled.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuoteAsked {
    /// The visit; none for goods over the counter.
    #[ts(optional)]
    pub booking_id: Option<BookingId>,
    /// Who buys over the counter, if she is a member.
    #[ts(optional = nullable)]
    pub member_no: Option<MemberNo>,
    /// The lines; none on a visit: the services it was booked for, but for those not done.
    pub lines: Vec<LineAsked>,
    /// Booked services that were not done: each once for each time it was booked.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<ItemId>>")]
    pub not_done: Vec<ItemId>,
}

/// One line with its price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct QuoteLine {
    /// The item.
    pub item_id: ItemId,
    /// Its name.
    pub name: String,
    /// Service or good.
    pub kind: ItemKind,
    /// How many.
    pub quantity: u32,
    /// The list price of one.
    pub list_price: Money,
    /// What she pays for one.
    pub unit_price: Money,
    /// What she pays for all of them.
    pub amount: Money,
    /// Which price it is.
    pub rule: PriceRule,
}

/// What is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    /// Line by line.
    pub lines: Vec<QuoteLine>,
    /// Booked services that are neither among the lines nor said to be not done: the total is not the whole visit's.
    pub left_out: Vec<ItemId>,
    /// At list price.
    pub list_total: Money,
    /// What she saves.
    pub discount_total: Money,
    /// What she pays.
    pub due: Money,
    /// Her tier.
    pub tier: Tier,
    /// Her grade.
    pub grade: Grade,
}

/// `till.quote`
pub fn quote(view: &Reading<'_>, asked: QuoteAsked) -> Result<Quote> {
    let visit = asked.booking_id.map(|booking| booking::rows::by_id(view.db, booking)).transpose()?;
    reckon(view, &asked, visit.as_ref())
}

/// What services cost a member, each once.
pub fn price_of(view: &Reading<'_>, member: MemberNo, services: &[ItemId]) -> Result<Money> {
    let guest = entitlement(view, standing(view, member)?);
    let price = |&item: &ItemId| {
        let item = catalog::rows::by_id(view.db, item)?;
        Ok(rules::price(item.price, item.member_price, guest).0)
    };
    services.iter().map(price).sum()
}

/// Whose bill it is: the visit's guest, or who buys over the counter.
pub(super) fn buyer(asked: &QuoteAsked, visit: Option<&BookingRow>) -> Result<Option<MemberNo>> {
    match (visit, asked.member_no) {
        (Some(visit), Some(other)) if other != visit.member => {
            Err(Error::refused(ErrorCode::BadArguments).with("detail", "memberNo"))
        }
        (Some(visit), _) => Ok(Some(visit.member)),
        (None, member) => Ok(member),
    }
}

/// Reckons a bill at the prices of this moment.
pub(super) fn reckon(view: &Reading<'_>, asked: &QuoteAsked, visit: Option<&BookingRow>) -> Result<Quote> {
    let member = buyer(asked, visit)?;
    let (tier, grade) = match member {
        Some(member) => standing(view, member)?,
        None => (Tier::Ordinary, Grade::Regular),
    };
    let guest = entitlement(view, (tier, grade));
    let booked: &[ItemId] = visit.map_or(&[], |visit| &visit.services);
    let wanted = if asked.lines.is_empty() {
        let done = rules::left_over(booked, &asked.not_done);
        done.into_iter().map(|item_id| LineAsked { item_id, quantity: 1 }).collect()
    } else {
        asked.lines.clone()
    };
    text::refuse_many("lines", wanted.len(), MOST_LINES)?;
    let lines: Vec<QuoteLine> =
        wanted.iter().map(|line| priced(view.db, line, booked, guest)).collect::<Result<_>>()?;
    let list_total: Money = lines.iter().map(|line| line.list_price.for_quantity(line.quantity)).sum();
    let due: Money = lines.iter().map(|line| line.amount).sum();
    let left_out = left_out(booked, &lines, &asked.not_done);
    Ok(Quote { lines, left_out, list_total, discount_total: list_total - due, due, tier, grade })
}

/// What was booked and is neither billed nor said to be not done.
fn left_out(booked: &[ItemId], lines: &[QuoteLine], not_done: &[ItemId]) -> Vec<ItemId> {
    let billed: Vec<ItemId> =
        lines.iter().flat_map(|line| std::iter::repeat_n(line.item_id, line.quantity as usize)).collect();
    rules::left_over(&rules::left_over(booked, &billed), not_done)
}

fn standing(view: &Reading<'_>, member: MemberNo) -> Result<(Tier, Grade)> {
    rows::refuse_unknown(view.db, member)?;
    let tier = qualification::tier_of(view.db, member)?;
    Ok((tier, grade::standing(view.db, member, view.settings, view.today())?.grade))
}

fn entitlement(view: &Reading<'_>, (tier, grade): (Tier, Grade)) -> Entitlement {
    Entitlement { tier, rate: grade.rate(view.settings) }
}

/// One line. What is no longer offered is sold only to a guest who had booked it.
fn priced(db: &Connection, line: &LineAsked, booked: &[ItemId], guest: Entitlement) -> Result<QuoteLine> {
    if !(1..=999).contains(&line.quantity) {
        return Err(Error::refused(ErrorCode::BadNumber).with("field", "quantity"));
    }
    let item = catalog::rows::by_id(db, line.item_id)?;
    if !item.active && !booked.contains(&item.id) {
        return Err(Error::refused(ErrorCode::NoSuchItem).with("name", &item.name));
    }
    let (unit_price, rule) = rules::price(item.price, item.member_price, guest);
    Ok(QuoteLine {
        item_id: item.id,
        name: item.name,
        kind: item.kind,
        quantity: line.quantity,
        list_price: item.price,
        unit_price,
        amount: unit_price.for_quantity(line.quantity),
        rule,
    })
}
