//! `lantai demo`: the demo salon, with progress on stderr. A folder that holds a salon already is left alone.

use std::process::ExitCode;
use std::sync::Arc;

use lantai_core::error::Failure;

use super::progress::Shown;
use super::{Options, open, print};
use crate::demo;
use crate::house::Told;

pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let home = open::home(options);
    let folder = home.dir.display().to_string();
    if home.is_founded() {
        report(options, &folder, false);
        return Ok(ExitCode::SUCCESS);
    }
    let shown = Arc::new(Shown::default());
    let told: Told = Arc::new({
        let shown = Arc::clone(&shown);
        move |event| shown.see(event)
    });
    let founded = demo::found(&home, &told);
    shown.end();
    drop(founded?);
    report(options, &folder, true);
    Ok(ExitCode::SUCCESS)
}

fn report(options: &Options, folder: &str, founded: bool) {
    if options.json {
        print::json(&serde_json::json!({ "folder": folder, "founded": founded }));
    } else if founded {
        let text = print::said("示范店已建好，每位员工的 PIN 都是", "the demo salon is founded; everybody's PIN is");
        print::note(&format!("{text} {} ({folder})", demo::PIN));
    } else {
        let text = print::said("这里已经有一家店，没有改动", "a salon is here already; left alone");
        print::note(&format!("{text} ({folder})"));
    }
}
