//! Writes what a register tells of one member, through the doors of membership and qualification.

use super::compare::{MemberChange, QualificationChange};
use crate::error::Result;
use crate::ids::MemberNo;
use crate::membership::add::{self, NewMemberRow};
use crate::membership::amend::{self, AmendMember};
use crate::membership::keys::{self, Key};
use crate::membership::phone::{self, StorePhone};
use crate::qualification::{self, Registered};
use crate::salon::{Topic, Writing};
use crate::staff;

/// So many search rows are written between two looks at whether somebody wants to stop.
const KEYS_A_STEP: usize = 1_000;

/// Search rows of new files, written when all files are.
pub(super) type NewKeys = Vec<(Key, MemberNo)>;

/// A new file with its qualifications; its search rows are put beside the others'.
pub(super) fn add(
    work: &mut Writing<'_>,
    row: &NewMemberRow,
    qualifications: &[Registered],
    new_keys: &mut NewKeys,
) -> Result<MemberNo> {
    let (no, keys) = add::begin(work, row)?;
    new_keys.extend(keys.into_iter().map(|key| (key, no)));
    for held in qualifications {
        qualification::adopt(work, no, held)?;
    }
    Ok(no)
}

/// Writes the search rows of all new files, sorted.
pub(super) fn write_keys(work: &mut Writing<'_>, mut new_keys: NewKeys) -> Result<()> {
    new_keys.sort_unstable();
    let total = new_keys.len();
    for (step, (key, member)) in new_keys.iter().enumerate() {
        if step.is_multiple_of(KEYS_A_STEP) {
            work.step("finding", step, total)?;
        }
        keys::insert(work.db, key, *member)?;
    }
    Ok(())
}

/// What changes in a known file.
pub(super) fn change(work: &mut Writing<'_>, change: &MemberChange) -> Result<()> {
    let Some(no) = change.no else { return Ok(()) };
    let beautician = match &change.beautician {
        Some(name) => staff::rows::beautician_named(work.db, name)?,
        None => None,
    };
    let amended = AmendMember {
        member_no: no,
        name: None,
        birthday: change.birthday.clone().map(Some),
        gender: change.gender.clone().map(Some),
        allergies: change.allergies.clone().map(Some),
        notes: change.notes.clone().map(Some),
        usual_beautician_id: beautician.map(Some),
    };
    amend::amend(work, amended)?;
    write_phones(work, no, change)?;
    for held in &change.qualifications {
        write_qualification(work, no, held)?;
    }
    work.touches(Topic::Member);
    Ok(())
}

/// New numbers beside the old ones, or, where she has changed hers, in their place: the old ones are kept as former.
fn write_phones(work: &mut Writing<'_>, no: MemberNo, change: &MemberChange) -> Result<()> {
    let mut new = change.new_phones.iter();
    if change.phones_replaced
        && let Some(first) = new.next()
    {
        phone::store(work, StorePhone { member_no: no, phone: first.clone() })?;
    }
    for number in new {
        work.db
            .prepare_cached(
                "INSERT INTO member_phone (member_no, number, current, position, since_ms)
                 SELECT ?1, ?2, 1, coalesce(max(position), 0) + 1, ?3 FROM member_phone WHERE member_no = ?1
                 ON CONFLICT (member_no, number) DO UPDATE SET current = 1, since_ms = excluded.since_ms",
            )?
            .execute((no, number, work.now))?;
    }
    if !change.new_phones.is_empty() {
        keys::rewrite(work.db, no)?;
    }
    Ok(())
}

fn write_qualification(work: &mut Writing<'_>, no: MemberNo, change: &QualificationChange) -> Result<()> {
    match change {
        QualificationChange::Adopt(register) => {
            qualification::adopt(work, no, register)?;
        }
        QualificationChange::Cancel(id, day) => {
            // The stockroom sees at once that a set is to be retired (policy §2.7), or to be added to.
            work.touches(Topic::Linen);
            work.db
                .prepare_cached("UPDATE qualification SET cancelled_on = ?2 WHERE id = ?1 AND cancelled_on IS NULL")?
                .execute((id, day))?;
        }
        QualificationChange::Redate(id, date) => {
            work.db.prepare_cached("UPDATE qualification SET approved_on = ?2 WHERE id = ?1")?.execute((id, date))?;
        }
    }
    Ok(())
}
