//! `lantai demo`: the demo salon, with progress on stderr. A folder that holds a salon already is left alone; one that holds
//! a store which cannot be used is left alone too, and it is said why.

use std::process::ExitCode;
use std::sync::Arc;

use lantai_core::error::Failure;
use lantai_core::home::Home;

use super::progress::Shown;
use super::{Options, print};
use crate::house::Told;
use crate::{demo, occupy};

pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let home = options.home();
    if home.holds_anything() {
        let _occupied = occupy::enter(&home.dir)?;
        home.check()?;
        say_it_is_there(options, &home);
        return Ok(ExitCode::SUCCESS);
    }
    let shown = Arc::new(Shown::default());
    let told: Told = Arc::new({
        let shown = Arc::clone(&shown);
        move |event| shown.see(event)
    });
    let founded = demo::found(&home, &told);
    shown.end();
    let (salon, phrase) = founded?;
    drop(salon);
    say_it_is_founded(options, &home, phrase.characters());
    Ok(ExitCode::SUCCESS)
}

fn say_it_is_there(options: &Options, home: &Home) {
    let folder = home.dir.display().to_string();
    if options.json {
        print::json(&serde_json::json!({ "folder": folder, "founded": false }));
    } else {
        let text = print::said("这里已经有一家店，没有改动", "a salon is here already; left alone");
        print::note(&format!("{text} ({folder})"));
    }
}

fn say_it_is_founded(options: &Options, home: &Home, phrase: &str) {
    let folder = home.dir.display().to_string();
    if options.json {
        let place = print::key_place(home);
        print::json(&serde_json::json!({
            "folder": folder, "founded": true, "recoveryPhrase": phrase, "keyProvider": place
        }));
        return;
    }
    let text = print::said("示范店已建好，每位员工的 PIN 都是", "the demo salon is founded; everybody's PIN is");
    print::note(&format!("{text} {} ({folder})", demo::PIN));
    let once = print::said("恢复短语（只显示这一次）：", "Its recovery phrase, shown this once:");
    print::line(&format!("{once} {phrase}"));
    print::key_in_words(home);
}
