//! `lantai verify`: every check of the store, one line each. A failed check gives exit code 1; nothing is repaired.

use std::process::ExitCode;

use lantai_core::error::Failure;
use lantai_core::store::verify;

use super::{Options, open, print};
use crate::machine;

pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let opened = open::open(options)?;
    let checks = verify::of_salon(&opened.salon, machine::now())?;
    let ok = checks.iter().all(|check| check.ok);
    if options.json {
        print::json(&serde_json::json!({ "ok": ok, "checks": checks }));
    } else {
        for check in &checks {
            print::line(&format!("{} {:<28} {}", if check.ok { "✓" } else { "✗" }, check.name, check.detail));
        }
        let verdict = if ok { ("一切完好", "all is well") } else { ("有检查没有通过", "a check failed") };
        print::line(print::said(verdict.0, verdict.1));
    }
    Ok(ExitCode::from(if ok { 0 } else { print::REFUSED }))
}
