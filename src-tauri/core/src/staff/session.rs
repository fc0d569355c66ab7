//! The session commands, and what anybody may see before signing in: which salon this is and who works here.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::sign_in::{self, SignIn, SignedIn, StaffMe};
use super::{Role, rows};
use crate::clock::{Date, Instant};
use crate::commands::Call;
use crate::error::{Error, ErrorCode, Result};
use crate::ids::{MemberNo, RoomId, StaffId};
use crate::salon::{Act, Agreed, Caller, Ended, Reading, Salon, Who};
use crate::store::backup;

/// What the sign-in screen shows.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct HouseStatus {
    /// The salon's name.
    pub salon_name: String,
    /// The business date.
    pub business_date: Date,
    /// The instant core was given.
    pub now: Instant,
    /// The hour a business day begins.
    pub day_start_hour: u32,
    /// The first hour guests are received.
    pub open_hour: u32,
    /// The hour by which treatments end.
    pub close_hour: u32,
    /// Minutes a room needs after a treatment.
    pub turnover_minutes: i64,
    /// Minutes without a hand after which a session ends.
    pub auto_lock_minutes: i64,
    /// The salon's language.
    pub language: String,
    /// Minutes east of UTC.
    pub utc_offset_minutes: i32,
    /// Whether this is the demo salon.
    pub demo: bool,
    /// The newest verified backup.
    pub last_backup_at: Option<Instant>,
    /// Who may sign in.
    pub staff: Vec<StaffTile>,
}

/// A person on the sign-in screen.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct StaffTile {
    /// His id.
    pub id: StaffId,
    /// His number.
    pub number: String,
    /// His name.
    pub name: String,
    /// What he does.
    pub roles: Vec<Role>,
    /// Whether he can sign in yet.
    pub has_pin: bool,
}

/// Which salon this is and who works here.
pub fn house_status(view: &Reading<'_>, (): ()) -> Result<HouseStatus> {
    let settings = view.settings;
    let tile = |person: rows::StaffRow| StaffTile {
        id: person.id,
        number: person.number,
        name: person.name,
        roles: person.roles,
        has_pin: person.pin_hash.is_some(),
    };
    let staff = rows::all(view.db)?.into_iter().filter(|person| person.active).map(tile).collect();
    Ok(HouseStatus {
        salon_name: settings.salon_name.clone(),
        business_date: view.today(),
        now: view.now,
        day_start_hour: settings.day.day_start_hour,
        open_hour: settings.open_hour,
        close_hour: settings.close_hour,
        turnover_minutes: settings.turnover_minutes,
        auto_lock_minutes: settings.auto_lock_minutes,
        language: settings.language.clone(),
        utc_offset_minutes: settings.day.utc_offset_minutes,
        demo: settings.demo,
        last_backup_at: view.db.path().and_then(|file| backup::newest(Path::new(file), view.now)),
        staff,
    })
}

/// `session.sign_in`
pub fn sign_in(salon: &Salon, call: &Call, _: Option<&Caller>, asked: SignIn) -> Result<SignedIn> {
    sign_in::sign_in(salon, &call.device, call.now, &asked)
}

/// Who agrees, and to what: this guest in this room, one tier lower, at this time (policy §3.4).
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Agree {
    /// The consultant's staff number.
    pub number: String,
    /// Her PIN.
    pub pin: String,
    /// The guest.
    pub member_no: MemberNo,
    /// The room.
    pub room_id: RoomId,
    /// From.
    pub start_ms: Instant,
}

/// A proof of who somebody is and what she agreed to, for a few minutes and one booking.
#[derive(Debug, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    /// To be sent with what she agrees to.
    pub proof: String,
}

/// `session.prove`: a consultant proves who she is at another person's screen, to agree to one thing.
pub fn prove(salon: &Salon, call: &Call, _: Option<&Caller>, asked: Agree) -> Result<Proof> {
    let agreed = Agreed { member_no: asked.member_no, room_id: asked.room_id, start_ms: asked.start_ms };
    let signing = SignIn { number: asked.number, pin: asked.pin };
    let staff = sign_in::prove(salon, &call.device, call.now, "session.prove", &signing)?;
    Ok(Proof { proof: salon.sessions.prove(staff, agreed, call.now)? })
}

/// `session.me`
pub fn me(view: &Reading<'_>, (): ()) -> Result<StaffMe> {
    sign_in::me(view, view.person()?.staff)
}

/// `house.accept_clock`: the manager says that the clock is right now; what lies ahead of it was written by a wrong one.
pub fn accept_clock(salon: &Salon, call: &Call, caller: Option<&Caller>, (): ()) -> Result<()> {
    let request = call.request_id.ok_or_else(|| Error::refused(ErrorCode::RequestIdMissing))?;
    let act = Act { op: "house.accept_clock", request, now: call.now, caller, device: &call.device, args: "{}" };
    salon.accept_clock(&act)
}

/// `session.touch`: a hand moved.
pub fn touch(salon: &Salon, call: &Call, _: Option<&Caller>, (): ()) -> Result<()> {
    if let Who::Session(token) = &call.who {
        salon.sessions.touch(token, call.now);
    }
    Ok(())
}

/// `session.sign_out`
pub fn sign_out(salon: &Salon, call: &Call, _: Option<&Caller>, (): ()) -> Result<()> {
    if let Who::Session(token) = &call.who {
        salon.sessions.end(&Ended::One(token.clone()));
    }
    Ok(())
}
