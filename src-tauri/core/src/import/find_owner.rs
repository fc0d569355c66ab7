//! Whose set a row of the stockroom's register is: it tells a name, a tier and an approval date, rarely a number.
//!
//! Several members may bear one name; a number, the approval date or the slot her set lies in tells them apart, and only
//! where the row says no date, the tier. What fits in name only is taken when there is just one such member, and the row
//! says what differs. Refuses to guess among several: a row whose date is nobody's is not hers whose tier it has.

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
    /// Who holds the slot.
    pub holder: Option<MemberNo>,
}

/// What came of looking for an owner.
#[derive(Default)]
pub(super) struct Found {
    /// She, if she can be told.
    pub owner: Option<Owner>,
    /// More than her name tells that it is she.
    pub exact: bool,
}

/// A member with the qualification she holds now.
#[derive(Clone)]
pub(super) struct Owner {
    pub member: MemberNo,
    pub tier: Tier,
    approved_on: Option<Date>,
}

/// A way an owner may fit, and whether it makes her certain.
type Fit<'a> = (bool, &'a dyn Fn(&Owner) -> bool);

/// Looks for the owner.
pub(super) fn find(db: &Connection, said: &Said<'_>, doubts: &mut Vec<ImportDoubt>) -> Result<Found> {
    let named = members_named(db, &text::folded(said.name))?;
    let phones = phone::all_in(said.phones);
    let of_phone: Vec<&KnownMember> = named.iter().filter(|member| member.shares_phone(&phones)).collect();
    let by_phone = !of_phone.is_empty();
    let candidates = if by_phone { of_phone } else { named.iter().collect() };
    let owners: Vec<Owner> = candidates.iter().filter_map(|member| owner(member)).collect();
    if owners.is_empty() {
        let code = if named.is_empty() { DoubtCode::MemberNotFound } else { DoubtCode::NotQualified };
        doubts.push(ImportDoubt::of(code, "name").with("name", said.name));
        return Ok(Found::default());
    }
    let numbers: Vec<String> = owners.iter().map(|owner| owner.member.0.to_string()).collect();
    let date_fits = |owner: &Owner| said.approved_on.is_some() && owner.approved_on == said.approved_on;
    let tier_fits = |owner: &Owner| said.tier.is_none_or(|tier| tier == owner.tier);
    let fits: [Fit<'_>; 5] = [
        (true, &|owner| date_fits(owner) && tier_fits(owner)),
        (true, &date_fits),
        (true, &|owner| said.holder == Some(owner.member)),
        (by_phone, &|_| true),
        (false, &|owner| said.approved_on.is_none() && said.tier.is_some() && tier_fits(owner)),
    ];
    for (exact, fit) in fits {
        let fitting: Vec<&Owner> = owners.iter().filter(|owner| fit(owner)).collect();
        if let [only] = fitting.as_slice() {
            differing(only, said, doubts);
            return Ok(Found { owner: Some((*only).clone()), exact });
        }
    }
    let doubt = ImportDoubt::of(DoubtCode::MemberAmbiguous, "name").with("name", said.name);
    doubts.push(doubt.with("count", owners.len()).with("members", numbers.join("、")));
    Ok(Found::default())
}

/// The member the user named.
pub(super) fn by_number(db: &Connection, number: &str, doubts: &mut Vec<ImportDoubt>) -> Result<Found> {
    let digits = phone::digits_of(number);
    let member = digits.parse().ok().map(MemberNo);
    let held = member.filter(|member| rows::by_no(db, *member).is_ok());
    let Some(member) = held else {
        doubts.push(ImportDoubt::of(DoubtCode::MemberNotFound, "member_no").with("name", number));
        return Ok(Found::default());
    };
    let Some(in_force) = qualification::in_force(db, member)? else {
        doubts.push(ImportDoubt::of(DoubtCode::NotQualified, "member_no").with("name", number));
        return Ok(Found::default());
    };
    let owner = Owner { member, tier: in_force.tier, approved_on: in_force.approved_on };
    Ok(Found { owner: Some(owner), exact: true })
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
