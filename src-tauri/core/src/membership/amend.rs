//! A file corrected: a field that is left out stays as it is, one that is `null` is cleared. A name cannot be cleared.

use serde::{Deserialize, Deserializer, Serialize};

use super::add::{self, LONGEST_NAME, LONGEST_NOTES};
use super::birthday::Birthday;
use super::{keys, rows};
use crate::error::Result;
use crate::ids::{MemberNo, StaffId};
use crate::salon::{Topic, Writing};
use crate::{staff, text};

/// A member and what changes in her file: left out, it stays; `null`, it is cleared.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AmendMember {
    /// Whose file.
    pub member_no: MemberNo,
    /// The full name.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub name: Option<Option<String>>,
    /// A birthday however typed; empty takes it away as well.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string | null")]
    pub birthday: Option<Option<String>>,
    /// `female` or `male`.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "'female' | 'male' | null")]
    pub gender: Option<Option<String>>,
    /// All her allergies.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "Array<string> | null")]
    pub allergies: Option<Option<Vec<String>>>,
    /// What one should know.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string | null")]
    pub notes: Option<Option<String>>,
    /// The beautician she comes to.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string | null")]
    pub usual_beautician_id: Option<Option<StaffId>>,
}

/// `member.amend`
pub fn amend(work: &mut Writing<'_>, asked: AmendMember) -> Result<()> {
    let held = rows::by_no(work.db, asked.member_no)?;
    let name = match asked.name {
        Some(name) => text::required_line("name", &name.unwrap_or_default(), LONGEST_NAME)?,
        None => held.name,
    };
    let birthday = match asked.birthday {
        Some(typed) => add::read_birthday(&typed.unwrap_or_default(), work.today())?,
        None => held.birthday,
    };
    let gender = match asked.gender {
        Some(gender) => add::read_gender(gender.as_deref())?,
        None => held.gender,
    };
    let notes = match asked.notes {
        Some(notes) => text::paragraph("notes", &notes.unwrap_or_default(), LONGEST_NOTES)?,
        None => held.notes,
    };
    let usual = match asked.usual_beautician_id {
        Some(usual) => usual.map(|id| staff::rows::beautician(work.db, id)).transpose()?.map(|person| person.id),
        None => held.usual_beautician,
    };
    let (calendar, year, month, day) = birthday.as_ref().map(Birthday::columns).unwrap_or_default();
    work.db
        .prepare_cached(
            "UPDATE member SET name = ?2, gender = ?3, birth_calendar = ?4, birth_year = ?5, birth_month = ?6, birth_day = ?7,
                               usual_beautician_id = ?8, notes = ?9 WHERE no = ?1",
        )?
        .execute((
            asked.member_no, name, gender, calendar, year, month, day, usual, notes,
        ))?;
    if let Some(allergies) = asked.allergies {
        add::put_allergies(work, asked.member_no, &allergies.unwrap_or_default())?;
    }
    keys::rewrite(work.db, asked.member_no)?;
    work.touches(Topic::Member);
    Ok(())
}

/// A field that is there, be it `null`.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}
