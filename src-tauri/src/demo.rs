//! Founds the demo salon by importing a real salon's own registers (`assets/demo/`), as its manager would do it by hand.
//!
//! Refused where a salon was founded already. Its key lies in a file unless somebody asked for the keyring: whoever
//! only looks at the demo shall not find it in his keyring.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lantai_core::commands::{Call, Place, dispatch};
use lantai_core::error::Failure;
use lantai_core::home::{Founding, Home};
use lantai_core::ids::RequestId;
use lantai_core::salon::{Event, Salon, Who};
use lantai_core::store::keep::{Keeping, Keys};
use lantai_core::store::key::RecoveryPhrase;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::Told;
use crate::{cli, machine};

/// Everybody's PIN in the demo salon; a real salon chooses its own.
pub(crate) const PIN: &str = "2580";
/// The demo's manager, in whose name the registers are imported. She stands in the staff register as well.
const MANAGER: (&str, &str) = ("010", "简桂芝");
const SALON: &str = "兰台美容养生会所";

/// The registers in the order in which they need each other: kind, file name, content.
const REGISTERS: [(&str, &str, &[u8]); 5] = [
    ("staff", "staff.csv", include_bytes!("../../assets/demo/staff.csv")),
    ("rooms", "rooms.csv", include_bytes!("../../assets/demo/rooms.csv")),
    ("price_list", "price-list.csv", include_bytes!("../../assets/demo/price-list.csv")),
    ("front_desk_register", "front-desk-register.xlsx", include_bytes!("../../assets/demo/front-desk-register.xlsx")),
    ("stockroom_register", "stockroom-register.xlsx", include_bytes!("../../assets/demo/stockroom-register.xlsx")),
];

/// Parts of the whole that each register stands for in the progress shown.
const PARTS_EACH: u64 = 1000;

/// Founds it and opens it; `told` hears how far it is. The phrase is shown once, like any salon's.
pub(crate) fn found(home: &Home, told: &Told) -> Result<(Salon, RecoveryPhrase), Failure> {
    let keeping = if home.keys.keeping == Keeping::Keyring { Keeping::Keyring } else { Keeping::File };
    let home = Home { dir: home.dir.clone(), keys: Keys { keeping, ..home.keys } };
    let manager = (MANAGER.0.to_owned(), MANAGER.1.to_owned(), PIN.to_owned());
    let founding = Founding { salon_name: SALON.to_owned(), language: "zh-Hans".to_owned(), demo: true, manager };
    home.found_with(&founding, machine::now(), |salon| furnish(salon, told))
}

fn furnish(salon: &Salon, told: &Told) -> Result<(), Failure> {
    let at = Arc::new(AtomicUsize::new(0));
    salon.on_event(Box::new({
        let (at, told) = (Arc::clone(&at), Arc::clone(told));
        move |event| pass_on(event, at.load(Ordering::Acquire), &told)
    }));
    for (place, (kind, file, content)) in REGISTERS.into_iter().enumerate() {
        at.store(place, Ordering::Release);
        told(&progress(RequestId(Uuid::nil()), place, 0, 1));
        ask(
            salon,
            "import.commit",
            json!({ "fileName": file, "kind": kind, "contentBase64": STANDARD.encode(content) }),
        )?;
    }
    give_pins(salon)
}

fn give_pins(salon: &Salon) -> Result<(), Failure> {
    let staff = ask(salon, "staff.list", Value::Null)?;
    for person in staff.as_array().into_iter().flatten().filter(|person| person["hasPin"] == Value::Bool(false)) {
        ask(salon, "staff.set_pin", json!({ "number": person["number"], "pin": PIN }))?;
    }
    Ok(())
}

fn ask(salon: &Salon, name: &str, args: Value) -> Result<Value, Failure> {
    let call = Call {
        name: name.to_owned(),
        args,
        request_id: Some(RequestId(Uuid::now_v7())),
        who: Who::Staff(MANAGER.0.to_owned()),
        device: machine::device(),
        place: Place::Desk,
        now: machine::now(),
    };
    cli::heard(&dispatch(salon, &call)?)
}

/// The five imports as one way: each register is a fifth of it.
fn pass_on(event: &Event, place: usize, told: &Told) {
    if let Event::Progress { request_id, done, total, .. } = event {
        told(&progress(*request_id, place, *done, *total));
    }
}

fn progress(request_id: RequestId, place: usize, done: u64, total: u64) -> Event {
    let stage = REGISTERS.get(place).map_or("writing", |(kind, _, _)| kind);
    let within = done.min(total) * PARTS_EACH / total.max(1);
    Event::Progress {
        request_id,
        stage,
        done: place as u64 * PARTS_EACH + within,
        total: REGISTERS.len() as u64 * PARTS_EACH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_runs_over_all_registers_as_one_way() {
        let id = RequestId(Uuid::nil());
        let Event::Progress { stage, done, total, .. } = progress(id, 3, 50, 100) else { panic!("no progress") };
        assert_eq!((stage, done, total), ("front_desk_register", 3500, 5000));
    }
}
