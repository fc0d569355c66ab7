//! Whose set a row of the stockroom's register is: it tells a name, a tier and an approval date, rarely a number.
//!
//! Several members may bear one name; tier and approval date tell them apart. What fits in name only is taken when there
//! is just one such member, and the row says what differs. Refuses to guess among several.

use rusqlite::Connection;

use super::doubt::{DoubtCode, ImportDoubt};
use super::known::{KnownMember, members_named};
use crate::clock::Date;
use crate::error::Result;
use crate::ids::MemberNo;
use crate::membership::rows;
use crate::tier::Tier;
use crate::{phone, qualification, text};

/// What a row says of the owner.
pub(super) struct Said<'a> {
    pub name: &'a str,
    pub tier: Option<Tier>,
    pub approved_on: Option<Date>,
    pub phones: &'a str,
}

/// A member with the qualification she holds now.
pub(super) struct Owner {
    pub member: MemberNo,
    pub tier: Tier,
    approved_on: Option<Date>,
}

/// The owner, if she can be told.
pub(super) fn find(db: &Connection, said: &Said<'_>, doubts: &mut Vec<ImportDoubt>) -> Result<Option<Owner>> {
    let named = members_named(db, &text::folded(said.name))?;
    let phones = phone::all_in(said.phones);
    let of_phone: Vec<&KnownMember> = named.iter().filter(|member| member.shares_phone(&phones)).collect();
    let candidates = if of_phone.is_empty() { named.iter().collect() } else { of_phone };
    let owners: Vec<Owner> = candidates.iter().filter_map(|member| owner(member)).collect();
    if owners.is_empty() {
        let code = if named.is_empty() { DoubtCode::MemberNotFound } else { DoubtCode::NotQualified };
        doubts.push(ImportDoubt::of(code, "name").with("name", said.name));
        return Ok(None);
    }
    let count = owners.len();
    let date_fits = |owner: &Owner| said.approved_on.is_none() || owner.approved_on == said.approved_on;
    let tier_fits = |owner: &Owner| said.tier.is_none_or(|tier| tier == owner.tier);
    let fits: [&dyn Fn(&Owner) -> bool; 4] =
        [&|owner| date_fits(owner) && tier_fits(owner), &date_fits, &tier_fits, &|_| true];
    let numbers: Vec<String> = owners.iter().map(|owner| owner.member.0.to_string()).collect();
    for fit in fits {
        let fitting: Vec<&Owner> = owners.iter().filter(|owner| fit(owner)).collect();
        match fitting.as_slice() {
            [] => {}
            [only] => {
                differing(only, said, doubts);
                let only = only.member;
                return Ok(owners.into_iter().find(|owner| owner.member == only));
            }
            _ => break,
        }
    }
    let doubt = ImportDoubt::of(DoubtCode::MemberAmbiguous, "name").with("name", said.name).with("count", count);
    doubts.push(doubt.with("members", numbers.join("、")));
    Ok(None)
}

/// The member the user named.
pub(super) fn by_number(db: &Connection, number: &str, doubts: &mut Vec<ImportDoubt>) -> Result<Option<Owner>> {
    let digits = phone::digits_of(number);
    let member = digits.parse().ok().map(MemberNo);
    let held = member.filter(|member| rows::by_no(db, *member).is_ok());
    let Some(member) = held else {
        doubts.push(ImportDoubt::of(DoubtCode::MemberNotFound, "member_no").with("name", number));
        return Ok(None);
    };
    let Some(in_force) = qualification::in_force(db, member)? else {
        doubts.push(ImportDoubt::of(DoubtCode::NotQualified, "member_no").with("name", number));
        return Ok(None);
    };
    Ok(Some(Owner { member, tier: in_force.tier, approved_on: in_force.approved_on }))
}

fn owner(member: &KnownMember) -> Option<Owner> {
    let held = member.in_force()?;
    Some(Owner { member: member.row.no, tier: held.tier, approved_on: held.approved_on })
}

/// Says where the stockroom's register differs from the front desk's.
fn differing(owner: &Owner, said: &Said<'_>, doubts: &mut Vec<ImportDoubt>) {
    if let Some(tier) = said.tier.filter(|tier| *tier != owner.tier) {
        let doubt = ImportDoubt::of(DoubtCode::TierDiffers, "tier");
        doubts.push(doubt.with("desk", owner.tier.name()).with("stockroom", tier.name()));
    }
    if let Some(date) = said.approved_on.filter(|date| Some(*date) != owner.approved_on) {
        let desk = owner.approved_on.map(|date| date.to_string()).unwrap_or_default();
        let doubt = ImportDoubt::of(DoubtCode::ApprovalDiffers, "approved_on");
        doubts.push(doubt.with("desk", desk).with("stockroom", date));
    }
}
