//! Who may call what, written down a second time: F front desk, S stockroom, B beautician, C consultant, K cleaner, L laundry,
//! V supervisor, M manager; `*` everybody who works here, `-` also before anybody has signed in.

use std::collections::BTreeSet;

use super::Word;

/// How a command meets the store: reads, writes, or works on the running program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Read,
    Write,
    Signal,
}
use Way::{Read, Signal, Write};

/// One command: its name, its way, who may call it, whether at the desk only.
pub(crate) type Known = (Word, Way, Word, bool);

/// Every command the model knows.
pub(crate) const ALL: &[Known] = &[
    ("house.status", Read, "-", false),
    ("house.accept_clock", Signal, "M", true),
    ("session.sign_in", Signal, "-", false),
    ("store.status", Signal, "FVM", true),
    ("store.backup", Signal, "VM", true),
    ("session.me", Read, "*", false),
    ("session.prove", Signal, "*", false),
    ("session.touch", Signal, "*", false),
    ("session.sign_out", Signal, "-", false),
    ("member.search", Read, "FSBCVM", false),
    ("member.card", Read, "FSBCVM", false),
    ("member.file", Read, "FCVM", false),
    ("member.list", Read, "FSBCVM", false),
    ("member.add", Write, "FCVM", false),
    ("member.amend", Write, "FCVM", false),
    ("member.store_phone", Write, "FCVM", false),
    ("member.reveal", Write, "FCVM", false),
    ("booking.day", Read, "FSBCVM", false),
    ("booking.arrivals", Read, "FSBCVM", false),
    ("booking.offer", Read, "FCVM", false),
    ("booking.check", Read, "FCVM", false),
    ("booking.reserve", Write, "FCVM", false),
    ("booking.move", Write, "FCVM", false),
    ("booking.advance", Write, "FBCVM", false),
    ("booking.cancel", Write, "FCVM", false),
    ("staff.list", Read, "VM", false),
    ("staff.save", Write, "VM", false),
    ("staff.set_pin", Write, "M", false),
    ("staff.change_pin", Signal, "*", false),
    ("staff.unlock", Write, "M", false),
    ("device.pair", Signal, "-", false),
    ("device.invite", Signal, "FVM", true),
    ("device.list", Read, "FVM", false),
    ("device.revoke", Write, "FVM", false),
    ("tray.day", Read, "FSBCVM", false),
    ("tray.calls", Read, "FSBCVM", false),
    ("tray.acknowledge", Write, "SVM", false),
    ("tray.ready", Write, "SVM", false),
    ("tray.take", Write, "BVM", false),
    ("tray.put_away", Write, "SVM", false),
    ("tray.bring_back", Write, "SBVM", false),
    ("tray.return", Write, "SBVM", false),
    ("linen.shelf", Read, "FSBCLVM", false),
    ("linen.set", Read, "FSBCLVM", false),
    ("linen.tasks", Read, "FSBCLVM", false),
    ("linen.slippers_back", Write, "SBVM", false),
    ("linen.to_laundry", Write, "SBLVM", false),
    ("linen.to_drying", Write, "LVM", false),
    ("linen.shelve", Write, "SVM", false),
    ("linen.mark", Write, "SBLVM", false),
    ("linen.replace", Write, "SVM", false),
    ("linen.recover", Write, "SVM", false),
    ("linen.make_set", Write, "SVM", false),
    ("linen.retire", Write, "SVM", false),
    ("linen.to_stock", Write, "SVM", false),
    ("catalog.list", Read, "*", false),
    ("catalog.save", Write, "VM", false),
    ("room.list", Read, "*", false),
    ("room.save", Write, "VM", false),
    ("till.quote", Read, "FVM", false),
    ("till.settle", Write, "FVM", false),
    ("till.receipt", Read, "FVM", false),
    ("till.print", Signal, "FVM", false),
    ("till.day", Read, "FVM", false),
    ("import.preview", Read, "FVM", true),
    ("import.commit", Write, "FVM", true),
    ("import.cancel", Signal, "FVM", true),
    ("setting.list", Read, "VM", false),
    ("setting.set", Write, "VM", false),
    ("setting.withdraw", Write, "VM", false),
];

/// What the model knows of a command.
pub(super) fn known(name: &str) -> Option<&'static Known> {
    ALL.iter().find(|(known, ..)| *known == name)
}

/// How a command meets the store; none for one the model does not know.
pub(crate) fn way_of(name: &str) -> Option<Way> {
    known(name).map(|(_, way, ..)| *way)
}

/// Whether people in these roles may call it.
pub(crate) fn permitted(who: &str, roles: &BTreeSet<Word>) -> bool {
    let letter = |role: &str| match role {
        "front_desk" => 'F',
        "stockroom" => 'S',
        "beautician" => 'B',
        "consultant" => 'C',
        "cleaner" => 'K',
        "laundry" => 'L',
        "supervisor" => 'V',
        "manager" => 'M',
        other => panic!("no role {other}"),
    };
    matches!(who, "*" | "-") || roles.iter().any(|role| who.contains(letter(role)))
}
