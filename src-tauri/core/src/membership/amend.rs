//! A file corrected: only the fields that are given change.

use serde::{Deserialize, Serialize};

use super::add::{self, LONGEST_NAME};
use super::birthday::Birthday;
use super::{keys, rows};
use crate::error::Result;
use crate::ids::{MemberNo, StaffId};
use crate::salon::{Topic, Writing};
use crate::text;

/// A member and what changes in her file.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AmendMember {
    /// Whose file.
    pub member_no: MemberNo,
    /// The full name.
    #[ts(optional)]
    pub name: Option<String>,
    /// A birthday however typed; empty takes it away.
    #[ts(optional)]
    pub birthday: Option<String>,
    /// `female` or `male`.
    #[ts(optional, type = "'female' | 'male'")]
    pub gender: Option<String>,
    /// All her allergies.
    #[ts(optional)]
    pub allergies: Option<Vec<String>>,
    /// What one should know.
    #[ts(optional)]
    pub notes: Option<String>,
    /// The beautician she comes to.
    #[ts(optional)]
    pub usual_beautician_id: Option<StaffId>,
}

/// `member.amend`
pub fn amend(work: &mut Writing<'_>, asked: AmendMember) -> Result<()> {
    let held = rows::by_no(work.db, asked.member_no)?;
    let name = match &asked.name {
        Some(name) => text::required_line("name", name, LONGEST_NAME)?,
        None => held.name,
    };
    let birthday = match &asked.birthday {
        Some(typed) => add::read_birthday(typed)?,
        None => held.birthday,
    };
    let gender = add::read_gender(asked.gender.as_deref())?.or(held.gender);
    let notes = match &asked.notes {
        Some(notes) => text::paragraph("notes", notes, 2000)?,
        None => held.notes,
    };
    let (calendar, year, month, day) = birthday.as_ref().map(Birthday::columns).unwrap_or_default();
    work.db
        .prepare_cached(
            "UPDATE member SET name = ?2, gender = ?3, birth_calendar = ?4, birth_year = ?5, birth_month = ?6, birth_day = ?7,
                               usual_beautician_id = ?8, notes = ?9 WHERE no = ?1",
        )?
        .execute((
            asked.member_no, name, gender, calendar, year, month, day,
            asked.usual_beautician_id.or(held.usual_beautician), notes,
        ))?;
    if let Some(allergies) = &asked.allergies {
        add::put_allergies(work, asked.member_no, allergies)?;
    }
    keys::rewrite(work.db, asked.member_no)?;
    work.touches(Topic::Member);
    Ok(())
}
