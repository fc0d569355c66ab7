//! Opens the salon for one task of the command line, and asks it things as one of its staff.

use lantai_core::commands::{Answer, Call, Place, dispatch};
use lantai_core::error::{Error, ErrorCode, Failure};
use lantai_core::ids::RequestId;
use lantai_core::salon::{Salon, Who};
use serde_json::Value;
use uuid::Uuid;

use super::Options;
use crate::machine;
use crate::occupy::{self, Occupied};

/// How the journal names this carrier.
const DEVICE: &str = "command line";

/// The open salon of this command line.
pub(super) struct Opened {
    /// The salon.
    pub(super) salon: Salon,
    _occupied: Occupied,
}

/// Opens the salon.
pub(super) fn open(options: &Options) -> Result<Opened, Failure> {
    let home = options.home();
    if !home.holds_anything() {
        return Err(Error::refused(ErrorCode::StoreMissing).with("folder", home.dir.display().to_string()).failure());
    }
    let occupied = occupy::enter(&home.dir)?;
    let salon = home.open().and_then(|salon| salon.count_time_by(Box::new(machine::running)).map(|()| salon));
    let salon = salon?;
    Ok(Opened { salon, _occupied: occupied })
}

impl Opened {
    /// Carries out one command as a member of staff, or as nobody.
    pub(super) fn ask(
        &self,
        staff: Option<&str>,
        name: &str,
        args: Value,
        request: Option<Uuid>,
    ) -> Result<Value, Failure> {
        let who = staff.map_or(Who::Nobody, |number| Who::Staff(number.to_owned()));
        let request_id = Some(RequestId(request.unwrap_or_else(Uuid::now_v7)));
        let call = Call {
            name: name.to_owned(),
            args,
            request_id,
            who,
            device: DEVICE.to_owned(),
            place: Place::Desk,
            now: machine::now(),
        };
        heard(&dispatch(&self.salon, &call)?)
    }

    /// The number of the salon's first manager: in whose name the house itself is looked after.
    pub(super) fn manager(&self) -> Result<String, Failure> {
        let house = self.ask(None, "house.status", Value::Null, None)?;
        let staff = house.get("staff").and_then(Value::as_array).into_iter().flatten();
        let manages = |person: &&Value| {
            let roles = person.get("roles").and_then(Value::as_array);
            roles.is_some_and(|roles| roles.iter().any(|role| role == "manager"))
        };
        let manager = { staff }.find(manages).and_then(|person| person.get("number")).and_then(Value::as_str);
        manager.map(ToOwned::to_owned).ok_or_else(|| Error::refused(ErrorCode::NoSuchStaff).failure())
    }
}

/// An answer of the core, to be looked into.
pub(crate) fn heard(answer: &Answer) -> Result<Value, Failure> {
    serde_json::from_str(answer.get()).map_err(|error| Error::from(error).failure())
}
