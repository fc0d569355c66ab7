//! The qualification 资格: a member's tier, granted by approval (policy §1). It decides the rooms she may have and whether
//! linen is embroidered for her. A member without a qualification in force is Ordinary.

pub use crate::tier::Tier;

use rusqlite::{Connection, OptionalExtension};

use crate::clock::Date;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{MemberNo, QualificationId};
use crate::salon::{Topic, Writing};

/// The qualification in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// VIP or SVIP.
    pub tier: Tier,
    /// The approval date 审批日期; none only where an imported register has none.
    pub approved_on: Option<Date>,
}

/// A qualification as a register of the salon has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// VIP or SVIP.
    pub tier: Tier,
    /// The approval date.
    pub approved_on: Option<Date>,
    /// Cancelled: a date, or a month where the register says no more (`2025-06`).
    pub cancelled_on: Option<String>,
}

/// What a member holds now.
pub fn in_force(db: &Connection, member: MemberNo) -> Result<Option<InForce>> {
    let row = db
        .prepare_cached("SELECT tier, approved_on FROM qualification WHERE member_no = ?1 AND cancelled_on IS NULL")?
        .query_row([member], |row| Ok(InForce { tier: row.get(0)?, approved_on: row.get(1)? }))
        .optional()?;
    Ok(row)
}

/// A member's tier now.
pub fn tier_of(db: &Connection, member: MemberNo) -> Result<Tier> {
    Ok(in_force(db, member)?.map_or(Tier::Ordinary, |held| held.tier))
}

/// Takes a qualification over from a register. Refuses a second one in force.
pub fn adopt(work: &mut Writing<'_>, member: MemberNo, register: &Registered) -> Result<QualificationId> {
    if register.tier == Tier::Ordinary {
        return Err(Error::Broken("an ordinary member has no qualification"));
    }
    if register.cancelled_on.is_none() && in_force(work.db, member)?.is_some() {
        return Err(Error::refused(ErrorCode::SamePersonExists).with("memberNo", member));
    }
    let id: QualificationId = work.new_id();
    work.db
        .prepare_cached(
            "INSERT INTO qualification (id, member_no, tier, approved_on, cancelled_on, source)
             VALUES (?1, ?2, ?3, ?4, ?5, 'register')",
        )?
        .execute((id, member, register.tier, register.approved_on, &register.cancelled_on))?;
    work.touches(Topic::Member);
    Ok(id)
}
