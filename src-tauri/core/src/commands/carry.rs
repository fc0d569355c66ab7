//! From JSON to a rule and back: the three ways a row of the table is carried out.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::to_raw_value;
use sha2::{Digest, Sha256};

use super::read_args::{read_args, refuse_unbounded};
use super::{Answer, Call, Command};
use crate::error::{Error, ErrorCode, Result};
use crate::salon::{Act, Caller, Reading, Salon, Writing};
use crate::store::journal;

/// Fields that are never written into the journal as they are.
const SECRETS: [&str; 4] = ["pin", "oldPin", "newPin", "proof"];

/// Fields too large for the journal; their digest stands for them.
pub(super) const BULKY: [&str; 1] = ["contentBase64"];

/// Carries out a row that reads.
pub(super) fn read<A: DeserializeOwned, R: Serialize>(
    view: &Reading<'_>,
    call: &Call,
    rule: fn(&Reading<'_>, A) -> Result<R>,
) -> Result<Answer> {
    refuse_unbounded(call)?;
    Ok(to_raw_value(&rule(view, read_args(call)?)?)?)
}

/// Names the act that a row which writes is about to carry out, and lets it.
pub(super) fn under_its_request(
    salon: &Salon,
    command: &Command,
    call: &Call,
    caller: Option<&Caller>,
    run: fn(&Salon, &Act<'_>, &Call) -> Result<Answer>,
) -> Result<Answer> {
    let request = call.request_id.ok_or_else(|| Error::refused(ErrorCode::RequestIdMissing))?;
    refuse_unbounded(call)?;
    let kept = for_journal(salon, &call.args).to_string();
    let act = Act { op: command.name, request, now: call.now, caller, device: &call.device, args: &kept };
    let answer = run(salon, &act, call);
    salon.cancelling.forget(request);
    answer
}

/// Carries out a row that writes.
pub(super) fn write<A: DeserializeOwned, R: Serialize + DeserializeOwned>(
    salon: &Salon,
    act: &Act<'_>,
    call: &Call,
    rule: impl FnOnce(&mut Writing<'_>, A) -> Result<R>,
) -> Result<Answer> {
    let args = read_args(call)?;
    Ok(to_raw_value(&salon.transact(act, |work| rule(work, args))?)?)
}

/// A write that is drawn up first, while others may still write, and then carried out in its transaction.
pub struct Planned<A, P, R> {
    /// Draws it up from one consistent view.
    pub draw: fn(&Reading<'_>, &A) -> Result<P>,
    /// Carries it out.
    pub carry_out: fn(&mut Writing<'_>, A, P) -> Result<R>,
}

/// Carries out a row that writes what was drawn up before. Where somebody has written in between, or the day has ended, it
/// is drawn up anew inside the transaction: nothing is carried out that this very state did not give.
pub(super) fn planned<A: DeserializeOwned, P, R: Serialize + DeserializeOwned>(
    salon: &Salon,
    act: &Act<'_>,
    call: &Call,
    rule: &Planned<A, P, R>,
) -> Result<Answer> {
    let args: A = read_args(call)?;
    let (seq, today, drawn) = salon.read(act.now, |view| {
        let view = &Reading { caller: act.caller, ..*view };
        let drawn = match (rule.draw)(view, &args) {
            Err(error) if error.spoils_connection() => return Err(error),
            drawn => drawn,
        };
        Ok((journal::head(view.db)?.seq, view.today(), drawn))
    })?;
    let answer = salon.transact(act, |work| {
        let still_holds = journal::head(work.db)?.seq == seq && work.today() == today;
        let plan = if still_holds { drawn } else { (rule.draw)(work, &args) };
        (rule.carry_out)(work, args, plan?)
    })?;
    Ok(to_raw_value(&answer)?)
}

/// Carries out a row that works on the running program.
pub(super) fn signal<A: DeserializeOwned, R: Serialize>(
    salon: &Salon,
    call: &Call,
    caller: Option<&Caller>,
    rule: fn(&Salon, &Call, Option<&Caller>, A) -> Result<R>,
) -> Result<Answer> {
    refuse_unbounded(call)?;
    Ok(to_raw_value(&rule(salon, call, caller, read_args(call)?)?)?)
}

/// The arguments as they may be kept: of a secret only a digest under the store's key, so that another secret is another
/// act but nobody can guess it from the journal; bulk as its digest. `serde_json` keeps object keys sorted, so equal
/// arguments read equal.
fn for_journal(salon: &Salon, args: &Value) -> Value {
    match args {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                let kept = match value {
                    secret if SECRETS.contains(&name.as_str()) => Value::from(salon.key().veil(&secret.to_string())),
                    Value::String(bulk) if BULKY.contains(&name.as_str()) => {
                        Value::from(hex::encode(Sha256::digest(bulk.as_bytes())))
                    }
                    other => for_journal(salon, other),
                };
                (name.clone(), kept)
            })
            .collect(),
        Value::Array(values) => values.iter().map(|value| for_journal(salon, value)).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use uuid::Uuid;

    use super::*;
    use crate::commands::{Kind, Place, TABLE};
    use crate::ids::RequestId;
    use crate::salon::Who;
    use crate::test_salon::{MANAGER, TestSalon};

    /// What happens while a plan is drawn up: somebody else writes.
    type Meanwhile = Box<dyn FnOnce()>;
    thread_local! {
        static MEANWHILE: RefCell<Option<Meanwhile>> = const { RefCell::new(None) };
    }

    fn members(view: &Reading<'_>) -> Result<i64> {
        Ok(view.db.query_row("SELECT count(*) FROM member", [], |row| row.get(0))?)
    }

    const PLANNED: Planned<(), i64, (i64, i64)> = Planned {
        draw: |view, ()| {
            let found = members(view);
            MEANWHILE.with(|meanwhile| meanwhile.take().into_iter().for_each(|write| write()));
            found
        },
        carry_out: |work, (), planned| Ok((planned, members(work)?)),
    };

    #[test]
    fn what_is_carried_out_was_drawn_from_the_very_state_it_meets() {
        let salon = Rc::new(TestSalon::new());
        let command = TABLE.iter().find(|command| command.kind() == Kind::Write).unwrap();
        let ask = |request: u128| {
            let call = Call {
                name: command.name.to_owned(),
                args: Value::Null,
                request_id: Some(RequestId(Uuid::from_u128(request))),
                who: Who::Staff(MANAGER.to_owned()),
                device: "test".to_owned(),
                place: Place::Desk,
                now: salon.now(),
            };
            let run = |salon: &Salon, act: &Act<'_>, call: &Call| planned(salon, act, call, &PLANNED);
            let answer = under_its_request(&salon.salon, command, &call, None, run).unwrap();
            serde_json::from_str::<Value>(answer.get()).unwrap()
        };
        assert_eq!(ask(1 << 90), serde_json::json!([0, 0]));
        let desk = Rc::clone(&salon);
        MEANWHILE.with(|meanwhile| {
            meanwhile.replace(Some(Box::new(move || {
                desk.member("王芳", "13800138001");
            })));
        });
        assert_eq!(ask(2 << 90), serde_json::json!([1, 1]), "the plan from before 王芳 came is not carried out");
        assert_eq!(ask(1 << 90), serde_json::json!([0, 0]), "a repeated request is answered, not drawn again");
    }
}
