//! The member card: tier, grade, masked phone, allergies and notes, the usual beautician, upcoming and last visits, linen.

use serde::{Deserialize, Serialize};

use crate::booking::{self, BookingRow, Status};
use crate::clock::{Date, Instant};
use crate::error::Result;
use crate::ids::{BookingId, ItemId, MemberId, MemberNo, StaffId};
use crate::linen::view::MemberLinen;
use crate::membership::rows::MemberRow;
use crate::money::Money;
use crate::salon::Reading;
use crate::settlement::grade::{self, Grade};
use crate::settlement::leave_out::ServiceNotDone;
use crate::tier::Tier;
use crate::{catalog, linen, membership, phone, qualification, room, settlement, staff};

/// Visits shown on the card.
const VISITS_SHOWN: usize = 5;

/// Whose card.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CardAsked {
    /// Her short number.
    pub member_no: MemberNo,
}

/// What the desk sees when the phone rings.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberCard {
    /// Her short number.
    pub member_no: MemberNo,
    /// Her id.
    pub id: MemberId,
    /// Her full name.
    pub name: String,
    /// Her gender, if it is known.
    #[ts(type = "'female' | 'male' | null")]
    pub gender: Option<String>,
    /// Her tier.
    pub tier: Tier,
    /// The approval date.
    pub tier_since: Option<Date>,
    /// Her grade.
    pub grade: Grade,
    /// What it gives, in 折: `9.5`; none for none.
    pub grade_discount: Option<String>,
    /// Her numbers, those in use first.
    pub phones: Vec<MaskedPhone>,
    /// Her birthday, as it is known.
    pub birthday: String,
    /// Whether it is today.
    pub birthday_today: bool,
    /// What she must not meet.
    pub allergies: Vec<String>,
    /// What one should know, line by line.
    pub notes: Vec<String>,
    /// The beautician she comes to.
    pub usual_beautician: Option<Named>,
    /// How often she came.
    pub visits: i64,
    /// What she spent in the twelve months up to today.
    #[serde(rename = "spent12m")]
    pub spent_12m: Money,
    /// What is booked, the nearest first.
    pub upcoming: Vec<BookingLine>,
    /// Her last visits, the newest first.
    pub last: Vec<BookingLine>,
    /// Her linen, if she has a set.
    pub linen: Option<MemberLinen>,
}

/// A number as everybody may see it.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct MaskedPhone {
    /// The middle hidden.
    pub masked: String,
    /// In use, or former.
    pub current: bool,
}

/// A person by name.
#[derive(Clone, Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Named {
    /// Who.
    pub id: StaffId,
    /// The name.
    pub name: String,
}

/// One booking or visit of a member.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct BookingLine {
    /// Which.
    pub id: BookingId,
    /// From.
    pub start_ms: Instant,
    /// To.
    pub end_ms: Instant,
    /// The room's number.
    pub room: String,
    /// By whom.
    pub beautician: String,
    /// The services by name.
    pub services: Vec<String>,
    /// Those of them that were not done.
    pub not_done: Vec<ServiceNotDone>,
    /// Where it stands.
    pub status: Status,
    /// What was paid, once it is settled.
    pub total: Option<Money>,
}

/// `member.card`
pub fn card(view: &Reading<'_>, asked: CardAsked) -> Result<MemberCard> {
    let member = membership::rows::by_no(view.db, asked.member_no)?;
    of(view, member)
}

/// The card of a member.
pub(super) fn of(view: &Reading<'_>, member: MemberRow) -> Result<MemberCard> {
    let held = qualification::in_force(view.db, member.no)?;
    let tier = held.as_ref().map_or(Tier::Ordinary, |held| held.tier);
    let standing = grade::standing(view.db, member.no, view.settings, view.today())?;
    let usual = usual_beautician(view, &member)?;
    let upcoming = booking::rows::upcoming_of(view.db, member.no, view.now, VISITS_SHOWN)?;
    let last = booking::rows::visits_of(view.db, member.no, view.now, VISITS_SHOWN)?;
    let visits = visits(view, member.no)?;
    Ok(MemberCard {
        member_no: member.no,
        id: member.id,
        tier,
        tier_since: held.and_then(|held| held.approved_on),
        grade: standing.grade,
        grade_discount: settlement::rules::discount_words(standing.grade, view.settings),
        phones: member
            .phones
            .iter()
            .map(|p| MaskedPhone { masked: phone::mask(&p.number), current: p.current })
            .collect(),
        birthday: member.birthday.as_ref().map(ToString::to_string).unwrap_or_default(),
        birthday_today: member.birthday.as_ref().is_some_and(|birthday| birthday.is_on(view.today())),
        notes: member.notes.lines().map(str::to_owned).collect(),
        usual_beautician: usual,
        visits,
        spent_12m: grade::spent_lately(view.db, member.no, view.today())?,
        upcoming: upcoming.into_iter().map(|row| line(view, row)).collect::<Result<_>>()?,
        last: last.into_iter().map(|row| line(view, row)).collect::<Result<_>>()?,
        linen: linen::view::of_member(view, member.no, &member.name, tier)?,
        name: member.name,
        gender: member.gender,
        allergies: member.allergies,
    })
}

/// One booking as a line.
pub(super) fn line(view: &Reading<'_>, row: BookingRow) -> Result<BookingLine> {
    let total = match row.status {
        Status::Settled => settlement::rows::due_of_booking(view.db, row.id)?,
        _ => None,
    };
    Ok(BookingLine {
        id: row.id,
        start_ms: row.start,
        end_ms: row.end,
        room: room::rows::by_id(view.db, row.room)?.line.number,
        beautician: staff::rows::by_id(view.db, row.beautician)?.name,
        services: service_names(view, &row.services)?,
        not_done: settlement::leave_out::of_booking(view.db, row.id)?,
        status: row.status,
        total,
    })
}

/// Services by name.
pub(super) fn service_names(view: &Reading<'_>, services: &[ItemId]) -> Result<Vec<String>> {
    services.iter().map(|id| Ok(catalog::rows::by_id(view.db, *id)?.name)).collect()
}

fn usual_beautician(view: &Reading<'_>, member: &MemberRow) -> Result<Option<Named>> {
    let Some(id) = member.usual_beautician else { return Ok(None) };
    let person = staff::rows::by_id(view.db, id)?;
    Ok(person.active.then_some(Named { id, name: person.name }))
}

fn visits(view: &Reading<'_>, member: MemberNo) -> Result<i64> {
    let count = view
        .db
        .prepare_cached("SELECT count(*) FROM booking WHERE member_no = ?1 AND status IN ('finished', 'settled')")?
        .query_row([member], |row| row.get(0))?;
    Ok(count)
}
